"""What several tests of the corpus need."""

from pathlib import Path

import pytest

from tests.corpus.build import LINES, POOL, pooled


@pytest.fixture(scope="session")
def real_texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the texts of the passages of real documents, where they are."""
    if not (POOL.is_file() and LINES.is_file()):
        pytest.skip("the real documents are not here")
    return pooled(tmp_path_factory.mktemp("real") / "pool.jsonl")
