"""The gazetteer of institutions: evidence for a name or an acronym, not the only way to one.

Public institutions of Spain and Spanish-speaking America, international institutions, employers'
organisations, trade unions and NGOs, from common knowledge.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from meta87.entities.folding import plain, slug
from meta87.entities.institutions.tokens import Token, folded_words, tokenize, words
from meta87.entities.lists import read_list

_TITLE_CASE = 4
# Kinds of institutions that are no public bodies: reports of other countries name them too.
_ELSEWHERE = {
    "ngo", "union", "employers", "un", "international", "cooperation", "university", "alliance",
    "party", "media", "company", "civil_society",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """An institution of the gazetteer."""

    id: str  # country and acronym, or country and name: ``pe-sunafil``, ``int-oit``
    # ISO 3166 code; ``INT`` for an international institution, ``ALL`` for one that many
    # countries have under the same name
    country: str
    name: str  # in full
    kind: str  # ``ministry``, ``inspectorate``, ``union``, …


Names = Mapping[str, tuple[tuple[str, ...], ...]]
"""Names to look for by their first word, each as its words; the longest come first."""


@lru_cache(maxsize=8)
def by_first_word(names: tuple[str, ...]) -> Names:
    """Returns names by their first word, cached for all the texts that are read with them."""
    index: dict[str, set[tuple[str, ...]]] = {}
    for name_words in filter(None, map(folded_words, names)):
        index.setdefault(name_words[0], set()).add(name_words)
    return {first: tuple(sorted(found, key=len, reverse=True)) for first, found in index.items()}


def known_from(names: Names, tokens: list[Token], at: int) -> int:
    """Returns how many tokens from ``at`` on are one of some names; 0 if none are."""
    if not tokens[at].text[0].isupper():
        return 0
    begun = names.get(tokens[at].key)
    if not begun:
        return 0
    keys = tuple([token.key for token in tokens[at : at + len(begun[0])]])
    return next((len(known) for known in begun if keys[: len(known)] == known), 0)


@cache
def gazetteer_names() -> Names:
    """Returns the names of the gazetteer."""
    rows = (row for row in _rows() if row["flag"] != "word" or row["acronym"])
    return by_first_word(tuple(row["name"] for row in rows))


@cache
def gazetteer_acronyms() -> Mapping[str, tuple[str, ...]]:
    """Returns acronym → names; several countries may use one acronym for different institutions.

    Acronyms of four letters and more are also there as a word: "Unicef".
    """
    found: dict[str, dict[str, None]] = {}
    for row in _rows():
        acronym = row["acronym"]
        if not acronym:
            continue
        found.setdefault(acronym, {})[row["name"]] = None
        if len(acronym) >= _TITLE_CASE and acronym.isalpha() and not row["flag"]:
            found.setdefault(acronym.capitalize(), {})[row["name"]] = None
    return {acronym: tuple(names) for acronym, names in found.items()}


@lru_cache(maxsize=4096)
def begins_known(word: str) -> bool:
    """Returns whether a head, an acronym or a name of the gazetteer begins with a word."""
    return word in _first_words() or plain(word) in gazetteer_names()


@cache
def _first_words() -> frozenset[str]:
    """Returns the words, as written, that a name with a head or an acronym begins with."""
    acronyms = (tokenize(acronym)[0].text for acronym in gazetteer_acronyms())
    return words("heads") | words("plural_heads") | frozenset(acronyms)


def unambiguous_name(acronym: str) -> str:
    """Returns the name of an acronym that has one name in all its countries; otherwise ""."""
    names = gazetteer_acronyms().get(acronym, ())
    return names[0] if len(names) == 1 else ""


@cache
def acronym_of(name: str) -> str:
    """Returns the acronym of a name of the gazetteer, if it has just one; otherwise ""."""
    return _by_name().get(" ".join(folded_words(name)), "")


def listed(written: str, country: str = "") -> GazetteerEntry | None:
    """Returns the institution of a name or acronym in a country, if it can be only one.

    The institutions of the report's country, an ISO 3166 code, take precedence.
    """
    institutions = _listed().get(written) or _listed().get(" ".join(folded_words(written)), ())
    own = tuple(institution for institution in institutions if institution.country == country)
    common = tuple(institution for institution in institutions if institution.country == "ALL")
    chosen = own or common or tuple(i for i in institutions if _may_be_named(i, written, country))
    if len(chosen) != 1:
        return None
    return _of_country(chosen[0], country) if chosen[0].country == "ALL" else chosen[0]


@cache
def entries_of(country: str) -> tuple[GazetteerEntry, ...]:
    """Returns the public bodies of a country; each is there under every name that it has."""
    every = {entry: None for entries in _listed().values() for entry in entries}
    return tuple(e for e in every if e.country == country and e.kind not in _ELSEWHERE)


def _may_be_named(institution: GazetteerEntry, written: str, country: str) -> bool:
    """Whether a report of a country may name an institution of another one so.

    A public body of another country is named by an acronym, or with its country.
    """
    abroad = institution.country not in {country, "INT"} and institution.kind not in _ELSEWHERE
    return not (country and abroad and " " in written)


def _of_country(institution: GazetteerEntry, country: str) -> GazetteerEntry:
    """Returns an institution that many countries have as that of one; no id if it is unknown."""
    own = institution.id.replace("all", slug(country), 1)
    return replace(institution, country=country, id=own if country else "")


@cache
def _listed() -> Mapping[str, tuple[GazetteerEntry, ...]]:
    """Returns the institutions by acronym as written, and by name in lower case without accents."""
    found: dict[str, dict[str, GazetteerEntry]] = {}
    named: dict[tuple[str, str], str] = {}
    for row in _rows():
        country, name = row["country"], row["name"]
        name_words = folded_words(name)
        short = row["acronym"] or "-".join(name_words)
        key = named.setdefault((country, name), slug(country, short))
        institution = GazetteerEntry(key, country, name, row["kind"])
        for written in filter(None, (row["acronym"], " ".join(name_words))):
            found.setdefault(written, {})[key] = institution
    return {written: tuple(institutions.values()) for written, institutions in found.items()}


@cache
def _by_name() -> Mapping[str, str]:
    found: dict[str, set[str]] = {}
    for row in _rows():
        if row["acronym"]:
            found.setdefault(" ".join(folded_words(row["name"])), set()).add(row["acronym"])
    return {name: acronyms.pop() for name, acronyms in found.items() if len(acronyms) == 1}


@cache
def _rows() -> tuple[dict[str, str], ...]:
    return tuple(csv.DictReader(read_list("institutions/gazetteer.csv").splitlines()))
