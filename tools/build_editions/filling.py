"""What the synthetic editions are answered with, traps among it."""

from __future__ import annotations

import random
import tomllib
from pathlib import Path
from typing import Any

from form import Block

PHRASES: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("phrases.toml").read_text(encoding="utf8")
)
EMPTY, SHORT = 0.08, 0.08  # of the answers
KINDS = ("paragraph", "paragraph", "bullets", "numbers", "asking", "quoting", "table")


class Filling:
    """Makes answers.

    Attributes:
        traits: the traps that were laid, by name.
    """

    def __init__(self, chance: random.Random) -> None:
        self.random = chance
        self.traits: list[str] = []

    def answer(self, question: str) -> tuple[Block, ...]:
        """Makes an answer, which may quote the question given; one in six is empty or a word."""
        luck = self.random.random()
        if luck < EMPTY:
            return ()
        if luck < EMPTY + SHORT:
            return (_lines("paragraph", [self.random.choice(PHRASES["short"])]),)
        first = self._paragraph()
        kinds = self.random.sample(KINDS, k=self.random.randint(0, 3))
        return (first, *(self._block(kind, question) for kind in kinds), self._paragraph())

    def _block(self, kind: str, question: str) -> Block:
        if kind == "table":
            return Block.model_validate({"table": self._rows()})
        if kind == "quoting":
            self.traits.append("an answer that quotes a question")
            quote = self.random.choice(PHRASES["quotes"]).replace("{question}", question)
            return _lines("paragraph", [self._filled(quote)])
        if kind == "asking":
            self.traits.append("list items that ask")
            items = self.random.sample(PHRASES["items_that_ask"], k=3)
            return _lines("numbers", [self._filled(item) for item in items])
        if kind == "paragraph":
            return self._paragraph()
        return _lines(kind, [self._sentence() for _ in range(self.random.randint(2, 4))])

    def _paragraph(self) -> Block:
        return _lines(
            "paragraph", [" ".join(self._sentence() for _ in range(self.random.randint(1, 3)))]
        )

    def _sentence(self) -> str:
        body = self.random.choice(PHRASES["bodies"])
        return f"{body} {self._filled(self.random.choice(PHRASES['actions']))}."

    def _rows(self) -> list[list[str]]:
        head = list(PHRASES["tables"])
        places = self.random.sample(PHRASES["places"], k=3)
        return [head, *([place, str(self._number()), str(self._number())] for place in places)]

    def _filled(self, text: str) -> str:
        facts = {
            "{n}": str(self._number()), "{m}": str(self.random.randint(2, 9)),
            "{place}": self.random.choice(PHRASES["places"]),
            "{day}": f"{self.random.randint(1, 28)} de mayo",
        }  # fmt: skip
        for slot, value in facts.items():
            text = text.replace(slot, value)
        return text

    def _number(self) -> int:
        return self.random.randint(10, 999)


def _lines(kind: str, lines: list[str]) -> Block:
    return Block.model_validate({kind: lines})
