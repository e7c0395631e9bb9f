"""Find links and e-mail addresses in a text."""

from __future__ import annotations

import re

from meta87.entities.entity import LINK, Entity, LinkValue
from meta87.entities.links import patterns


def find_links(text: str) -> list[Entity]:
    """Finds the LINK spans of a text, in order and without overlap, with the URL that they open."""
    if not patterns.TRIGGER.search(text):
        return []
    return [_entity(match) for match in patterns.LINK.finditer(text)]


def _entity(match: re.Match[str]) -> Entity:
    written = _trimmed(match[0])
    mail = "@" in written and "/" not in written
    pattern = "mail" if mail else "link" if match["scheme"] else "bare-link"
    prefix = {"mail": "mailto:", "link": "", "bare-link": "https://"}[pattern]
    end = match.start() + len(written)
    return Entity(LINK, match.start(), end, written, LinkValue(prefix + written), pattern)


def _trimmed(written: str) -> str:
    """Removes closing marks, and a bracket that the link itself did not open."""
    while written:
        last = written[-1]
        opening = dict(patterns.PAIRS).get(last)
        loose = opening is not None and written.count(last) > written.count(opening)
        if last not in patterns.CLOSING and not loose:
            break
        written = written[:-1]
    return written
