"""Word lists are found in one pass over the words of a text, as each pattern would find them."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from meta87.classification.openings import BEGUN, at_start, openings
from meta87.classification.scanner import Scanner
from meta87.classification.text import fold, lower
from meta87.classification.wordlists import cue_scanner, theme_scanner

PASSAGES = Path(__file__).parents[2] / "corpus/passages"
EVERY = 25  # passages, of which one is read
SCANNERS = {
    "cues": (fold, cue_scanner(accents=False)),
    "cues with accents": (lower, cue_scanner(accents=True)),
    "theme words": (fold, theme_scanner("words")),
    "theme hints": (fold, theme_scanner("hints")),
}


def texts() -> list[str]:
    lines = [line for path in sorted(PASSAGES.glob("*.jsonl")) for line in path.open("rb")]
    return [json.loads(line)["text"] for line in lines[::EVERY]]


WORDS = sorted({word for text in texts() for word in text.split()})
WRITTEN = st.lists(
    st.one_of(
        st.sampled_from(WORDS),
        st.sampled_from(
            ["D", "PPP", "QQ", "III", "12", "%", "$", "•", ":", "a)", "ª", "\n", "٣٤", "３", "ßa"]
        ),
    ),
    max_size=12,
).map(" ".join)


def alike(scanner: Scanner, text: str) -> None:
    found = scanner.first(text)
    for name, pattern in scanner.patterns.items():
        match = pattern.search(text)
        assert (found[name].span() if name in found else None) == (match and match.span()), name


@pytest.mark.parametrize("named", SCANNERS)
def test_a_list_is_found_where_its_pattern_is_in_passages(named: str) -> None:
    view, scanner = SCANNERS[named]
    for text in texts():
        alike(scanner, view(text))


@given(WRITTEN, st.sampled_from(sorted(SCANNERS)))
def test_a_list_is_found_where_its_pattern_is_in_any_text(text: str, named: str) -> None:
    view, scanner = SCANNERS[named]
    alike(scanner, view(text))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("foros?", {"foro"}),
        ("(?:se )?adopt(?:o|aron)", {"se", "adop"}),
        ("(?:a|en) (?:curso|estudio)", {"a", "en"}),
        (r"la (?:ley|norma)\b", {"la"}),
        (r"vet\b", {"vet"}),
        (r"\bver\b (?:anexo|cuadro)", {"ver"}),
        ("n/?a", {"n", "na"}),
        ("y[ao]?", {"y", "ya", "yo"}),
        (r"\d{1,3} casos", set("0123456789")),
        ("[PQ]+ fueron", {"P", "Q"}),
        ("(?<!contra la )trata", {"trat"}),
        (r"nin@s", {"nin"}),
        # Of these nothing is known: all words, or none, may begin so.
        (r"\w+ando", set()),
        (r"a\w+", set()),
        ("[^a]b", set()),
        (r"\$ ?\d", set()),
        ("a?", set()),
        ("foro|", set()),
        ("^no aplica", set()),
        (".oro", set()),
        # Groups and repetitions that lists of today have not, and those of tomorrow may.
        ("trata(s)?|migracion", {"trat", "migr"}),
        ("trabajo(?! infantil)|empleo", {"trab", "empl"}),
        ("trabajo(?=(?: de)? (?:nino|nina))|empleo", {"trab", "empl"}),
        ("foro|menor(?<!x)|migra", {"foro", "meno", "migr"}),
        ("(?:muy )*grave", {"muy", "grav"}),
        ("(?:muy ){0,2}grave", {"muy", "grav"}),
        ("(?:muy ){2}grave", {"muy"}),
        ("cas[oa]{0,1} nuevo", {"cas", "casa", "caso"}),
        ("abcd*e", {"abcd", "abce"}),
        ("(a|b)c", set()),
        (r"abcd[])]|xyz", {"abcd", "xyz"}),
        (r"abcd[\])]|xyz", {"abcd", "xyz"}),
        ("abcd{e|xyz}", set()),
        ("(?<!a)?b", set()),
        ("abcd(?#a|b)??", {"abc", "abcd"}),
        (r"(?<!a\)b)c", set()),
        ("ñandu|sesión", {"ñ", "sesi"}),
    ],
)
def test_how_a_pattern_can_begin(pattern: str, expected: set[str]) -> None:
    assert openings(pattern) == expected


ATOMS = st.sampled_from([
    *"abcdñP3 -%", r"\d", r"\w", r"\W", ".", r"\b", r"\.", "[ab]", "[^a]", "[]a]", r"[\]a]", "[a)]",
    "$", "^", "{", "(?!b)", "(?=a)", "(?<!a)", "(?#a|b)",
])  # fmt: skip
REPEATED = st.sampled_from(["", "", "", "?", "*", "+", "??", "{2}", "{0,2}", "{,2}", "{0}", "?+"])
PATTERNS = st.recursive(
    st.builds("{}{}".format, st.one_of(ATOMS, st.text("abcde", min_size=1, max_size=5)), REPEATED),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.builds("({}{}|{}){}".format, st.sampled_from(["?:", ""]), inner, inner, REPEATED),
    ),
    max_leaves=6,
)


@given(PATTERNS, st.lists(st.text("abcdeñP3 -%.٣{", max_size=12), min_size=4))
def test_any_pattern_is_found_as_it_would_be_by_itself(pattern: str, texts: list[str]) -> None:
    try:
        scanner = Scanner({"list": [pattern]})
    except re.error:
        reject()
    for text in texts:
        alike(scanner, text)


@pytest.mark.parametrize("text", ["hay sin datos", "sin datos", "no aplica", "٣٤ casos", "ñandu"])
def test_lists_of_any_form_are_found_as_their_patterns_are(text: str) -> None:
    lists = {"start": ["^no aplica|sin datos"], "digits": [r"\d+ casos"], "letters": ["ñandu"]}
    alike(Scanner(lists), text)


def test_a_pattern_stands_at_the_start_if_all_of_it_does() -> None:
    assert at_start("^(?:no|nada)")
    assert not at_start("^no aplica|sin datos")


def test_how_a_word_begins() -> None:
    found = [match[1] for match in BEGUN.finditer("se capacito a 30 PPPP, en sao-paulo")]
    assert found == ["se", "capa", "a", "3", "P", "en", "sao", "paul"]
