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
sys.path += [str(ROOT / "tools" / name) for name in ("build_examples", "build_forms")]

from assembly import assemble  # noqa: E402  they lean on the writers of the example
from plain import write_markdown  # noqa: E402
from source import load_source  # noqa: E402
from truth import write_truth  # noqa: E402
from word import write_docx  # noqa: E402


def build(out: Path) -> None:
    """Writes every form into ``out``, one folder per split, created if necessary."""
    for path in sorted(path for split in SPLITS for path in (FORMS / split).glob("*.toml")):
        folder = out / path.parent.name
        folder.mkdir(parents=True, exist_ok=True)
        for suffix, data in files_of(path).items():
            (folder / f"{path.stem}{suffix}").write_bytes(data)


def files_of(path: Path) -> dict[str, bytes]:
    """Returns the files built from a source: the bytes of each by its suffix."""
    source = load_source(path)
    form = assemble(source, path.stem)
    return {
        ".docx": write_docx(form),
        ".md": write_markdown(form).encode(),
        ".jsonl": write_truth(source, form, path.parent.name).encode(),
    }


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else FORMS)
