"""The labels of a passage, and what is labelled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from meta87.entities.entity import Entity

Theme = str
"""Name of a theme: one of `THEMES`, or one that a corpus brings, such as ``domestic_work``."""
Kind = Literal["output", "process", "context"]
Act = Literal[
    "training", "meetings", "plan", "claim", "general", "bare_event", "process_item", "finished"
]

THEMES: tuple[Theme, ...] = ("child_labour", "forced_labour", "trafficking", "migration")
"""The themes of the guideline."""
KINDS: tuple[Kind, ...] = ("output", "process", "context")
SPEECH_ACTS: tuple[Act, ...] = ("training", "meetings", "plan", "claim", "general")
"""What the guideline takes for no result by itself: teaching or informing people, holding a number
of meetings, what is to come, progress in general, and deeds of policies that are of no theme."""
ACTS: tuple[Act, ...] = (*SPEECH_ACTS, "bare_event", "process_item", "finished")
"""The same; a training or campaign told without its dates or how many people it reached; a
highlight that is no result; and, of a step, that it is finished."""
LABELS = (*KINDS, *THEMES, *SPEECH_ACTS)
"""What the last numbers of a row of the reader are logits of."""
WIDTH = 384
"""Numbers of a token's vector, which stand before its logits in a row."""
ROW = WIDTH + len(LABELS)
THEME_NAME = r"^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$"
"""Pattern of a theme's name."""
EVEN = 0.5
"""Probability of what is as likely as not."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What is labelled: one sentence, list item or table row of an answer.

    Attributes:
        text: the passage.
        context: what stands before it in the same answer, the last 600 characters or more.
        topic: what the question asks about.
        entities: what was found in the text.
    """

    text: str
    context: str = ""
    topic: str = ""
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A word of a passage, and how much it adds to the logit of a label."""

    label: str
    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Prediction:
    """The labels of a passage.

    Attributes:
        themes: those whose probability reaches their threshold.
        theme_scores: probability of each theme.
        kind: the chosen kind.
        kind_scores: probability of each kind; they add up to 1.
        evidence: the words that weighed most for each label given.
        doubtful: labels of low confidence: themes near their threshold, given or not, and the kind
            when it is hardly more probable than another.
        acts: probability of each speech act.
    """

    themes: tuple[Theme, ...]
    theme_scores: dict[str, float]
    kind: Kind
    kind_scores: dict[str, float]
    evidence: tuple[Evidence, ...] = ()
    doubtful: tuple[str, ...] = ()
    acts: Mapping[str, float] = field(default_factory=dict)
