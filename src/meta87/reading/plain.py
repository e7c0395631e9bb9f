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
    """Decodes a text by its byte order mark, otherwise as UTF-8 or Windows-1252.

    Raises:
        InputError: ``text-undecodable``.
    """
    marked = [encoding for mark, encoding in _BOMS.items() if data.startswith(mark)]
    for encoding in marked or ("utf-8", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if "\x00" not in text:
            return text
    raise InputError("text-undecodable", path=name)
