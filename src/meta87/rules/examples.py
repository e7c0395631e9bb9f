"""For each rule, answers that break it, follow its advice, and keep it; see ``examples.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

Part = Literal["bad", "advised", "good"]

NO_TEXT = "—"


@dataclass(frozen=True, slots=True)
class Example:
    """Answers that break a rule, or keep it.

    Attributes:
        answers: for each, its passages (pairs of kind and text), its ticks, and the facts
            of its question.
    """

    answers: tuple[dict[str, Any], ...]

    def lines(self) -> list[str]:
        """Returns the answers as displayed: number, ticks and text."""
        several = len(self.answers) > 1
        return [f"{_number(a)} {_shown(a)}" if several else _shown(a) for a in self.answers]


def _number(answer: dict[str, Any]) -> str:
    return f"{answer['question']}."


def _shown(answer: dict[str, Any]) -> str:
    ticks = [f"{'☒' if on else '☐'} {label}" for label, on in answer.get("ticks", {}).items()]
    passages = [passage for _, passage in answer.get("passages", ())]
    missing = [f"✗ {answer['missing']}"] if "missing" in answer else []
    return "\n  ".join([*filter(None, ["  ".join(ticks)]), *passages, *missing]) or NO_TEXT


def example(code: str, part: Part) -> Example:
    """Returns what violates a rule, the same after the rule's advice, or what satisfies it.

    Raises:
        KeyError: there is no such example.
    """
    return Example(tuple(_all()[code][part]))


def codes() -> set[str]:
    """Returns the codes that have examples."""
    return set(_all())


@cache
def _all() -> dict[str, Any]:
    source = resources.files(__package__).joinpath("examples.toml").read_text("utf8")
    return tomllib.loads(source)
