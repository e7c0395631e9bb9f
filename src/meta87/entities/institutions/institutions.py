"""Named institutions in a text: in full, by their acronym, or both; and companies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain

from meta87.entities.entity import INSTITUTION, Entity, InstitutionValue, Reference
from meta87.entities.institutions.companies import companies
from meta87.entities.institutions.finder import InstitutionFinder, Mention
from meta87.entities.institutions.gazetteer import acronym_of, listed, unambiguous_name
from meta87.entities.institutions.tokens import folded_words
from meta87.entities.institutions.variants import body_of
from meta87.entities.links import blanked
from meta87.entities.ocr import corrected, original_span
from meta87.entities.spans import blank

_BLANKS = re.compile(r"\s+")
_SIGN = re.compile("[(–—-]")  # before every acronym that is introduced
_REMEMBERED = 4096  # texts: one is read for its document, for itself, and as context of others


def find_institutions(text: str, reference: Reference | None = None) -> list[Entity]:
    """Finds the INSTITUTION entities of a text, in order and without overlap."""
    reference = reference or Reference()
    acronyms = dict(collect_acronyms((reference.context, text), reference.acronyms))
    mentions = sorted(_mentions(corrected(text), acronyms), key=lambda mention: mention.start)
    return [_entity(text, mention, acronyms, reference.country) for mention in mentions]


def _mentions(text: str, acronyms: Mapping[str, str]) -> Iterator[Mention]:
    """Yields the companies, and the institutions outside their names."""
    spans = list(companies(text))
    for start, end in spans:
        yield Mention(start, end, text[start:end], "", "company")
    yield from InstitutionFinder(blanked(blank(text, spans)), acronyms).institutions()


def collect_acronyms(
    texts: Iterable[str], known: Iterable[tuple[str, str]] = ()
) -> tuple[tuple[str, str], ...]:
    """Collects the acronyms that texts introduce with a name: "Instituto … (INM)".

    The pairs of acronym and name come in order, those known before first; of an acronym the first
    name is kept.
    """
    found: dict[str, str] = {}
    for acronym, name in chain(known, *map(_introduced, texts)):
        found.setdefault(acronym, name)
    return tuple(found.items())


@lru_cache(maxsize=_REMEMBERED)
def _introduced(text: str) -> tuple[tuple[str, str], ...]:
    if not _SIGN.search(text):  # spares most contexts what it takes to mend them
        return ()
    return tuple(InstitutionFinder(blanked(corrected(text)), {}).introduced())


def _entity(text: str, mention: Mention, acronyms: Mapping[str, str], country: str) -> Entity:
    span = original_span(text, mention.start, mention.end)
    return Entity(INSTITUTION, *span, _value(mention, acronyms, country), mention.pattern)


def _value(mention: Mention, acronyms: Mapping[str, str], country: str) -> InstitutionValue:
    """Returns name, acronym, id and kind; the document's name precedes the gazetteer's."""
    written = _BLANKS.sub(" ", mention.name) or acronyms.get(mention.acronym, "")
    known = listed(written or mention.acronym, country) or body_of(written, country)
    listed_name = known.name if known else unambiguous_name(mention.acronym)
    name = written or listed_name or mention.acronym
    acronym = mention.acronym or _acronym(name, acronyms)
    return InstitutionValue(name, acronym, *((known.id, known.kind) if known else ()))


def _acronym(name: str, acronyms: Mapping[str, str]) -> str:
    written = folded_words(name)
    own = (acronym for acronym, full in acronyms.items() if folded_words(full) == written)
    return next(own, "") or acronym_of(name)
