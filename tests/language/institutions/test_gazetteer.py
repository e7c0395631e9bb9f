import csv
from importlib import resources

from meta87.language.institutions import institutions
from meta87.language.institutions.gazetteer import acronym_of, gazetteer_acronyms
from meta87.language.institutions.institutions import find_institutions


def rows() -> list[dict[str, str]]:
    path = resources.files(institutions.__package__).joinpath("gazetteer.csv")
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


def test_every_row_is_whole_and_stands_once():
    keys = [(r["country"], r["acronym"], r["name"]) for r in rows()]
    assert len(set(keys)) == len(keys) > 400
    assert all(r["name"].strip() == r["name"] != "" and r["kind"] for r in rows())
    assert {r["flag"] for r in rows()} == {"", "word"}


def test_every_name_is_found_whole_in_a_sentence():
    missed = [
        r["name"]
        for r in rows()
        if r["flag"] != "word"
        and [e.text for e in find_institutions(f"Lo firmó {r['name']} en mayo.")] != [r["name"]]
    ]
    assert missed == []


def test_every_acronym_is_found_in_a_sentence():
    missed = [
        r["acronym"]
        for r in rows()
        if r["acronym"]
        and [e.text for e in find_institutions(f"Lo firmó {r['acronym']} en mayo.")]
        != [r["acronym"]]
    ]
    assert missed == []


def test_an_acronym_with_one_name_gives_it_and_the_name_gives_the_acronym():
    assert gazetteer_acronyms()["SUNAFIL"] == (
        "Superintendencia Nacional de Fiscalización Laboral",
    )
    assert acronym_of("superintendencia nacional de fiscalizacion laboral") == "SUNAFIL"
    assert acronym_of("Organización Internacional del Trabajo") == ""
