"""What a Spanish word can be in a count: a noun that names people, a thing, an adjective.

No tagger is at hand: plural nouns and adjectives end in -s, participles by their own endings,
and lists hold what endings do not tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache, partial

from meta87.entities.folding import plain
from meta87.entities.lists import any_of, read_list
from meta87.entities.lists import table as read_table
from meta87.entities.lists import words as listed_words
from meta87.entities.numbers import is_number_word, table

_LISTS = "counts/words.toml"
words = partial(listed_words, _LISTS)
_KEPT = 4096  # words, which texts repeat
_SHORT = {"km", "ha", "hs", "hrs"}
_GENDERS = re.compile(r"/.*|\(.*")
_INCLUSIVE = re.compile(r"[@x]s\b")
_PARTS = re.compile(r"[-/]")
_APOSTROPHES = re.compile(r"['’]")
# The ages that bound a group, on folded text: " de 5 a 17 años".
_AGE = rf"(?:\d{{1,2}}|{any_of(table('small'))}(?:\s+y\s+{any_of(table('units'))})?)"
AGES = re.compile(
    r"\s+(?:de\s+(?:(?:entre|mas\s+de|menos\s+de|hasta)\s+)?|entre\s+)(?:los\s+)?"
    rf"{_AGE}(?:\s+(?:a|y|o|hasta)\s+(?:(?:los|menos\s+de)\s+)?{_AGE})?"
    r"\s+años(?:\s+de\s+edad|\s+[yo]\s+mas\b)?"
)


def _complements(phrases: Iterable[str], *wider: str) -> re.Pattern[str]:
    """Returns some phrases, the longest first, and then wider patterns, as one."""
    either = "|".join([*sorted(phrases, key=len, reverse=True), *wider])
    theme = "infantil|forzoso|adolescente|decente|domestico"
    return re.compile(rf"\s+(?:{either})\b(?!\s+(?:{theme})\b)".replace(" ", r"\s+"))


# Complements that stay with their noun, on folded text; and those that stay only with nouns of
# things: "actas de inspeccion".
_NOUNS, _GROWN, _ACTS = ("|".join(sorted(words(name))) for name in ("of", "grown", "act_endings"))
COMPLEMENTS = _complements(read_table(_LISTS)["complements"])
COMPLEMENTS_OF_THINGS = _complements(
    read_table(_LISTS)["of_things"],
    f"de (?:{_NOUNS})",
    f"de (?:{_GROWN})(?: (?:y|o)(?: de)? (?:{_GROWN}))?",
    f"de [a-zñ]+(?:{_ACTS})",
)
# People whose noun alone would name a thing.
_PHRASES = "|".join(read_table(_LISTS)["people_phrases"]).replace(" ", r"\s+")
PEOPLE_PHRASES = re.compile(rf"(?:{_PHRASES})\b", re.IGNORECASE)
KEPT_ACTS = frozenset(read_table(_LISTS)["kept_acts"])  # "visitas de inspeccion"
_RELATING = re.compile(rf"(?:{'|'.join(words('relating'))})[oa]s")
_PEOPLE = frozenset(read_list("counts/people.txt").split())


@lru_cache(maxsize=_KEPT)
def is_person(word: str) -> bool:
    """Returns whether a plural noun names people."""
    if word in words("people_acronyms"):
        return True
    if word.lower() in words("things_by_accent"):
        return False
    # "niños" for "niños/as", "niños(as)", "niñ@s" and "niñxs"
    key = _GENDERS.sub("", _INCLUSIVE.sub("os", plain(word)))
    if key in _PEOPLE or key in words("not_people"):
        return key in _PEOPLE
    return key.endswith(_endings("people_endings"))


def is_person_singular(word: str) -> bool:
    """Returns whether a singular noun names a person."""
    key = plain(word)
    plurals = (f"{key}s", f"{key}es", f"{key[:-1]}ces" if key.endswith("z") else key)
    return any(is_person(plural) for plural in plurals)


def is_noun(word: str, *, one: bool = False) -> bool:
    """Returns whether a word right after a number can be the noun; it is singular after 1."""
    key = plain(word)
    if key in _SHORT or word in words("people_acronyms") | words("thing_acronyms"):
        return True
    numeral = is_number_word(key) and key not in words("no_numerals")
    if len(key) < 3 or key in words("stop") or numeral or word.isupper():  # noqa: PLR2004
        return False
    return one or (key.endswith("s") and not is_participle(key)) or is_person(word)


@lru_cache(maxsize=_KEPT)
def is_adjective(word: str) -> bool:
    """Returns whether a word right after a plural noun describes it."""
    key = plain(word)
    if is_people_name(word):
        return True
    if not key.endswith("s") or word.isupper() or key in words("stop") or is_number_word(key):
        return False
    if key in words("participles"):
        return True
    if key in words("loose") or key in words("never_adjectives"):
        return False
    if key in words("participles_irregular"):
        return False
    return not key.endswith(_endings("participle_endings"))


@lru_cache(maxsize=_KEPT)
def is_identifying_participle(word: str) -> bool:
    """Returns whether a participle after people identifies them: "personas detenidas"."""
    key = plain(word)
    if key in words("irregular_of_people"):
        return True
    return key.endswith(_endings("participle_endings")) and not _RELATING.match(key)


def are_coordinated(first: str, second: str) -> bool:
    """Returns whether two words joined by "y" are adjectives of the same people."""
    if is_identifying_participle(first):
        return is_identifying_participle(second)
    return all(plain(word).endswith(_endings("paired_endings")) for word in (first, second))


@lru_cache(maxsize=_KEPT)
def is_people_name(word: str) -> bool:
    """Returns whether a word is the name of a people: "ngäbe", "lencas"."""
    return all(
        not words("peoples").isdisjoint((part, part.removesuffix("s"), part.removesuffix("es")))
        for part in _PARTS.split(_APOSTROPHES.sub("", plain(word)))
    )


def is_time_adjective(word: str) -> bool:
    """Returns whether a word after a length of time is its adjective, judged by its ending."""
    key = plain(word)
    if key in words("time_nouns"):
        return True
    return key not in words("loose") and key.endswith(_endings("time_endings"))


def is_singular_adjective(word: str, *, complement: bool = False) -> bool:
    """Returns whether a word after a singular noun is its adjective, judged by its ending.

    In a complement a participle reports no action: "permisos de trabajo protegido".
    """
    key = plain(word)
    if len(key) <= len("al") or not word.islower() or key in words("stop"):
        return False
    more = complement and key.endswith(_endings("complement_endings"))
    return more or key.endswith(_endings("singular_endings"))


def is_participle(word: str) -> bool:
    """Returns whether a plural word is a participle, judged by its ending."""
    key = plain(word)
    return key.endswith(_endings("participle_endings")) and key not in words("participle_nouns")


@cache
def _endings(name: str) -> tuple[str, ...]:
    return tuple(words(name))
