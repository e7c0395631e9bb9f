"""The noun phrase after a number: where it ends, and whether it names people."""

from __future__ import annotations

import re
from dataclasses import dataclass

from meta87.entities.counts import patterns
from meta87.entities.counts.complements import aged, of_body, of_offence, of_trade, of_what
from meta87.entities.counts.lexicon import (
    COMPLEMENTS,
    COMPLEMENTS_OF_THINGS,
    KEPT_ACTS,
    PEOPLE_PHRASES,
    are_coordinated,
    is_adjective,
    is_identifying_participle,
    is_noun,
    is_participle,
    is_people_name,
    is_person,
    is_person_singular,
    is_singular_adjective,
    is_time_adjective,
    words,
)
from meta87.entities.folding import plain

_LAST = re.compile(r"[^\W\d_]+\Z")
_LONGEST_WORD = 24
_OF = re.compile(r"\s+de(?=\s)")
# "viejas y deterioradas casas": the second of two adjectives before a noun.
_AND_ANOTHER = re.compile(r"\s+(?:y|e)\s+[^\W\d_]+[ao]s(?=\s)")
_COMMA = re.compile(r"\s*,(?=\s)")
_AND = re.compile(r"\s+(?:y|e|o|u|y/o)(?=\s)")
_AND_THE = re.compile(r"\s+(?:y|e|o|u|y/o)(?:\s+(?:las|los))?(?=\s)")
# After a complement: what it is about, and so no part of a fixed name ("mesas de consulta con …").
_OBJECT = re.compile(
    r"(?:\s+(?:integral|especial|especializada))?"
    r"\s+(?:(?:al|a\s+l[ao]s?|con|contra|para|durante)\s"
    rf"|del?\s+(?!(?:l[ao]s?\s+)?(?:{patterns.WHERE})))"
)
_TITLE = re.compile(
    r"(?:\s+(?:(?:de|del|la|las|los|el|a|al|para|por|contra|y|e)\s+)*[A-ZÁÉÍÓÚÑ][^\W\d_]*[a-záéíóúñ])+"
)


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """What is counted."""

    end: int  # code point after its last
    head: str  # the noun, in lower case and without accents
    pattern: str  # ``people``, ``title`` or ``thing``; for lengths of time, ``time``
    people: bool  # it names people


def noun_phrase(text: str, folded: str, at: int, *, one: bool = False) -> NounPhrase | None:
    """Reads the noun phrase after a number that ends at ``at``; ``one`` if it is 1."""
    of = _OF.match(text, at)
    head = _head(text, folded, of.end() if of else at, one=one)
    if head is None:
        return None
    noun, end = head["word"], head.end()
    if of and noun.istitle() and not is_person(noun):
        return None  # "dos de Honduras"
    key = plain(noun)
    if key in words("money"):
        return None
    if key in words("time"):
        return NounPhrase(_lasting(text, end), key, "time", people=False)
    titled = noun[0].isupper() and not noun.isupper()
    if titled and (title := _TITLE.match(text, end)):
        end = title.end()
    people = is_person_singular(noun) if one else is_person(noun) or is_people_name(noun)
    named = PEOPLE_PHRASES.match(folded, head.start("word"))
    if named:
        end, people = named.end(), True
    end = _extended(text, folded, end, key, people=people)
    after = patterns.WORD.match(text, end) if one else None
    if after and (
        is_singular_adjective(after["word"]) or (people and is_person_singular(after["word"]))
    ):
        end = after.end()
    joined = _coordinated(text, folded, end, people=people)
    if joined is not None:
        end = joined if people else _extended(text, folded, joined, key)
    end = _identifying_complement(text, folded, end, key)
    if people:
        end = aged(folded, _adjectives(text, end, people=True))
    return NounPhrase(end, key, "title" if titled else "people" if people else "thing", people)


def _identifying_complement(text: str, folded: str, end: int, head: str) -> int:
    """Returns the end of the complement that identifies the people, or the thing measured.

    "Hijos de cortadores", "niños cortadores de caña", "pares de zapatos".
    """
    last = plain(_last_word(text, end)) or head
    if last in words("agents") or head in words("measures"):
        return of_what(text, folded, end)
    if last in words("members"):
        return of_body(text, folded, end)
    of = _OF.match(text, end) if head in words("kin") or last in words("kin") else None
    of_whom = _alike(text, folded, of.end(), people=True) if of else None
    if of_whom is None:
        return end
    return _coordinated(text, folded, of_whom, people=True) or of_whom


