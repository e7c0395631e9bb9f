"""Finds the named places of a Spanish text: known names, features of the land, names after a noun.

A known name is evidence, and so is what stands before it: many towns are also surnames or words.
Names joined to a place in a list are places too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from meta87.entities.entity import LOCATION, Entity
from meta87.entities.folding import fold
from meta87.entities.links import blanked
from meta87.entities.ocr import corrected, original_span
from meta87.entities.places import patterns
from meta87.entities.places.gazetteer import NOUNS, first_word, names, words
from meta87.entities.vocabulary import is_common

_IN = frozenset(["en", "En"])
_REACH = 48  # characters before a name that are looked at


@dataclass(frozen=True, slots=True)
class _Place:
    """A span that may be a place; ``sure`` once the text around it confirms it."""

    start: int
    end: int
    pattern: str
    sure: bool = True


def find_places(text: str) -> list[Entity]:
    """Finds the LOCATION entities of a text, in order and without overlap."""
    folded = fold(blanked(corrected(text))).replace("’", "'")
    known = _listed(folded, list(_candidates(folded)))
    found = sorted([*known, *_joined(folded, known)], key=lambda place: place.start)
    return [Entity(LOCATION, *original_span(text, p.start, p.end), None, p.pattern) for p in found]


def _candidates(folded: str) -> Iterator[_Place]:
    """Yields the candidate places, in order and without overlap."""
    reached = 0
    for match in patterns.WORD.finditer(folded):
        at = match.start()
        if at < reached:
            continue
        before = folded[max(0, at - _REACH) : at]
        named = filter(None, (_built(folded, match), _known(folded, match, before)))
        place = max(named, key=lambda p: p.end, default=None)
        place = place or _noun(folded, at, before) or _unknown(folded, at, before)
        if place is not None and place.start >= reached:
            yield place
            reached = place.end


def _built(folded: str, match: re.Match[str]) -> _Place | None:
    """Reads 'Museo Memoria y Tolerancia', 'Región de Tarapacá', 'CEBAF Tumbes'."""
    word = match[0]
    if word not in words("built"):
        return None
    bare = patterns.AFTER_BUILT.match(folded, match.end())
    after = patterns.AFTER_BUILT_OF.match(folded, match.end()) or bare
    if after is None or not (word not in words("drawn") or _names_known(after[0])):
        return None
    return _Place(match.start(), after.end(), "built")


def _names_known(written: str) -> bool:
    name = patterns.NAMED.search(written)
    return name is not None and name[0] in dict(names().get(first_word(name[0]), ()))


def _known(folded: str, match: re.Match[str], before: str) -> _Place | None:
    at = match.start()
    for name, kind in names().get(match["first"], ()):
        if not folded.startswith(name, at):
            continue
        end = at + len(name)
        if not patterns.GOES_ON.match(folded, end):
            feature = _feature(before)
            if feature:
                return _Place(at - len(before) + feature.start("noun"), end, "feature")
            sure = _stands_as_place(name, kind, before)
            return None if sure is None else _Place(at, end, kind, sure)
    return None


def _stands_as_place(name: str, kind: str, before: str) -> bool | None:
    """Returns whether the text before a known name makes it a place; None if it rules it out."""
    weak = name in words("also_words")
    word = patterns.BEFORE.search(before)
    if word is None:
        return not weak
    written = word["word"]
    if written[0].isupper():
        if not patterns.SENTENCE.search(before[: word.start()]):
            return None
        written = written.lower()
        if written not in words("joining"):
            return False
    if weak:
        into = words("into") | words("of") if kind == "division" else words("into")
        return _follows(into, written, before[: word.start()]) or _after_noun(before)
    return kind == "country" or written in words("joining") or _after_noun(before)


def _follows(leading: frozenset[str], word: str, before: str) -> bool:
    """Returns whether the word before a name, or before its article, is one of ``leading``."""
    if word in leading:
        return True
    earlier = patterns.BEFORE.search(before)
    return word in words("articles") and bool(earlier and earlier["word"].lower() in leading)


def _after_noun(before: str) -> bool:
    match = patterns.NOUN_OF.search(before) or patterns.NOUN.search(before)
    return match is not None and match["noun"] in words("nouns")


def _feature(before: str) -> re.Match[str] | None:
    match = patterns.NOUN.search(before) or patterns.NOUN_OF.search(before)
    return match if match and match["noun"] in words("features") else None


def _noun(folded: str, at: int, before: str) -> _Place | None:
    """Reads 'corregimiento de La Paila', 'aeropuerto Jorge Chávez', 'río Atrato'."""
    if NOUNS.isdisjoint(before.split()):
        return None
    name = patterns.NAMED.match(folded, at)
    if name is None or first_word(name[0]) in words("not_names") or name[0].isupper():
        return None
    feature = _feature(before)
    if feature:
        return _Place(at - len(before) + feature.start("noun"), name.end(), "feature")
    of, bare = patterns.NOUN_OF.search(before), patterns.NOUN.search(before)
    named = bool(of and (of["noun"] in words("naming") or _is_name_alone(name[0])))
    if named or (bare and bare["noun"] in words("titled")):
        return _Place(at, name.end(), "after-noun")
    return None


def _unknown(folded: str, at: int, before: str) -> _Place | None:
    """Reads an unlisted name after "en" that is neither a common word nor a platform."""
    after_in = before[-3:-1] in _IN and before[-1].isspace() and not before[-4:-3].isalnum()
    name = patterns.NAMED.match(folded, at) if after_in else None
    if name is None or name[0].isupper() or patterns.GOES_ON.match(folded, name.end()):
        return None
    if not _is_name_alone(name[0]) or not words("platforms").isdisjoint(_content(name[0])):
        return None
    return _Place(at, name.end(), "after-in")


def _is_name_alone(name: str) -> bool:
    """Returns whether the last word of a name is used in names only: "Pozo Colorado"."""
    return not is_common(_content(name)[-1])


def _content(name: str) -> list[str]:
    """Returns the capitalised words of a name without the article that may begin it."""
    content = [word for word in name.split() if word[0].isupper()]
    return content[1:] if content[0] in {"El", "La", "Los", "Las"} and content[1:] else content


def _listed(folded: str, places: list[_Place]) -> list[_Place]:
    """Returns the confirmed places, and the unconfirmed ones in a list with a confirmed one."""
    for order in (range(1, len(places)), range(len(places) - 2, -1, -1)):
        step = -1 if order.step > 0 else 1
        for at in order:
            if not places[at].sure and places[at + step].sure:
                low, high = sorted((places[at], places[at + step]), key=lambda p: p.start)
                if patterns.LISTED.fullmatch(folded, low.end, high.start):
                    places[at] = replace(places[at], sure=True)
    return [place for place in places if place.sure]


def _joined(folded: str, places: list[_Place]) -> Iterator[_Place]:
    """Yields the unknown names in a list with places: 'Jinotega, Waslala y Matagalpa'."""
    for place, following in zip_longest(places, places[1:]):
        limit = following.start if following else len(folded)
        if following and patterns.BETWEEN.fullmatch(folded, place.end, limit):
            listed = patterns.NAMED.finditer(folded, place.end, limit)
            yield from (_Place(*name.span(), "joined") for name in listed)
            continue
        joint = patterns.AND.match(folded, place.end, limit)
        name = joint and patterns.NAMED.match(folded, joint.end(), limit)
        if name and not name[0].isupper() and not patterns.GOES_ON.match(folded, name.end()):
            yield _Place(*name.span(), "joined")
