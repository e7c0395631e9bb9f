"""Texts: HTML, Markdown and plain text, in whatever encoding."""

from __future__ import annotations

import re
from pathlib import Path

from meta87.errors import InputError
from meta87.reading.document import Document

MAX_CHARACTERS = 5_000_000  # of a text: a thousand pages have some three million
MAX_LINES = 100_000

_HEAD = 4096
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?>(?><!--.*?-->)\s*)*+<(?:!doctype\s+html|html|head|body|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<(?:p|div|h[1-6]|table|ul|ol|span)\b[^>]*>", re.IGNORECASE)
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{2,20})", re.IGNORECASE)
# Pages that call themselves Latin-1 are read as Windows-1252, as browsers do.
_LATIN_1 = re.compile(r"(?:iso|us)?[-_]?(?:8859[-_]?1|ascii)|latin[-_]?1", re.IGNORECASE)
# Of the other codecs of Python, some are slow and some are no encodings of text.
_ENCODING = re.compile(r"(?:iso|windows|cp\d|x?-?mac|koi8|latin|utf-?(?:8|16|32))", re.IGNORECASE)


def read_text(data: bytes, name: str) -> Document:
    """Reads the bytes of a text.

    Raises:
        InputError: ``text-undecodable``, ``text-too-large``, or what the reader of HTML raises.
    """
    text = decode(data, name)
    suffix = Path(name).suffix.lower()
    head = text[:_HEAD]
    if _HTML.match(head) or (suffix in {".html", ".htm", ".xhtml"} and _TAG.search(head)):
        from meta87.reading.html import read_html  # noqa: PLC0415 - heavy

        return read_html(text, name)
    from meta87.reading.markdown import read_markdown  # noqa: PLC0415

    for what, value, limit in (
        ("characters", len(text), MAX_CHARACTERS),
        ("lines", text.count("\n") + text.count("\r"), MAX_LINES),
    ):
        if value > limit:
            raise InputError("text-too-large", path=name, what=what, value=value, limit=limit)
    return read_markdown(text, name, "md" if suffix in {".md", ".markdown"} else "txt")


def decode(data: bytes, name: str) -> str:
    """Decodes a text.

    By its byte order mark, otherwise as UTF-8, UTF-16 without mark, the encoding that an HTML page
    declares, or Windows-1252.

    Raises:
        InputError: ``text-undecodable``.
    """
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except (UnicodeError, LookupError):
            continue
        if "\x00" not in text:
            return text
    raise InputError("text-undecodable", path=name)


def _encodings(data: bytes) -> list[str]:
    """Returns the possible encodings of a text, the most probable first."""
    for mark, encoding in _BOMS.items():
        if data.startswith(mark):
            return [encoding]
    if data[1::2].count(0) * 3 > len(data):
        return ["utf-16-le"]
    if data[::2].count(0) * 3 > len(data):
        return ["utf-16-be"]
    declared = _CHARSET.search(data[:_HEAD])
    name = declared[1].decode("ascii", "ignore") if declared else ""
    trusted = _ENCODING.match(name) and not _LATIN_1.fullmatch(name)
    return ["utf-8", *([name] if trusted else []), "cp1252"]
