"""Build ``entities/words.txt``: the words by which a scanner's broken words are told.

They are the words of the corpus's train split that stand in two reports or more, or in one if they
are long and once in lower case, without the writers whose passages imitate scanned text. Names are
read from the gazetteers themselves.
Run: ``python tools/build_words/build.py [TARGET]`` after every change of the corpus.
"""

from __future__ import annotations

import json
import re
import sys
import textwrap
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
WORDS = ROOT / "src/meta87/entities/words.txt"
SCANNED = {"compilador", "escaner", "fundadora", "oradora", "ordenadora"}
REPORTS = 2  # at least; one is enough for a long word, which is hardly a part of another
LONG = 5  # letters
HEAD = """\
# Words of reports, from the corpus's train split: by them a word that a scanner broke ("inspec
# ciones") is told from two. What is only seen with a capital has one here and is a name, mostly.
# Made by tools/build_words/build.py.
"""


def main() -> None:
    """Writes the word list."""
    reports: dict[str, set[str]] = defaultdict(set)
    small: set[str] = set()
    for path in sorted((ROOT / "corpus/passages").glob("*.jsonl")):
        if path.stem in SCANNED:
            continue
        for line in path.read_text("utf-8").splitlines():
            record = json.loads(line)
            if record["split"] == "train":
                for word in re.findall(r"[^\W\d_]+", record["text"]):
                    if not word.isupper():  # acronyms are no words
                        reports[word.lower()].add(record["report"])
                        small |= {word} if word.islower() else set()
    often = sorted(
        word
        for word, told in reports.items()
        if len(told) >= REPORTS or (len(word) >= LONG and word in small)
    )
    kept = [word if word in small else word.capitalize() for word in often]
    lines = textwrap.wrap(" ".join(kept), 110, break_long_words=False)
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else WORDS
    target.write_text(HEAD + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
