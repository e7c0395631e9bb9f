"""Errors as one sentence in the user's language."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from meta87.errors import Meta87Error
from meta87.messages import has, joined, text
from meta87.messages.suggest import nearest

NEIGHBOURS = 1000  # names of a folder among which a missing file is looked for


def sentence(error: Meta87Error, lang: str) -> str:
    """Returns the sentence of an error; those of a list get one line each, of a tuple none."""
    key = f"errors.{error.id}"
    details = {name: _detail(value, lang) for name, value in error.details.items()}
    if "labels" in details:
        kinds = str(details["labels"]).split(", ")
        details["labels"] = joined([text(f"ui.kind.{kind}", lang) for kind in kinds], lang)
    if "what" in details:
        details["what"] = text(f"ui.size.{details['what']}", lang)
    near = str(error.details.get("near", ""))
    if error.id == "file-missing":
        near = _neighbour(Path(str(error.details["path"])))
    details["near"] = did_you_mean(near, lang)
    return text(key, lang, **details) if has(key, lang) else error.id


def _neighbour(path: Path) -> str:
    """Returns the name most similar to that of a missing file in its folder, or ""."""
    try:
        names = [each.name for each in islice(path.parent.iterdir(), NEIGHBOURS)]
    except (OSError, ValueError):
        return ""
    return nearest(path.name, names)


def did_you_mean(near: str, lang: str) -> str:
    """Returns the question whether another name was meant; "" without one."""
    return text("ui.did-you-mean", lang, near=near) if near else ""


def _detail(value: object, lang: str) -> object:
    if not isinstance(value, list | tuple):
        return value
    each = [sentence(v, lang) if isinstance(v, Meta87Error) else str(v) for v in value]
    return ("\n" if isinstance(value, list) else ", ").join(each)
