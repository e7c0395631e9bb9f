"""Partners are named by what only a body of their kind is called."""

from __future__ import annotations

import pytest

from meta87.checking import check
from meta87.questionnaire.report import Choice
from tests.tagged_build import answer, report

LABELS = {
    "international": "Organizaciones internacionales de la sociedad civil",
    "local": "Organizaciones locales de la sociedad civil",
    "ministries": "Ministerios de su Gobierno",
    "private": "Sector privado",
    "oit": "OIT",
}


def codes(text: str, *ticked: str) -> set[str]:
    choices = [Choice(label, name in ticked) for name, label in LABELS.items()]
    asked = answer([], choices, question="1", id="national_partners", asks="partners", closed=True)
    told = answer(
        [("process", text)], question="2", id="national_details", follows="national_partners"
    )
    found = check(report(asked, told)).findings
    return {f.rule.code for f in found} & {"COM006", "COM007"}


@pytest.mark.parametrize(
    "text",
    [
        "La asociación Semillas de Ixil dio útiles a 40 niños.",
        "Callescuela, una organización, y la Corporación Infancia Andina dieron útiles a 40 niños.",
        "La organización Callescuela dio útiles a 40 niños.",
    ],
)
def test_a_local_body_is_one_by_how_its_name_begins(text: str) -> None:
    assert codes(text, "local") == set()


@pytest.mark.parametrize(
    "text",
    [
        "Se dio permiso de trabajo a 742 jefas de hogar.",
        "Se abrió un fondo con lo decomisado a las redes de trata.",
        "Las organizaciones de la sociedad civil manifestaron su interés.",
    ],
)
def test_words_for_something_else_name_no_local_body(text: str) -> None:
    assert codes(text, "local") == {"COM006"}


def test_a_body_of_another_kind_does_not_stand_for_those_spoken_of_in_general() -> None:
    text = "Con la OIT y con las ONG internacionales hicimos un certamen de afiches."
    assert codes(text, "oit", "international") == {"COM006"}
    assert (
        codes(text.replace("las ONG internacionales", "Freedom Worldwide"), "oit", "international")
        == set()
    )


def test_ministries_are_named_by_their_matters_too() -> None:
    assert codes("Lo hicieron los ministerios de Educación y de Salud.", "ministries") == set()


@pytest.mark.parametrize(
    "name",
    ["La Asociación Semillas de Ixil", "La Fundación Internacional Niñez y Mar"],
)
def test_a_named_body_of_a_kind_that_is_not_ticked_is_noticed(name: str) -> None:
    assert codes(f"{name} y el Ministerio de Salud dieron útiles.", "ministries") == {"COM007"}
