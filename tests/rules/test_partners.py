"""Partners are named by what only a body of their kind is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from meta87.form.report import Choice
from meta87.rules.registry import findings
from tests.tagged_build import answer, examples_of, report

SENTENCES = Path(__file__).parents[1] / "examples/partners.txt"
LABELS = {
    "international": "Organizaciones internacionales de la sociedad civil",
    "local": "Organizaciones locales de la sociedad civil",
    "ministries": "Ministerios de su Gobierno",
    "private": "Sector privado",
    "workers": "Organizaciones de trabajadores",
    "employers": "Organizaciones de empleadores",
    "un": "Organismos de las Naciones Unidas",
    "pioneers": "Países pioneros",
    "oit": "OIT",
    "others": "otros (precisar):",
}


@pytest.mark.parametrize(("ticked", "expected", "text"), [*examples_of(SENTENCES)])
def test_partners_that_are_ticked_and_named_agree(ticked: str, expected: str, text: str) -> None:
    choices = [Choice(label, name in ticked.split(",")) for name, label in LABELS.items()]
    asked = answer([], choices, id="p", asks="partners", closed=True)
    told = answer([("process", text)], question="2", id="d", follows="p")
    names = {label: name for name, label in LABELS.items()}
    found = {
        f"{each.rule.code}:{names[kind]}"
        for each in findings(report(asked, told))
        if each.rule.code in {"COM006", "COM007"}
        for kind in each.hit.listed or (each.hit.details["kind"],)
    }
    assert found == set(expected.split(",")) - {"nothing"}
