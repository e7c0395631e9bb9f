"""Who wrote a part of an answer: a line "Aporte de: …" names the author of what follows it."""

from __future__ import annotations

import re

from meta87.reading.document import Block, BlockKind

MAX_NAME = 120  # characters
LINE = re.compile(r"[Aa]porte de ?: ?(?P<author>[^.:?]{2,120})")
NAMED = re.compile(
    r"(?:instituci[oó]n|entidad|organismo|dependencia)(?: que (?:informa|responde|aporta))? ?: ?"
    r"(?P<author>[^.:?]{2,120})",
    re.IGNORECASE,
)
_TEXT = {BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.TABLE_CELL}


def author_line(author: str) -> str:
    """Returns the line that names the author of what follows in an answer."""
    return f"Aporte de: {' '.join(re.sub('[.:?]', ' ', author).split())[:MAX_NAME]}"


def author_of_line(block: Block) -> str:
    """Returns the author that a block names, where it is such a line; otherwise ""."""
    match = LINE.fullmatch(block.text) if block.kind in _TEXT else None
    return match["author"].strip() if match else ""


def institution_named(text: str) -> str:
    """Returns the institution that a line of a form's head names: "Institución: …"; else ""."""
    match = NAMED.fullmatch(text.strip())
    return match["author"].strip() if match else ""
