"""Editions of the form that only their seed and their truth know; ``benchmarks/editions.py`` reads more."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = [str(ROOT / "tools" / name) for name in ("build_editions", "build_examples")]
SEEDS = (3, 7)
# The tools are scripts: they run in a process of their own, so that their names stay theirs.
SCRIPT = f"""
import json, sys
sys.path[:0] = {TOOLS!r}
from edition import make_edition
from recovery import WRITERS, recover
seed = int(sys.argv[1])
edition = make_edition(seed)
assert edition == make_edition(seed)
found = {{suffix: recover(edition, suffix) for suffix in WRITERS}}
print(json.dumps({{
    "questions": len(edition.truth),
    "found": {{suffix: each.questions for suffix, each in found.items()}},
    "differences": {{suffix: repr(each.differences) for suffix, each in found.items()}},
}}))
"""


@pytest.mark.parametrize("seed", SEEDS)
def test_an_edition_is_recovered_exactly_from_each_format(seed: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(seed)], capture_output=True, text=True, check=True
    )
    made = json.loads(done.stdout)
    assert made["questions"] > 20
    assert set(made["found"]) == {"docx", "pdf", "md"}
    for suffix, differences in made["differences"].items():
        assert differences == "()", suffix
        assert made["found"][suffix] == [made["questions"]] * 2
