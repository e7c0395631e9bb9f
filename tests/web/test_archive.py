"""The archive of the page: many reports are read, searched, counted and taken away."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pandas as pd
import psutil
import pytest

from meta87.archive.files import read_input
from meta87.errors import InputError
from meta87.guarded.process import Guard
from meta87.web.archive_files import FILES, State
from meta87.web.archive_worker import planned
from meta87.web.archives import Archives
from meta87.web.reviews import Reviews
from meta87.web.upload_names import place_in
from tests.form.build import FORM as LINES
from tests.web.local import SAME, Local

URUGUAY = "\n\n".join(LINES)
CHILE = URUGUAY.replace("Uruguay", "Chile").replace("2023", "2022").replace("40", "35")
CHILE = CHILE.replace("Se creó el registro.", "Se realizaron tres reuniones.")


def page_of(folder: Path) -> Local:
    """A page with archives in a folder."""

    def load() -> None:
        raise AssertionError("nothing is reviewed")

    return Local(Reviews(load, Guard()), Archives(folder, profile="fast"))


@pytest.fixture(scope="module")
def read(tmp_path_factory) -> Iterator[tuple[Local, str]]:
    """Three files that were uploaded; the process died over them, and they were read once more."""
    local = page_of(tmp_path_factory.mktemp("archives"))
    files = [
        ("../../Chile/informe.md", CHILE),
        ("/etc/informe.md", URUGUAY),
        ("C:\\roto.docx", "PK\x03\x04"),
        ("", ""),
    ]
    sent = [("file", (name, text.encode())) for name, text in files]
    place = local.client.post("/archivos/subir", files=sent).url.path
    while not (process := local.archives._live.get(place.rpartition("/")[2])):
        time.sleep(0.01)
    process.kill()
    assert "Detenido" in local.finished(local.get(place)).text
    again = page_of(local.archives.folder)
    assert "Detenido" in again.get("/archivos").text
    again.client.post(f"{place}/seguir")
    assert "Leído" in again.finished(again.get(place)).text
    yield again, place
    again.archives.close()


def test_one_bad_file_is_told_and_stops_nothing(read) -> None:
    local, place = read
    page = local.get(place).text
    assert "3 de 3 archivos" in page
    assert "Sin poder leerse: 1 archivo" in page
    assert "<li>«roto.docx» está dañado o incompleto" in page
    assert not (local.archives.folder / place.rpartition("/")[2] / FILES).exists()


def passages(page) -> list[str]:
    """Returns the passages of a page."""
    return re.findall(r'<td class="text">(.*?)(?:</td>)?\n', page.text)


def test_passages_are_searched_and_filtered(read) -> None:
    local, place = read
    every = passages(local.get(f"{place}/pasajes"))
    found = local.get(f"{place}/pasajes?texto=INSPECCIONÁRON+abril")
    assert passages(found) == [
        "En abril se inspeccionaron 35 chacras.",
        "En abril se inspeccionaron 40 chacras.",
    ]
    by_year = [passages(local.get(f"{place}/pasajes?anio={year}")) for year in (2022, 2023)]
    assert sorted(by_year[0] + by_year[1]) == sorted(every)
    for filtered in ("pais=CL", "informe=chile", "informe=Chile/informe.md"):
        assert passages(local.get(f"{place}/pasajes?{filtered}")) == by_year[0]
    assert passages(local.get(f"{place}/pasajes?informe=informe")) == every
    assert passages(local.get(f"{place}/pasajes?pregunta=priority_progress&pais=CL&texto=chacras"))
    assert "Ninguna frase" in local.get(f"{place}/pasajes?pais=XX&tema=none&pagina=9").text
    people = local.get(f"{place}/pasajes?personas=1&repetido=-").text
    assert '<option value="1" selected>Con personas contadas' in people
    assert '<option value="-" selected>nuevo' in people
    assert passages(local.get(f"{place}/pasajes?pagina=99999999999")) == every


def test_every_number_of_a_chart_leads_to_its_passages(read) -> None:
    local, place = read
    assert "No hay letras ni números que buscar" in local.get(f"{place}/pasajes?texto=%25").text
    page = local.get(f"{place}?texto=e").text
    passages_alone = re.sub(r"<h2>Personas.*?</section>", "", page, flags=re.DOTALL)
    links = re.findall(r'<a href="([^"]*/pasajes[^"]*)">([\d.]+)</a>', passages_alone)
    assert len(links) >= 15
    for address, number in links:
        assert f"de {number}, de" in local.get(address).text, address


def test_downloads_are_tables(read) -> None:
    local, place = read
    count = len(passages(local.get(f"{place}/pasajes?pais=CL")))

    def data(name: str) -> io.BytesIO:
        page = local.get(f"{place}/{name}")
        assert "attachment" in page.headers["content-disposition"]
        return io.BytesIO(page.content)

    tables = (
        pd.read_csv(data("pasajes.csv?pais=CL"), sep=";", decimal=","),
        pd.read_parquet(data("pasajes.parquet?pais=CL")),
    )
    for table in tables:
        assert (len(table), set(table["country"]), set(table["year"])) == (count, {"CL"}, {2022})
        assert 0 < table["score_output"].iloc[0] < 1
    only = pd.read_excel(data("pasajes.xlsx?pais=CL&respuesta=process_only"))
    assert 0 < len(only) < count
    assert {*only["country"]} == {"CL"}
    before, _, programs = local.get(place).text.partition("Para programas de datos")
    assert ("en inglés" in before, "en inglés" in programs) == (True, False)
    sheets = pd.read_excel(data("todo.xlsx"), sheet_name=None)
    assert [*sheets] == ["passages", "answers", "findings"]
    for name, sheet in (("respuestas", "answers"), ("observaciones", "findings")):
        assert len(pd.read_parquet(data(f"{name}.parquet"))) == len(sheets[sheet]) > 0
    assert local.get(f"{place}/passages.state").status_code == 404


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("../../../etc/passwd", "etc/passwd"),
        ("C:\\Users\\ana\\Informes\\2024\\a.docx", "ana/Informes/2024/a.docx"),
        ("..", "informe"),
        ("a/./.../b<>:|?*\x00.docx", "a/b_______.docx"),
        ("nul.docx", "_nul.docx"),
        ("ñ" * 300 + ".docx", "ñ" * 55 + ".docx"),
    ],
)
def test_an_upload_never_chooses_its_place(name, place) -> None:
    assert str(place_in(name)) == place


@pytest.fixture
def local(tmp_path) -> Local:
    return page_of(tmp_path / "archives")


def test_files_of_one_name_are_all_kept(local, monkeypatch) -> None:
    monkeypatch.setattr(Archives, "read", lambda *_: None)
    names = ["a.md", "./a.md", "a.md/b.md"]
    local.client.post("/archivos/subir", files=[("file", (name, b"x")) for name in names])
    (kept,) = local.archives.folder.glob("*/files")
    assert sorted(path.name for path in kept.iterdir()) == ["a (2).md", "a.md", "b.md"]


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"files": {"file": ("", b"")}}, "No se eligió ningún archivo"),
        ({"content": b"x"}, "No se eligió ningún archivo"),
        ({"files": [("file", (f"{n}.md", b"x")) for n in range(4)]}, "Son más de 3 archivos"),
        ({"files": {"file": ("a.md", b"x" * 9000)}}, "pasan de 0 MB"),
    ],
)
def test_an_upload_that_is_not_taken_leaves_nothing(local, monkeypatch, sent, says) -> None:
    monkeypatch.setattr("meta87.web.archive_upload.MAX_UPLOADED", 3)
    monkeypatch.setattr("meta87.web.archive_upload.MAX_TOTAL", 5000)
    page = local.client.post("/archivos/subir", **sent)
    assert (page.status_code, says in page.text) == (400, True)
    assert [*local.archives.folder.iterdir()] == []


@pytest.mark.parametrize(
    "typed", ["", "informes", "s3://cubo/informes", "/no/hay", "/etc/passwd", "\x00", "~x/informes"]
)
def test_a_folder_that_is_none_is_not_read(local, typed) -> None:
    page = local.client.post("/archivos/carpeta", data={"folder": typed})
    assert (page.status_code, "No se encuentra la carpeta" in page.text) == (400, True)


def test_links_lead_nowhere(tmp_path) -> None:
    folder, outside = tmp_path / "informes", tmp_path / "ajenos"
    folder.mkdir()
    outside.mkdir()
    (outside / "ajeno.md").touch()
    (folder / "propio.md").touch()
    (folder / "lazo").symlink_to(folder)
    (folder / "fuera").symlink_to(outside)
    (folder / "enlace.md").symlink_to(outside / "ajeno.md")
    found = planned(str(folder), tmp_path / "tables")
    assert [each.name for each in found.sources] == ["fuera", "lazo", "propio.md"]
    assert found.left == ("enlace.md",)
    for each in found.sources[:2]:
        with pytest.raises(InputError, match="folder-not-entered"):
            read_input(each.uri)


def test_no_name_leads_out_of_the_archives(local) -> None:
    for name in ("..", "%2e%2e", "a" * 16, "."):
        assert local.get(f"/archivos/{name}/pasajes.csv").status_code == 404


def test_what_is_removed_is_gone(local, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(Archives, "read", lambda *_: None)
    (tmp_path / "informes").mkdir()
    page = local.client.post("/archivos/carpeta", data={"folder": str(tmp_path / "informes")})
    place = page.url.path
    assert place in local.client.post(f"{place}/detener").url.path
    assert "de la lista?" in local.get(f"{place}/quitar").text
    assert local.get(place).status_code == 200
    local.client.post(f"{place}/quitar")
    assert local.get(place).status_code == 404
    assert [*local.archives.folder.iterdir()] == []
    assert (tmp_path / "informes").is_dir()


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_page_that_was_killed_finds_its_archive_again(tmp_path) -> None:
    folder = tmp_path / "informes"
    folder.mkdir()
    (folder / "informe.md").write_text(URUGUAY, "utf8")
    command = [sys.executable, "-m", "meta87.cli", "web", "--no-browser", "--profile", "fast"]
    env = {**os.environ, "META87_CACHE": str(tmp_path / "cache")}

    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as served:
        try:
            with httpx.Client(headers=SAME, follow_redirects=True, timeout=60) as visitor:
                page = visitor.get(served.stdout.readline().strip())
                asked = {"folder": str(folder)}
                page = visitor.post(page.url.join("/archivos/carpeta"), data=asked)
                assert page.status_code == 200
                workers = workers_of(served)
        finally:
            served.kill()
    assert psutil.wait_procs(workers, timeout=30)[1] == []
    (found,) = Archives(tmp_path / "cache/archives").newest_first()
    assert (found.state, found.may_go_on) == (State.STOPPED, True)


def workers_of(served: subprocess.Popen) -> list[psutil.Process]:
    """Waits for the process that reads an archive."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        children = psutil.Process(served.pid).children()
        if found := [each for each in children if "meta87.web.archive_worker" in each.cmdline()]:
            return found
        time.sleep(0.02)
    return []
