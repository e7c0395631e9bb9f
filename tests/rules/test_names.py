"""Who is named: acronyms and headings in capitals, names in two ways, partners by their name."""

from __future__ import annotations

import pytest

from meta87.form.report import Choice
from meta87.rules.registry import findings
from tests.tagged_build import answer, report


def codes(*texts: str) -> dict[str, tuple[str, ...]]:
    made = report(answer([("output", text) for text in texts]))
    return {each.rule.code: each.hit.evidence for each in findings(made)}


def partners(kind: str, told: str, *, ticked: bool) -> set[str]:
    asked = answer((), [Choice(kind, ticked)], id="p", asks="partners", several=True)
    made = report(asked, answer([("output", told)], question="2", id="d", follows="p"))
    return {each.rule.code for each in findings(made)}


def test_headings_in_capitals_are_no_acronyms() -> None:
    told = codes(
        "DIRECCION GENERAL DE TRABAJO: Se visitaron 12 fincas.",
        "PROCURADURIA: Se obtuvieron 19 condenas con el SUIRMI.",
        "FORMACIÓN, febrero de 2024",
        "SAVE OUR GIRLS INTERNATIONAL: becas para 45 jóvenes por RD$ 3,000.",
    )
    assert told["CON005"] == ("SUIRMI",)


def test_an_acronym_that_labels_what_follows_stays_one() -> None:
    assert codes("SUIRMI: se abrieron 12 aulas.")["CON005"] == ("SUIRMI",)


def test_the_same_words_in_another_order_are_another_name() -> None:
    told = codes(
        "El Consejo Nacional para la Niñez y la Adolescencia (CONANI) abrió un aula.",
        "El Consejo de la Niñez y Adolescencia Nacional (CONANI) abrió otra.",
    )
    assert "CON006" in told


def test_names_of_what_is_no_body_are_compared_as_well() -> None:
    first = "Se abrió el Sistema Plurinacional de Registro de Aprendices (SIPRETI)."
    again = "El Sistema Nacional de Datos sobre Niñez (SIPRETI) está abierto."
    assert codes(first, again)["CON006"][0].endswith(
        "Sistema Nacional de Datos sobre Niñez (SIPRETI)"
    )
    assert "CON006" not in codes(first, f"Además, {first}")


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ("La Fiscalía lanzó el Sistema de Registro (SIREG).", "El Consejo usa el Sistema de Registro (SIREG)."),
        ("En Lima opera el Sistema de Registro (SIREG).", "En Cusco el Sistema de Registro (SIREG) no opera."),
    ],
)  # fmt: skip
def test_who_acts_is_no_part_of_a_name(first, again) -> None:
    assert "CON006" not in codes(first, again)


@pytest.mark.parametrize(
    ("kind", "told", "named"),
    [
        ("Organizaciones de trabajadores", "SINDICATOS: nos han acompañado como siempre.", False),
        ("Sector privado", "Diversas empresas siguieron el proceso con interés.", False),
        ("Organizaciones de trabajadores", "Los sindicatos, entre ellos SITRATERCO, firmaron.", True),
        ("Organizaciones de empleadores", "La Asociación de Tabacaleros del Cibao abrió un aula.", True),
        ("Organismos de las Naciones Unidas", "NACIONES UNIDAS: siempre presente.", False),
        ("Organismos de las Naciones Unidas", "La UNESCO, de las Naciones Unidas, dio 40 libros.", True),
    ],
)  # fmt: skip
def test_a_partner_is_named_by_a_name_and_not_by_its_kind(kind, told, named) -> None:
    assert ("COM006" in partners(kind, told, ticked=True)) is not named


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("Sector privado", "Melones del Sur, S.A. construyó dos guarderías."),
        ("Sector privado", "COMERCIAL ALMANZAR, S.R.L.: ofreció empleo a 20 madres."),
        ("organizaciones internacionales de la sociedad civil", "Save Our Girls International dio becas."),
        ("organizaciones internacionales de la sociedad civil", "Manos, organización no gubernamental con sede en Quito, dio becas."),
        ("Países pioneros", "Chile, en su condición de país pionero, envió su guía."),
    ],
)  # fmt: skip
def test_a_name_tells_the_kind_of_a_partner_that_is_not_ticked(kind, told) -> None:
    assert "COM007" in partners(kind, told, ticked=False)


def test_the_country_that_reports_is_no_partner_of_its_own() -> None:
    told = "Uruguay, como país pionero, suscribió la carta."
    assert "COM007" not in partners("Países pioneros", told, ticked=False)
