"""Read the hand-written drafts of ``corpus/drafts``, and measure what of each is recovered.

A question is recovered where the beginning and the end of its answer stand under it. A passage of
the truth (the first words of an answer, of its end, or of a text that answers nothing) is under the
wrong question, unplaced or in no output.

Those of ``corpus/drafts/dev`` are for whoever mends the recognition; the others are held out.

Run: ``python benchmarks/drafts.py [dev] [--show]``
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rapidfuzz.fuzz import partial_ratio

import meta87
from meta87.entities.folding import plain
from meta87.form.report import Answer, Report, Role
from meta87.pipeline import open_report
from meta87.reading.document import Block

DRAFTS = Path(__file__).parents[1] / "corpus/drafts"
ALIKE = 90  # of 100: words are those of a text, whatever blanks a reader left out

Truth = dict[str, Any]


def main() -> None:
    """Prints what is recovered of each file."""
    folder = DRAFTS / "dev" if "dev" in sys.argv else DRAFTS
    for path in sorted(folder.glob("*.*")):
        if path.suffix in {".docx", ".md", ".pdf"} and path.name != "README.md":
            truth = json.loads(path.with_suffix(".json").read_text("utf8"))
            running = meta87.read(path).running  # heads and feet of pages, which answer nothing
            sys.stdout.write(_line(path.name, truth, open_report(path), running))


def _line(name: str, truth: Truth, report: Report, running: tuple[Block, ...]) -> str:
    """Returns the figures of a file, and with ``--show`` what is not as it should be."""
    outcomes = list(_outcomes(truth, report, running))
    counts = Counter(outcome for outcome, _ in outcomes)
    asked = sum(not outcome.startswith("text") for outcome, _ in outcomes)
    line = f"{name:<15} recovered {counts['recovered']}/{asked}"
    kinds = ("wrong question", "unplaced", "lost", "text claimed", "text lost")
    line += "".join(f"  {kind} {counts[kind]}" for kind in kinds)
    ticks = sum(_is_ticked(tick, report) for tick in truth["ticks"])
    line += f"  ticks {ticks}/{len(truth['ticks'])}\n"
    if "--show" in sys.argv:
        errors = [f"    {kind}: {what}\n" for kind, what in outcomes if kind in kinds]
        line += "".join(errors)
    return line


def _outcomes(
    truth: Truth, report: Report, running: tuple[Block, ...]
) -> Iterator[tuple[str, str]]:
    """Yields what became of each answer and of each text that answers nothing."""
    texts = {answer: _text(answer.blocks) for answer in report.answers}
    unplaced = _text([placed.block for placed in report.placed if placed.role is Role.UNPLACED])
    everything = _text([*(placed.block for placed in report.placed), *running])
    for asked in truth["answers"]:
        ids = {asked["id"], *asked.get("also", [])}
        ends = [_words(asked["text"]), _words(asked["ends"])]
        what = f"{asked['id']} {asked.get('n', '')} {asked['text']}"
        if any(_holds(text, ends) for answer, text in texts.items() if answer.id in ids):
            yield "recovered", what
        elif found := [a for a, text in texts.items() if a.id and _holds(text, ends[:1])]:
            yield "wrong question", f"{what} -> {found[0].question} {found[0].id}"
        else:
            yield ("unplaced" if _holds(unplaced, ends[:1]) else "lost"), what
    for beginning in truth["none"]:
        words = _words(beginning)
        if any(len(words) > len("otros") and words in text for text in texts.values()):
            yield "text claimed", beginning
        elif words not in everything:
            yield "text lost", beginning
        else:
            yield "text apart", beginning


def _holds(text: str, passages: list[str]) -> bool:
    return all(partial_ratio(passage, text) >= ALIKE for passage in passages) if text else False


def _text(blocks: Iterable[Block]) -> str:
    return _words(" ".join(block.text for block in blocks))


def _words(text: str) -> str:
    """Returns the words alone, in lower case and without accents."""
    return " ".join(re.findall(r"\w+", plain(text)))


def _is_ticked(tick: Truth, report: Report) -> bool:
    """Whether an option is ticked, and alone where one is asked for."""
    answers = [answer for answer in report.answers if answer.id == tick["id"]]
    if "n" in tick and len(answers) >= tick["n"]:
        answers = [answers[tick["n"] - 1]]
    return any(_is_option(answer, tick["option"]) for answer in answers)


def _is_option(answer: Answer, option: str) -> bool:
    ticked = [_words(choice.label) for choice in answer.choices if choice.checked]
    return any(partial_ratio(_words(option), label) >= ALIKE for label in ticked)


if __name__ == "__main__":
    main()
