"""Build the drafts that state their questions in their own way, from ``corpus/drafts/sources``.

Usage: ``python tools/build_drafts/build.py [FOLDER]`` (by default ``corpus/drafts/``). The same
source gives the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pdf import write_pdf
from source import load_draft, truth_of
from word import Printer

DRAFTS = Path(__file__).resolve().parents[2] / "corpus" / "drafts"
LOOKS = {"pegado": "mail", "tabla": "table", "retocado": "report"}


def build(out: Path) -> None:
    """Writes every draft and its truth into ``out``, created if necessary."""
    out.mkdir(parents=True, exist_ok=True)
    for name, look in LOOKS.items():
        draft = load_draft(DRAFTS / "sources" / f"{name}.txt")
        (out / f"{name}.json").write_text(truth_of(draft), encoding="utf-8")
        (out / f"{name}.docx").write_bytes(Printer(draft, look).print())
        if look == "mail":
            text = "\n".join(block for block in draft.blocks if isinstance(block, str))
            (out / f"{name}.md").write_text(text + "\n", encoding="utf-8")
        if look == "report":
            (out / f"{name}.pdf").write_bytes(write_pdf(draft))


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else DRAFTS)
