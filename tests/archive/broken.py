"""Files that are broken, each in its own way, and what the refusal of each is called."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.fuzz.attacks import bomb
from tests.reading.build import unzipped, zipped

EXAMPLES = Path(__file__).parents[2] / "examples"
DOCX = (EXAMPLES / "informe-valdoria-2024.docx").read_bytes()
PDF = (EXAMPLES / "informe-valdoria-2024.pdf").read_bytes()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENGLISH = "The ministry has trained officials on child labour and will publish the results. " * 20
LAUGHS = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ja"><!ENTITY b "&a;&a;">]><d>&b;</d>'


def docx(document: str) -> bytes:
    """Give the example with another document, or without any."""
    files: dict[str, str | bytes] = {**unzipped(DOCX)}
    files.pop("word/document.xml")
    return zipped(files | ({"word/document.xml": document} if document else {}))


def drawn(encryption: StandardEncryption | None = None, text: str = "") -> bytes:
    """Give a PDF with a line, and a text if any."""
    page = io.BytesIO()
    canvas = Canvas(page, encrypt=encryption)
    canvas.line(10, 10, 100, 100)
    canvas.drawString(72, 720, text)
    canvas.save()
    return page.getvalue()


BROKEN: dict[str, tuple[str, bytes]] = {
    "vacio.docx": ("file-empty", b""),
    "cortado.docx": ("docx-corrupt", DOCX[: len(DOCX) // 2]),
    "sin-documento.docx": ("docx-corrupt", docx("")),
    "xml-roto.docx": ("docx-corrupt", docx("<w:document><w:body>")),
    "entidades.docx": ("xml-entities", docx(LAUGHS)),
    "hoja.docx": ("format-unsupported", zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""})),
    "bomba.docx": ("archive-too-large", bomb(30_000_000)),
    "comprimido.docx": ("format-unsupported", zipped({"hola.txt": "hola"})),
    "cifrado.docx": ("file-encrypted", OLE + "EncryptedPackage".encode("utf-16-le") + bytes(600)),
    "viejo.doc": ("format-unsupported", OLE + bytes(600)),
    "cortado.pdf": ("pdf-corrupt", PDF[:400]),
    "foto.pdf": ("text-undecodable", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4),
    "dibujo.pdf": ("pdf-no-text", drawn()),
    "cifrado.pdf": ("file-encrypted", drawn(StandardEncryption("clave"), "Hola.")),
    "ingles.txt": ("not-spanish", ENGLISH.encode()),
    "binario.txt": ("text-undecodable", bytes(range(256)) * 20),
    "blanco.txt": ("file-empty", b" \n\n\t\n"),
    "sin-texto.html": ("file-empty", b"<html><body><p> </p></body></html>"),
    "roto.odt": ("odt-corrupt", zipped({"mimetype": "application/vnd.oasis.opendocument.text"})),
    "roto.jsonl": ("records-invalid", b'{"text": "Hola."}\n{"text": \n'),
    "sin-campo.jsonl": ("records-invalid", b'{"texto": "Hola."}\n'),
}

GOOD: tuple[Callable[[str], tuple[str, str]], ...] = (
    lambda text: (".txt", text),
    lambda text: (".md", f"**{text}**\n"),
    lambda text: (".html", f"<html><body><p>{text}</p></body></html>"),
    lambda text: (".jsonl", json.dumps({"text": text})),
)
