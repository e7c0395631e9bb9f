from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meta87.errors import InputError, Meta87Error
from meta87.reading.read import MAX_BYTES, file_bytes, read_bytes
from tests.reading.build import Page, docx, p, relations, sdt, zipped

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)  # what files of old Office begin with


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
        (small_pdf(encrypt="clave"), "file-encrypted"),
        (_OLD + "EncryptedPackage".encode("utf-16-le"), "file-encrypted"),
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
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), ".ods"),
        (zipped({"xl/workbook": "<x/>"}), ".xlsx"),
        (zipped({"ppt/presentation": "<x/>"}), ".pptx"),
        (zipped({"notas": "hola"}), ".zip"),
        (b"{\\rtf1 Hola.}", ".rtf"),
        (_OLD + "WordDocument".encode("utf-16-le"), ".doc"),
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


def outcome(data: bytes) -> str:
    """Give the text, or the id of the refusal."""
    try:
        return read_bytes(data, "informe").text
    except Meta87Error as error:
        return error.id


@pytest.mark.parametrize("depth", [40, 110])
def test_deep_nesting_is_read(depth: int) -> None:
    body = p("Hondo")
    for _ in range(depth):
        body = sdt(body)
    assert outcome(docx(body)) == "Hondo"


def test_parts_too_large_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("meta87.reading.package.MAX_PARSED", 2_000)
    error = refusal(docx(p("x" * 500), {"word/styles.xml": f"<a>{'x' * 1500}</a>"}))
    assert (error.id, error.details["limit"]) == ("archive-too-large", 2_000)


def test_a_relation_without_target_leads_nowhere() -> None:
    known = relations(("chart", ""), ("comments", "")).replace(' Target=""', "")
    assert outcome(docx(p("Hola"), {"word/_rels/document.xml.rels": known})) == "Hola"


@pytest.mark.parametrize("charset", ["undefined", "punycode", "hex", "idna"])
def test_an_encoding_that_is_none_is_not_used(charset: str) -> None:
    data = f"<html><meta charset={charset}><p>Capacitó.".encode("cp1252")
    assert outcome(data) == "Capacitó."


def test_missing_file_folder_and_size(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="file-missing"):
        file_bytes(tmp_path / "no-existe.docx")
    with pytest.raises(InputError, match="file-is-folder"):
        file_bytes(tmp_path)
    large = tmp_path / "grande.txt"
    with large.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(InputError, match="file-too-large") as caught:
        file_bytes(large)
    assert caught.value.details == {"path": str(large), "limit": MAX_BYTES}


def test_content_tells_the_format_and_the_name_does_not() -> None:
    contents = (docx(p("Hola")), small_pdf(), b"Hola")
    found = [read_bytes(data, "informe.txt").format for data in contents]
    assert found == ["docx", "pdf", "txt"]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_encodings_of_text(encoding: str) -> None:
    assert (
        read_bytes("Se capacitó a 40 niñas.".encode(encoding), "a.txt").text
        == "Se capacitó a 40 niñas."
    )


_XML = st.text(st.sampled_from('<>/=" wptrcsd:0123456789&;'), max_size=60)
_PATHS = st.sampled_from(["word/styles.xml", "word/footnotes.xml", "_rels/.rels"])


@settings(max_examples=200, deadline=None)
@given(_XML, _PATHS)
def test_damaged_parts_never_show_as_a_raw_exception(xml: str, path: str) -> None:
    assert outcome(docx(p("Hola"), {path: xml})) in {"Hola", "docx-corrupt", "xml-entities"}
    assert isinstance(outcome(docx(xml)), str)
