import re
from pathlib import Path

import pytest

from meta87.checking import check
from meta87.language.dates.patterns import POINTS
from meta87.messages import has
from meta87.output.explanation import _pattern, render
from meta87.rules.registry import RULES
from tests.tagged_build import answer, report

LANGUAGE = Path(__file__).parents[2] / "src/meta87/language"


@pytest.mark.parametrize(
    ("name", "lang", "said"),
    [
        ("month+range", "es", "mes, de uno a otro"),
        ("people-range", "es", "nombre de personas, de uno a otro"),
        ("numeric-range", "es", "días en cifras"),
        ("year+finales", "en", "year, end"),
        ("unheard-of", "en", "unheard-of"),
    ],
)
def test_a_pattern_is_named_in_the_language_of_the_user(name: str, lang: str, said: str):
    assert _pattern(name, lang) == said


def test_every_pattern_of_the_dates_has_a_name():
    assert all(has(f"ui.pattern.{name}", lang) for name in POINTS for lang in ("es", "en"))


def test_every_pattern_named_in_the_code_has_a_name():
    written = "\n".join(p.read_text("utf-8") for p in LANGUAGE.glob("*/*.py"))
    named = re.findall(r'(?:_Place\(.*|pattern = |yield .*, )"([a-z]+(?:-[a-z]+)*)"', written)
    assert len(named) > 8
    assert not [name for name in named if not has(f"ui.pattern.{name}")]


def test_rules_that_point_out_nothing_are_told_by_reason():
    told = answer([("context", "La ley es de 1998.")], expects="context", tells="any")
    checked = check(report(told))
    shown = render(checked.tagged.answers[0], checked, RULES, "es").splitlines()
    said = shown[shown.index("Reglas que se probaron:") + 1 :]
    assert "  – RES001: esta pregunta no pide resultados." in said
    assert "  – PER001, PER002, PER003: aquí se puede hablar de cualquier tiempo." in said
    assert said[-1].startswith("  – Las demás, nada que señalar: ")
    every = render(checked.tagged.answers[0], checked, RULES, "es", every_rule=True).splitlines()
    assert len(every) - len(shown) == len(RULES) - len(said)
