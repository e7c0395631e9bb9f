"""Files made to exhaust their reader, as the security review had them: of a few KB, or repetitive."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from tests.fuzz.growing import GROWING
from tests.reading.build import Page, docx, p, pdf_stream, raw_pdf, relations, zipped

WORD = "word/document.xml"
FONT = "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>"
_SPACES = b" " * 1_000_000


@dataclass(frozen=True)
class Attack:
    """A file, and how the review calls what it tries.

    Attributes:
        finding: of the review, such as ``F1``.
        name: what it is.
        make: makes the bytes.
        refused: whether no reader should read it.
    """

    finding: str
    name: str
    make: Callable[[], bytes]
    refused: bool = True


def bomb(size: int) -> bytes:
    """A package whose document is packed as small as it can be."""
    return docx("", {WORD: "<a>" + " " * size + "</a>"})


def charts(relations_: int, elements: int) -> bytes:
    """A DOCX whose relations all name one chart."""
    known = relations(*[("chart", "chart.xml")] * relations_)
    chart = f"<a>{'<b/>' * elements}</a>"
    return docx(p("Texto."), {"word/_rels/document.xml.rels": known, "word/chart.xml": chart})


def many(count: int) -> bytes:
    """A package of as many empty parts."""
    parts = {f"word/{number}.xml": b"" for number in range(count)}
    return zipped({**parts, "[Content_Types].xml": b""})


def pages(count: int) -> bytes:
    """A PDF of empty pages."""
    page = Page()
    for _ in range(count):
        page.turn()
    return page.data()


@cache
def packed(size: int, times: int = 1, begins: bytes = b"") -> bytes:
    """Blanks, packed once or more, after some first bytes."""
    packer = zlib.compressobj(9)
    parts = [packer.compress(begins)]
    parts += [packer.compress(_SPACES) for _ in range(size // len(_SPACES))]
    data = b"".join(parts) + packer.flush()
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    return data


def written(times: int) -> bytes:
    """A packed drawing of ten letters as many times."""
    return zlib.compress(b"BT /F1 1 Tf 72 72 Td " + b"(abcdefghij) Tj " * times + b"ET", 9)


def drawn(
    content: bytes,
    entries: str = "/Filter /FlateDecode",
    *others: str,
    ends: str = "\n",
    contents: str = "4 0 R",
) -> bytes:
    """A PDF of one page whose drawing is a stream with some entries in its dictionary."""
    used = f"/Contents {contents} /Resources <</Font <</F1 5 0 R>>>>"
    return raw_pdf(used, pdf_stream(content.decode("latin-1"), entries, ends), FONT, *others)


def nested(depth: int) -> bytes:
    """A PDF whose form draws another eight times, which draws another eight times, and so on."""
    fonts = "/Font <</F 5 0 R>>"
    form = "/Type /XObject /Subtype /Form /BBox [0 0 595 842]"

    def used(number: int) -> str:
        return f"/Resources <</XObject <</X {number} 0 R>> {fonts}>>"

    drawn = ["/X Do " * 8] * (depth - 1) + ["BT /F 1 Tf (a) Tj ET"]
    forms = [pdf_stream(each, f"{form} {used(n)}") for n, each in enumerate(drawn, 7)]
    return raw_pdf(f"{used(6)} /Contents 4 0 R", pdf_stream("/X Do"), FONT, *forms)


def streams(size: int) -> dict[str, Callable[[], bytes]]:
    """PDF whose drawing unpacks to a size, written so that a search for streams misses it."""
    flate = "/Filter /FlateDecode"
    ascii85 = "/Filter [/ASCII85Decode /FlateDecode]"
    return {
        "a filter elsewhere": lambda: drawn(packed(size), "/Filter 6 0 R", "/FlateDecode"),
        "called an image": lambda: drawn(packed(size), f"{flate} /Subtype /Image"),
        "a long dictionary": lambda: drawn(packed(size), f"{flate} /X ({'x' * 2_000})"),
        "a space after stream": lambda: drawn(packed(size), ends=" \n"),
        "begins as a font": lambda: drawn(packed(size, begins=b"true ")),
        "obj in a text": lambda: drawn(packed(size), f"{flate} /X ( obj)"),
        "packed in ASCII85": lambda: drawn(_ascii85(packed(size)), ascii85),
        "packed twice": lambda: drawn(packed(size, 2), _filters(2)),
        "packed four times": lambda: drawn(packed(size, 4), _filters(4)),
        "one drawing, ten times": lambda: drawn(packed(size // 10), contents=f"[{'4 0 R ' * 10}]"),
    }


def _ascii85(data: bytes) -> bytes:
    from base64 import a85encode  # noqa: PLC0415

    return a85encode(data) + b"~>"


def attacks() -> Iterator[Attack]:
    """Yields those of F1 to F4."""
    yield Attack("F1", "DOCX: a chart that 150 relations name", lambda: charts(150, 240_000), False)
    yield Attack("F1", "DOCX: 38 MB of empty paragraphs", lambda: docx("<w:p/>" * 6_300_000))
    yield Attack("F1", "DOCX: packed 200 times smaller", lambda: bomb(30_000_000))
    for depth in (7, 9):
        yield Attack("F1", f"PDF: a form drawn by forms, {depth} deep", lambda d=depth: nested(d))
    for name, make in streams(800_000_000).items():
        yield Attack("F1", f"PDF: {name}", make)
    yield Attack("F1", "PDF: a drawing of 300 MB", lambda: drawn(packed(300_000_000)))
    yield Attack("F1", "PDF: 200,000 letters on a page", lambda: drawn(written(20_000)))
    yield Attack("F3", "PDF: 10,000 pages", lambda: pages(10_000))
    for name, (count, make) in GROWING.items():
        yield Attack("F3", name, lambda make=make, n=8 * count: make(n), False)
    for piece in ("Ley ", "enero-", "2024-(", "(", "- ", "; ", "a", "Se formó a 30 jueces. "):
        text = (piece * (60_000 // len(piece))).encode()
        yield Attack("F4", f"60 KB of “{piece}”", lambda text=text: text, False)


def _filters(count: int) -> str:
    return f"/Filter [{'/FlateDecode ' * count}]"
