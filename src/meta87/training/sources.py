"""Where passages come from: what is said of them beside them, or by who trains."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from meta87.corpus.files import PASSAGES

ABOUT = "ABOUT.md"
"""Tells, in a folder of passages or beside its ``passages``, who wrote and annotated them."""

_UNTOLD = """\
No se dijo quién escribió ni quién anotó los pasajes de {files} (`meta87 train --note`).

*It was not said who wrote or who annotated the passages of {files} (`meta87 train --note`).*"""


def sources(data: Mapping[Path, int], note: str) -> str:
    """Tell in Markdown the files that were learnt from and where their passages come from.

    Args:
        data: how many passages of each file were learnt from.
        note: said of those that nothing is said of beside them.
    """
    listed = ", ".join(f"`{path.name}` ({count})" for path, count in data.items())
    told = {path: _about(path) for path in data}
    untold = ", ".join(f"`{path.name}`" for path, about in told.items() if not about)
    abouts = [about for about in dict.fromkeys(told.values()) if about]
    if note or untold:
        abouts.append(note or _UNTOLD.format(files=untold))
    return "\n\n".join([f"{listed}.", *abouts])


def _about(path: Path) -> str:
    folder = path.parent.parent if path.parent.name == PASSAGES else path.parent
    file = folder / ABOUT
    return file.read_text(encoding="utf-8").strip() if file.is_file() else ""
