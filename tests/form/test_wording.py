import pytest

from meta87.form.folding import fold
from meta87.form.wording import Wording


def match(wording: str, text: str):
    return Wording.parse(wording).match(text, fold(text))


def test_the_topic_is_what_stands_in_its_slot() -> None:
    found = match(
        "Desde {first}, ¿qué hizo con {topic} establecida en la hoja de ruta?",
        "7. Desde mayo de 2022, ¿qué hizo con «Redes locales» establecida en la hoja de ruta? *",
    )
    assert found.topic == "Redes locales"


@pytest.mark.parametrize("text", ["Requerida", "Otra cosa distinta", "", "* Requerido por la ley"])
def test_a_short_wording_must_be_exact_and_alone(text) -> None:
    assert match("* Requerido", text) is None


def test_the_cut_never_falls_inside_a_word() -> None:
    text = "¿Qué retos anticiparíamos en este proceso? Faltan recursos."
    found = match("¿Qué retos anticiparía en este proceso?", text)
    assert text[found.end :] == "Faltan recursos."


def test_folding_keeps_the_way_back() -> None:
    folded = fold("¿Ñandú, 37ª?")
    assert folded.text == "nandu 37a"
    assert folded.start(0) == 1
    assert folded.end(len(folded.text)) == len("¿Ñandú, 37ª")


@pytest.mark.parametrize(
    "topic", ["Acabar con el peonaje (criados)", "(Zonas) de frontera", "Pesca"]
)
def test_a_topic_keeps_its_brackets(topic: str) -> None:
    wording = "Desde {first}, ¿qué hizo con {topic} establecida en la hoja de ruta?"
    found = match(
        wording, f"Desde mayo de 2022, ¿qué hizo con «{topic}» establecida en la hoja de ruta?"
    )
    assert found.topic == topic
