import csv
from importlib import resources

import pytest

from meta87.entities.entity import Reference
from meta87.entities.institutions import institutions
from meta87.entities.institutions.gazetteer import acronym_of, gazetteer_acronyms
from meta87.entities.institutions.institutions import find_institutions


def rows() -> list[dict[str, str]]:
    path = resources.files(institutions.__package__).joinpath("gazetteer.csv")
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


@pytest.mark.parametrize(
    ("text", "country", "id", "kind"),
    [
        ("La SUNAFIL cerró el caso.", "", "pe-sunafil", "inspectorate"),
        ("Lo publicó el INE.", "HN", "hn-ine", "statistics"),
        ("El Instituto Nacional de Estadística lo publicó.", "ES", "es-ine", "statistics"),
        ("El Instituto Nacional de Estadística lo publicó.", "", "", ""),
        ("La Defensoría del Pueblo opinó.", "BO", "bo-defensoria-del-pueblo", "ombudsman"),
        ("El Instituto Costero de Redes opinó.", "BO", "bo-instituto-costero-redes", ""),
        ("El Instituto de Redes Costero opinó.", "BO", "bo-instituto-costero-redes", ""),
        ("El Frente Sindical Costero opinó.", "BO", "", ""),
        ("El Ministerio de Trabajo y Previsión Social opinó.", "CL", "cl-mintrab", "ministry"),
        ("El Ministerio de Previsión Social y Trabajo opinó.", "CL", "cl-mintrab", "ministry"),
        ("El Ministerio de Trabajo y Promoción Social opinó.", "PE", "pe-mtpe", "ministry"),
        ("El Ministerio de Trabajo opinó.", "DO", "do-ministerio-de-trabajo", "ministry"),
        ("El Instituto de Estadística opinó.", "ES", "es-ine", "statistics"),
        ("La Secretaría de Trabajo opinó.", "HN", "hn-setrass", "ministry"),
    ],
)
def test_a_listed_body_has_its_id_and_kind_by_country(text, country, id, kind):
    (institution,) = find_institutions(text, Reference(country=country))
    assert (institution.value.id, institution.value.kind) == (id, kind)


def test_every_country_has_the_kinds_that_reports_name():
    kinds = {}
    for row in rows():
        kinds.setdefault(row["country"], set()).add(row["kind"])
    countries = set(kinds) - {"ALL", "INT"}
    assert len(countries) >= 20
    for country in countries - {"GQ"}:
        assert kinds[country] & {"labour", "ministry"}, country
        assert kinds[country] >= {"statistics", "union", "employers"}, country


def test_every_row_is_whole_and_stands_once():
    keys = [(r["country"], r["acronym"], r["name"]) for r in rows()]
    assert len(set(keys)) == len(keys) > 400
    assert all(r["name"].strip() == r["name"] != "" and r["kind"] for r in rows())
    assert {r["flag"] for r in rows()} == {"", "word"}


def test_every_name_and_acronym_is_found_whole_in_a_sentence():
    names = {r["name"] for r in rows() if r["flag"] != "word"}
    written = names | {r["acronym"] for r in rows() if r["acronym"]}
    found = {w: [e.text for e in find_institutions(f"Lo firmó {w} en mayo.")] for w in written}
    assert found == {each: [each] for each in written}


def test_an_acronym_with_one_name_gives_it_and_the_name_gives_the_acronym():
    assert gazetteer_acronyms()["SUNAFIL"] == (
        "Superintendencia Nacional de Fiscalización Laboral",
    )
    assert acronym_of("superintendencia nacional de fiscalizacion laboral") == "SUNAFIL"
    assert acronym_of("Organización Internacional del Trabajo") == ""
