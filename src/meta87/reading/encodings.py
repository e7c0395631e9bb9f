"""The characters of a text, in whatever encoding."""

from __future__ import annotations

import re

from meta87.errors import InputError

_HEAD = 4096
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{2,20})", re.IGNORECASE)
# Pages that call themselves Latin-1 are read as Windows-1252, as browsers do.
_LATIN_1 = re.compile(r"(?:iso|us)?[-_]?(?:8859[-_]?1|ascii)|latin[-_]?1", re.IGNORECASE)
# Of the other codecs of Python, some are slow and some are no encodings of text.
_ENCODING = re.compile(r"(?:iso|windows|cp\d|x?-?mac|koi8|latin|utf-?(?:8|16|32))", re.IGNORECASE)


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
