"""Draft to draft: which findings of an earlier draft are solved, which remain, which are new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from meta87.classify.tagged import TaggedReport
from meta87.form.report import Answer
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
        solved: The findings of an earlier draft that are no longer there.
        remaining: The findings that were there, as they are now.
        new: The other findings of the draft.
        folder: Name of the folder beside the draft that the file was found in, or "".
        unshown: Number of remaining findings that are not shown.
    """

    file: str
    related: Related
    solved: tuple[Finding, ...] = ()
    remaining: tuple[Finding, ...] = ()
    new: tuple[Finding, ...] = ()
    folder: str = ""
    unshown: int = 0

    @property
    def is_of_drafts(self) -> bool:
        """Whether the earlier file is an earlier draft of the same report."""
        return self.related.relation is Relation.DRAFT

    def only(self, counts: Callable[[Finding], bool]) -> Comparison:
        """Returns it with the findings that count alone."""
        solved, remaining, new = (
            tuple(filter(counts, each)) for each in (self.solved, self.remaining, self.new)
        )
        return replace(self, solved=solved, remaining=remaining, new=new)


def matched(
    now: Sequence[Finding], before: Sequence[Finding], reports: tuple[TaggedReport, TaggedReport]
) -> dict[str, Finding]:
    """Returns the findings of an earlier draft by the fingerprint of what each is now.

    They are matched by rule, question and words; where a passage was edited, by likeness.

    Args:
        now: findings of the draft.
        before: findings of the earlier draft.
        reports: the draft and the earlier draft.
    """
    places = _questions(*reports)
    groups: dict[tuple[str, str], tuple[list[Finding], list[Finding]]]
    groups = defaultdict(lambda: ([], []))
    for finding in now:
        groups[finding.rule.code, finding.question][0].append(finding)
    for finding in before:
        question = places.get(finding.question, finding.question)
        groups[finding.rule.code, question][1].append(finding)
    pairs = (pair for group in groups.values() for pair in _paired(*group))
    return {here.fingerprint: there for here, there in pairs}


def _questions(now: TaggedReport, before: TaggedReport) -> Mapping[str, str]:
    """Returns the number of each question of an earlier draft → its number in the draft.

    A question keeps its number, unless another has taken it; then it is known by its topic.
    """
    asked = {each.answer.question: _asked(each.answer) for each in now.answers}
    numbers = {about: number for number, about in reversed(asked.items())}
    return {
        number: number if asked.get(number) == about else numbers.get(about, number)
        for number, about in ((a.answer.question, _asked(a.answer)) for a in before.answers)
    }


def _asked(answer: Answer) -> tuple[str, str]:
    return answer.id, answer.topic


def _paired(now: Sequence[Finding], before: Sequence[Finding]) -> Iterator[tuple[Finding, Finding]]:
    """Yields the pairs of findings of one rule in one question, the most alike first."""
    ranked = sorted(
        (-_likeness(there, here), abs(n - m), n, m)
        for n, here in enumerate(now[:MOST])
        for m, there in enumerate(before[:MOST])
    )
    pairs = one_to_one((n, m) for negative, _, n, m in ranked if -negative >= ALIKE)
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
