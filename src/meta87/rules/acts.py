"""Which acts a passage tells, as the encoder learnt them from sentences with their acts.

They stand beside the word lists, which say why, and find the same acts in words that none foresees.
The fast profile has the lists alone.
"""

from __future__ import annotations

from meta87.classification.labels import Act
from meta87.tagged import TaggedPassage

SURE = 0.5
HARDLY = 0.03


def tells(passage: TaggedPassage, act: Act) -> bool:
    """Say whether a passage surely tells an act."""
    return passage.prediction.acts.get(act, 0.0) >= SURE


def hardly_tells(passage: TaggedPassage, act: Act) -> bool:
    """Say whether a passage is surely of something else, whatever words it holds."""
    return passage.prediction.acts.get(act, SURE) < HARDLY
