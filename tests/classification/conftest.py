from __future__ import annotations

from pathlib import Path

import pytest

from meta87.classification.encoder import Encoder

MODELS = Path(__file__).parents[2] / "models"


@pytest.fixture(scope="package")
def encoder() -> Encoder:
    return Encoder(MODELS / "encoder", joint=True)
