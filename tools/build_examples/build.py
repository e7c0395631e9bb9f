"""Build the example report in every format from ``valdoria.toml``.

Usage: ``python tools/build_examples/build.py [FOLDER]`` (by default ``examples/``). The same
source gives the same bytes, whenever and wherever it is built with the locked dependencies.
"""

from __future__ import annotations

import sys
from pathlib import Path

from expected import write_expected, write_readme
from pdf import write_pdf
from plain import write_markdown, write_text
from word import write_docx

from form import load_form

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parents[1] / "examples"


def build(folder: Path) -> None:
    """Writes the example files into ``folder``, which is created if necessary."""
    form = load_form(HERE / "valdoria.toml")
    files = {
        f"{form.report.stem}.docx": write_docx(form),
        f"{form.report.stem}.pdf": write_pdf(form),
        f"{form.report.stem}.md": write_markdown(form).encode(),
        f"{form.report.stem}.txt": write_text(form).encode(),
        "expected.json": write_expected(form).encode(),
        "README.md": write_readme(form).encode(),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLES)
