"""What institutions contribute to a form, and what is to be added to it."""

from __future__ import annotations

from dataclasses import dataclass

from meta87.form.report import Report
from meta87.reading.document import Block

ByAuthor = dict[str, tuple[str, ...]]
"""Author → texts."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """A filled form of one institution.

    Attributes:
        author: its name.
        report: the form.
    """

    author: str
    report: Report


@dataclass(frozen=True, slots=True)
class Addition:
    """What an institution wrote under a question of the form.

    Attributes:
        question: number of the question in the form.
        author: name of the institution.
        blocks: its text, without what the form already has there.
    """

    question: str
    author: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Ticks:
    """The options that were ticked under a question, where they differ.

    Attributes:
        question: its number in the form.
        by_author: the ticked options of each who ticked any, by name; the form's own under "".
    """

    question: str
    by_author: ByAuthor

    @property
    def disagree(self) -> bool:
        """Whether two of them ticked different options."""
        return len(set(self.by_author.values())) > 1


@dataclass(frozen=True, slots=True)
class Merged:
    """What is to be added to a form, and what a person must decide.

    Attributes:
        additions: by question, in the order of the contributions.
        ticks: the questions whose ticks differ from the form's.
        left: the texts of each contribution that have no place in the form, by author.
    """

    additions: tuple[Addition, ...]
    ticks: tuple[Ticks, ...]
    left: ByAuthor
