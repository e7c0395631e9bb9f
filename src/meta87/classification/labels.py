"""The labels and the unit that they are given to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from meta87.language.entity import Entity

Theme = Literal["child_labour", "forced_labour", "trafficking", "migration"]
Kind = Literal["output", "process", "context"]
Act = Literal["training", "meetings", "plan", "claim", "general"]

THEMES: tuple[Theme, ...] = ("child_labour", "forced_labour", "trafficking", "migration")
KINDS: tuple[Kind, ...] = ("output", "process", "context")
EVEN = 0.5
"""Probability of what is as likely as not."""
ACTS: tuple[Act, ...] = ("training", "meetings", "plan", "claim", "general")
"""What the guideline takes for no result by itself: teaching or informing people, holding a number
of meetings, what is to come, progress in general, and deeds of policies that are of no theme."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What a label is given to: one sentence, list item or table row of an answer.

    Attributes:
        text: the passage.
        context: the passages before it in the same answer, the last 600 characters or more.
        topic: what the question asks about.
        entities: what was found in the text.
    """

    text: str
    context: str = ""
    topic: str = ""
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that weighed for a label, and how much (a log-odds contribution).

    Where no listed word and no cue did, those that the encoder's student heard, by its log-odds.
    """

    label: str
    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Prediction:
    """The labels of a passage with their scores (probabilities, 0 to 1) and reasons.

    ``doubtful`` names the labels that could as well be otherwise: themes near their threshold,
    given or not, and the kind when it is hardly more probable than another. ``acts`` and
    ``own_themes`` say how probably the passage by itself tells each of `ACTS` and has each theme;
    they are empty without the encoder.
    """

    themes: tuple[Theme, ...]
    theme_scores: dict[str, float]
    kind: Kind
    kind_scores: dict[str, float]
    evidence: tuple[Evidence, ...] = ()
    doubtful: tuple[str, ...] = ()
    acts: Mapping[str, float] = field(default_factory=dict)
    own_themes: Mapping[str, float] = field(default_factory=dict)
