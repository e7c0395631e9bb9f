"""Draft to draft: which findings of an earlier draft are solved, which remain, which are new."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from meta87.classify.tagged import TaggedReport
from meta87.form.folding import fold
from meta87.rules.drafting import find_note
from meta87.rules.finding import Finding
from meta87.rules.previous.changes import likeness, one_to_one
from meta87.rules.previous.relation import Related, Relation

ALIKE = 0.5  # of the words, from which a passage is an edited one
MOST = 60  # findings of one rule in one question that are compared with each other


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a draft was compared with, and what became of the findings of an earlier draft.

    Attributes:
        file: Name of the earlier file.
        related: What it is to the draft.
        solved: The findings of an earlier draft that are no longer there, nor on the sentence that
            took the place of theirs.
        undecided: Those of which nobody can say it: a note or a blank took the place of their
            sentence.
        remaining: The findings that were there, as they are now.
        new: The other findings of the draft.
        places: The number of each question of an earlier draft → its number in the draft, or "".
        folder: Name of the folder beside the draft that the file was found in, or "".
        unshown: Number of remaining findings that are not shown.
    """

    file: str
    related: Related
    solved: tuple[Finding, ...] = ()
    undecided: tuple[Finding, ...] = ()
    remaining: tuple[Finding, ...] = ()
    new: tuple[Finding, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)
    folder: str = ""
    unshown: int = 0

    @property
    def is_of_drafts(self) -> bool:
        """Whether the earlier file is an earlier draft of the same report."""
        return self.related.relation is Relation.DRAFT

    def only(self, counts: Callable[[Finding], bool]) -> Comparison:
        """Returns it with the findings that count alone."""
        of = (self.solved, self.undecided, self.remaining, self.new)
        solved, undecided, remaining, new = (tuple(filter(counts, each)) for each in of)
        return replace(self, solved=solved, undecided=undecided, remaining=remaining, new=new)

    def found(
        self,
        now: Sequence[Finding],
        before: Sequence[Finding],
        reports: tuple[TaggedReport, TaggedReport],
    ) -> Comparison:
        """Returns it with what became of the findings of an earlier draft."""
        places = _questions(*reports)
        pairs = _matched(now, before, reports, places)
        kept = {finding.fingerprint for finding in pairs.values()}
        gone = [each for each in before if each.fingerprint not in kept]
        undecided = tuple(_undecided(gone, reports, places))
        solved = tuple(each for each in gone if each not in undecided)
        return replace(
            self,
            solved=solved,
            undecided=undecided,
            remaining=tuple(each for each in now if each.fingerprint in pairs),
            new=tuple(each for each in now if each.fingerprint not in pairs),
            places=places,
        )


def _matched(
    now: Sequence[Finding],
    before: Sequence[Finding],
    reports: tuple[TaggedReport, TaggedReport],
    places: Mapping[str, str],
) -> dict[str, Finding]:
    """Returns the findings of an earlier draft by the fingerprint of what each is now.

    They are matched by rule, question and words; where a passage was edited, by likeness; then
    those on the same words in another question, or on sentences of one that a draft alone has.
    """
    common = frozenset.intersection(*map(_texts, reports))
    found: dict[str, Finding] = {}
    for least in (ALIKE, 0.0):
        groups: dict[object, tuple[list[Finding], list[Finding]]]
        groups, kept = defaultdict(lambda: ([], [])), {f.fingerprint for f in found.values()}
        left = [(0, each, each.question) for each in now if each.fingerprint not in found]
        left += [
            (1, each, places.get(each.question, each.question))
            for each in before
            if each.fingerprint not in kept
        ]
        for side, each, question in left:
            place = question if least else _place(each, question, common)
            if place is not None:
                groups[each.rule.code, place][side].append(each)
        pairs = (pair for group in groups.values() for pair in _paired(*group, least))
        found |= {here.fingerprint: there for here, there in pairs}
    return found


def _undecided(
    gone: Iterable[Finding], reports: tuple[TaggedReport, TaggedReport], places: Mapping[str, str]
) -> Iterator[Finding]:
    """Yields those that are gone and where all that is new in the answer has a note or a blank."""
    known = _texts(reports[1])
    new = {
        answer.answer.question: [p.text for p in answer.passages if fold(p.text).text not in known]
        for answer in reports[0].answers
    }
    for each in gone:
        texts = new.get(places.get(each.question, each.question))
        if texts and all(map(find_note, texts)):
            yield each


def _place(finding: Finding, question: str, common: frozenset[str]) -> str | None:
    """Returns what a sentence is known by: its words where both drafts have it, or its question."""
    if finding.rule.scope != "passage" or finding.hit.passage is None:
        return None
    words = fold(_about(finding)).text
    return words if words in common else question


def _texts(report: TaggedReport) -> frozenset[str]:
    return frozenset(fold(p.text).text for answer in report.answers for p in answer.passages)


def _questions(now: TaggedReport, before: TaggedReport) -> Mapping[str, str]:
    """Returns the number of each question of an earlier draft → its number in the draft, or "".

    A question is known by its topic, if no other has it; else it keeps its number, unless the draft
    asks something else there.
    """
    here, there = (
        {a.answer.question: (a.answer.id, a.answer.topic) for a in report.answers}
        for report in (now, before)
    )
    alone = [Counter(each.values()) for each in (here, there)]
    numbers = {about: n for n, about in here.items() if all(each[about] == 1 for each in alone)}
    found = {n: numbers[about] for n, about in there.items() if about in numbers}
    left = here.keys() & there.keys() - found.keys() - {*found.values()}
    same = {n: n for n in left if here[n][0] == there[n][0]}
    return dict.fromkeys(there, "") | found | same


def _paired(
    now: Sequence[Finding], before: Sequence[Finding], least: float
) -> Iterator[tuple[Finding, Finding]]:
    """Yields the pairs of findings that are at least so much alike, the most alike first."""
    ranked = sorted(
        (-_likeness(there, here), abs(n - m), n, m)
        for n, here in enumerate(now[:MOST])
        for m, there in enumerate(before[:MOST])
    )
    pairs = one_to_one((n, m) for negative, _, n, m in ranked if -negative >= least)
    return ((now[n], before[m]) for n, m in pairs.items())


def _about(finding: Finding) -> str:
    """Returns the words that a finding is about: the same for a whole answer, however edited."""
    hit = finding.hit
    if finding.rule.scope == "answer" and hit.passage:
        return ""
    return hit.passage.text if hit.passage else " ".join(hit.evidence)


def _likeness(before: Finding, now: Finding) -> float:
    """Returns how alike what two findings of a rule are about is, 0 to 1."""
    here, there = now.hit.listed, before.hit.listed
    if here and there:
        return float(bool(set(here) & set(there)))
    return likeness(_about(before), _about(now))
