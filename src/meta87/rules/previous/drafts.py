"""Draft to draft: which findings of an earlier draft are solved, which remain, which are new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from meta87.classify.tagged import TaggedReport
from meta87.rules.finding import Finding
from meta87.rules.previous.changes import likeness
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
    """

    file: str
    related: Related
    solved: tuple[Finding, ...] = ()
    remaining: tuple[Finding, ...] = ()
    new: tuple[Finding, ...] = ()
    folder: str = ""

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
    groups: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in before:
        question = places.get(finding.question, finding.question)
        groups[finding.rule.code, question].append(finding)
    found: dict[str, Finding] = {}
    for key, current in _grouped(now).items():
        found |= _paired(current, groups.get(key, []))
    return found


def _grouped(findings: Iterable[Finding]) -> dict[tuple[str, str], list[Finding]]:
    groups: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[finding.rule.code, finding.question].append(finding)
    return groups


def _questions(now: TaggedReport, before: TaggedReport) -> Mapping[str, str]:
    """Returns the number of each question of an earlier draft → its number in the draft.

    Questions are the same by their place in the form and their topic, else by their number.
    """
    here = {(a.answer.id, a.answer.topic): a.answer.question for a in reversed(now.answers)}
    return {
        a.answer.question: here.get((a.answer.id, a.answer.topic), a.answer.question)
        for a in before.answers
    }


def _paired(now: Sequence[Finding], before: Sequence[Finding]) -> dict[str, Finding]:
    """Returns the pairs of findings of one rule in one question: the most alike first."""
    ranked = sorted(
        (-_likeness(there, here), m, n)
        for n, here in enumerate(now[:MOST])
        for m, there in enumerate(before[:MOST])
    )
    found: dict[int, int] = {}
    used: set[int] = set()
    for negative, m, n in ranked:
        if -negative >= ALIKE and n not in found and m not in used:
            found[n] = m
            used.add(m)
    return {now[n].fingerprint: before[m] for n, m in found.items()}


def _likeness(before: Finding, now: Finding) -> float:
    """Returns how alike what two findings of a rule are about is; 1 for a whole answer."""
    here, there = now.hit, before.hit
    if now.rule.scope == "answer" and (here.passage or there.passage):
        return 1.0
    if here.listed and there.listed:
        return 1.0 if set(here.listed) & set(there.listed) else 0.0
    texts = (
        each.passage.text if each.passage else " ".join(each.evidence) for each in (there, here)
    )
    return likeness(*texts)
