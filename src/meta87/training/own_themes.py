"""Trains the heads of themes of one's own, beside those of the guideline or of another model.

Passages of reports in which nobody marked a theme may still be about it: they were annotated for
other ones. So those that look most like it do not count when a threshold is chosen. Regularisation
and this rule were chosen on held-out writers, with themes marked in 30 and in 100 passages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, precision_recall_curve
from sklearn.svm import LinearSVC

from meta87.classify.heads import Heads, Numbers
from meta87.classify.labels import EVEN, KINDS, Prediction, Theme
from meta87.classify.words import WordHead, features, near
from meta87.corpus.schema import MIN_THEME_PASSAGES, Record
from meta87.errors import UsageError
from meta87.training.fit import Fold, FoldProgress, as_on_disk, folds
from meta87.training.settings import Settings

_STRENGTH = 0.1  # of a head, where `Settings.C_themes` is 1
_NEVER = -10.0  # logit of a theme that nothing tells
_MARGIN = 0.1  # by which a text without words is away from having a theme
_CONTEXT = (0.0, 0.15, 0.3)
"""How much what stands before a passage may count."""
_LIKELY = 0.25
"""Share of the passages with a theme that look less like it than those that do not count."""

_MOST_THEMES = 50
"""Themes that a model may have, each of half a megabyte."""
_MOST_FALSE = 0.1  # share of other passages that a theme may be given to
_LEAST_FOUND = 0.5

Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class OwnThemes:
    """Themes of one's own with their heads, whose thresholds are one half.

    Attributes:
        themes: their names.
        heads: the head of each.
        out_of_fold: logits of heads trained without the passage's report, ``[n, themes]``.
    """

    themes: tuple[Theme, ...]
    heads: tuple[WordHead, ...]
    out_of_fold: Numbers

    def beside(self, base: Heads) -> Heads:
        """Returns the heads of a model with these beside them."""
        none = np.zeros((len(base.weights), len(self.themes)))
        return Heads(
            (*base.themes, *self.themes),
            columns_beside(base.weights, none),
            columns_beside(base.bias, none[0]),
            np.append(base.thresholds, [EVEN] * len(self.themes)),
            base.low_confidence,
            (*base.own, *self.heads),
        )


@dataclass(frozen=True, slots=True)
class OwnThemeFigures:
    """How a theme of one's own was given to passages of reports left out."""

    theme: Theme
    found: int  # passages that have it and were given it
    total: int  # that have it
    false: int  # that were given it and have it not, of reports that were read for it
    others: int  # that have it not, of those reports
    elsewhere: int  # that were given it, of other reports, where nobody looked for it
    unread: int  # of those

    @property
    def is_poor(self) -> bool:
        """Whether it is mostly overlooked, or often given where it is not."""
        given = ((self.false, self.others), (self.elsewhere, self.unread))
        is_loose = any(count > _MOST_FALSE * of for count, of in given)
        return is_loose or self.found < _LEAST_FOUND * self.total


def columns_beside(base: Numbers, new: Numbers) -> Numbers:
    """Returns the columns of a model's themes, of new ones, then of the kinds."""
    at = base.shape[-1] - len(KINDS)
    return np.concatenate([base[..., :at], new, base[..., at:]], axis=-1)


def own_themes(
    records: Sequence[Record],
    known: Sequence[Theme],
    settings: Settings,
    progress: FoldProgress = lambda *_: None,
) -> OwnThemes:
    """Trains a head for each theme of records that is not known.

    Args:
        records: annotated passages.
        known: themes that have a head.
        settings: the folds, of whole reports, and their seed.
        progress: told of each fold, if there is a theme to learn.

    Raises:
        UsageError: ``theme-rare``: too few passages have a theme, or all of them; ``themes-many``:
            with the known ones, more than a model holds.
    """
    themes = sorted({theme for record in records for theme in record.themes} - {*known})
    if (count := len(themes) + len(known)) > _MOST_THEMES:
        raise UsageError("themes-many", found=count, most=_MOST_THEMES)
    marks = [np.array([theme in record.themes for record in records]) for theme in themes]
    for theme, has in zip(themes, marks, strict=True):
        if not MIN_THEME_PASSAGES <= has.sum() < len(records):
            raise UsageError(
                "theme-rare", label=theme, found=int(has.sum()), needed=MIN_THEME_PASSAGES
            )
    if not themes:
        return OwnThemes((), (), np.zeros((len(records), 0)))
    texts = [features([record.text for record in records])]
    texts.append(features([near(record.context) for record in records]))
    left_out = [*folds([record.report for record in records], settings, progress)]
    strength = _STRENGTH * settings.C_themes
    found = [_trained(texts, has, read_for(records, has), left_out, strength) for has in marks]
    heads, out_of_fold = zip(*found, strict=True)
    return OwnThemes(tuple(themes), heads, np.stack(out_of_fold, axis=1))


