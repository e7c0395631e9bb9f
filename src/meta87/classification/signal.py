"""What the word lists and the form of a passage say: a name, a number and a reason."""

from __future__ import annotations

from dataclasses import dataclass

from meta87.classification.text import sentences


@dataclass(frozen=True, slots=True)
class Signal:
    """A named number about a passage, and what the user is told of it ("" for nothing)."""

    name: str
    value: float
    shown: str = ""


def lead_in(context: str) -> str:
    """Give the last sentence of the context that announces a list, or ""."""
    return next((s for s in reversed(sentences(context)) if s.endswith(":")), "")
