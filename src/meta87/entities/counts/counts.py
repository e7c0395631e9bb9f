"""Counts in a text: how many people were reached, how many things were done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from meta87.entities.counts import patterns
from meta87.entities.counts.amounts import Amount, amounts
from meta87.entities.counts.bounds import WINDOW, bound_after, bound_before
from meta87.entities.counts.lexicon import is_person, is_person_singular, words
from meta87.entities.counts.phrase import NounPhrase, noun_phrase
from meta87.entities.entity import PARTICIPANTS, QUANTITY, CountValue, Entity
from meta87.entities.folding import fold, plain
from meta87.entities.links import addresses
from meta87.entities.numbers import Number, find_numbers
from meta87.entities.ocr import corrected, original_span
from meta87.entities.spans import marked

_AGES = ("años", "meses")  # units of ages
_STEM = 4  # letters that the singular and the plural of a noun share
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def find_counts(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[Entity]:
    """Finds the PARTICIPANTS and QUANTITY entities of a text outside of the ``taken`` spans."""
    written, text = text, corrected(text)
    if text.isupper() and len(text.lower()) == len(text):
        text = text.lower()  # in a heading in capitals no word is an acronym or a name
    folded = fold(text)
    numbers = [number for number in find_numbers(text) if _counts(text, folded, number)]
    if not numbers:
        return []
    inside = [match.span() for match in patterns.INSIDE.finditer(folded)]
    marks = marked(text, [*taken, *inside, *addresses(text)])
    free = [number for number in numbers if not any(marks[number.start : number.end])]
    found: list[Entity] = []
    for amount in amounts(folded, free):
        after = found[-1] if found else None
        if after and not patterns.AND.fullmatch(text, after.end, amount.start):
            after = None
        entity = _entity(text, folded, amount, after)
        if entity is None or (found and entity.start < found[-1].end):
            continue
        if not patterns.OF_THEM.match(text, amount.end) or _refers_to_people(text, entity, found):
            found.append(entity)
    return [_as_written(written, entity) for entity in found]


def _refers_to_people(text: str, entity: Entity, before: Sequence[Entity]) -> bool:
    """Returns whether "ellos" are people: the last as many counted, or any without them."""
    counted = (e for e in reversed(before) if e.pattern != "time")
    last = next((e for e in counted if e.number >= entity.number), None)
    if last:
        return last.label == PARTICIPANTS
    return any(is_person(word) for word in patterns.WORDS_BEFORE.findall(text, 0, entity.start))


def _as_written(text: str, entity: Entity) -> Entity:
    _, end, covered = original_span(text, entity.start, entity.end)
    return replace(entity, end=end, text=covered)


def _counts(text: str, folded: str, number: Number) -> bool:
    """Returns whether a number may be a count: no date, code, citation, percentage or amount."""
    if not isinstance(number.value, int) or number.value < 0:
        return False
    written = text[number.start : number.end]
    none = not number.value and number.in_words  # "cero niños"
    if none or (written.startswith("0") and written != "0") or _is_year(written):
        return False
    if plain(written) in words("no_counts") or _is_article(folded, number):
        return False
    before = folded[max(0, number.start - WINDOW) : number.start]
    if patterns.CURRENCY_BEFORE.search(before):
        return False
    if any(pattern.search(before) for pattern in patterns.BEFORE.values()):
        return False
    return not any(pattern.match(folded, number.end) for pattern in patterns.AFTER.values())


def _is_article(folded: str, one: Number) -> bool:
    if one.value != 1 or not one.in_words:
        return False
    if patterns.OF_THEM.match(folded, one.end):
        return True
    before = folded[max(0, one.start - WINDOW) : one.start]
    if patterns.BEFORE_ONE.search(before):
        return False
    if bound_before(folded, one.start):
        return False
    return not patterns.OR_AFTER.match(folded, one.end)


def _is_year(written: str) -> bool:
    return written.isdecimal() and len(written) == 4 and _FIRST_YEAR < int(written) < _LAST_YEAR  # noqa: PLR2004


def _entity(text: str, folded: str, amount: Amount, after: Entity | None) -> Entity | None:
    """Reads what is counted; ``after`` is the count that "y" joins to this one, if any."""
    one = amount.number == 1 and amount.to is None
    figure = text[amount.start : amount.end].endswith("1")
    unnamed = bool(patterns.UNNAMED.match(text, amount.end))
    if one and not (figure or after or amount.bound or unnamed):
        return None
    phrase = _phrase(text, folded, amount, one=one)
    if phrase is None:
        return None
    if phrase.head in _AGES and _is_age(folded, amount, phrase):
        return None
    if one and not (figure or unnamed or _counts_one(amount, phrase, after)):
        return None
    label = PARTICIPANTS if phrase.people else QUANTITY
    end, bound = bound_after(folded, phrase.end) or (phrase.end, amount.bound)
    value = CountValue(amount.number, bound, amount.to)
    pattern = f"{phrase.pattern}-range" if amount.to is not None else phrase.pattern
    return Entity(label, amount.start, end, text[amount.start : end], value, pattern)


def _phrase(text: str, folded: str, amount: Amount, *, one: bool) -> NounPhrase | None:
    """Reads what is counted: people without a noun, some of more people, or a noun phrase."""
    unnamed = patterns.UNNAMED.match(text, amount.end)
    if unnamed:
        return NounPhrase(unnamed.end(), "", "people", people=True)
    those = patterns.OF_THOSE.match(folded, amount.end)
    before = folded[max(0, amount.start - WINDOW) : amount.start]
    if those is None and patterns.ARE_BEFORE.search(before):
        those = patterns.THE.match(folded, amount.end)
    if those is None:
        return noun_phrase(text, folded, amount.end, one=one)
    phrase = noun_phrase(text, folded, those.end())
    return phrase if phrase and phrase.people else None


def _counts_one(amount: Amount, phrase: NounPhrase, after: Entity | None) -> bool:
    """Returns whether "un" counts: in "dos visitas y una", "más de una visita", "casi un año"."""
    if amount.bound:
        return amount.bound == "min" or phrase.pattern == "time"
    if after is None:
        return False
    same_noun = phrase.head[:_STEM] in plain(after.text)
    return same_noun or (phrase.people and after.label == PARTICIPANTS)


def _is_age(folded: str, amount: Amount, phrase: NounPhrase) -> bool:
    """Returns whether years are an age ("niños de 9 años"), not a duration ("pena de 9 años")."""
    spent, aged = (f.match(folded, phrase.end) for f in (patterns.YEARS_SPENT, patterns.AGE_AFTER))
    if spent or phrase.head == "meses":
        return not spent and aged is not None
    before = folded[max(0, amount.start - WINDOW) : amount.start]
    if aged or patterns.AGE_BEFORE.search(before) or patterns.AGE_IN_BRACKET.search(before):
        return True
    if amount.bound and patterns.AGE_WITH.search(before):
        return True
    opening = folded[amount.start : amount.end]
    of = patterns.OF_YEARS.search(before if not opening.startswith("de ") else f"{before}de ")
    nouns = patterns.WORDS_BEFORE.findall(of["noun"].lower()) if of else []
    nearest = next((n for n in reversed(nouns) if n in words("lasting") or _is_person(n)), "")
    if nearest in words("lasting"):
        return False
    return amount.to is not None or any(_is_person(n) for n in nouns)


def _is_person(noun: str) -> bool:
    return is_person_singular(noun) or is_person_singular(noun.removesuffix("s"))
