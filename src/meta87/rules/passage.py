"""Facts of a tagged passage, each by itself: its labels, form, tense, dates and amounts.

`PassageAnalysis` adds those that rest on several of them; apart, both modules stay short.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from meta87.classify.labels import Act, Kind
from meta87.classify.tagged import TaggedPassage
from meta87.entities.capitals import sentence_case
from meta87.entities.entity import (
    DATE,
    INSTRUMENT,
    MONEY,
    PARTICIPANTS,
    QUANTITY,
    Entity,
)
from meta87.entities.links import find_links
from meta87.form.table_rows import TableRow, is_planned
from meta87.reading.document import BlockKind
from meta87.rules import tenses
from meta87.rules.words import Span, as_written, find

# A passage has a speech act from LIKELY on, whatever its words; below UNLIKELY no words of a list
# give it one. Chosen on forms that the heads had not learnt from.
LIKELY, UNLIKELY = 0.8, 0.07
CONFIDENT = 0.95  # probability below which a finding that rests on the speech act alone is doubtful
NEAR = 40  # characters before a norm that may say what it is named for
CITED = 25  # characters after an instrument that may be the day of its citation
FULL = 4  # digits of the number of a norm that needs no year
DIGIT, GOES_ON = re.compile(r"\d"), re.compile(r"^ ?[\d.]+")
DAY = re.compile(r"\d+ de [^\W\d_]+ ")  # with its year after it
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
OF_YEAR = re.compile(r"[-/\d]*,? ?(?:(?:de|del|el) )*(?:\d{1,2} de \w+ del? )?(?:19|20)\d\d\b")
DAY_OF_NORM = as_written("day_of_norm")

Period = tuple[date, date]


@dataclass(frozen=True)
class PassageFacts:
    """A tagged passage and the reference period of its report, or None."""

    passage: TaggedPassage
    period: Period | None = None

    @cached_property
    def text(self) -> str:
        """Its words, in lower case where they are in capitals; the offsets are the same."""
        return sentence_case(self.passage.text)

    @property
    def kind(self) -> Kind:
        """Its predicted kind."""
        return self.passage.kind

    @property
    def paragraph(self) -> int:
        """Place of its block in the answer, from 0."""
        return self.passage.paragraph

    def quote(self, span: Span | None) -> tuple[str, ...]:
        """Returns the words of a span, as evidence of a finding; none without a span."""
        return (self.passage.text[slice(*span)],) if span else ()

    @property
    def whole(self) -> Span:
        """The span of all of it, used for a plan whose words are in no list."""
        return 0, len(self.text)

    def found(self, *labels: str) -> tuple[Entity, ...]:
        """Returns its entities of the labels."""
        return self.passage.found(*labels)

    def has(self, *path: str) -> bool:
        """Returns whether it has an entry of a word list."""
        return find(self.text, *path) is not None

    def has_act(self, act: Act) -> bool:
        """Returns whether it has a speech act, whatever its words.

        A row of a table and the lead-in of a list have none: the text next to them reports the
        action.
        """
        if self.in_table or self.introduces:
            return False
        return self.passage.prediction.acts.get(act, 0.0) >= LIKELY

    def is_confident_of(self, act: Act) -> bool:
        """Returns whether it has a speech act with high confidence."""
        return self.has_act(act) and self.passage.prediction.acts[act] >= CONFIDENT

    def rules_out(self, act: Act) -> bool:
        """Returns whether a speech act is improbable; never for a row of a table."""
        return not self.in_table and self.passage.prediction.acts.get(act, 1.0) < UNLIKELY

    def has_low_confidence(self, instead: Kind | None = None) -> bool:
        """Returns whether its kind has low confidence, with ``instead`` the next best."""
        predicted = self.passage.prediction
        if predicted.kind not in predicted.doubtful:
            return False
        others = [kind for kind in predicted.kind_scores if kind != predicted.kind]
        return instead in (None, max(others, key=lambda kind: predicted.kind_scores[kind]))

    @property
    def is_item(self) -> bool:
        """Whether it is a list item."""
        return self.passage.block.kind is BlockKind.LIST_ITEM

    @property
    def in_table(self) -> bool:
        """Whether it is a row of a table."""
        return self.passage.block.kind is BlockKind.TABLE_CELL

    @property
    def in_plan_table(self) -> bool:
        """Whether the headings of its table say that it lists what is planned."""
        row = self.passage.block
        return isinstance(row, TableRow) and any(map(is_planned, row.headings))

    @cached_property
    def introduces(self) -> bool:
        """Whether it introduces what follows, such as a list."""
        return self.text.rstrip().endswith(":")

    @cached_property
    def past(self) -> Span | None:
        """The first words that report something as done."""
        return tenses.past(self.text)

    @cached_property
    def main_past(self) -> Span | None:
        """The first words of a main clause that report something as done."""
        return tenses.main_past(self.text)

    @cached_property
    def future(self) -> Span | None:
        """The first words that state something in the future."""
        return tenses.future(self.text)

    @cached_property
    def main_future(self) -> Span | None:
        """The first words of a main clause that state something in the future."""
        return tenses.main_future(self.text)

    @property
    def reports_done(self) -> bool:
        """Whether the first words that report something as done are in a main clause."""
        return self.past is not None and not tenses.is_subordinate(self.text, self.past[0])

    @cached_property
    def dates(self) -> tuple[Entity, ...]:
        """Its dates with a first or a last day."""
        return self.passage.dates

    @cached_property
    def is_dated(self) -> bool:
        """Whether it has a date, if only a day that no calendar has, which CON008 reports."""
        return bool(self.dates) or any(DAY.search(date.text) for date in self.found(DATE))

    @cached_property
    def links(self) -> tuple[Entity, ...]:
        """Its links that can be opened."""
        return tuple(find_links(self.text))

    @cached_property
    def people(self) -> tuple[Entity, ...]:
        """Its counts of participants."""
        return self.found(PARTICIPANTS)

    @cached_property
    def has_count(self) -> bool:
        """Whether it counts people, money or things, and no meetings."""
        return any(
            not find(entity.text, "meetings") and not find(entity.text, "not_reached")
            for entity in self.found(PARTICIPANTS, QUANTITY, MONEY)
        )

    @property
    def names_result(self) -> bool:
        """Whether it names what could be a result: a product, a service, a norm."""
        listed = self.has("advance", "products") or self.has("partial", "results")
        return listed or bool(self.found(INSTRUMENT))

    @cached_property
    def in_period(self) -> bool:
        """Whether it has a date in the period, or any date if the period is unknown."""
        first, last = self.period or (date.min, date.max)
        ends = (each.days for each in self.dates)
        return self.has_norm_in_period or any(
            (begin or date.min) <= last and (end or date.max) >= first for begin, end in ends
        )

    @cached_property
    def has_norm_in_period(self) -> bool:
        """Whether a legal instrument is cited with its day, in a year of the period.

        The day is part of the citation and not a separate date; its year is enough, because legal
        instruments are cited by it.
        """
        norms = ((norm.start, norm.end + CITED) for norm in self.found(INSTRUMENT))
        days = (DAY_OF_NORM.search(self.text, *span) for span in norms)
        years = (int(day["year"] or day["cited"]) for day in days if day)
        period = self.period
        return any(period is None or period[0].year <= y <= period[1].year for y in years)

    def names_as_frame(self, law: Span) -> bool:
        """Returns whether the law at a span is named as the frame of an action, not as issued.

        One of a year before the period is its frame in any case; what an order, cited in full,
        has done is no frame.
        """
        cited = OF_YEAR.match(self.text, law[1])
        written = self.text[law[0] : cited.end() if cited else law[1]]
        years = [int(year) for year in YEAR.findall(written)]
        if self.period and years and max(years) < self.period[0].year:
            return True
        before = self.text[max(0, law[0] - NEAR) : law[0]]
        rest = GOES_ON.findall(self.text[law[1] :])  # ".710" after "Resolución 26"
        digits = DIGIT.findall(YEAR.sub("", "".join([written, *rest])))
        by = (years or len(digits) >= FULL) and find(before, "evidence", "done_by")
        issued = by and find(written, "evidence", "acts")
        return not issued and find(before, "evidence", "frame") is not None
