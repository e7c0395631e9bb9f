"""Texts: HTML, Markdown and plain text."""

from __future__ import annotations

import re
from pathlib import Path

from meta87.errors import InputError
from meta87.reading.document import Document
from meta87.reading.encodings import decode

MAX_CHARACTERS = 5_000_000  # of a text: a thousand pages have some three million
MAX_LINES = 100_000

_HEAD = 4096
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?>(?><!--.*?-->)\s*)*+<(?:!doctype\s+html|html|head|body|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<(?:p|div|h[1-6]|table|ul|ol|span)\b[^>]*>", re.IGNORECASE)
_MARKDOWN_SUFFIXES = {".md", ".markdown"}
_HTML_SUFFIXES = {".html", ".htm", ".xhtml"}


def read_text(data: bytes, name: str) -> Document:
    """Reads the bytes of a text.

    Raises:
        InputError: ``text-undecodable``, ``text-too-large``, or what the reader of HTML raises.
    """
    text = decode(data, name)
    suffix = Path(name).suffix.lower()
    if _is_html(text, suffix):
        from meta87.reading.html import read_html  # noqa: PLC0415 - heavy

        return read_html(text, name)
    from meta87.reading.markdown import read_markdown  # noqa: PLC0415

    for what, value, limit in (
        ("characters", len(text), MAX_CHARACTERS),
        ("lines", text.count("\n") + text.count("\r"), MAX_LINES),
    ):
        if value > limit:
            raise InputError("text-too-large", path=name, what=what, value=value, limit=limit)
    return read_markdown(text, name, "md" if suffix in _MARKDOWN_SUFFIXES else "txt")


def _is_html(text: str, suffix: str) -> bool:
    """Whether a text is a page of HTML, or a part of one if the extension says so."""
    head = text[:_HEAD]
    return _HTML.match(head) is not None or (
        suffix in _HTML_SUFFIXES and _TAG.search(head) is not None
    )
