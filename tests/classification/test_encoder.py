from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from meta87.classification.context_reader import MARKS, sentence_marks
from meta87.classification.encoder import CASCADE, Encoder
from meta87.classification.labels import ACTS, KINDS, THEMES
from meta87.classification.network import DIMENSIONS, TEACHER, WIDTH
from meta87.errors import ModelError
from tests.classification.conftest import MODELS

TEXTS = [
    "Se creó la mesa contra el trabajo infantil.",
    "Hay.",
    "La inspección visitó doce fincas de la comarca y levantó cuatro actas por servidumbre.",
]


@pytest.fixture(scope="module")
def encoded(encoder: Encoder):
    return encoder.encode(TEXTS)


@pytest.fixture(scope="module")
def vectors(encoded):
    return encoded.vectors


def test_logits_have_a_column_a_label_and_know_plain_cases(encoded) -> None:
    assert (encoded.kind.shape, encoded.themes.shape) == ((3, 3), (3, 4))
    assert KINDS[encoded.kind[0].argmax()] == "output"
    assert THEMES[encoded.themes[0].argmax()] == "child_labour"
    assert THEMES[encoded.themes[2].argmax()] == "forced_labour"


def test_acts_are_known_in_words_of_no_list(encoder) -> None:
    acts = encoder.encode(
        [
            "Los capataces pasaron dos tardes aprendiendo a reconocer la trata de personas.",
            "Nos sentamos catorce veces a conversar con las gobernaciones.",
            "Nuestra palabra es que en cada cafetal haya una escuela antes de 2027.",
            "Contra el trabajo infantil vamos muy bien encaminados.",
            "Se asfaltaron veinte kilómetros de la ruta del sur.",
        ]
    ).acts
    assert acts.shape == (5, len(ACTS))
    assert acts.argmax(axis=1).tolist() == list(range(len(ACTS)))
    assert (acts.max(axis=1) > 0).all()


def test_a_theme_is_inherited_in_context(encoder) -> None:
    text, before = "Dicho curso tuvo dos ediciones.", "Se dio un curso sobre la trata de personas."
    vectors = dict(zip((text, before), encoder.encode([text, before]).vectors, strict=True))
    windows = [(text,), (text, before)]
    logits = encoder.in_context(windows, vectors)
    assert logits.shape == (2, 7)
    trafficking = len(KINDS) + THEMES.index("trafficking")
    assert logits[0, trafficking] < 0 < logits[1, trafficking]
    again = encoder.in_context([*windows[::-1], windows[0]], vectors)
    assert np.array_equal(again, logits[[1, 0, 0]])
    assert encoder.in_context([], {}).shape == (0, 7)


def test_a_sentence_is_marked_by_its_words_and_its_form() -> None:
    marks = sentence_marks("- Dicha capacitación sobre trata de personas: https://ejemplo.test")
    assert len(marks) == MARKS
    assert marks[: len(THEMES)] == (0.0, 0.0, 1.0, 0.0)
    assert marks[2 * len(THEMES) : -1] == (1.0, 1.0, 1.0, 0.0)
    assert 0 < marks[-1] < 1


