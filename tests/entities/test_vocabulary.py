import subprocess
import sys
from importlib import resources
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_words_are_those_that_the_tool_builds(tmp_path):
    target = tmp_path / "words.txt"
    subprocess.run([sys.executable, ROOT / "tools/build_words/build.py", target], check=True)
    kept = resources.files("meta87.entities").joinpath("words.txt").read_text("utf-8")
    assert target.read_text("utf-8") == kept
