"""One id for a public body of a country, whatever variant of its name a text uses."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from meta87.entities.folding import slug
from meta87.entities.institutions.gazetteer import GazetteerEntry, entries_of
from meta87.entities.institutions.tokens import folded_words, words

_MINISTRY = "ministerio"


@lru_cache(maxsize=4096)
def body_of(name: str, country: str) -> GazetteerEntry | None:
    """Returns the public body of a country that a name stands for, or None if it is no such name.

    It is the only one of the gazetteer with the same words in any order, or with those of the name
    and more; of the ministries, the only one for the same matter, whose name has changed. Another
    body has an id by its words, and no kind.
    """
    content = _content(name)
    if not country or len(content) < 2 or content[0] not in words("public_heads"):  # noqa: PLR2004
        return None
    known = [(entry, _content(entry.name)) for entry in entries_of(country)]
    ours = [(entry, other) for entry, other in known if other[:1] == content[:1]]
    same = _one(entry for entry, other in ours if set(other) == set(content))
    wider = same or _one(entry for entry, other in ours if set(content) < set(other))
    if wider or content[0] != _MINISTRY:
        return wider or _unlisted(name, content, country)
    matters = _one(entry for entry, other in ours if other[1:2] == content[1:2])
    return matters or _unlisted(name, content, country)


def _unlisted(name: str, content: tuple[str, ...], country: str) -> GazetteerEntry:
    head, *others = content
    return GazetteerEntry(slug(country, head, *sorted(others)), country, name, "")


def _one(found: Iterable[GazetteerEntry]) -> GazetteerEntry | None:
    """Returns the only one of some bodies, which may be listed under several names; else None."""
    by_id = {entry.id: entry for entry in found}
    return next(iter(by_id.values())) if len(by_id) == 1 else None


@cache
def _content(name: str) -> tuple[str, ...]:
    """Returns the words of a name by which it is compared, each once."""
    written = dict.fromkeys(word for word in folded_words(name) if word.isalpha())
    content = tuple(word for word in written if word not in words("colourless"))
    if len(content) > 1:
        return content
    return tuple(word for word in written if word not in words("articles"))  # "Fiscalía General"
