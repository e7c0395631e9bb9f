"""Links that only prove what a passage tells, which the classifier does not read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from meta87.entities.entity import Entity
from meta87.entities.links import find_links
from meta87.entities.spans import blank

# Around a link in brackets: "(véase ", "; 14 de mayo)".
_BEFORE = re.compile(r"[ \t]*[(\[][^()\[\]]{0,60}$")
_AFTER = re.compile(r"[^()\[\]]{0,60}[)\]]")
# Before a link that nothing in its sentence leads to; it needs words to be the proof of.
_ALONE = re.compile(r"(?:[^\W\d_]+[\W\d_]+){5}[^\W\d_]+[.:;,][ \t]*$")
_WORDS = re.compile(r"(?:[^\W\d_]+[\W\d_]+){3}")


def unlinked(text: str) -> str:
    """Returns a text with spaces for the links that only prove what it tells, of the same length.

    Those are in brackets, or after a mark. A text that tells where something stands ("se halla en
    …", "Galería: …") is returned as it is.

    >>> unlinked("Se rescató a 12 niñas (véase https://ejemplo.org/3).").split("  ")[0]
    'Se rescató a 12 niñas'
    """
    links = find_links(text)
    if not links:
        return text
    read = blank(text, _proofs(text, links))
    return read if _WORDS.search(read) else text


def _proofs(text: str, links: Iterable[Entity]) -> Iterator[tuple[int, int]]:
    """Yields the spans of links in brackets, with these, and of links after a mark, with it."""
    at = 0  # the end of the last one
    for link in links:
        opening = _BEFORE.search(text, max(at, link.start - 64), link.start)
        closing = _AFTER.match(text, link.end)
        if opening and closing:
            start, end = opening.start(), closing.end()
        else:
            before = text[max(at, link.start - 200) : link.start]
            if not _ALONE.search(before):
                continue
            start, end = link.start - len(before) + len(before.rstrip(" \t:;,")), link.end
        yield start, end
        at = end
