"""Read synthetic editions of the form in three formats, and tell what was recovered exactly.

Ten seeded editions (numbers of priorities and next steps, order, wording, numbering and noise
vary), each as DOCX, PDF and Markdown. Of each file: questions with their number and id, options
with their ticks, and answers block by block, recovered exactly, of all.

Run: ``python benchmarks/editions.py [COUNT [FIRST_SEED]] [--show]`` (shows what differs).
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tools" / name) for name in ("build_editions", "build_examples")]

from edition import make_edition  # noqa: E402
from recovery import WRITERS, recover  # noqa: E402

EDITIONS = 10
FIRST_SEED = 1


def main() -> None:
    """Prints one row per file, and the totals."""
    counts = [int(arg) for arg in sys.argv[1:] if arg.isdigit()]
    show = "--show" in sys.argv
    sys.stdout.write("edition  format  questions  options    answers    traits\n")
    whole = files = 0
    count, first = (*counts, *(EDITIONS, FIRST_SEED)[len(counts) :])
    for seed in range(first, first + count):
        edition = make_edition(seed)
        for suffix in WRITERS:
            found = recover(edition, suffix)
            cells = (f"{a}/{b}" for a, b in (found.questions, found.choices, found.answers))
            traits = "; ".join(edition.traits) if suffix == "docx" else ""
            row = "  ".join(f"{cell:9}" for cell in cells)
            sys.stdout.write(f"{seed:<7}  {suffix:6}  {row}  {traits}\n")
            for wanted, read in found.differences if show else ():
                sys.stdout.write(f"    wanted {wanted}\n    read   {read}\n")
            whole, files = whole + found.whole, files + 1
    sys.stdout.write(f"recovered exactly: {whole} of {files} files\n")


if __name__ == "__main__":
    main()
