"""No sentence of the real documents that the corpus points to stands anywhere in the project."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from meta87.corpus.leaks import common_words
from meta87.corpus.ngrams import ngrams
from tests.corpus.build import ROOT

LENGTH = 12
NAMED = 7  # words of a norm's name in a row
TEXT = {".py", ".md", ".txt", ".toml", ".csv", ".html", ".ipynb", ".json", ".jsonl"}
# Titles of laws and plans, and formulas of conventions, which anybody must write so.
NORMS = (Path(__file__).parent / "names_of_norms.txt").read_text("utf8").splitlines()


def texts_of(path: Path) -> set[str]:
    """Returns the paragraphs of a file; of JSON Lines every string but two, each once.

    A context is made of texts that are there, and a path names a document. What is too short to
    hold so many words is left out.
    """
    content = path.read_text("utf8", errors="ignore")
    if path.suffix == ".jsonl":
        rows = map(json.loads, filter(str.strip, content.splitlines()))
        fields = (field for row in rows for field in row.items())
        texts = {
            value
            for key, value in fields
            if isinstance(value, str) and key not in ("context", "path")
        }
    else:
        texts = {paragraph.replace("\n", " ") for paragraph in content.split("\n\n")}
    return {text for text in texts if len(text) >= 2 * LENGTH}


def shared_ngrams(real: set[int], paths: list[Path]) -> list[str]:
    """Returns the file and the words of each run that is among the hashed ones.

    Runs that hold seven words in a row of the name of a norm do not count.
    """
    common = common_words()
    norms = set(ngrams(NORMS, NAMED))
    names = {text: path.name for path in paths for text in texts_of(path)}  # each text once
    return [
        f"{name}: {' '.join(run)}"
        for text, name in names.items()
        for run in ngrams([text], LENGTH)
        if hash(run) in real and not common.issuperset(run) and not named(run, norms)
    ]


def named(run: tuple[str, ...], norms: set[tuple[str, ...]]) -> bool:
    return any(run[at : at + NAMED] in norms for at in range(LENGTH - NAMED + 1))


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    """Give the files of the project but those that are built from others that are among them."""
    found = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    paths = [ROOT / name for name in found.stdout.decode("utf8").split("\0")]
    forms = ROOT / "corpus/findings"
    built = {*forms.glob("*/*.md"), *forms.glob("*/*.jsonl")}  # from the .toml beside them
    return [path for path in paths if path.suffix in TEXT and path.is_file() and path not in built]


def test_no_run_of_twelve_words_of_real_documents_is_in_the_project(tracked, real_texts) -> None:
    lines = real_texts.read_text("utf8").split("\n")
    real = {
        hash(run)
        for run in ngrams((json.loads(line)["text"] for line in filter(None, lines)), LENGTH)
    }
    assert shared_ngrams(real, [path for path in tracked if path.name != "tokenizer.json"]) == []


COPIED = (
    "Aquel jueves, doce pescadores de Puerto Remedios subieron sin contrato a una lancha prestada."
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("notas.md", f"Dice el parte: {COPIED}"),
        ("notas.md", COPIED.replace("Remedios ", "Remedios\n")),
        ("notas.jsonl", json.dumps({"id": "1", "topic": COPIED})),
    ],
    ids=["in a line", "over two lines", "in another field"],
)
def test_a_sentence_that_was_copied_would_be_found(tmp_path, name, content) -> None:
    path = tmp_path / name
    path.write_text(content, "utf8")
    found = shared_ngrams({hash(run) for run in ngrams([COPIED], LENGTH)}, [path])
    assert found[0].startswith(f"{name}: aquel jueves doce pescadores")
