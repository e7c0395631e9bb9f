"""Partners are named by what only a body of their kind is called."""

from __future__ import annotations

import pytest

from meta87.form.report import Choice
from meta87.rules.registry import findings
from tests.tagged_build import answer, report

LABELS = {
    "international": "Organizaciones internacionales de la sociedad civil",
    "local": "Organizaciones locales de la sociedad civil",
    "ministries": "Ministerios de su Gobierno",
    "private": "Sector privado",
    "oit": "OIT",
    "others": "otros (precisar):",
}


def kinds(text: str, *ticked: str) -> set[tuple[str, str]]:
    """Give the codes of findings on partners with the kind that each is of."""
    choices = [Choice(label, name in ticked) for name, label in LABELS.items()]
    asked = answer([], choices, question="1", id="national_partners", asks="partners", closed=True)
    told = answer(
        [("process", text)], question="2", id="national_details", follows="national_partners"
    )
    found = findings(report(asked, told))
    names = {label: name for name, label in LABELS.items()}
    of_partners = [f for f in found if f.rule.code in {"COM006", "COM007"}]
    return {
        (f.rule.code, names[kind])
        for f in of_partners
        for kind in f.hit.listed or (f.hit.details["kind"],)
    }


@pytest.mark.parametrize(
    "text",
    [
        "La asociación Semillas de Ixil dio útiles a 40 niños.",
        "La Corporación Infancia Andina dio útiles a 40 niños.",
        "La Red contra la Trata de Personas dio útiles a 40 niños.",
        "El Hogar de Niñas Santa Ana dio útiles a 40 niños.",
    ],
)
def test_a_local_body_is_one_by_its_name(text: str) -> None:
    assert kinds(text, "local") == set()


@pytest.mark.parametrize(
    "text",
    [
        "Se dio permiso de trabajo a 742 jefas de hogar.",
        "Con la OIT se abrió un fondo con lo decomisado a las redes de trata.",
        "La OIT ayudó a desarticular una organización criminal dedicada a la trata.",
    ],
)
def test_words_for_something_else_name_no_local_body(text: str) -> None:
    assert kinds(text, "local", "oit") >= {("COM006", "local")}


def test_a_body_of_another_kind_does_not_stand_for_those_spoken_of_in_general() -> None:
    text = "Con la OIT y con las ONG internacionales hicimos un certamen de afiches."
    assert kinds(text, "oit", "international") == {("COM006", "international")}
    named = text.replace("las ONG internacionales", "Freedom Worldwide")
    assert kinds(named, "oit", "international") == set()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Lo hicieron los ministerios de Educación y de Salud.", True),
        ("Lo hicieron los ministerios de línea de la región.", False),
    ],
)
def test_ministries_are_named_by_their_matters_too(text: str, named: bool) -> None:
    assert (kinds(text, "ministries") == set()) is named


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("La Asociación Semillas de Ixil", "local"),
        ("La Fundación Internacional Niñez y Mar", "international"),
        ("La Organización Internacional Semilla Sin Fronteras", "international"),
        ("La organización internacional Semilla Sin Fronteras", "international"),
        ("Global Childhood Trust", "international"),
    ],
)
def test_a_named_body_of_a_kind_that_is_not_ticked_is_noticed(name: str, kind: str) -> None:
    text = f"{name} y el Ministerio de Salud dieron útiles."
    assert kinds(text, "ministries") == {("COM007", kind)}


@pytest.mark.parametrize(
    "text",
    [
        "Ninguna organización internacional participó en la redacción del Ministerio de Salud.",
        "El Ministerio de Salud desarticuló una organización internacional dedicada a la trata.",
        "El Ministerio de Salud lo hizo con la organización internacional UNICEF y otras.",
        "El Ministerio de Salud puso en marcha el programa Niñez sin Fronteras en junio.",
    ],
)
def test_words_for_any_organization_name_no_international_one(text: str) -> None:
    assert ("COM007", "international") not in kinds(text, "ministries")


@pytest.mark.parametrize(
    "name",
    ["Banco Interamericano de Desarrollo", "Empresa Nacional de Energía Eléctrica"],
)
def test_bodies_of_states_are_no_private_ones(name: str) -> None:
    text = f"El {name} y el Ministerio de Salud dieron útiles."
    assert ("COM007", "private") not in kinds(text, "ministries")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Senderos Abiertos Internacional", "international"),
        ("CAMINOS DE LA NIÑEZ INTERNACIONAL", "international"),
        ("La Embajada de Finlandia", "others"),
        ("La Agencia Sueca de Desarrollo", "others"),
        ("La Deutsche Gesellschaft für Internationale Zusammenarbeit (GIZ)", "others"),
        ("La Cooperación Suiza", "others"),
        ("El Banco Mundial", "others"),
    ],
)
def test_bodies_from_abroad_are_known_by_their_names(name: str, kind: str) -> None:
    assert kinds(f"{name} y el Ministerio de Salud dieron útiles.", "ministries") == {
        ("COM007", kind)
    }


@pytest.mark.parametrize(
    "text",
    [
        "El Ministerio de Salud firmó un acuerdo de Cooperación Internacional.",
        "El Ministerio de Salud acudió al Foro Internacional sobre la Niñez.",
        "El Ministerio de Salud creó la Agencia Nacional de Cooperación.",
        "El Ministerio de Salud abrió la Unidad de Asistencia Jurídica Internacional.",
        "El Ministerio de Salud acudió al Congreso Internacional Niñez Libre.",
        "El Ministerio de Salud adoptó la Norma Internacional ISO 26000.",
        "El Ministerio de Salud revisó las reglas de exportación de la Unión Europea.",
        "El Ministerio de Salud y la Embajada del Uruguay en Madrid dieron útiles.",
    ],
)
def test_words_of_what_is_between_countries_are_no_body(text: str) -> None:
    assert kinds(text, "ministries") == set()


def test_whoever_is_named_serves_the_box_of_others() -> None:
    assert kinds("El Ministerio de Salud dio útiles.", "ministries", "others") == set()


@pytest.mark.parametrize(
    "name", ["Los de Niñez del Sur Internacional", "Terre Claire Internationale"]
)
def test_a_box_is_served_by_a_title_that_tells_its_kind(name: str) -> None:
    assert kinds(f"{name} y el Ministerio dieron útiles.", "international", "ministries") == set()


def partners(kind: str, told: str, *, ticked: bool) -> set[str]:
    asked = answer((), [Choice(kind, ticked)], id="p", asks="partners", several=True)
    made = report(asked, answer([("output", told)], question="2", id="d", follows="p"))
    return {each.rule.code for each in findings(made)}


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
