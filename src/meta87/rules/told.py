"""What a passage already tells of an action: with it, a sentence to complete can begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from meta87.classify.tagged import TaggedPassage
from meta87.entities.counts.lexicon import is_adjective, is_person
from meta87.entities.entity import (
    DATE,
    INSTITUTION,
    INSTRUMENT,
    PARTICIPANTS,
    Entity,
    InstitutionValue,
)
from meta87.form.table_rows import TableRow
from meta87.rules.words import Span

LONGEST = 100  # days; a longer stretch does not say when something happened
BEFORE = 12  # characters before a date that may introduce it
OPENING = 60  # characters of a passage by which its reader knows it again
PREPOSITION = r"(del|el|en|entre|desde|durante)\s+"
INTRODUCED = re.compile(rf"\b{PREPOSITION}$", re.IGNORECASE)
INTRODUCES = re.compile(PREPOSITION, re.IGNORECASE)
QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"]*\"")
REACHED = re.compile(r"\b(?:a|con|para|de)\s(?:l[oa]s\s)?(\w+)(?:\s(\w+))?")


def told(
    passage: TaggedPassage, span: Span | None, period: tuple[date, date] | None
) -> dict[str, str]:
    """Returns what a passage tells of an action, without what it does not tell.

    ``when`` is a day or a short period with its preposition, ``year`` that of its
    first date in the period; ``whom`` the people that it counts, ``audience`` those that it names
    without a number; ``institution`` one that it names; ``opening`` its first words, as a sentence
    may go on with them.

    Args:
        passage: the passage.
        span: the words that a finding is about, if any; of a row of a table, only the cell
            with them tells whom an action reached.
        period: the reference period.
    """
    dates = [e for e in passage.entities if e.label == DATE]
    days = (_introduced(passage.text, day) for day in dates if _is_short(day, period))
    found = {
        "when": next(days, ""),
        "year": _year(dates, period),
        "whom": next((e.text for e in passage.entities if e.label == PARTICIPANTS), ""),
        "audience": _audience(passage, span),
        "institution": next(iter(institutions((passage,), passage.text)), ""),
        "opening": _opening(passage.text),
    }
    return {name: words for name, words in found.items() if words}


def _year(dates: Sequence[Entity], period: tuple[date, date] | None) -> str:
    """Returns the year of the first of some dates in a period."""
    ends = (each.days[1] for each in dates)
    return next((str(d.year) for d in ends if d and period and period[0] <= d <= period[1]), "")


def institutions(passages: Sequence[TaggedPassage], written: str) -> tuple[str, ...]:
    """Returns the institutions that passages name, in order: by their acronym, if it is written."""
    found = (e for passage in passages for e in passage.entities if e.label == INSTITUTION)
    named = (e.value for e in found if isinstance(e.value, InstitutionValue))
    names = (n.acronym if n.acronym and n.acronym in written else n.name for n in named)
    return tuple(dict.fromkeys(names))


def _is_short(day: Entity, period: tuple[date, date] | None) -> bool:
    days = day.within(LONGEST)
    return days is not None and (period is None or (period[0] <= days[0] and days[1] <= period[1]))


def _introduced(text: str, day: Entity) -> str:
    if INTRODUCES.match(day.text):
        return day.text[0].lower() + day.text[1:]
    before = INTRODUCED.search(text[max(0, day.start - BEFORE) : day.start])
    return f"{before[1].lower() if before else 'en'} {day.text}"


def _audience(passage: TaggedPassage, span: Span | None) -> str:
    """Returns the people whom an action reached, in common nouns outside of names and titles."""
    text = passage.text
    for name in (e for e in passage.entities if e.label in (INSTITUTION, INSTRUMENT)):
        text = f"{text[: name.start]}{' ' * len(name.text)}{text[name.end :]}"
    if isinstance(passage.block, TableRow):
        cells = passage.block.cells
        here = (c for c in cells if span and c.start <= span[0] < c.end)
        text = next((text[cell.start : cell.end] for cell in here), "")
    for noun, after in REACHED.findall(QUOTED.sub(" ", text)):
        if is_person(noun) and noun.islower():
            return f"{noun} {after}" if after.islower() and is_adjective(after) else noun
    return ""


def _opening(text: str) -> str:
    """Returns the first words of a passage, in lower case unless they are a name."""
    first, _, rest = text.partition(" ")
    if not (first[1:2].isupper() or rest[:1].isupper() or ":" in first):
        text = text[:1].lower() + text[1:]
    if len(text) <= OPENING:
        return text.rstrip(".")
    return f"{text[:OPENING].rsplit(' ', 1)[0].rstrip(' ,;:.')}…"
