from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meta87.errors import InputError, Meta87Error
from meta87.reading.package import MAX_PARSED
from meta87.reading.pdf_limits import MAX_PAGES
from meta87.reading.read import MAX_BYTES, read, read_bytes
from tests.reading.build import Page, checkbox, docx, odt, p, sdt, table, tc

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            archive.writestr(path.replace("__", "/"), data)
    return buffer.getvalue()


def small_pdf(**options: object) -> bytes:
    page = Page(**options)
    page.line(72, 72, "Se formaron 312 personas en 2023.")
    return page.data()


def refusal(data: bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        read_bytes(data, "informe")
    assert caught.value.details["path"] == "informe"
    return caught.value


@pytest.mark.parametrize(
    ("data", "id"),
    [
        (b"", "file-empty"),
        (b" \n\t ", "file-empty"),
        (docx(p("Hola"))[:-60], "docx-corrupt"),
        (docx(p("Hola"))[:200], "docx-corrupt"),
        (docx("<w:p>"), "docx-corrupt"),
        (_OLE + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"), "file-encrypted"),
        (small_pdf(encrypt="clave"), "file-encrypted"),
        (small_pdf()[:300], "pdf-corrupt"),
        (b"%PDF-1.4\n", "pdf-corrupt"),
        (bytes(range(256)) * 20, "text-undecodable"),
        (b"\x81\x8d\x8f\x90 a", "text-undecodable"),
        (b"\xff\xfe\x00", "text-undecodable"),
    ],
)
def test_refusals_have_their_own_id(data: bytes, id: str) -> None:
    assert refusal(data).id == id


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), ".ods"),
        (zipped(xl__workbook=b"<x/>"), ".xlsx"),
        (zipped(ppt__presentation=b"<x/>"), ".pptx"),
        (zipped(notas=b"hola"), ".zip"),
        (_OLE + b"\0" * 512 + b"WordDocument", ".doc"),
    ],
)
def test_other_formats_are_named(data: bytes, shown: str) -> None:
    error = refusal(data)
    assert (error.id, error.details["format"]) == ("format-unsupported", shown)


def test_scanned_pdf_needs_ocr() -> None:
    page = Page()
    page.canvas.rect(72, 72, 300, 300, fill=1)
    error = refusal(page.data())
    assert (error.id, error.details["pages"]) == ("pdf-no-text", 1)


def test_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = docx(p("Hola"), {"word/styles.xml": " " * 20_000_000})
    error = refusal(bomb)
    assert (error.id, error.details["what"]) == ("archive-too-large", "ratio")


def test_too_many_entries() -> None:
    error = refusal(docx(p("Hola"), {f"word/media/{n}": "" for n in range(5_001)}))
    assert (error.id, error.details["what"]) == ("archive-too-large", "entries")


@pytest.mark.parametrize("make", [docx, odt])
def test_entities_are_refused(make) -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    path = "word/document.xml" if make is docx else "content.xml"
    with zipfile.ZipFile(io.BytesIO(make(p("Hola")) if make is docx else odt(""))) as archive:
        xml = archive.read(path).decode()
    evil = f'<!DOCTYPE x [<!ENTITY e0 "secreto">{bomb}]>' + xml.replace("Hola", "Hola &e9;")
    error = refusal(docx("", {path: evil}) if make is docx else odt("", parts={path: evil}))
    assert (error.id, error.details["part"]) == ("xml-entities", path)


@pytest.mark.parametrize("entry", ["../../etc/passwd", "word\\..\\..\\a.xml", "word/../../b"])
def test_a_path_that_leads_out_of_the_package_is_refused(entry: str) -> None:
    error = refusal(docx(p("Hola"), {entry: "x"}))
    assert (error.id, error.details["entry"]) == ("archive-unsafe", entry)


def test_a_part_too_large_to_parse_is_refused() -> None:
    noise = random.Random(87).randbytes(300_000).hex() * 70  # noqa: S311
    error = refusal(docx(p(noise)))
    assert (error.id, error.details["limit"]) == ("archive-too-large", MAX_PARSED)


def test_a_pdf_of_ten_thousand_pages_is_refused() -> None:
    page = Page()
    for _ in range(10_000):
        page.turn()
    error = refusal(page.data())
    assert (error.id, error.details["value"], error.details["limit"]) == (
        "pdf-too-large",
        10_000,
        MAX_PAGES,
    )


def outcome(data: bytes) -> str:
    """Give the text, or the id of the refusal."""
    try:
        return read_bytes(data, "informe").text
    except Meta87Error as error:
        return error.id


@pytest.mark.parametrize(
    ("depth", "found"), [(40, "Hondo"), (110, "Hondo"), (3000, "nesting-too-deep")]
)
def test_deep_nesting_is_read_or_refused(depth: int, found: str) -> None:
    body = p("Hondo")
    for _ in range(depth):
        body = sdt(body)
    assert outcome(docx(body)) == found


def test_missing_file_folder_and_size(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="file-missing"):
        read(tmp_path / "no-existe.docx")
    with pytest.raises(InputError, match="file-is-folder"):
        read(tmp_path)
    large = tmp_path / "grande.txt"
    with large.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(InputError, match="file-too-large") as caught:
        read(large)
    assert caught.value.details == {"path": str(large), "limit": MAX_BYTES}


def test_content_tells_the_format_and_the_name_does_not(tmp_path: Path) -> None:
    path = tmp_path / "informe.txt"
    path.write_bytes(docx(p("Hola")))
    assert read(path).format == "docx"
    path.write_bytes(small_pdf())
    assert read(path).format == "pdf"
    path.write_text("Hola")
    assert read(path).format == "txt"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings_of_text(encoding: str) -> None:
    assert (
        read_bytes("Se capacitó a 40 niñas.".encode(encoding), "a.txt").text
        == "Se capacitó a 40 niñas."
    )


_SEEDS = (
    docx(
        p("1. Pregunta")
        + p(checkbox("<w14:checked/>"), " sí")
        + table(tc(p("Celda")), tc(sdt(p("Otra"))))
    ),
    small_pdf(),
    small_pdf(pageCompression=0),
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A small file with bytes changed, cut out, or put in."""
    data = bytearray(draw(st.sampled_from(_SEEDS)))
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        kind = draw(st.sampled_from(["change", "cut", "insert", "end"]))
        if kind == "change":
            data[at : at + 1] = draw(st.binary(min_size=1, max_size=4))
        elif kind == "cut":
            del data[at : at + draw(st.integers(1, 40))]
        elif kind == "insert":
            data[at:at] = draw(st.binary(max_size=8))
        else:
            del data[at:]
    return bytes(data)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damaged())
def test_damage_never_shows_as_a_raw_exception(data: bytes) -> None:
    assert isinstance(outcome(data), str)


_XML = st.text(st.sampled_from('<>/=" wptrcsd:0123456789&;'), max_size=60)
_PATHS = st.sampled_from(["word/styles.xml", "word/footnotes.xml", "_rels/.rels"])


@settings(max_examples=200, deadline=None)
@given(_XML, _PATHS)
def test_damaged_parts_never_show_as_a_raw_exception(xml: str, path: str) -> None:
    assert outcome(docx(p("Hola"), {path: xml})) in {"Hola", "docx-corrupt", "xml-entities"}
    assert isinstance(outcome(docx(xml)), str)
