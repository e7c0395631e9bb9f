"""Which speech acts a passage tells, by their probabilities.

They stand beside the word lists, which say why, and find the same acts in words that none foresees.
Both profiles of a model tell them.
"""

from __future__ import annotations

from meta87.classify.labels import Act
from meta87.classify.tagged import TaggedPassage
from meta87.rules.tables import in_table

# Chosen on the forms of `corpus/findings/dev`: from where on an act is told whatever the words, and
# below which no words of a list tell it.
LEAST: dict[Act, float] = {
    "training": 0.75, "meetings": 0.75, "plan": 0.75, "claim": 0.65, "general": 0.3,
}  # fmt: skip
HARDLY: dict[Act, float] = {"training": 0.02, "meetings": 0.02, "claim": 0.01, "general": 0.1}
SURE = 0.98  # a finding that rests on the act alone is in doubt below


def tells(passage: TaggedPassage, act: Act) -> bool:
    """Returns whether a passage has a speech act, whatever its words.

    A row of a table and the lead-in of a list have none: the text next to them reports the action.
    """
    if in_table(passage) or announces(passage):
        return False
    return passage.prediction.acts.get(act, 0.0) >= LEAST[act]


def announces(passage: TaggedPassage) -> bool:
    """Returns whether a passage introduces what follows, such as a list."""
    return passage.text.rstrip().endswith(":")


def surely_tells(passage: TaggedPassage, act: Act) -> bool:
    """Returns whether a passage has a speech act with high confidence."""
    return tells(passage, act) and passage.prediction.acts[act] >= SURE


def hardly_tells(passage: TaggedPassage, act: Act) -> bool:
    """Returns whether a speech act is improbable for a passage, whatever its words."""
    return passage.prediction.acts.get(act, 1.0) < HARDLY.get(act, 0.0)
