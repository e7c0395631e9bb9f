"""Counts the stems of the answers to each question, for ``meta87.form.contents``.

``python tools/build_contents/build.py`` reads the forms of ``corpus/findings/dev`` and writes
``src/meta87/form/templates/alianza87.stems.tsv``: a stem a line, with how many answers to each
question have it.
"""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from pathlib import Path

from meta87.form.contents import stems_of
from meta87.form.template import DEFAULT, default_template

ROOT = Path(__file__).parents[2]
FORMS = ROOT / "corpus/findings/dev"
PATH = ROOT / f"src/meta87/form/templates/{DEFAULT}.stems.tsv"
LEAST_ANSWERS, SHORTEST = 3, 20  # answers that have a stem, characters of an answer


def main() -> None:
    """Writes the counts."""
    PATH.write_text(table(), "utf8")


def table() -> str:
    """Returns the counts, a line a stem, below the ids of the questions."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for path in sorted(FORMS.glob("*.toml")):
        for answer in tomllib.loads(path.read_text("utf8"))["answers"]:
            if len(answer.get("text", "")) > SHORTEST:
                for stem in stems_of(answer["text"]):
                    counts[stem][answer["to"]] += 1
    asked = {question for each in counts.values() for question in each}
    questions = [each.id for each in default_template().questions if each.id in asked]
    kept = {stem: c for stem, c in sorted(counts.items()) if c.total() >= LEAST_ANSWERS}
    lines = ["\t".join(("stem", *questions))]
    lines += ["\t".join((stem, *(str(c[each]) for each in questions))) for stem, c in kept.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
