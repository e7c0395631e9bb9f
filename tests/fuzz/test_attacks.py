"""Files made to exhaust their reader are refused with the limit named, within the limits."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from meta87.errors import InputError
from meta87.reading.package import MAX_DEPTH, MAX_ELEMENTS, MAX_ENTRIES, MAX_RATIO, MAX_UNPACKED
from meta87.reading.pdf_limits import MAX_CHARACTERS, MAX_PAGES
from meta87.reading.plain import MAX_CHARACTERS as MAX_TEXT
from meta87.reading.plain import MAX_LINES
from meta87.reading.read import MAX_BYTES, file_bytes
from tests.fuzz.attacks import WORD, bomb, charts, drawn, many, nested, pages, written
from tests.fuzz.sandbox import Outcome, outcome
from tests.reading.build import docx, odt, p, sdt

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")

TEXT = "content.xml"
LAUGHS = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
ENTITIES = f'<!DOCTYPE x [<!ENTITY e0 "ja">{LAUGHS}]><x>&e9;</x>'
DEEP = "<a>" * 3000 + "</a>" * 3000


def refused(id: str, limit: object = "") -> Outcome:
    return Outcome(id, refused=True, limit=str(limit))


def lying(data: bytes) -> bytes:
    """The package, its directory claiming that every part unpacks to a few bytes."""
    found = bytearray(data)
    at = found.find(b"PK\x01\x02")
    while at >= 0:
        found[at + 24 : at + 28] = (64).to_bytes(4, "little")
        at = found.find(b"PK\x01\x02", at + 4)
    return bytes(found)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (bomb(30_000_000), refused("archive-too-large", MAX_RATIO)),
        (docx("", {f"word/{n}.bin": "\0" * 31_000_000 for n in range(10)}), refused("archive-too-large", MAX_UNPACKED)),
        (many(MAX_ENTRIES + 1), refused("archive-too-large", MAX_ENTRIES)),
        (docx("", {WORD: ENTITIES}), refused("xml-entities")),
        (odt("", parts={TEXT: ENTITIES}), refused("xml-entities")),
        (docx("", {"word/styles.xml": ENTITIES}), refused("xml-entities")),
        (docx(p("x"), {"../../etc/passwd": "x"}), refused("archive-unsafe")),
        (odt("", parts={"..\\..\\x.xml": "x"}), refused("archive-unsafe")),
        (docx("", {WORD: DEEP}), refused("nesting-too-deep", MAX_DEPTH)),
        (odt("", parts={TEXT: DEEP}), refused("nesting-too-deep", MAX_DEPTH)),
        (b"<html>" + b"<div>" * 100_000, refused("nesting-too-deep", MAX_DEPTH)),
        (b"x" * (MAX_BYTES + 1), refused("file-too-large", MAX_BYTES)),
        (pages(10_000), refused("pdf-too-large", MAX_PAGES)),
        (drawn(written(20_000)), refused("pdf-too-large", MAX_CHARACTERS)),
        (docx("", {WORD: ENTITIES.encode("utf-16")}), refused("xml-entities")),
        (odt("", parts={TEXT: f'<?xml version="1.0" encoding="utf-32"?>{ENTITIES}'.encode("utf-32")}), refused("odt-corrupt")),
        (b"<html>" + b"<b>" * (MAX_ELEMENTS + 1), refused("text-too-large", MAX_ELEMENTS)),
        (b"x" * (MAX_TEXT + 1), refused("text-too-large", MAX_TEXT)),
        (b"a\n" * (MAX_LINES + 1), refused("text-too-large", MAX_LINES)),
    ],
    ids=["ratio", "unpacked", "entries", "entities in docx", "entities in odt", "entities in styles",
         "path", "path with backslashes", "deep docx", "deep odt", "deep html", "size", "pages",
         "characters", "entities in UTF-16",
         "entities in UTF-32", "tags", "long text", "lines"],
)  # fmt: skip
def test_an_attack_is_refused_with_its_limit(data: bytes, expected: Outcome) -> None:
    assert outcome(data) == expected


def test_a_chart_that_many_relations_name_is_parsed_once() -> None:
    assert outcome(charts(150, 100_000)) == Outcome("read")


def test_elements_are_counted_over_all_parts(monkeypatch) -> None:
    monkeypatch.setattr("meta87.reading.package.MAX_ELEMENTS", 1_000)
    styles = f"<w:styles NAMES>{'<w:style/>' * 600}</w:styles>"
    data = docx(p("Texto.") * 150, {"word/styles.xml": styles})
    assert outcome(data) == refused("archive-too-large", 1_000)


def test_a_form_that_draws_itself_is_refused_before_its_text_is_taken(monkeypatch) -> None:
    monkeypatch.setattr("meta87.reading.pdf_limits.MAX_OBJECTS", 10_000)
    assert outcome(nested(6)) == refused("pdf-too-large", 10_000)


def test_a_pipe_or_device_is_refused_and_not_waited_for(tmp_path) -> None:
    os.mkfifo(tmp_path / "tubo")
    (tmp_path / "enlace.md").symlink_to(tmp_path / "tubo")
    for path in (tmp_path / "tubo", tmp_path / "enlace.md", Path("/dev/zero")):
        with pytest.raises(InputError, match="file-not-regular"):
            file_bytes(path)


def test_a_page_drawn_within_the_limits_is_read() -> None:
    assert outcome(drawn(written(100))) == Outcome("read")


def test_a_package_that_lies_about_its_size_is_refused() -> None:
    assert outcome(lying(bomb(30_000_000))) == refused("docx-corrupt")


@pytest.mark.parametrize(
    "data",
    [
        docx("".join(sdt(p("x")) for _ in range(1_000))),
        docx("<w:p>" + "<w:r><w:t>x </w:t></w:r>" * 20_000 + "</w:p>"),
        ("[" * 30_000).encode(),
        ("*a **b " * 20_000).encode(),
        ("| a " * 5_000).encode(),
        ("1. " * 20_000).encode(),
        ("¿" * 50_000).encode(),
        ("Desde enero de 2024, ¿qué progresos " * 2_000).encode(),
        ("☐ sí ☒ no " * 5_000).encode(),
        ("<html>" + "<table><tr><td>x" * 80).encode(),
        ("<html><table>" + "<tr><td rowspan=9999 colspan=9999>x" * 200).encode(),
    ],
    ids=["controls", "runs", "brackets", "stars", "pipes", "numbers", "marks", "wording", "boxes",
         "nested tables", "wide cells"],
)  # fmt: skip
def test_odd_but_lawful_files_are_read_within_the_limits(data: bytes) -> None:
    assert outcome(data) == Outcome("read")
