"""Build the forms of the findings set from their sources, ``corpus/findings/<split>/*.toml``.

Usage: ``python tools/build_forms/build.py [FOLDER]`` (by default ``corpus/findings/``): beside each
source its DOCX, its Markdown and its truth (JSONL). The same source gives the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FORMS = ROOT / "corpus" / "findings"
SPLITS = ("dev", "test")
sys.path.append(str(ROOT / "tools" / "build_examples"))

from assembly import assemble  # noqa: E402  they lean on the writers of the example
from plain import write_markdown  # noqa: E402
from source import load_source  # noqa: E402
from truth import write_truth  # noqa: E402
from word import write_docx  # noqa: E402


def build(out: Path) -> None:
    """Write every form into ``out``, a folder a split, which are created if need be."""
    for path in sorted(path for split in SPLITS for path in (FORMS / split).glob("*.toml")):
        split, stem = path.parent.name, path.stem
        source = load_source(path)
        form = assemble(source, stem)
        folder = out / split
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{stem}.docx").write_bytes(write_docx(form))
        (folder / f"{stem}.md").write_text(write_markdown(form), encoding="utf-8")
        truth = write_truth(source, form, split)
        (folder / f"{stem}.jsonl").write_text(truth, encoding="utf-8")


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else FORMS)