def _head(text: str, folded: str, at: int, *, one: bool) -> re.Match[str] | None:
    """Returns the noun, past the adjectives before it."""
    word = patterns.WORD.match(text, at)
    for _ in range(3):
        if word is None or plain(word["word"]) not in words("before_noun"):
            break
        another = _AND_ANOTHER.match(text, word.end())
        after = patterns.WORD.match(text, another.end() if another else word.end())
        if after is None or not is_noun(after["word"], one=one):
            break
        word = after
    if word is None or plain(word["word"]) in words("never_heads"):
        return None
    named = PEOPLE_PHRASES.match(folded, word.start("word"))
    return word if named or is_noun(word["word"], one=one) else None


def _extended(text: str, folded: str, end: int, head: str, *, people: bool = False) -> int:
    """Returns the end of a phrase with adjectives, one complement and its adjectives."""
    end = _adjectives(text, end, people=people)
    if people and plain(_last_word(text, end)) in words("victims"):
        return of_offence(text, folded, end)
    complement = COMPLEMENTS.match(folded, end)
    if complement is None and not is_person(head) and head not in words("roles"):
        complement = COMPLEMENTS_OF_THINGS.match(folded, end)
    if complement is None and people and head not in words("anyone"):
        return of_trade(text, folded, end)
    if complement is None or _names_an_act(folded, complement, head):
        return end
    word = patterns.WORD.match(text, complement.end())
    singular = word is not None and is_singular_adjective(word["word"], complement=True)
    if word and singular:
        return word.end()
    end = _adjectives(text, complement.end(), people=people)
    victims = people and plain(_last_word(text, end)) in words("victims")
    return of_offence(text, folded, end) if victims else end


def _names_an_act(folded: str, complement: re.Match[str], head: str) -> bool:
    """Returns whether a complement names an act: 'visitas de seguimiento'.

    Those of 'visitas de inspección' and 'inspectores del trabajo' belong to the noun.
    """
    written = complement[0].lower()
    if head in words("bare") or not written.endswith(tuple(words("acts"))):
        return head in words("bare")
    named = " ".join([head, *written.split()])
    if head in words("events"):
        return named not in KEPT_ACTS
    return bool(_OBJECT.match(folded, complement.end()))


def _adjectives(text: str, end: int, *, people: bool = False) -> int:
    """Returns the end of the adjectives after a noun, and of the participles after people."""
    first = end
    while word := patterns.WORD.match(text, end):
        denied = plain(word["word"]) == "no"
        if denied:
            word = patterns.WORD.match(text, word.end())
        if word is None or not _is_modifier(word["word"], people=people, denied=denied):
            break
        end = word.end()
    return _and_another(text, end, people=people and end > first)


def _is_modifier(written: str, *, people: bool, denied: bool) -> bool:
    """Returns whether a word describes the noun before it."""
    describes = is_adjective(written) or (denied and is_participle(written))
    return describes or (people and is_identifying_participle(written))


def _and_another(text: str, end: int, *, people: bool) -> int:
    """Returns the end with "y" and another people's name or adjective: "directas e indirectas"."""
    last = _last_word(text, end)
    joint = _AND.match(text, end) if is_people_name(last) else None
    word = patterns.WORD.match(text, joint.end()) if joint else None
    if word and is_people_name(word["word"]):
        return word.end()
    at = end
    while people and (joint := _AND.match(text, at) or _COMMA.match(text, at)):
        word = patterns.WORD.match(text, joint.end())
        if word is None or not are_coordinated(last, word["word"]):
            break
        at = word.end()
        if joint[0].strip() != ",":
            return at
    return end


def _last_word(text: str, end: int) -> str:
    last = _LAST.search(text, max(0, end - _LONGEST_WORD), end)
    return last[0] if last else ""


def _lasting(text: str, end: int) -> int:
    """Returns the end of a length of time with its adjective: "dos horas semanales"."""
    word = patterns.WORD.match(text, end)
    return word.end() if word and is_time_adjective(word["word"]) else end


def _coordinated(text: str, folded: str, end: int, *, people: bool) -> int | None:
    """Returns the end of '…, niños y adolescentes', or None if nothing of the kind is joined."""
    while comma := _COMMA.match(text, end):
        reached = _alike(text, folded, comma.end(), people=people)
        if reached is None:
            return None
        end = reached
    joint = (_AND_THE if people else _AND).match(text, end)
    if joint is None:
        return None
    return _alike(text, folded, joint.end(), people=people)


def _alike(text: str, folded: str, at: int, *, people: bool) -> int | None:
    word = patterns.WORD.match(text, at)
    named = PEOPLE_PHRASES.match(folded, word.start("word")) if word else None
    if word is None or not (named or is_noun(word["word"])):
        return None
    if not named and is_participle(word["word"]):
        return None  # "tres niñas y rescatadas dos"
    if (bool(named) or is_person(word["word"])) != people:
        return None
    if named:
        return named.end()
    if not people:
        return _adjectives(text, word.end())
    return _extended(text, folded, word.end(), plain(word["word"]), people=True)
