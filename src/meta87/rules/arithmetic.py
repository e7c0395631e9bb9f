"""CON009 and CON010: figures of a sentence that should add up, or be a share of each other."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from meta87.entities.entity import (
    DATE,
    MONEY,
    PARTICIPANTS,
    PERCENT,
    QUANTITY,
    CountValue,
    Entity,
    PercentValue,
)
from meta87.entities.numbers import Number, find_numbers
from meta87.entities.percentages import find_percentages
from meta87.rules import tenses
from meta87.rules.analysis import PassageAnalysis
from meta87.rules.answers import AnswerAnalysis, ReportAnalysis
from meta87.rules.finding import Hit, Rule, Severity, by_answer
from meta87.rules.words import Span, as_written, find, is_all, noun

FEWEST = 2  # parts
MOST = 2  # times that parts may be more or less than what they are parts of
HUNDRED = 100
ABOUT = 16  # characters before a percentage that may say that it is not exact
OPENING = 30  # characters before a whole that say that it is one: "de un total de "
NEAR = 0.15  # of a total: parts after a comma that are off by more are some of it
LEADS, APPOSED, DESCRIBED = map(as_written, ("parts_follow", "sexes_follow", "described"))
ITEMS, LISTS = map(as_written, ("between_parts", "between_lists"))
OF_WHOLE, WHOLE_BEFORE, SHARE_OPENS = map(as_written, ("of_whole", "whole_before", "share_opens"))
SHARE_ENDS, OF_PLACE = as_written("share_ends"), as_written("of_place")
OF_WHICH, PART_APART = as_written("of_which"), as_written("part_apart")
WHOLE_AFTER, IN_BRACKETS, OF_THEM = map(as_written, ("whole_after", "in_brackets", "of_them"))
ARTICLES = ("un", "una")
PARTICIPLE = re.compile(r" \w+[aei]d[oa]s\b")
NAMED = re.compile(r" [^\W\d]")  # after a number: what it counts
CLOSED = re.compile(r"(?: [^\W\d]+)?[),]")  # after a part: a noun at most
SOURCE = ", según "  # what follows is no part
DESCRIBES = re.compile(rf"\s*(?:un[oa]s )?\S+{PARTICIPLE.pattern}")  # the number of a part
OF_TIME = re.compile(r" (?:(?:y|o|a) \w+ )?(?:días?|semanas?|meses|años?|horas?|minutos)\b")
FIGURES = re.compile(r"\d[\d.,]*")

Parts = tuple[int, int, bool]


def _sums(answer: AnswerAnalysis, _: ReportAnalysis) -> Iterator[Hit]:
    """Yields each total of a text that the parts told with it do not add up to."""
    for passage in answer.passages if answer.asked.expects != "plans" else ():
        others = [entity.start for entity in passage.found(DATE, MONEY)]
        people = {entity.start for entity in passage.people}
        end = 0  # of the parts of the total before, which are totals of nothing
        for total in _totals(passage):
            stated = _exact(total) if total.start >= end else None
            parts = _parts(passage.text, total, others, people) if stated else None
            if parts is None or stated is None:
                continue
            added, end, some = parts
            if some and abs(added - stated) > NEAR * stated:
                continue
            if added != stated and stated <= MOST * added and added <= MOST * stated:
                words = (passage.text[total.start : end],)
                details = {"stated": total.text, "added": str(added)}
                yield Hit(passage.passage, (total.start, end), details, words)


def _totals(passage: PassageAnalysis) -> list[Entity]:
    """Returns the counts of a passage, with the numbers after what they count: "Niños: 486"."""
    counts, text = passage.found(PARTICIPANTS, QUANTITY), passage.text
    bare = [
        Entity(PARTICIPANTS, n.start, n.end, text[n.start : n.end], CountValue(int(n.value)))
        for n in counted(passage, [*counts, *find_percentages(text)])
        if text[: n.start].endswith(": ") or PARTICIPLE.match(text, n.end)
    ]
    return sorted([*counts, *bare], key=lambda count: count.start)


def _exact(entity: Entity) -> int | None:
    """Returns the number that a count states, unless it is a bound or a range."""
    value = entity.value
    if not isinstance(value, CountValue) or value.bound or value.to is not None:
        return None
    return value.number


def _parts(text: str, total: Entity, others: list[int], people: set[int]) -> Parts | None:
    """Returns the sum of the parts that follow a total and where they end, if they are parts.

    Those apart by a preposition or a participle alone ("7 por trata", "4 negadas") may be some.
    ``others`` and ``people`` say where dates and sums of money, and counts of people begin.
    """
    lead = LEADS.match(text, total.end) or APPOSED.match(text, total.end)
    if lead is None or find(lead[0], "arithmetic", "some"):
        return None
    start, end = lead.span(_list_of(lead))
    source = text.find(SOURCE, start, end)
    end = source if source > 0 else end
    if bisect_left(others, start) < bisect_left(others, end):
        return None
    persons = people if total.label == PARTICIPANTS else set()
    first = text.find(";", start, end)
    for last, marks in ((end, LISTS), (first if first > 0 else end, ITEMS)):
        items = [*_items(text, start, last, marks)]
        numbers = [_part(text[a:b], total.text, a, persons) for a, b in items]
        if len(numbers) >= FEWEST and None not in numbers:
            closed = text[last : last + 1] == ")"
            some = _list_of(lead) == "placed" or any(DESCRIBES.match(text, a, b) for a, b in items)
            return sum(filter(None, numbers)), last + closed, some
    return None


def _list_of(lead: re.Match[str]) -> str:
    """Returns the name of the group of a lead that has the parts."""
    return next(name for name, words in lead.groupdict().items() if words and name != "how")


def _items(text: str, start: int, end: int, marks: re.Pattern[str]) -> Iterator[Span]:
    """Yields the spans of the items of a list, between some marks."""
    for mark in marks.finditer(text, start, end):
        yield start, mark.start()
        start = mark.end()
    yield start, end


def _part(item: str, total: str, at: int, persons: set[int]) -> int | None:
    """Returns the number of an item that is a part: a bare one, of a sex, at a place, or alike."""
    shares = {each.start for each in find_percentages(item)}
    numbers = [number for number in find_numbers(item) if number.start not in shares]
    if len(numbers) != 1 or numbers[0].value != int(numbers[0].value):
        return None
    before, after = item[: numbers[0].start].strip(), item[numbers[0].end :].strip(" .()%")
    if tenses.past(before):
        return None  # what came of it: "hubo 50 detenidos"
    alike = noun(after) and noun(after) == noun(total)
    place = OF_PLACE.fullmatch(after) or (not after and OF_PLACE.fullmatch(f"en {before}"))
    person = at + numbers[0].start in persons
    alone = not before and DESCRIBED.fullmatch(after)
    of_sex = is_all(after, "arithmetic", "sexes")
    is_part = not after or alike or place or person or alone or of_sex
    return int(numbers[0].value) if is_part else None


def _shares(answer: AnswerAnalysis, _: ReportAnalysis) -> Iterator[Hit]:
    """Yields each percentage that does not fit the number and the whole told with it."""
    for last, passage in pairwise((None, *answer.passages)):
        if passage is None or not find_percentages(passage.text):
            continue
        text, numbers = _text_and_numbers(last, passage)
        ahead = len(text) - len(passage.text)  # characters of the passage before
        for share in find_percentages(text):
            pair = _of_share(text, share, numbers) if share.start >= ahead else None
            before = text[max(0, share.start - ABOUT) : share.start]
            if pair and _differs(share, *pair) and not find(before, "arithmetic", "some"):
                part, whole = pair
                start = max(ahead, min(part.start, whole.start, share.start)) - ahead
                end = max(part.end, whole.end, share.end)
                span = start, end + (text[end : end + 1] == ")") - ahead
                right = f"{float(part.value / whole.value) * HUNDRED:.1f}".replace(".", ",")
                details = {
                    "share": share.text, "part": text[part.start : part.end],
                    "whole": text[whole.start : whole.end], "right": right,
                }  # fmt: skip
                yield Hit(passage.passage, span, details, passage.quote(span))


def _text_and_numbers(
    last: PassageAnalysis | None, passage: PassageAnalysis
) -> tuple[str, list[Number]]:
    """Returns the text and the numbers of a passage, those of time apart.

    What begins with "De ellas" has the passage before it ahead, if that counts one thing.
    """
    text, numbers = passage.text, counted(passage, find_percentages(passage.text))
    wholes = counted(last, []) if last and OF_THEM.match(text) else []
    if last and len(wholes) == 1:
        text, ahead = f"{last.text} {text}", len(last.text) + 1
        later = (replace(n, start=n.start + ahead, end=n.end + ahead) for n in numbers)
        numbers = [*wholes, *later]
    return text, [number for number in numbers if not OF_TIME.match(text, number.end)]


def counted(passage: PassageAnalysis, shares: list[Entity]) -> list[Number]:
    """Returns the numbers of a passage that are no part of a date, a sum or a percentage."""
    taken = [*shares, *passage.found(DATE, MONEY, PERCENT)]
    inside = {place for each in taken for place in range(each.start, each.end)}
    found = (number for number in find_numbers(passage.text) if number.start not in inside)
    return [n for n in found if passage.text[n.start : n.end].casefold() not in ARTICLES]


def _of_share(text: str, share: Entity, numbers: list[Number]) -> tuple[Number, Number] | None:
    """Returns the number and the whole that a percentage is told with, or None."""
    place = bisect_left(numbers, share.start, key=lambda number: number.start)
    before, after = numbers[max(0, place - 2) : place], numbers[place : place + 2]
    opened = before and SHARE_OPENS.fullmatch(text, before[-1].end, share.start)
    if after and OF_WHOLE.fullmatch(text, share.end, after[0].start):
        whole, *rest = after  # "312 (45 %) de 500", "el 45 % de las 500 fincas (312)"
        inside = rest and IN_BRACKETS.fullmatch(text, whole.end, rest[0].start)
        if inside and CLOSED.match(text, rest[0].end):
            return rest[0], whole
        return (before[-1], whole) if opened else None
    lead = text[share.end : after[0].start] if len(after) > 1 else ""
    if lead == ": " or (lead == " (" and text.startswith(")", after[1].end)):
        return _in_order(text, *after)  # "el 30 % (45 de 180)"
    if opened and len(before) > 1 and SHARE_ENDS.match(text, share.end):
        return _in_order(text, *before)
    return None


def _in_order(text: str, first: Number, second: Number) -> tuple[Number, Number] | None:
    """Returns the number and the whole of two: "312 de las 500", "de las 500, pagaron 312"."""
    if WHOLE_AFTER.fullmatch(text, first.end, second.start):
        return first, second
    opening = text[max(0, first.start - OPENING) : first.start]
    between = text[first.end : second.start]
    if OF_WHICH.match(text, second.end) or PART_APART.fullmatch(between):
        return second, first  # "500, en 45 de las cuales", "500, de ellas 45"
    is_done = tenses.past(between) is not None
    if opening.endswith(": "):  # "Casos: 80; se cerraron 60", but no list: "30 niños, 20 niñas"
        return (second, first) if is_done and not NAMED.match(text, second.end) else None
    apart = "," in between or is_done
    return (second, first) if apart and WHOLE_BEFORE.search(opening) else None


def _differs(share: Entity, part: Number, whole: Number) -> bool:
    """Returns whether a percentage is off by more than its last digit."""
    value = share.value
    if not isinstance(value, PercentValue) or value.to is not None or not whole.value:
        return False
    _, _, decimals = FIGURES.findall(share.text + " 0")[0].replace(",", ".").partition(".")
    off = abs(float(part.value / whole.value) * HUNDRED - float(value.percent))
    return part.value <= whole.value and off > 10 ** -len(decimals.strip("."))


RULES = (
    Rule("CON009", "parts-differ", Severity.WARNING, "passage", by_answer(_sums)),
    Rule("CON010", "percentage-differs", Severity.WARNING, "passage", by_answer(_shares)),
)
