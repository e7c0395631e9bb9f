"""What the encoder says around passages, as the numbers that the linear models weigh.

The names are the same for every theme, so that what makes a passage inherit one is learnt from all
of them.
"""

from __future__ import annotations

from itertools import product

import numpy as np

from meta87.classification.labels import KINDS, THEMES
from meta87.classification.rows import Numbers
from meta87.classification.said import BY_STUDENT, INSIDE, LEAD, NEAR, OWN
from meta87.classification.signal import log_odds

DECAY = 0.8
"""Of what is inherited, for each sentence further back."""
MARKS = ("", "-anaphor", "-item", "-link", "-bare-link", "-led")
"""What in a passage's form says whether it goes on about what stands before it; "" always holds."""

_OF_KIND = {"own": OWN, "inside": INSIDE, "near": NEAR.start, "lead": LEAD}
_DISTANCES = range(NEAR.stop - NEAR.start)

KIND_OPINIONS = tuple(
    f"meaning-{source}{form}:{kind}"
    for source, form, kind in product(_OF_KIND, ("", "-odds"), KINDS)
)
"""Names of what is said of the kind."""

THEME_OPINIONS = (
    "meaning", "meaning-odds", "meaning-silent", "meaning-inside", "meaning-inside-odds",
    *(f"meaning-near-{distance + 1}" for distance in _DISTANCES),
    *(f"meaning-near-{distance + 1}-silent" for distance in _DISTANCES),
    *(f"meaning-before{mark}" for mark in MARKS),
    *(f"meaning-before{mark}-silent" for mark in MARKS),
    *(f"meaning-before-{kind}" for kind in KINDS),
    "meaning-lead", "meaning-lead-silent", "meaning-student", "meaning-student-odds",
)  # fmt: skip
"""Names of what is said of a theme."""


def of_kind(told: Numbers) -> Numbers:
    """Give the probability of each kind and its log-odds by four of the sources, ``[n, 24]``.

    Args:
        told: of passages, as `Said` holds it, ``[n, 7, 7]``.
    """
    kinds = told[:, list(_OF_KIND.values()), : len(KINDS)]
    both = np.stack([kinds, log_odds(kinds)], axis=2)
    return np.asarray(np.nan_to_num(both.reshape(len(told), len(KIND_OPINIONS))))


def of_themes(told: Numbers, marks: Numbers) -> Numbers:
    """Give what is said of each theme, also where the passage itself is silent, ``[n, 30, 4]``.

    Args:
        told: of passages, as `Said` holds it, ``[n, 7, 7]``.
        marks: which of `MARKS` hold, ``[n, 6]``.
    """
    themes = told[:, :, len(KINDS) :]
    own, inside, near, lead = (themes[:, place] for place in (OWN, INSIDE, NEAR, LEAD))
    student = themes[:, BY_STUDENT]
    silent = np.repeat(1 - own.max(axis=1, keepdims=True), len(THEMES), axis=1)
    fading = DECAY ** np.array(_DISTANCES)
    nearest = np.max(np.nan_to_num(near) * fading[:, None], axis=1)
    before = nearest[:, None] * marks[:, :, None]
    of_kinds = nearest[:, None] * told[:, OWN, : len(KINDS), None]
    alone = np.stack([own, log_odds(own), silent, inside, log_odds(inside)], axis=1)
    led = np.stack([lead, lead * silent, student, log_odds(student)], axis=1)
    unsaid = silent[:, None]
    parts = [alone, near, near * unsaid, before, before * unsaid, of_kinds, led]
    return np.asarray(np.nan_to_num(np.concatenate(parts, axis=1)))
