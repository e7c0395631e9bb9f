"""Errors as one sentence in the user's language."""

from __future__ import annotations

from meta87.errors import Meta87Error
from meta87.messages import has, joined, text


def sentence(error: Meta87Error, lang: str) -> str:
    """Returns the sentence of an error; those of a list get one line each, of a tuple none."""
    key = f"errors.{error.id}"
    details = {name: _detail(value, lang) for name, value in error.details.items()}
    if "labels" in details:
        kinds = str(details["labels"]).split(", ")
        details["labels"] = joined([text(f"ui.kind.{kind}", lang) for kind in kinds], lang)
    if "what" in details:
        details["what"] = text(f"ui.size.{details['what']}", lang)
    details["near"] = did_you_mean(str(error.details.get("near", "")), lang)
    return text(key, lang, **details) if has(key, lang) else error.id


def did_you_mean(near: str, lang: str) -> str:
    """Returns the question whether another name was meant; "" without one."""
    return text("ui.did-you-mean", lang, near=near) if near else ""


def _detail(value: object, lang: str) -> object:
    if not isinstance(value, list | tuple):
        return value
    each = [sentence(v, lang) if isinstance(v, Meta87Error) else str(v) for v in value]
    return ("\n" if isinstance(value, list) else ", ").join(each)
