"""Settings of a training."""

from __future__ import annotations

from dataclasses import dataclass

from meta87.classify.heads import LowConfidence


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train; the defaults were chosen on dev.

    Attributes:
        C_themes: inverse of the regularisation of the themes' heads.
        C_kind: the same of the kind's.
        low_confidence_kind: probability of a kind below which it is of low confidence.
        low_confidence_themes: distance from its threshold within which a theme is.
        folds: of the cross-validation.
        seed: of the folds.
    """

    C_themes: float = 1.0
    C_kind: float = 1.0
    low_confidence_kind: float = 0.6
    low_confidence_themes: float = 0.15
    folds: int = 5
    seed: int = 87

    @property
    def low_confidence(self) -> LowConfidence:
        """When a label is of low confidence."""
        return LowConfidence(self.low_confidence_kind, self.low_confidence_themes)
