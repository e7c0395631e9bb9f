"""The splits of a corpus, named once; a module of its own, for commands that read it at start."""

from __future__ import annotations

from enum import StrEnum


class Split(StrEnum):
    """What a passage is for."""

    TRAIN = "train"  # to train the network
    HEADS = "heads"  # to train the linear heads
    DEV = "dev"  # to choose
    TEST = "test"  # to measure


HELD_OUT = (Split.TEST, Split.DEV)
"""Splits that are never learnt from; metrics are of the first that there is."""
