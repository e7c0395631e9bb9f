"""Whether the kind of a passage is sure: an undecided passage is not passed in silence."""

from __future__ import annotations

from meta87.classification.labels import Kind
from meta87.tagged import TaggedPassage

MARGIN = 0.2  # between the two best scores; nearer than that, either may be right


def is_doubtful(passage: TaggedPassage, instead: Kind | None = None) -> bool:
    """Say whether the kind of a passage could well be another one, or that one when given."""
    scores = passage.prediction.kind_scores
    first, second, *_ = sorted(scores, key=lambda kind: scores[kind], reverse=True)
    return scores[first] - scores[second] < MARGIN and instead in (None, second)


def is_sure(passage: TaggedPassage, kind: Kind) -> bool:
    """Say whether a passage is surely of a kind."""
    return passage.kind == kind and not is_doubtful(passage)
