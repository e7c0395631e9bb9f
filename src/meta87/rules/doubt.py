"""Whether the kind of a passage is sure: an undecided passage is not passed in silence."""

from __future__ import annotations

from meta87.classify.labels import Kind
from meta87.classify.tagged import TaggedPassage


def is_doubtful(passage: TaggedPassage, instead: Kind | None = None) -> bool:
    """Returns whether a passage's kind has low confidence, with ``instead`` the next best."""
    told = passage.prediction
    if told.kind not in told.doubtful:
        return False
    others = [kind for kind in told.kind_scores if kind != told.kind]
    return instead in (None, max(others, key=lambda kind: told.kind_scores[kind]))
