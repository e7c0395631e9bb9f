"""Which passages to annotate next: those of low confidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from rapidfuzz import utils
from scipy.special import entr

from meta87.corpus.formats.extra_fields import in_order
from meta87.entities.links import LINK_PATTERN

PREDICTED = "predicted"
WORD = re.compile(r"[^\W\d_]+")
_MIN_WORDS = 3  # of a passage that says something
_LABELS = frozenset({"kind", "themes", "entities", PREDICTED})


def uncertainty(predicted: Mapping[str, Any]) -> float:
    """Returns the uncertainty of a model about a passage as ``meta87 tag`` writes it, 0 to 1.

    The mean of the entropy of the kind and the mean entropy of the themes, each over its maximum.
    """
    kinds, themes = (
        np.array(list(predicted[scores].values())) for scores in ("kind_scores", "theme_scores")
    )
    kind = entr(kinds).sum() / np.log(len(kinds))
    theme = (entr(themes) + entr(1 - themes)).mean() / np.log(2)
    return float(kind + theme) / 2


def with_ids(rows: Iterable[Mapping[str, Any]], name: str) -> list[dict[str, Any]]:
    """Returns the passages with an id: their own, else the name of their file and their number."""
    return [
        {**row, "id": str(row.get("id") or f"{name}-{number}")}
        for number, row in enumerate(rows, start=1)
    ]


def most_uncertain(rows: Iterable[Mapping[str, Any]], n: int) -> list[dict[str, Any]]:
    """Returns the most uncertain passages, each text once.

    Fragments (fewer than three words besides links) are left out; texts are the same if their
    letters and digits are.
    """
    texts: dict[str, dict[str, Any]] = {}
    for row in rows:
        words = WORD.findall(LINK_PATTERN.sub(" ", row["text"]))
        if len(words) >= _MIN_WORDS:
            texts.setdefault(" ".join(utils.default_process(row["text"]).split()), dict(row))
    return sorted(texts.values(), key=lambda row: -uncertainty(row[PREDICTED]))[:n]


def pre_annotated(row: Mapping[str, Any]) -> dict[str, Any]:
    """Returns a passage record ready to be annotated: without labels, with those predicted."""
    bare = {key: value for key, value in row.items() if key not in _LABELS}
    return in_order(
        {**bare, PREDICTED: {name: row[PREDICTED][name] for name in ("kind", "themes")}}
    )
