"""Which speech acts a passage tells, by their probabilities.

They stand beside the word lists, which say why, and find the same acts in words that none foresees.
Both profiles of a model tell them.
"""

from __future__ import annotations

from meta87.classification.labels import Act
from meta87.rules.tables import in_table
from meta87.tagged import TaggedPassage

# Chosen on the forms of `corpus/findings/dev`: from where on an act is told whatever the words, and
# below which no words of a list tell it.
LEAST: dict[Act, float] = {
    "training": 0.75, "meetings": 0.75, "plan": 0.75, "claim": 0.65, "general": 0.3,
}  # fmt: skip
HARDLY: dict[Act, float] = {"training": 0.02, "meetings": 0.02, "claim": 0.01, "general": 0.1}
SURE = 0.98  # a finding that rests on the act alone is in doubt below


def tells(passage: TaggedPassage, act: Act) -> bool:
    """Say whether a passage tells an act, whatever its words.

    A row of a table, and what only announces a list, tell none: what they name is told beside them.
    """
    if in_table(passage) or announces(passage):
        return False
    return passage.prediction.acts.get(act, 0.0) >= LEAST[act]


def announces(passage: TaggedPassage) -> bool:
    """Say whether a passage leads in to what follows, as to a list."""
    return passage.text.rstrip().endswith(":")


def surely_tells(passage: TaggedPassage, act: Act) -> bool:
    """Say whether there is no doubt that a passage tells an act."""
    return tells(passage, act) and passage.prediction.acts[act] >= SURE


def hardly_tells(passage: TaggedPassage, act: Act) -> bool:
    """Say whether a passage is surely of something else, whatever words it holds."""
    return passage.prediction.acts.get(act, 1.0) < HARDLY.get(act, 0.0)
