"""Tables that ask by their headings: "Prioridad", "Avance", "Dificultad", "Próximo paso".

One heading names the topics of a question that repeats; the others ask that question, or others, by
their words and by what is told below. They may stand in the first column, too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from meta87.form.asking import LEAST, Candidate, most_similar, named
from meta87.form.contents import OWN_TITLE, with_text_below
from meta87.form.folding import fold
from meta87.form.matching import Form, topic_of
from meta87.form.question_columns import Table, tables_of
from meta87.form.table_rows import TOTAL
from meta87.reading.document import Block

MIN_TITLE = 76.0  # similarity to the question of the headings of two columns, read together
MIN_OTHERS = 2  # questions that the headings ask beside that of the topics
MIN_HEADING = 55.0  # similarity of a heading to a question, with what is told below


@dataclass(slots=True)
class Matrices:
    """The cells of such tables, by block."""

    blocks: Sequence[Block]  # of the document
    form: Form
    # The topics, and the headings that ask a question for the first time.
    asking: dict[int, Candidate] = field(default_factory=dict)
    answers: dict[int, int] = field(default_factory=dict)  # the cells, each with what asks it
    # The other headings and the numbers beside topics, which answer nothing.
    printed: set[int] = field(default_factory=set)
    cells: set[int] = field(default_factory=set)  # all of them
    _asked: dict[str, int] = field(default_factory=dict)  # what headings ask, in any table
    _first: dict[int, int] = field(default_factory=dict)  # the first heading of each question
    _counts: Counter[int] = field(default_factory=Counter)  # topics of each question

    @classmethod
    def of(cls, blocks: Sequence[Block], form: Form) -> Matrices:
        """Returns the cells of a document that ask and answer by the headings of their tables."""
        found = cls(blocks, form)
        read = [each for table in tables_of(blocks) if (each := found._read(table))]
        matches = [form.question_at(blocks, n) for n in range(len(blocks)) if read]
        whole = {n: form.place_of[match.question.id] for n, match in enumerate(matches) if match}
        for table, columns in read:
            cells = {n for row in table for cell in row.values() for n in cell}
            if whole.keys().isdisjoint(cells):
                found.cells |= cells
            # Where a question itself is asked, a table of its topics is part of an answer.
            if not {*whole.values()} & {*columns.values()}:
                found._add(table, columns)
        return found

    def among(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Returns what may ask, with these cells; their titles and the others do not."""
        titles = (each.index for each in candidates if each.kind == "title")
        self.printed |= {n for n in titles if not self.blocks[n].cell and n + 1 in self.printed}
        others = self.cells | self.printed
        own = [each for each in candidates if each.index not in others]
        return sorted([*own, *self.asking.values()], key=lambda each: each.index)

    def _read(self, table: Table) -> tuple[Table, dict[int, int]] | None:
        """Returns a table, turned where its first column has the headings, with what they ask."""
        turned = [
            {n: row[column] for n, row in enumerate(table) if column in row}
            for column in sorted({column for row in table for column in row})
        ]
        for each in (table, turned) if self._is_turned(turned) else (table,):
            if columns := self._columns(each):
                return each, columns
        return None

    def _is_turned(self, table: Table) -> bool:
        """Returns whether all of a first column are headings: the topics, then others."""
        similarity, repeats = self.form.similarity, self.form.repeating
        first, *others = (self.blocks[cell[0]].text for cell in table[0].values())
        if not any(similarity.names_topics(first, place) for place in repeats):
            return False
        is_label = any(similarity.label(head, place) for place in repeats for head in others)
        return not is_label and {at for row in table[1:] for at in row} == table[0].keys()

    def _columns(self, table: Table) -> dict[int, int]:
        """Returns the places of the questions that columns answer, that of the topics first."""
        heads = {at: self.blocks[cell[0]].text for at, cell in table[0].items()}
        rate = self.form.similarity.rate
        topical = (
            (place, topics)
            for place in sorted(self.form.repeating)
            for topics in heads
            if self.form.similarity.names_topics(heads[topics], place)
        )
        for place, topics in topical:
            others = [at for at in heads if at != topics]
            below = {at: [self._text(row[at]) for row in table[1:] if at in row] for at in others}
            own = {at: rate(f"{heads[at]} {heads[topics]}")[place] for at in below}
            asked = {at: self._place(heads[at], below[at], place, own[at]) for at in below}
            said = [max(rate(heads[at])) for at in asked if asked[at] != place]
            if len({*asked.values()} - {place}) >= MIN_OTHERS and max(said) >= MIN_TITLE:
                self._asked |= {heads[at]: each for at, each in asked.items() if each != place}
                return {topics: place, **asked}
            if any(own[at] >= MIN_TITLE or self._chosen(below[at], place) for at in below):
                return {topics: place, **dict.fromkeys(below, place)}
        return {}

    def _place(self, head: str, below: Sequence[str], place: int, own: float) -> int:
        """Returns the place of the question that a column answers; that of the topics if none."""
        if head in self._asked:
            return self._asked[head]
        form = self.form
        if any(form.similarity.names_topics(head, at) for at in form.repeating - {place}):
            scores = [LEAST["title"] if q.expects == "plans" else 0.0 for q in form.questions]
        else:
            rated = enumerate(form.prefer_follow_ups(form.similarity.rate(head)))
            scores = [0.0 if at in form.repeating else score for at, score in rated]
        scores[place] = own
        best, at = most_similar(with_text_below(scores, " ".join(below), form, OWN_TITLE))
        return at if best >= MIN_HEADING else place

    def _chosen(self, texts: Sequence[str], place: int) -> bool:
        """Returns whether most cells of a column are options of a question."""
        return 2 * sum(place in self.form.listed(text) for text in texts) > len(texts)

    def _add(self, table: Table, columns: Mapping[int, int]) -> None:
        """Adds the cells of a table, of which the columns answer questions."""
        topics, place = next(iter(columns.items()))
        for at, other in columns.items():
            index = table[0][at][0]
            self.printed |= {*table[0][at]}
            if other != place and self._first.setdefault(other, index) == index:
                self.asking[index] = named(self.blocks[index], index, other, None, self.form)
        topic = -1
        for row in table[1:]:
            cells = [(at, n) for at, cell in row.items() for n in cell]
            counts = {
                n for at, n in cells if at < topics and self._text([n]).strip(" .)").isdigit()
            }
            own = row.get(topics, (-1,))[0]
            others = self._text([n for _, n in cells if n not in {own, *counts}])
            if own >= 0 and self._is_topic(own, others):
                self.printed |= counts
                self._counts[place] += 1
                number = topic_of(self.blocks[own].text)[0] or self._counts[place]
                self.asking[own] = named(self.blocks[own], own, place, number, self.form)
                topic = own
            for at, cell in row.items():
                other = columns.get(at, place)
                by = topic if other == place else self._first[other]
                self.answers |= dict.fromkeys(cell, by)

    def _is_topic(self, index: int, others: str) -> bool:
        """Returns whether a cell names a topic: beside words, or alone and neither note nor sum."""
        name = self.blocks[index].text
        is_alone = not (others or name.endswith((".", ":")) or TOTAL.fullmatch(fold(name).text))
        return any(map(str.isalpha, name if is_alone else others))

    def _text(self, cell: Sequence[int]) -> str:
        return " ".join(self.blocks[index].text for index in cell)
