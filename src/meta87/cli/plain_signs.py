"""Signs that a console has no code for, written with those that every console has."""

from __future__ import annotations

import codecs
import sys
import unicodedata

_HANDLER = "meta87-plain"
_PLAIN = {
    "…": "...", "“": '"', "”": '"', "«": '"', "»": '"', "‘": "'", "’": "'",
    "–": "-", "—": "-", "−": "-", "·": "*", "•": "*",
    "✓": "v", "✔": "v", "✗": "x", "✘": "x", "×": "x", "☐": "[ ]", "☒": "[x]", "☑": "[x]",
    "→": "->", "←": "<-", "≠": "!=", "≤": "<=", "≥": ">=",
    "€": "EUR", "₡": "CRC", "₲": "PYG", "¿": "", "¡": "",
    "─": "-", "━": "-", "╸": "-", "╺": "-", "│": "|", "┃": "|",
}  # fmt: skip


def use_plain_signs() -> None:
    """Makes standard output and standard error write what their code page lacks in plain signs."""
    codecs.register_error(_HANDLER, _written)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=_HANDLER)


def plain(sign: str) -> str:
    """Returns the ASCII twin of a sign, the letter under an accent, or a question mark.

    >>> plain("…"), plain("Á"), plain("语")
    ('...', 'A', '?')
    """
    if sign in _PLAIN:
        return _PLAIN[sign]
    return unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode() or "?"


def _written(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(plain, error.object[error.start : error.end])), error.end
