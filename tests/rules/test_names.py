"""Who is named: acronyms and headings in capitals, names in two ways."""

from __future__ import annotations

from meta87.rules.registry import findings
from tests.tagged_build import answer, report


def codes(*texts: str) -> dict[str, tuple[str, ...]]:
    made = report(answer([("output", text) for text in texts]))
    return {each.rule.code: each.hit.evidence for each in findings(made)}


def test_headings_in_capitals_are_no_acronyms() -> None:
    told = codes(
        "DIRECCION GENERAL DE TRABAJO: Se visitaron 12 fincas.",
        "PROCURADURIA: Se obtuvieron 19 condenas con el SUIRMI.",
        "FORMACIÓN, febrero de 2024",
        "SAVE OUR GIRLS INTERNATIONAL: becas para 45 jóvenes por RD$ 3,000.",
    )
    assert told["CON005"] == ("SUIRMI",)


def test_names_of_what_is_no_body_are_compared_as_well() -> None:
    first = "Se abrió el Sistema Plurinacional de Registro de Aprendices (SIPRETI)."
    again = "El Sistema Nacional de Datos sobre Niñez (SIPRETI) está abierto."
    assert codes(first, again)["CON006"][0].endswith(
        "Sistema Nacional de Datos sobre Niñez (SIPRETI)"
    )
    assert "CON006" not in codes(first, f"Además, {first}")


def test_a_name_may_have_an_article_before_its_last_word() -> None:
    first = "La Mesa Binacional contra la Servidumbre y el Peonaje (MEBISPE) sesionó en Tela."
    again = "El Pacto Binacional de los Puertos y el Cabotaje (MEBISPE) fue leído."
    assert codes(first, again)["CON006"][0].endswith("los Puertos y el Cabotaje (MEBISPE)")
    assert "CON006" not in codes(first, f"Además, {first}")
