"""The wording of an edition: its period and country, its own words, its noise."""

from __future__ import annotations

import calendar
import random
import re
from datetime import date

from filling import PHRASES

from meta87.questionnaire.period import MONTHS
from meta87.questionnaire.template import Question, Template

SLOT = re.compile(r"\{(\w+)\}")
RATES = (0.0, 0.0, 0.01, 0.02, 0.03)  # of the letters that noise could change
REWORDING = 0.5


class Wordings:
    """The texts of one edition.

    Attributes:
        rate: share of the letters that noise changes.
        country: that fills the form in.
        first: day of the reference period.
        last: day of it.
    """

    def __init__(self, chance: random.Random, template: Template) -> None:
        self.random = chance
        self.rate = chance.choice(RATES)
        self.country = chance.choice(PHRASES["countries"])
        year, month = chance.randint(2019, 2025), chance.choice([1, 1, 4, 7])
        self.first = date(year, month, 1)
        end_year, end = (year, 12) if month == 1 else (year + 1, month - 1)
        self.last = date(end_year, end, calendar.monthrange(end_year, end)[1])
        reworded = PHRASES["reworded"]
        known = {question.wording for question in template.questions}
        if unknown := set(reworded) - known:
            message = f"no question of the template has the wording {unknown}"
            raise ValueError(message)
        self.own = {old: new for old, new in reworded.items() if chance.random() < REWORDING}

    def fill(self, text: str, topic: str = "") -> str:
        """Put the edition's facts into the slots of a text of the form."""
        facts = {
            "first": _month(self.first), "last": _month(self.last), "country": self.country,
            "year": str(self.last.year), "years": f"{self.first.year - 1}-{self.first.year}",
            "topic": topic,
        }  # fmt: skip
        return SLOT.sub(lambda slot: facts[slot[1]], text)

    def printed(self, question: Question, topic: str) -> str:
        """Give the wording of a question in this edition."""
        return self.fill(self.own.get(question.wording, question.wording), topic)

    def damaged(self, text: str) -> str:
        """Give a wording with the noise of a scanner; what stands in «» is spared."""
        parts = re.split(r"(«[^»]*»)", text)
        return "".join(
            part if part.startswith("«") else "".join(map(self._read, part)) for part in parts
        )

    def _read(self, letter: str) -> str:
        wrong = PHRASES["noise"].get(letter, letter)
        return wrong if self.random.random() < self.rate * 3 else letter


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} de {day.year}"
