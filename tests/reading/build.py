"""Small DOCX and PDF files, made by code."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": W,
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    }.items()
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def p(*runs: str, style: str = "", properties: str = "") -> str:
    """A paragraph; a run that is no XML is text."""
    inner = "".join(run if run.startswith("<") else r(run) for run in runs)
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{properties}</w:pPr>{inner}</w:p>"


def r(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def sdt(content: str, tag: str = "", properties: str = "") -> str:
    named = f'<w:tag w:val="{tag}"/>' if tag else ""
    return f"<w:sdt><w:sdtPr>{named}{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def checkbox(checked: str, glyph: str = "☐") -> str:
    """A checkbox control; ``checked`` is the w14:checked element."""
    return sdt(r(glyph), properties=f"<w14:checkbox>{checked}</w14:checkbox>")


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def tc(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def docx(body: str, parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """A DOCX with the body; ``parts`` are further files by path, without the XML root's names."""
    document = f'<w:document {_NAMES} mc:Ignorable="w14"><w:body>{body}</w:body></w:document>'
    files = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": document,
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}"/>',
        **{path: _named(part, _NAMES) for path, part in (parts or {}).items()},
    }
    return zipped(files)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive of files by path."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return buffer.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The files of a ZIP archive by path."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {path: archive.read(path) for path in archive.namelist()}


def _named(part: str | bytes, names: str) -> str | bytes:
    return part.replace("NAMES", names) if isinstance(part, str) else part


def relations(*known: tuple[str, str]) -> str:
    """The relations of a part: kind and target of each, with ids rId1 on."""
    mode = {True: ' TargetMode="External"', False: ""}
    entries = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"{mode["://" in target]}/>'
        for n, (kind, target) in enumerate(known, 1)
    )
    return f'<Relationships xmlns="{_RELATIONS}">{entries}</Relationships>'


_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_ODF = " ".join(
    f'xmlns:{name}="{_OASIS}{uri}:1.0"'
    for name, uri in {
        "office": "office", "text": "text", "table": "table", "style": "style", "form": "form",
        "draw": "drawing",
    }.items()
) + (
    ' xmlns:field="urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"'
    ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)  # fmt: skip


def odt(body: str, styles: str = "", parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """An ODT with the body; ``styles`` are automatic styles, ``parts`` further files by path."""
    content = (
        f"<office:document-content {_ODF}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    files = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": content,
        **{path: _named(part, _ODF) for path, part in (parts or {}).items()},
    }
    return zipped(files)


class Page:
    """A PDF drawn line by line; ``y`` goes down from the top, in points."""

    def __init__(self, **options: object) -> None:
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=A4, **options)
        self.height = A4[1]

    def line(
        self, x: float, y: float, text: str, font: str = "Helvetica", size: float = 11
    ) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.height - y, text)

    def lines(self, x: float, y: float, *texts: str, pitch: float = 14, **style: object) -> float:
        """Draw lines one below the other; give the y below the last."""
        for text in texts:
            self.line(x, y, text, **style)
            y += pitch
        return y

    def turn(self) -> None:
        self.canvas.showPage()

    def data(self) -> bytes:
        self.canvas.save()
        return self.buffer.getvalue()


def pdf_stream(content: str, entries: str = "", ends: str = "\n") -> str:
    """An object of a PDF that holds a content, as it is drawn or packed."""
    return f"<<{entries} /Length {len(content)}>>\nstream{ends}{content}\nendstream"


def raw_pdf(page: str, *objects: str) -> bytes:
    """A PDF of one page: what its entry holds, and the objects from the fourth on, in Latin-1."""
    every = (
        "<</Type /Catalog /Pages 2 0 R>>",
        "<</Type /Pages /Kids [3 0 R] /Count 1>>",
        f"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {page}>>",
        *objects,
    )
    data, places = b"%PDF-1.4\n", []
    for number, text in enumerate(every, 1):
        places.append(b"%010d 00000 n \n" % len(data))
        data += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    size = len(every) + 1
    return (
        data
        + b"xref\n0 %d\n0000000000 65535 f \n" % size
        + b"".join(places)
        + b"trailer\n<</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(data))
    )
