"""One model, one reading process and one list of reviews for all tests of the page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import meta87
from meta87.guarded.process import Guard
from meta87.web.reviews import Reviews
from tests.web.local import Local


@pytest.fixture(scope="session")
def reviews() -> Iterator[Reviews]:
    guard = Guard(memory=400_000_000)
    yield Reviews(lambda: meta87.load_model(profile="fast"), guard)
    guard.close()


@pytest.fixture
def local(reviews: Reviews) -> Local:
    return Local(reviews)
