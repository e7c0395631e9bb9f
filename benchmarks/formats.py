"""Compare what is read of one report in its three files, and print where they differ.

Of each file beside the DOCX: questions recovered, choices that agree, and passages that are the
same, letter by letter without spaces, marks, accents and case; and the same once noise is let pass
(nine letters in ten, under the same question), since the Markdown was made by a scanner.
Run: ``python benchmarks/formats.py [--show]`` (needs the reports in ../shared; shows what differs).
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from dataclasses import dataclass

from figures import SHARED, require_data
from rapidfuzz import fuzz

from meta87.entities.finding import find
from meta87.form.folding import fold
from meta87.form.report import Report
from meta87.form.table_rows import rows_joined
from meta87.pipeline import open_report
from meta87.reading.document import BlockKind

STEM, FIRST, OTHERS = "mexico-2024", "docx", ("pdf", "md")
NOISE = 90.0  # likeness of two passages that differ in noise alone
WIDTH = 150


@dataclass(frozen=True)
class Passage:
    """A passage under its question, as it is written and as it is compared."""

    question: str
    text: str

    @property
    def key(self) -> tuple[str, str]:
        """Its question and its normalised text."""
        return self.question, fold(self.text).text.replace(" ", "")


def main() -> None:
    """Prints the metrics of each file, and the differences if requested."""
    require_data()
    reports = {f: open_report(SHARED / f"reports/{STEM}.{f}") for f in (FIRST, *OTHERS)}
    read = {suffix: passages(report) for suffix, report in reports.items()}
    for suffix, report in reports.items():
        same = sum(a == b for a, b in zip(ticks(reports[FIRST]), ticks(report), strict=False))
        left, right = apart(read[FIRST], read[suffix])
        total = len(read[FIRST])
        exact = total - len(left)
        alike = exact + noisy(left, right)
        sys.stdout.write(
            f"{suffix:5} questions {len(report.answers)}  choices {same}/{len(ticks(report))}  "
            f"passages {exact}/{total} the same ({exact / total:.1%}), "
            f"{alike}/{total} but for noise ({alike / total:.1%})\n"
        )
        for sign, passage in [*(("-", p) for p in left), *(("+", p) for p in right)]:
            if "--show" in sys.argv:
                sys.stdout.write(f"  {sign} {passage.question:>2}  {passage.text[:WIDTH]}\n")


def passages(report: Report) -> list[Passage]:
    """Returns the passages of every answer: sentences, and rows of tables."""
    found = []
    for answer in report.answers:
        for block in rows_joined(answer.blocks):
            whole = block.kind is BlockKind.TABLE_CELL
            spans = [(0, len(block.text))] if whole else find(block.text).sentences
            found += [Passage(answer.question, block.text[a:b]) for a, b in spans]
    return found


def ticks(report: Report) -> list[tuple[str, str, bool]]:
    """Returns every choice with its question and whether it is ticked."""
    return [(a.question, c.label, c.checked) for a in report.answers for c in a.choices]


def apart(one: list[Passage], other: list[Passage]) -> tuple[list[Passage], list[Passage]]:
    """Returns the passages of each list that are missing in the other."""
    return missing(one, other), missing(other, one)


def missing(one: list[Passage], other: list[Passage]) -> list[Passage]:
    """Returns the passages of one list that are not in the other."""
    there = Counter(passage.key for passage in other)
    left = []
    for passage in one:
        if there[passage.key]:
            there[passage.key] -= 1
        else:
            left.append(passage)
    return left


def noisy(left: list[Passage], right: list[Passage]) -> int:
    """Returns how many passages have a similar one under the same question."""
    by_question: dict[str, list[str]] = defaultdict(list)
    for passage in right:
        by_question[passage.question].append(passage.key[1])
    count = 0
    for passage in left:
        rivals = by_question[passage.question]
        best = max(rivals, key=lambda text: fuzz.ratio(text, passage.key[1]), default="")
        if best and fuzz.ratio(best, passage.key[1]) >= NOISE:
            rivals.remove(best)
            count += 1
    return count


if __name__ == "__main__":
    main()
