from pathlib import Path

import pytest

from meta87.archive.hints import Hint, given, read_hint
from meta87.archive.ids import own_ids
from meta87.archive.plan import plan
from meta87.errors import InputError, UsageError
from tests.archive.archives import fill
from tests.sections import sections


def names(*arguments: Path | str, out: Path | None = None) -> list[str]:
    return [source.name for source in plan(map(str, arguments), out=out).sources]


def test_folders_give_their_reports_in_order_once(tmp_path: Path) -> None:
    fill(tmp_path, dict.fromkeys(("b.docx", "a.pdf", "c/d.MD", ".oculto.txt", "~$b.docx"), "x"))
    fill(tmp_path, {".git/x.txt": "x"})
    assert names(tmp_path, tmp_path / "b.docx") == ["a.pdf", "b.docx", "c/d.MD"]


def test_what_is_no_report_is_told_apart(tmp_path: Path) -> None:
    beside = ("README.md", "Léeme.txt", "datos.xlsx", "c/LICENSE.txt", "foto.png", "Makefile")
    fill(tmp_path, dict.fromkeys((*beside, "lectura.md", "lectura.preguntas.toml"), "x"))
    found = plan([str(tmp_path)])
    assert [source.name for source in found.sources] == ["lectura.md"]
    assert set(found.left) == set(beside)


def test_a_file_that_is_named_is_read_whatever_it_is(tmp_path: Path) -> None:
    fill(tmp_path, {"README.md": "x"})
    named = ["README.md", "no-existe.docx"]
    assert names(*(tmp_path / name for name in named)) == named


@pytest.mark.parametrize("pattern", ["**/*.docx", "*/2023/*", "m?/[0-9]*"])
def test_patterns_give_what_they_match(tmp_path: Path, pattern: str) -> None:
    fill(tmp_path, dict.fromkeys(("mx/2023/a.docx", "mx/2023/b.docx"), "x"))
    assert names(f"{tmp_path}/{pattern}") == ["mx/2023/a.docx", "mx/2023/b.docx"]


@pytest.mark.parametrize("pattern", ["", "/*.odt"])
def test_nothing_to_read_is_refused(tmp_path: Path, pattern: str) -> None:
    fill(tmp_path, {"x.png": "x"})
    with pytest.raises(InputError, match="nothing-to-read"):
        names(f"{tmp_path}{pattern}")


def test_the_table_and_what_belongs_to_it_are_no_input(tmp_path: Path) -> None:
    own = ("t.jsonl", "t.jsonl.state", "t.jsonl.errors.csv")
    fill(tmp_path, dict.fromkeys(("a.txt", *own, "partes/x.txt", "t.jsonl.txt"), "x"))
    found = plan([str(tmp_path)], out=tmp_path / "t.jsonl")
    assert [source.name for source in found.sources] == ["a.txt", "partes/x.txt", "t.jsonl.txt"]
    assert found.left == ()
    assert names(tmp_path, out=tmp_path / "partes") == ["a.txt", "t.jsonl", "t.jsonl.txt"]


@pytest.mark.parametrize("argument", ["**mx*.docx", "x" * 300])
def test_what_can_be_no_path_is_refused(argument: str) -> None:
    with pytest.raises(UsageError, match="address-unreadable"):
        names(argument)


def test_no_two_files_share_a_name_nor_a_report(tmp_path: Path) -> None:
    fill(tmp_path, dict.fromkeys(("one/a.docx", "one/a.pdf", "two/a.docx"), "x"))
    found = plan([str(tmp_path / "one"), str(tmp_path / "two")]).sources
    assert len({source.name for source in found}) == len({source.report for source in found}) == 3
    (alone,) = plan([str(tmp_path / "two")]).sources
    assert (alone.name, alone.report) == ("a.docx", "a")


def test_a_report_keeps_its_id_when_files_come_beside_it(tmp_path: Path) -> None:
    ids = []
    for names in (("informe.docx", "b.md"), ("informe.pdf", "b.docx", "informe")):
        fill(tmp_path, dict.fromkeys(names, "x"))
        found = plan([str(tmp_path)]).sources
        ids.append({source.name: source.report for source in found})
    assert ids[0] == {"informe.docx": "informe", "b.md": "b.md"}
    assert ids[1] == {**ids[0], "informe.pdf": "informe.pdf", "b.docx": "b"}


def test_ids_of_ones_own_come_from_a_pattern_or_a_table(tmp_path: Path) -> None:
    fill(tmp_path, dict.fromkeys(("r/cl-17.docx", "r/pe-18.pdf", "r/x.md"), "x"))
    table = tmp_path / "ids.csv"
    table.write_text("País;archivo;id\nCL;cl-17.docx;A 1\nPE;pe-18.pdf;A 2\n", "utf-8-sig")
    for source, expected in ((r"-(?P<id>\d+)", ["17", "18"]), (str(table), ["A 1", "A 2"])):
        found = plan([str(tmp_path / "r")], own_id=own_ids(source))
        assert [each.report for each in found.sources] == [*expected, "x.md"]
        assert found.without_id == ("x.md",)
    with pytest.raises(UsageError, match="ids-repeated"):
        plan([str(tmp_path / "r")], own_id=own_ids("(?P<id>[.])"))
    table.write_text("a;b\n")
    for source, error in (("(", "ids-invalid"), ("x", "ids-invalid"), (str(table), "ids-table")):
        with pytest.raises(UsageError, match=error):
            own_ids(source)


@pytest.mark.parametrize(("path", "country", "year"), sections("paths.txt")["hints"])
def test_country_and_year_are_read_from_a_path(path: str, country: str, year: str) -> None:
    found = read_hint(path)
    assert (found.country or "-", str(found.year or "-")) == (country, year)


def test_what_is_given_fills_in_what_a_path_does_not_state(tmp_path: Path) -> None:
    fill(tmp_path, dict.fromkeys(("MX/a.txt", "2019/b.txt"), "x"))
    found = plan([str(tmp_path)], Hint("AR", 2020)).sources
    assert [each.hint for each in found] == [Hint("AR", 2019), Hint("MX", 2020)]


def test_a_country_is_one_of_iso_3166_whoever_names_it() -> None:
    assert [given(name).country for name in ("", "br", "Perú")] == ["", "BR", "PE"]
    for name, near in (("XX", ""), ("MEX", "MX"), ("Hondura", "HN")):
        with pytest.raises(UsageError, match="country-unknown") as told:
            given(name)
        assert told.value.details == {"country": name, "near": near}
