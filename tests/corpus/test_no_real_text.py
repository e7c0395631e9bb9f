"""No sentence of the real documents that the corpus points to stands anywhere in the project."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from meta87.entities.folding import plain
from meta87.entities.institutions.gazetteer import gazetteer_names
from meta87.entities.institutions.tokens import folded_words, tokenize
from meta87.form.period import MONTHS
from meta87.form.template import default_template
from tests.corpus.build import ROOT

LENGTH = 12
FEW = 5  # words in a row of texts that may share so many: on one side of a name, if it has one
NAMED = 7  # words of a norm's name in a row
TEXT = {".py", ".md", ".txt", ".toml", ".csv", ".html", ".ipynb", ".json", ".jsonl"}
# Titles of laws and plans, and formulas of conventions, which anybody must write so.
NORMS = (Path(__file__).parent / "names_of_norms.txt").read_text("utf8").splitlines()


INSTITUTION = "¤"  # stands for the known name of one, and for an address
ADDRESS = re.compile(r"(?:https?://|www\.)\S+")


def ngrams(texts: Iterable[str], length: int) -> Iterator[tuple[str, ...]]:
    """Yields every n-gram of the texts; a known name of an institution counts as one word."""
    for text in texts:
        words = words_of(text)
        yield from zip(*(words[start:] for start in range(length)), strict=False)


def words_of(text: str) -> list[str]:
    tokens = (token.key for token in tokenize(ADDRESS.sub(INSTITUTION, text)))
    keys = [key for key in tokens if key[:1].isalnum() or key == INSTITUTION]
    names, words, at = gazetteer_names(), [], 0
    while at < len(keys):
        known = (name for name in names.get(keys[at], ()) if (*keys[at : at + len(name)],) == name)
        name = next(known, ())
        words.append(INSTITUTION if name else keys[at])
        at += max(len(name), 1)
    return words


def common_words() -> set[str]:
    """Returns the words of the names of institutions, of the form and of dates."""
    named = {word for names in gazetteer_names().values() for words in names for word in words}
    template = default_template()
    texts = [*template.notes, *(section.title for section in template.sections)]
    for question in template.questions:
        texts += [question.wording, question.topic, *question.choices]
    parts = (part for text in texts for part in re.split(r"\{\w+\}", text))
    return {INSTITUTION, *named, *MONTHS, *(word for part in parts for word in folded_words(part))}


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


def shared_ngrams(real: list[str], paths: list[Path]) -> list[str]:
    """Returns the file and the words of each run that stands in one of the real texts.

    Runs that hold seven words in a row of the name of a norm do not count. Only texts that share a
    few words in a row are compared.
    """
    common = common_words()
    norms = set(ngrams(NORMS, NAMED))
    names = {text: path.name for path in paths for text in texts_of(path)}  # each text once
    numbers: dict[str, int] = {}
    (own, of_own), (others, of_others) = (few_words(each, numbers) for each in (real, [*names]))
    copied = {hash(run) for run in ngrams(chosen(real, of_own[np.isin(own, others)]), LENGTH)}
    return [
        f"{names[text]}: {' '.join(run)}"
        for text in chosen([*names], of_others[np.isin(others, own)])
        for run in ngrams([text], LENGTH)
        if hash(run) in copied and not common.issuperset(run) and not named(run, norms)
    ]


def few_words(texts: list[str], numbers: dict[str, int]) -> tuple[NDArray, NDArray]:
    """Returns a hash of each few words in a row, and the place of the text that they stand in.

    Each word has a number, which is given to it where it is first seen.
    """
    lines = [plain(text).replace("\n", " ") for text in texts]
    words = re.findall(r"[^\W_]+|\n", "\n".join(lines))
    ids = np.array([numbers.setdefault(word, len(numbers)) for word in words], np.uint64)
    ends = np.array([word == "\n" for word in words])
    spread = (ids + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    spread ^= spread >> np.uint64(29)
    runs = np.lib.stride_tricks.sliding_window_view(spread, FEW)
    weights = np.uint64(0xBF58476D1CE4E5B9) ** np.arange(1, FEW + 1, dtype=np.uint64)
    of_text = np.cumsum(ends)
    within = of_text[: len(runs)] == of_text[FEW - 1 :]
    return (runs @ weights)[within], of_text[: len(runs)][within]


def chosen(texts: list[str], places: NDArray) -> list[str]:
    return [texts[place] for place in np.unique(places)]


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
    real = [json.loads(line)["text"] for line in filter(None, lines)]
    assert shared_ngrams(real, [path for path in tracked if path.name != "tokenizer.json"]) == []


COPIED = (
    "Aquel jueves, doce pescadores de Puerto Remedios subieron sin contrato a una lancha prestada."
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("notas.md", f"Dice el parte: {COPIED}".replace("Remedios ", "Remedios\n")),
        ("notas.jsonl", json.dumps({"id": "1", "topic": COPIED})),
    ],
    ids=["over two lines", "in another field"],
)
def test_a_sentence_that_was_copied_would_be_found(tmp_path, name, content) -> None:
    path = tmp_path / name
    path.write_text(content, "utf8")
    found = shared_ngrams([COPIED], [path])
    assert found[0].startswith(f"{name}: aquel jueves doce pescadores")


def test_a_sentence_whose_institution_was_changed_would_be_found(tmp_path) -> None:
    real = (
        "Ayer varios pescadores golpeados denunciaron ante Ministerio de Trabajo golpes del patrón "
        "boliviano borracho"
    )
    path = tmp_path / "notas.md"
    path.write_text(real.replace("Ministerio de Trabajo", "Fiscalía General de la Nación"), "utf8")
    assert shared_ngrams([real], [path])
