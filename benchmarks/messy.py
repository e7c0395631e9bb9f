"""Read messy drafts of the form, and measure what of each is recovered.

Two hundred seeded drafts (``messy_drafts.py``), each as DOCX, PDF and Markdown. A question is
recovered where an answer stands under it with its id. A word is wrong where it stands under
a question that it does not answer, and in no output where it is neither in an answer nor unplaced.

Run: ``python benchmarks/messy.py [COUNT [FIRST_SEED]] [WORDINGS] [--show]``. WORDINGS are the
shortened questions ``seen`` or ``kept``, or the titles ``train`` or ``held_out`` in their place;
``--show`` prints what was not recovered.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from messy_drafts import TITLES, Draft, make_draft
from messy_files import WRITERS
from rapidfuzz.distance import LCSseq

from meta87.form.folding import fold
from meta87.form.parser import parse
from meta87.form.report import Report, Role
from meta87.reading.read import read_bytes

COUNT, FIRST_SEED = 200, 1
DRAWS, SEED = 2000, 87
MIN_ASKED = 0.5  # share of the words of a question that stand in the wording found
SHOWN = {Role.ANSWER, Role.CHOICE, Role.UNPLACED}


@dataclass(frozen=True)
class Word:
    """A word of a draft: its role there, and the index of its question, or -1."""

    text: str
    role: str
    owner: int


@dataclass
class Measured:
    """What was recovered of a file.

    Attributes:
        recovered: of each question whether it was.
        words: number of words of answers, noise and questions.
        wrong: words under a question that they do not answer.
        unplaced: words of answers under no question.
        lost: words of answers and noise in no output.
    """

    recovered: list[bool]
    words: int = 0
    wrong: int = 0
    unplaced: int = 0
    lost: list[str] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)


def measure(draft: Draft, suffix: str) -> Measured:
    """Writes a draft in a format, reads it and compares it with its truth."""
    report = parse(read_bytes(WRITERS[suffix](draft), f"borrador.{suffix}"))
    wanted, found = list(_wanted(draft)), list(_found(report))
    places = _aligned([word.text for word in wanted], [text for text, *_ in found])
    owners = _owners(draft, report, wanted, places, found)
    texts = {text for text, role, _ in found if role in SHOWN}
    measured = Measured([index in owners.values() for index in range(len(draft.asked))])
    for at, (word, place) in enumerate(zip(wanted, places, strict=True)):
        if word.role == "form":
            continue
        _, role, answer = found[place] if place is not None else ("", Role.FORM, -1)
        measured.words += 1
        is_claimed = role in {Role.ANSWER, Role.CHOICE}
        if is_claimed and (word.role != "answer" or owners.get(answer) != word.owner):
            measured.wrong += 1
            measured.strays.append(f"{word.role} {word.text}")
        elif word.role == "answer" and role is Role.UNPLACED:
            measured.unplaced += 1
        elif word.role != "question" and role not in SHOWN and not _is_joined(wanted, at, texts):
            measured.lost.append(word.text)
    return measured


def _is_joined(wanted: list[Word], at: int, texts: set[str]) -> bool:
    """Whether a word is there, joined with its neighbour: a URL that a line break had parted."""
    pairs = zip(wanted[max(0, at - 1) : at + 1], wanted[at : at + 2], strict=False)
    return any(first.text + second.text in texts for first, second in pairs)


def _wanted(draft: Draft) -> Iterator[Word]:
    """Yields the words of a draft."""
    for leaf in (leaf for line in draft.lines for leaf in line.leaves):
        for text in fold(leaf.text).text.split():
            yield Word(text, leaf.role, leaf.owner)


def _found(report: Report) -> Iterator[tuple[str, Role, int]]:
    """Yields the words of a report, each with its role and the index of its answer, or -1."""
    answers = -1
    for placed in report.placed:
        if placed.role is Role.QUESTION and placed.question:
            numbers = [answer.question for answer in report.answers]
            answers = numbers.index(placed.question, max(0, answers))
        for text in fold(placed.block.text).text.split():
            yield text, placed.role, answers if placed.question else -1


def _aligned(wanted: list[str], found: list[str]) -> list[int | None]:
    """Returns the place in a report of each word of a draft; None where it is not there."""
    places: list[int | None] = [None] * len(wanted)
    free = set(range(len(found)))
    for part in LCSseq.opcodes(wanted, found):
        if part.tag == "equal":
            for step in range(part.src_end - part.src_start):
                places[part.src_start + step] = part.dest_start + step
                free.discard(part.dest_start + step)
    left: dict[str, list[int]] = defaultdict(list)
    for place in sorted(free, reverse=True):
        left[found[place]].append(place)
    for index, text in enumerate(wanted):
        if places[index] is None and left[text]:
            places[index] = left[text].pop()
    return places


def _owners(
    draft: Draft,
    report: Report,
    wanted: list[Word],
    places: list[int | None],
    found: list[tuple[str, Role, int]],
) -> dict[int, int]:
    """Returns the question of the draft that each answer of the report is to."""
    shared: dict[int, Counter[int]] = defaultdict(Counter)
    lengths = Counter(word.owner for word in wanted if word.role == "question")
    for word, place in zip(wanted, places, strict=True):
        if word.role == "question" and place is not None and found[place][1] is Role.QUESTION:
            shared[found[place][2]][word.owner] += 1
    owners = {}
    for answer, counts in shared.items():
        owner, count = counts.most_common(1)[0]
        is_asked = report.answers[answer].id in draft.asked[owner].ids
        if is_asked and count >= MIN_ASKED * lengths[owner] / len(draft.asked[owner].ids):
            owners[answer] = owner
    return owners


def main() -> None:
    """Prints the shares of each format and each kind of mess."""
    counts = [int(arg) for arg in sys.argv[1:] if arg.isdigit()]
    count, first = (*counts, *(COUNT, FIRST_SEED)[len(counts) :])
    wordings = next((arg for arg in sys.argv[1:] if arg in {"kept", *TITLES}), "seen")
    drafts = [make_draft(seed, wordings) for seed in range(first, first + count)]
    every: list[tuple[Draft, str, Measured]] = []
    for draft in drafts:
        every += [(draft, suffix, measure(draft, suffix)) for suffix in WRITERS]
        if "--show" in sys.argv:
            _show(every[-len(WRITERS) :])
    for suffix in WRITERS:
        _print_shares(suffix, [m for _, name, m in every if name == suffix])
    _print_shares("all", [measured for *_, measured in every])
    messes: dict[str, list[bool]] = defaultdict(list)
    for draft, _, measured in every:
        for asked, recovered in zip(draft.asked, measured.recovered, strict=True):
            for mess in asked.messes:
                messes[mess].append(recovered)
    for mess, all_recovered in sorted(messes.items()):
        sys.stdout.write(f"  {mess:22} {np.mean(all_recovered):.3f} of {len(all_recovered)}\n")


def _print_shares(name: str, measured: list[Measured]) -> None:
    right = np.array([sum(each.recovered) for each in measured])
    asked = np.array([len(each.recovered) for each in measured])
    chosen = np.random.default_rng(SEED).integers(0, len(measured), (DRAWS, len(measured)))
    low, high = np.quantile(right[chosen].sum(1) / asked[chosen].sum(1), [0.025, 0.975])
    words = sum(each.words for each in measured)
    wrong, unplaced = sum(m.wrong for m in measured), sum(m.unplaced for m in measured)
    lost = sum(len(each.lost) for each in measured)
    sys.stdout.write(
        f"{name:5} questions {right.sum() / asked.sum():.3f} [{low:.3f}, {high:.3f}] of"
        f" {asked.sum()}  words wrong {wrong / words:.2%}, answers under no question"
        f" {unplaced / words:.2%}, in no output {lost} of {words}\n"
    )


def _show(files: list[tuple[Draft, str, Measured]]) -> None:
    """Prints what was not recovered of a draft, by format."""
    for draft, suffix, measured in files:
        for asked, recovered in zip(draft.asked, measured.recovered, strict=True):
            if not recovered:
                sys.stdout.write(f"{draft.seed} {suffix} {'+'.join(asked.ids)}: {asked.text}\n")
        for name, words in (("lost", measured.lost), ("wrong", measured.strays)):
            if words:
                sys.stdout.write(f"{draft.seed} {suffix} {name} {len(words)}: {words[:12]}\n")


if __name__ == "__main__":
    main()
