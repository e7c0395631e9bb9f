"""Complements that identify people: an age, a trade, an institution, an offence."""

from __future__ import annotations

import re

from meta87.entities.counts import patterns
from meta87.entities.counts.lexicon import AGES, is_adjective, is_singular_adjective, words
from meta87.entities.numbers import is_number_word

_BARE = re.compile(rf"\s+de\s+(?!{patterns.NOT_MADE}|{patterns.WHERE})(?P<noun>[a-zñ]{{3,}})(?!\w)")
_INFINITIVE = re.compile(r"(?<!\bhog)(?<!\bm)[aei]r\Z")
_ORDINAL = re.compile(r"primer|segund[oa]|tercer|cuart[oa]|quint[oa]|sext[oa]")
# The institution of members: "miembros de su gremio".
_BODY = re.compile(
    r"\s+(?:del|de(?:\s+(?:la|los|las|su|sus|una?|es[ae]s?|dich[oa]s?))?)\s+(?P<noun>[a-zñ]{3,})"
)
# What was done to victims: "víctimas del trabajo forzoso", "de trata de personas".
_WRONG = re.compile(
    r"\s+(?:del|de(?:\s+(?:la|los|las|est[ao]s?|dich[ao]s?))?)\s+(?P<noun>[a-zñ]{4,})"
)
_ANOTHER_WRONG = re.compile(r"\s+[yeo]\s+(?:de\s+)?(?:(?:la|el|los|las)\s+)?(?P<noun>[a-zñ]{4,})")
_OF_WHOM = re.compile(r"\s+de\s+(?:personas|migrantes|seres\s+humanos|genero|menores|mujeres)\b")


def aged(folded: str, end: int) -> int:
    """Returns the end with the ages that bound a group: "de 5 a 17 años", "mayores de 18 años"."""
    age = AGES.match(folded, end)
    return age.end() if age else end


def of_what(text: str, folded: str, end: int) -> int:
    """Returns the end of "de" and a bare noun, with its adjective."""
    of = _BARE.match(folded, end)
    if of is None or of["noun"] in words("stop") or is_number_word(of["noun"]):
        return end
    if _INFINITIVE.search(of["noun"]) or _ORDINAL.match(of["noun"]):
        return end
    return _with_adjective(text, of.end())


def of_trade(text: str, folded: str, end: int) -> int:
    """Returns the end with the trade or office after "de": "operarias de maquila"."""
    trade = _BARE.match(folded, end)
    if trade is None or trade["noun"].endswith("s") or trade["noun"] in words("no_trades"):
        return end
    return of_what(text, folded, end)


def of_body(text: str, folded: str, end: int) -> int:
    """Returns the end of the institution that people are members of, with its adjective."""
    body = _BODY.match(folded, end)
    if body is None or body["noun"] in words("stop") or not text[body.start("noun")].islower():
        return end
    return _with_adjective(text, body.end())


def _with_adjective(text: str, end: int) -> int:
    """Returns the end of a singular adjective at an offset, or the same offset."""
    word = patterns.WORD.match(text, end)
    return word.end() if word and is_singular_adjective(word["word"]) else end


def of_offence(text: str, folded: str, end: int) -> int:
    """Returns the end of the one or two offences that victims suffered."""
    wrong = _WRONG.match(folded, end)
    while wrong and wrong["noun"] in words("offences"):
        end = wrong.end()
        while (word := patterns.WORD.match(text, end)) and (
            is_singular_adjective(word["word"], complement=True) or is_adjective(word["word"])
        ):
            end = word.end()
        whom = _OF_WHOM.match(folded, end)
        end = whom.end() if whom else end
        more = _WRONG if wrong["noun"].startswith("delito") else _ANOTHER_WRONG
        wrong = more.match(folded, end)
    return end
