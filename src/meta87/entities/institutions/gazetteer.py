"""The gazetteer of institutions: evidence for a name or an acronym, not the only way to one.

Public institutions of Spain and Spanish-speaking America, international institutions, employers'
organisations, trade unions and NGOs, from common knowledge.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
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
    """An institution of the gazetteer.

    Attributes:
        id: country and acronym, or country and name: ``pe-sunafil``, ``int-oit``.
        country: ISO 3166 code; ``INT`` for an international institution, ``ALL`` for one that many
            countries have under the same name.
        name: in full.
        kind: ``ministry``, ``inspectorate``, ``union``, …
    """

    id: str
    country: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Names to look for, by their first word: each a tuple of words and the name as written."""

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]

    @classmethod
    def of(cls, names: Iterable[str]) -> NameIndex:
        """Indexes names; of those with the same first word the longest comes first."""
        index: dict[str, dict[tuple[str, ...], str]] = {}
        for name in names:
            said = folded_words(name)
            if said:
                index.setdefault(said[0], {})[said] = name
        return cls(
            {
                first: tuple(sorted(found.items(), key=lambda item: -len(item[0])))
                for first, found in index.items()
            }
        )

    @classmethod
    @lru_cache(maxsize=8)
    def known(cls, names: tuple[str, ...]) -> NameIndex:
        """Returns the index of names, cached for all the texts that are read with them."""
        return cls.of(names)

    def at(self, tokens: list[Token], at: int) -> int:
        """Returns how many tokens from ``at`` on are a known name; 0 if none are."""
        if not tokens[at].text[0].isupper():
            return 0
        names = self.by_first.get(tokens[at].key)
        if not names:
            return 0
        longest = len(names[0][0])
        keys = tuple([token.key for token in tokens[at : at + longest]])
        return next((len(known) for known, _ in names if keys[: len(known)] == known), 0)


@cache
def gazetteer_names() -> NameIndex:
    """Returns the names of the gazetteer."""
    return NameIndex.of(row["name"] for row in _rows() if row["flag"] != "word" or row["acronym"])


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
    return word in _first_words() or plain(word) in gazetteer_names().by_first


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

    Args:
        written: a name in full, or an acronym.
        country: ISO 3166 code of the report; its own institutions take precedence.
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
    own = institution.id.replace("all", slug(country, "_"), 1)
    return replace(institution, country=country, id=own if country else "")


@cache
def _listed() -> Mapping[str, tuple[GazetteerEntry, ...]]:
    """Returns the institutions by acronym as written, and by name in lower case without accents."""
    found: dict[str, dict[str, GazetteerEntry]] = {}
    named: dict[tuple[str, str], str] = {}
    for row in _rows():
        country, name = row["country"], row["name"]
        said = folded_words(name)
        short = slug(row["acronym"] or "-".join(said))
        key = named.setdefault((country, name), f"{country.lower()}-{short}")
        institution = GazetteerEntry(key, country, name, row["kind"])
        for written in filter(None, (row["acronym"], " ".join(said))):
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