def read_for(records: Sequence[Record], has: Marks) -> Marks:
    """Whether each passage is of a report in which some passage was marked with a theme."""
    marked = {record.report for record, one in zip(records, has, strict=True) if one}
    return np.array([record.report in marked for record in records])


def own_theme_figures(
    records: Sequence[Record], new: OwnThemes, predictions: Sequence[Prediction]
) -> tuple[OwnThemeFigures, ...]:
    """Returns how each theme does, given what was predicted of records left out."""
    found = []
    for theme in new.themes:
        has = np.array([theme in record.themes for record in records])
        given = np.array([theme in prediction.themes for prediction in predictions])
        read = read_for(records, has)
        sums = (has & given, has, given & read & ~has, read & ~has, given & ~read, ~read)
        found.append(OwnThemeFigures(theme, *(int(each.sum()) for each in sums)))
    return tuple(found)


def _trained(
    texts: Sequence[Any], has: Marks, read: Marks, left_out: Sequence[Fold], strength: float
) -> tuple[WordHead, Numbers]:
    """Returns the head of a theme, and its out-of-fold logits, ``[n]``.

    Args:
        texts: features of the passages, and of what stands before them.
        has: whether each passage has the theme.
        read: whether it is of a report that was read for the theme.
        left_out: the folds.
        strength: inverse of the regularisation.
    """
    scaled = TfidfTransformer().fit(texts[0])
    own, before = (scaled.transform(each) for each in texts)
    tried = {
        share: _out_of_fold(own + share * before, has, left_out, strength) for share in _CONTEXT
    }
    share = max(tried, key=lambda each: average_precision_score(has, tried[each]))
    weights, bias = _fitted(own + share * before, has, strength)
    slope, shift = _calibrated(tried[share], has, read, bias + _MARGIN)
    head = WordHead(
        as_on_disk(scaled.idf_),
        as_on_disk(weights * slope),
        float(as_on_disk(bias * slope + shift)),
        float(as_on_disk(share)),
    )
    return head, tried[share] * slope + shift


def _out_of_fold(given: Any, has: Marks, left_out: Sequence[Fold], strength: float) -> Numbers:
    logits = np.zeros(len(has))
    for learnt, left in left_out:
        weights, bias = _fitted(given[learnt], has[learnt], strength)
        logits[left] = given[left] @ weights + bias
    return logits


def _fitted(given: Any, has: Marks, strength: float) -> tuple[Numbers, float]:
    """Returns the weights and the bias of a linear support vector machine.

    Where all passages have the theme, or none, every text is at the margin of that class.
    """
    if has.all() or not has.any():
        return np.zeros(given.shape[1]), 1.0 if has.all() else -1.0
    model = LinearSVC(C=strength, class_weight="balanced", random_state=0).fit(given, has)
    return model.coef_[0], float(model.intercept_[0])


def _calibrated(logits: Numbers, has: Marks, read: Marks, least: float) -> tuple[float, float]:
    """Returns a slope and a shift by which a logit of 0 is where F1 is best, or at `least`.

    The slope is that of Platt (1999), "Probabilistic outputs for support vector machines"; where
    the logits tell nothing, no passage is given the theme.
    """
    counts = has | read | (logits < np.quantile(logits[has], _LIKELY))
    if not has[counts].all():
        logits, has = logits[counts], has[counts]
    precision, recall, cuts = precision_recall_curve(has, logits)
    f1 = (2 * precision * recall / np.maximum(precision + recall, np.finfo(float).tiny))[:-1]
    platt = LogisticRegression(class_weight="balanced").fit(logits[:, None], has)
    slope = float(platt.coef_[0, 0])
    if slope <= 0:
        return 0.0, _NEVER
    cut = cuts[f1.argmax()]
    cut = (cut + logits[logits < cut].max(initial=least)) / 2
    return slope, -slope * max(float(cut), least)
