"""The wording of an edition: its period and country, its own words, its noise."""

from __future__ import annotations

import random
import re

from filling import PHRASES

from form import Facts
from meta87.form.period import between_months
from meta87.form.template import Question, Template

RATES = (0.0, 0.0, 0.01, 0.02, 0.03)  # of the letters that noise could change
REWORDING = 0.5


class Wordings:
    """The texts of one edition.

    Attributes:
        rate: share of the letters that noise changes.
        facts: country and reference period.
    """

    def __init__(self, chance: random.Random, template: Template) -> None:
        self.random = chance
        self.rate = chance.choice(RATES)
        country = chance.choice(PHRASES["countries"])
        year, month = chance.randint(2019, 2025), chance.choice([1, 1, 4, 7])
        end = f"{year}-12" if month == 1 else f"{year + 1}-{month - 1:02}"
        self.facts = Facts(country=country, period=between_months(f"{year}-{month:02}:{end}"))
        reworded = PHRASES["reworded"]
        known = {question.wording for question in template.questions}
        if unknown := set(reworded) - known:
            message = f"no question of the template has the wording {unknown}"
            raise ValueError(message)
        self.own = {old: new for old, new in reworded.items() if chance.random() < REWORDING}

    def printed(self, question: Question, topic: str) -> str:
        """Returns the wording of a question in this edition."""
        return self.facts.fill(self.own.get(question.wording, question.wording), topic)

    def damaged(self, text: str) -> str:
        """Returns a wording with the noise of a scanner; text in «» is spared."""
        parts = re.split(r"(«[^»]*»)", text)
        return "".join(
            part if part.startswith("«") else "".join(map(self._read, part)) for part in parts
        )

    def _read(self, letter: str) -> str:
        wrong = PHRASES["noise"].get(letter, letter)
        return wrong if self.random.random() < self.rate * 3 else letter
