"""Finds links and e-mail addresses in a text; nothing else is looked for in them."""

from __future__ import annotations

import re
from functools import lru_cache

from meta87.entities.entity import LINK, Entity, LinkValue
from meta87.entities.spans import blank

_REST = r"[^\s<>\"«»“”]"  # a character of a link
_WITH_SCHEME = rf"(?P<scheme>https?://){_REST}+"
_WITH_WWW = rf"(?<![\w@./])www\.{_REST}+"
_MAIL = r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
_DOMAINS = "gob|gov|gub|org|com|edu|go|net|int"
_DOMAIN = rf"(?<![\w@./-])(?:[a-z0-9-]{{1,40}}\.){{1,6}}(?:{_DOMAINS})(?:\.[a-z]{{2}})?"
LINK_PATTERN = re.compile(rf"{_WITH_SCHEME}|{_WITH_WWW}|{_MAIL}|{_DOMAIN}(?:/{_REST}*)?(?![\w@])")
# Cheap test: a text without any of these has no link.
_TRIGGER = re.compile(rf"@|://|ww\.|\.(?:{_DOMAINS})\b")
# What a sentence puts after a link and is no part of it.
_CLOSING = ".,;:!?…'’»”\""
_OPENING = {")": "(", "]": "["}


def find_links(text: str) -> list[Entity]:
    """Finds the LINK entities of a text, in order and without overlap, with the URL to open."""
    return [_entity(match) for match in _matches(text)]


@lru_cache(maxsize=4)
def _matches(text: str) -> tuple[re.Match[str], ...]:
    return tuple(LINK_PATTERN.finditer(text)) if _TRIGGER.search(text) else ()


def addresses(text: str) -> list[tuple[int, int]]:
    """Returns start and end of the links and e-mail addresses of a text, in order."""
    return [match.span() for match in _matches(text)]


def blanked(text: str) -> str:
    """Returns a text with a space for every character of its links and e-mail addresses."""
    return blank(text, addresses(text))


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
        opening = _OPENING.get(last)
        unopened = opening is not None and written.count(last) > written.count(opening)
        if last not in _CLOSING and not unopened:
            break
        written = written[:-1]
    return written