def test_vectors_have_their_shape_and_length_one(vectors) -> None:
    assert vectors.shape == (3, 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_vector_does_not_depend_on_its_company(encoder, vectors) -> None:
    again = encoder.encode([*TEXTS[::-1], "Otra frase más.", TEXTS[0]]).vectors
    assert np.array_equal(again[:3], vectors[::-1])
    assert np.array_equal(again[4], vectors[0])
    assert np.array_equal(encoder.encode(TEXTS[1:2]).vectors[0], vectors[1])


def test_composed_and_decomposed_accents_are_one(encoder, vectors) -> None:
    decomposed = unicodedata.normalize("NFD", TEXTS[0])
    assert np.array_equal(encoder.encode([decomposed]).vectors[0], vectors[0])


def test_like_meanings_lie_closer(encoder, vectors) -> None:
    text = "Fue instalado el comité contra la explotación laboral de niños."
    like = encoder.encode([text]).vectors[0]
    assert vectors[0] @ like > vectors[2] @ like


def test_no_text_and_endless_text_are_taken(encoder) -> None:
    assert encoder.encode([]).vectors.shape == (0, 384)
    endless = encoder.encode(["palabra " * 2000, "palabra " * 3000]).vectors
    assert np.array_equal(endless[0], endless[1])


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as caught:
        Encoder(tmp_path)
    assert caught.value.id == "model-file-missing"
    assert caught.value.details["path"] == tmp_path / "student.onnx"


class Reading:
    """Stands for a network: says how many tokens a text has, and remembers whom it was asked of."""

    def __init__(self, margin: float) -> None:
        self.margin = margin
        self.asked: list[int] = []

    def read(self, texts, _threads):
        sizes = np.array([len(ids) for ids in texts])
        self.asked += sizes.tolist()
        rows = np.full((len(texts), WIDTH), -9.0, dtype=np.float32)
        rows[:, DIMENSIONS] += self.margin * sizes
        return rows


def test_what_the_student_is_sure_of_is_not_read_by_its_teacher(encoder) -> None:
    asked = Encoder(encoder.folder)
    student, teacher = asked._read_by = [Reading(0.2), Reading(-0.2)]
    short, long = "Hay.", "Hay " * 30
    found = asked.encode([short, long, short])
    assert len(student.asked) == 2
    assert teacher.asked == [min(student.asked)]
    assert (found.kind[:, 0] > -9).tolist() == [False, True, False]


def test_the_student_tells_which_words_it_heard(encoder) -> None:
    texts = ["Se rescató a doce mujeres de la trata en la frontera.", "Hay.", "palabra " * 600]
    found = encoder.words(texts)
    words, weights = found[texts[0]]
    assert words == texts[0].split()
    assert weights.shape == (len(words), len(KINDS) + len(THEMES))
    trafficking = weights[:, len(KINDS) + THEMES.index("trafficking")]
    assert words[int(trafficking.argmax())] in {"trata", "mujeres"}
    alone = encoder.words(texts[:1])[texts[0]]
    assert np.array_equal(alone[1], weights), "whatever stands beside it"
    assert 0 < len(found[texts[2]][0]) < 600, "what was not read is left out"
    student = encoder._read_by[0]
    with ThreadPoolExecutor(1) as threads:
        (tokens,) = student.weigh([encoder._tokens.ids(texts[0])], threads)
    assert len(tokens) == sum(size for _, size in encoder._tokens.words(texts[0]))
    size = encoder._tokens.words(texts[0])[-1][1]
    assert np.allclose(weights[-1], tokens[-size:].sum(axis=0), atol=1e-5)


def test_words_are_told_as_they_are_written(encoder) -> None:
    text = unicodedata.normalize("NFD", "La 5.ª \ufb01scalía impulsó…")
    assert encoder.words([text])[text][0] == text.split()


def test_an_encoder_without_a_student_tells_no_words(encoder) -> None:
    words, weights = Encoder(encoder.folder, (TEACHER,)).words(["Hay."])["Hay."]
    assert (words, weights.shape) == ([], (0, 7))


def test_networks_give_the_same_as_alone(encoder) -> None:
    alone = [Encoder(encoder.folder, (name,)).encode(TEXTS).kind for name in CASCADE]
    both = encoder.encode(TEXTS).kind
    for row, by_student, by_teacher in zip(both, *alone, strict=True):
        assert np.array_equal(row, by_student) or np.array_equal(row, by_teacher)


def test_nothing_is_told_to_anyone(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; from meta87.classification.encoder import Encoder;"
        f"Encoder(Path({str(MODELS / 'encoder')!r})).encode(['Se creó la mesa.'])"
    )
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    environment = {k: v for k, v in os.environ.items() if k != "ORT_DISABLE_TELEMETRY"} | home
    subprocess.run([sys.executable, "-B", "-c", code], env=environment, check=True)
    left = [path.relative_to(tmp_path) for path in tmp_path.rglob("*")]
    assert left == [], "the runtime keeps what it would report in the home of the user"
