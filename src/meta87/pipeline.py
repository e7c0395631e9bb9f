"""From a file, a document or passage records to labels: the one place where the steps meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import tee
from pathlib import Path

from meta87.classify.labels import KINDS, Passage, Prediction
from meta87.classify.model import Model
from meta87.classify.people import with_counted_people
from meta87.classify.proofs import unlinked
from meta87.classify.tagged import TaggedAnswer, TaggedPassage, TaggedReport
from meta87.entities.capitals import sentence_case
from meta87.entities.entity import Entity, Reference
from meta87.entities.finding import Found, find
from meta87.entities.institutions.institutions import collect_acronyms
from meta87.entities.people.people import with_people
from meta87.errors import InputError
from meta87.form.fix import Fix
from meta87.form.fix_file import load_beside
from meta87.form.report import Answer, Report
from meta87.form.table_counts import counted_people
from meta87.form.table_rows import row_of, rows_joined, rows_without_acts
from meta87.form.template import Template
from meta87.guarded.process import read_guarded
from meta87.reading.document import Block, BlockKind

CONTEXT = 600  # characters of context that a passage is read with, and more to end with whole ones
RECORDS = ".jsonl"


@dataclass(frozen=True, slots=True)
class Text:
    """A passage on its own, as a passage record gives it.

    Attributes:
        text: the passage.
        context: what stands before it in the same answer.
        topic: what the question asks about.
        year: of the reporting period, or None.
        report: what report it is from; acronyms are shared within one.
        country: ISO 3166 code of the report's country, for currencies that several use.
    """

    text: str
    context: str = ""
    topic: str = ""
    year: int | None = None
    report: str = ""
    country: str = ""


# A passage, and what makes a tagged passage of it once its labels are known.
_Draft = tuple[Passage, Callable[[Prediction], TaggedPassage]]


class Tagger:
    """A model that is loaded once and used for many reports."""

    def __init__(self, model: Model) -> None:
        self.model = model

    def report(
        self, report: Report, told: Callable[[TaggedAnswer], None] = lambda _: None
    ) -> TaggedReport:
        """Tags every passage of every answer of a report, and of the text under no question.

        Args:
            report: the report.
            told: is given each answer as soon as it is tagged.
        """
        written = (block for answer in report.answers for block in answer.blocks)
        texts = [block.text for block in (*written, *report.unplaced)]  # with a list of acronyms
        reference = Reference(report.period, "", collect_acronyms(texts), report.country)
        answers = (*report.answers, *report.unclaimed)
        drafts, again = tee([*self._drafts(answer, reference)] for answer in answers)
        labels = self.model.predictions([passage for passage, _ in group] for group in drafts)
        done: list[TaggedAnswer] = []
        for answer, group in zip(answers, again, strict=True):
            passages = tuple(finish(next(labels)) for _, finish in group)
            done.append(TaggedAnswer(answer, passages))
            told(done[-1])
        tagged = with_counted_people(done)
        asked = len(report.answers)
        return TaggedReport(report, tagged[:asked], tagged[asked:], self.model.name)

    def texts(self, texts: Sequence[Text]) -> list[tuple[Prediction, tuple[Entity, ...]]]:
        """Tags separate passages; returns the results in their order."""
        read = passages(texts)
        predictions = self.model.predict([[one] for one in read])
        return [
            (found, with_people(one.text, one.entities, one.context, found.kind))
            for one, found in zip(read, predictions, strict=True)
        ]

    def _drafts(self, answer: Answer, reference: Reference) -> Iterator[_Draft]:
        preceding: list[str] = []
        no_acts = rows_without_acts(answer.blocks)
        for paragraph, block in enumerate(rows_joined(answer.blocks)):
            before = replace(reference, context=context_of(preceding))
            read, found = sentence_case(block.text), _found(block.text, before)
            entities = counted_people(block, found.entities)
            for sentence, (start, end) in enumerate(_spans(block, found)):
                context, text = context_of(preceding), unlinked(read[start:end])
                inside = _inside(entities, start, end)
                place = (block, paragraph, sentence, start, end, context, inside)
                finish = partial(TaggedPassage, *place)
                if row_of(block) in no_acts:
                    finish = partial(_changed, finish)
                yield Passage(text, context, answer.topic, inside), finish
                preceding.append(text)


def _changed(finish: Callable[[Prediction], TaggedPassage], predicted: Prediction) -> TaggedPassage:
    """Finishes a passage that tells no act as context, whatever its words."""
    context = replace(
        predicted,
        kind="context",
        kind_scores={kind: float(kind == "context") for kind in KINDS},
        evidence=tuple(each for each in predicted.evidence if each.label not in KINDS),
        doubtful=tuple(each for each in predicted.doubtful if each not in KINDS),
        acts={},
    )
    return finish(context)


def context_of(passages: Sequence[str]) -> str:
    """Returns the last whole passages of an answer, one per line: `CONTEXT` characters or more."""
    kept: list[str] = []
    for text in reversed(passages):
        kept.append(text)
        if sum(map(len, kept)) >= CONTEXT:
            break
    return "\n".join(reversed(kept))


def passages(texts: Sequence[Text]) -> list[Passage]:
    """Returns the model's input for separate passages, with their entities.

    Args:
        texts: in any order; those of one report share the acronyms that it expands.
    """
    by_report: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        by_report[text.report] += (text.context, text.text)
    acronyms = {report: collect_acronyms(parts) for report, parts in by_report.items()}
    return [_passage(text, acronyms[text.report]) for text in texts]


def _passage(text: Text, acronyms: tuple[tuple[str, str], ...]) -> Passage:
    period = (date(text.year, 1, 1), date(text.year, 12, 31)) if text.year else None
    reference = Reference(period, text.context, acronyms, text.country)
    found = _found(text.text, reference).entities
    read = unlinked(sentence_case(text.text))
    return Passage(read, unlinked(text.context), text.topic, found)


def _found(text: str, reference: Reference) -> Found:
    """Returns the sentences and entities of a text, which are looked for without its capitals."""
    read = sentence_case(text)
    found = find(read, reference)
    if read == text:
        return found
    written = (replace(each, text=text[each.start : each.end]) for each in found.entities)
    return replace(found, entities=tuple(written))


def tag(path: Path, model: Model, template: Template | None = None) -> TaggedReport:
    """Reads a file, parses it as a questionnaire and tags its passages.

    What a person says in the file beside it is applied.

    Raises:
        InputError: the file cannot be read, or its text is not Spanish.
    """
    return Tagger(model).report(open_report(path, template, fix=load_beside(path)))


def open_report(
    path: Path,
    template: Template | None = None,
    data: bytes | None = None,
    fix: Fix | None = None,
) -> Report:
    """Reads a file and parses it as a questionnaire, in the reading process.

    Args:
        path: of the file.
        template: the questionnaire's form; the default one if None.
        data: the file's bytes, where they have been read.
        fix: which of its texts answer which questions, where a person says so.

    Raises:
        InputError: the file cannot be read, or its text is not Spanish.
    """
    if path.suffix.lower() == RECORDS:
        raise InputError("records-not-report", path=path)
    return read_guarded(path, template, spanish=True, data=data, fix=fix).report


def _spans(block: Block, found: Found) -> tuple[tuple[int, int], ...]:
    """Returns the passages of a block: its sentences, or a table row as a whole."""
    if block.kind is BlockKind.TABLE_CELL:
        return ((0, len(block.text)),)
    return found.sentences


def _inside(found: tuple[Entity, ...], start: int, end: int) -> tuple[Entity, ...]:
    return tuple(
        replace(entity, start=entity.start - start, end=entity.end - start)
        for entity in found
        if start <= entity.start and entity.end <= end
    )
