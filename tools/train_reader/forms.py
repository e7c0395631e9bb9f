"""Writes the passages of filled forms with their acts: ``python tools/train_reader/forms.py``.

Those of the forms of ``corpus/findings/dev`` whose kind and themes are annotated
(``corpus/held_out/formularios.jsonl``), with both: what the layers of the reader learn of forms.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from acts import ROOT, all_passages, tells

from meta87.classify.labels import ACTS
from meta87.classify.store import DEFAULT, load, model_folder

ANNOTATED = ROOT / "corpus/held_out/formularios.jsonl"


def main() -> None:
    """Writes one record a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "build/forms.jsonl")
    out = parser.parse_args().out
    lines = map(json.loads, ANNOTATED.read_text("utf8").splitlines())
    labels = {(each["report"].partition("-")[2], each["text"]): each for each in lines}
    forms = {form for form, _ in labels}
    with out.open("w", encoding="utf8") as file:
        for number, told in enumerate(all_passages(load(model_folder() / DEFAULT))):
            if told.form in forms:
                label = labels.get((told.form, told.text), {})
                record = {
                    "id": f"{told.form}-{number}",
                    "report": told.form,
                    "answer": told.answer,
                    "text": told.text,
                    "kind": label.get("kind"),
                    "themes": label.get("themes"),
                    "form_acts": [tells(told, act) for act in ACTS],
                }
                file.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
