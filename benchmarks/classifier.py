"""The classifier in both profiles, on passages that it was not trained on, beside version 1.

Prints a Markdown table: micro-F1 of the themes and macro-F1 of the kind, with 95 % bootstrap
intervals over passages. Each passage is read as a record: alone, with its `context` before it;
those of real dev also as a report is, answer by answer.
Real passages are left out where their texts are not there, and the annotated answers of a real
report where there is no ``../shared``. The figures of version 1 are of the same passages, but of
all sixteen held-out writers: today's heads are trained on eight of them.

Run: ``python benchmarks/classifier.py [--real build/real.jsonl] [--model models/default]``; it
takes some minutes, and less again, for what the reader gives is kept in META87_CACHE.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from splits import all_sets, answer_rows, arguments, table_head, table_row, tagged

from meta87.classify.heads import Heads
from meta87.classify.reader import FAST, Rows
from meta87.classify.store import DEFAULT, PROFILES, load, model_folder
from meta87.corpus.schema import Record
from meta87.training.evaluate import evaluate
from meta87.training.rows import rows_of

VERSION_1 = {
    ("real dev", DEFAULT): ("0.888 [0.874, 0.902]", "0.631 [0.596, 0.667]"),
    ("real dev", FAST): ("0.873", "0.559"),
    ("corpus test", DEFAULT): ("0.953", "0.957"),
    ("held-out writers", DEFAULT): ("0.908", "0.942"),
    ("held-out writers", FAST): ("0.855", "0.892"),
    ("contrast", DEFAULT): ("0.982", "0.895"),
    ("a real report", DEFAULT): ("0.974", "0.955"),
}
"""Themes and kind of the last model of version 1, by set and profile."""
NOT_MEASURED = ("–", "–")
WHOLE = "real dev"
"""The set that is also read as reports are, answer by answer."""


def main() -> None:
    """Prints the table."""
    parser = arguments(__doc__, of_profile=False)
    parser.add_argument("--model", type=Path, default=model_folder() / DEFAULT)
    asked = parser.parse_args()
    models = {profile: load(asked.model, profile) for profile in PROFILES}
    table_head("passages", "profile", "n", "themes", "kind", "version 1: themes", "kind")
    for name, records in all_sets(asked.real):
        for profile, model in models.items():
            figures = figures_of(records, model.heads, rows_of(records, model.reader))
            before = VERSION_1.get((name, profile), NOT_MEASURED)
            table_row(name, profile, len(records), *figures, *before)
            if name == WHOLE:
                figures = figures_of(records, model.heads, answer_rows(records, model.reader))
                table_row(f"{name}, whole answers", profile, len(records), *figures, *NOT_MEASURED)


def figures_of(records: Sequence[Record], heads: Heads, rows: Rows) -> tuple[str, str]:
    """Returns the metrics of the themes and kinds of passages."""
    found = evaluate(records, tagged(heads, rows))
    return figure(found.themes, "micro_f1"), figure(found.kind, "macro_f1")


def figure(part: Mapping[str, Any], measure: str) -> str:
    """Returns a metric of an evaluation with its interval."""
    low, high = part["intervals"][measure]
    return f"{part[measure]:.3f} [{low:.3f}, {high:.3f}]"


if __name__ == "__main__":
    main()
