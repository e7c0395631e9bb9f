"""For each rule, answers that break it, follow its advice, and keep it; see ``examples.toml``."""

from __future__ import annotations

from typing import Any, Literal

from meta87.rules.words import load

Part = Literal["bad", "advised", "good"]

Example = list[dict[str, Any]]
"""For each answer its passages (pairs of kind and text), its ticks, and the facts of its question;
``previous`` marks those of the report before."""


def example(code: str, part: Part) -> Example:
    """Returns what violates a rule, the same after the rule's advice, or what satisfies it.

    Raises:
        KeyError: there is no such example.
    """
    answers: Example = load("examples.toml")[code][part]
    return answers


def lines(answers: Example) -> list[str]:
    """Returns answers as displayed: number, ticks and text; topics where reports are compared."""
    compared = any(answer.get("previous") for answer in answers)
    shown = [(_topic(answer) if compared else "") + _shown(answer) for answer in answers]
    if len(shown) == 1:
        return shown
    return [f"{_number(a)} {text}" for a, text in zip(answers, shown, strict=True)]


def _number(answer: dict[str, Any]) -> str:
    before = "Informe anterior, " if answer.get("previous") else ""
    return f"{before}{answer['question']}."


def _topic(answer: dict[str, Any]) -> str:
    return f"«{answer['topic']}» " if "topic" in answer else ""


def _shown(answer: dict[str, Any]) -> str:
    ticks = [f"{'☒' if on else '☐'} {label}" for label, on in answer.get("ticks", {}).items()]
    passages = [passage for _, passage in answer.get("passages", ())]
    missing = [f"✗ {answer['missing']}"] if "missing" in answer else []
    return "\n  ".join([*filter(None, ["  ".join(ticks)]), *passages, *missing]) or "—"
