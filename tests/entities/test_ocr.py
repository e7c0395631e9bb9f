import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.growth import assert_linear

from meta87.entities.finding import find
from meta87.entities.ocr import corrected, join_broken_words, original_span


@pytest.mark.parametrize(
    ("scanned", "right"),
    [
        ("104 inspec ciones ;", "104 inspecciones  ;"),
        ("la Erradica- ción del trabajo", "la Erradicación   del trabajo"),
        ("42 loca- lidades", "42 localidades  "),
        ("El l3 de febrero de 2Ol9", "El 13 de febrero de 2019"),
        ("se vieron l,120 y 45O.OO", "se vieron 1,120 y 450.00"),
    ],
)
def test_what_a_scanner_mistook_is_put_right_in_its_place(scanned, right):
    assert corrected(scanned) == right


@pytest.mark.parametrize(
    "text",
    ["La Ley de aduanas y el por qué", "Lima- Callao", "costo- y beneficio", "en Ixcán y Jacó",
     "de https://example.org/inspec ciones@x.org", "se puso a la par", "junto al faro",
     "Ley 1098 de 2006", "COVID-19", "NOM-038-STPS-2024", "la OIT y el Convenio 138", "1.º de mayo",
     "Q1 y 2T", "https://example.org/lO1", "el 10 % al sol", "Delta 1", "H1N1"],
)  # fmt: skip
def test_what_is_right_stays(text):
    assert corrected(text) == text


@pytest.mark.parametrize("piece", ["n", "rn", "ninos", "ninin abc", "nabc ninabcabc "])
def test_odd_words_take_time_in_proportion_to_their_length(piece):
    def read(length):
        text = piece * (length // len(piece))
        return lambda: join_broken_words(text)

    assert len(join_broken_words(piece * 100).text) == 100 * len(piece)
    assert_linear(read, 25_000)


def test_an_entity_covers_what_is_written():
    text = "Hubo 104 inspec ciones en Chia pas en diciem bre de 2023, con 11 adolesc entes."
    assert [e.text for e in find(text).entities] == [
        "104 inspec ciones", "Chia pas", "diciem bre de 2023", "11 adolesc entes",
    ]  # fmt: skip


PIECES = "l3 2Ol9 abri1 lNAU inspec ciones Chia pas - trabajo anos rn cornité la de 11 , diciem bre"


@given(st.lists(st.sampled_from([*PIECES.split(), " ", "- "]), max_size=12).map("".join))
def test_a_text_stays_as_long_and_its_ends_lie_in_it(text):
    whole = join_broken_words(text)
    assert len(whole.text) == len(corrected(text)) == len(text)
    written = {end: original_span(text, 0, end)[1] for end in whole.ends}
    assert all(whole.text[end - 1] != " " and end < at <= len(text)
               for end, at in written.items() if at != end)  # fmt: skip
