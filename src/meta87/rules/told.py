"""What a passage already tells of an action: with it, a sentence to complete can begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from meta87.classify.tagged import TaggedPassage
from meta87.entities.counts.lexicon import is_adjective, is_person
from meta87.entities.entity import (
    DATE,
    INSTITUTION,
    INSTRUMENT,
    PARTICIPANTS,
    DateValue,
    Entity,
    InstitutionValue,
)

LONGEST = 100  # days; a longer stretch does not say when something happened
BEFORE = 12  # characters before a date that may introduce it
OPENING = 60  # characters of a passage by which its reader knows it again
PREPOSITION = r"(del|el|en|entre|desde|durante)\s+"
INTRODUCED = re.compile(rf"\b{PREPOSITION}$", re.IGNORECASE)
INTRODUCES = re.compile(PREPOSITION, re.IGNORECASE)
QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"]*\"")
REACHED = re.compile(r"\b(?:a|con|para|de)\s(?:l[oa]s\s)?(\w+)(?:\s(\w+))?")


@dataclass(frozen=True, slots=True)
class Told:
    """What a passage tells; "" where it does not.

    Attributes:
        when: A day or a short period, with its preposition: "del 3 al 7 de junio de 2024".
        counted: The people that it counts: "85 docentes".
        audience: The people that it names without a number: "inspectores".
        institutions: Short names of the institutions that it names.
        opening: Its beginning, as a sentence may go on with it: "se dictó un curso a…".
    """

    when: str = ""
    counted: str = ""
    audience: str = ""
    institutions: tuple[str, ...] = ()
    opening: str = ""


def told(passage: TaggedPassage | None, period: tuple[date, date] | None) -> Told:
    """Returns what a passage tells of an action in a reference period."""
    if passage is None:
        return Told()
    days = (e for e in passage.entities if e.label == DATE and _is_short(e, period))
    counted = (e.text for e in passage.entities if e.label == PARTICIPANTS)
    return Told(
        when=next((_introduced(passage.text, day) for day in days), ""),
        counted=next(counted, ""),
        audience=_audience(passage),
        institutions=institutions((passage,), passage.text),
        opening=_opening(passage.text),
    )


def institutions(passages: Sequence[TaggedPassage], written: str) -> tuple[str, ...]:
    """Returns the institutions that passages name, in order: by their acronym, if it is written."""
    found = (e for passage in passages for e in passage.entities if e.label == INSTITUTION)
    named = (e.value for e in found if isinstance(e.value, InstitutionValue))
    return tuple(dict.fromkeys(_short_name(value, written) for value in named))


def _short_name(institution: InstitutionValue, written: str) -> str:
    acronym = institution.acronym
    return acronym if acronym and acronym in written else institution.name


def _is_short(day: Entity, period: tuple[date, date] | None) -> bool:
    """Returns whether a date says when something happened in the period."""
    value = day.value
    if not isinstance(value, DateValue) or value.first is None or value.last is None:
        return False
    inside = period is None or (period[0] <= value.first and value.last <= period[1])
    return inside and (value.last - value.first).days < LONGEST


def _introduced(text: str, day: Entity) -> str:
    if INTRODUCES.match(day.text):
        return day.text[0].lower() + day.text[1:]
    before = INTRODUCED.search(text[max(0, day.start - BEFORE) : day.start])
    return f"{before[1].lower() if before else 'en'} {day.text}"


def _audience(passage: TaggedPassage) -> str:
    """Returns the people whom an action reached, in common nouns outside of names and titles."""
    text = passage.text
    for name in reversed([e for e in passage.entities if e.label in (INSTITUTION, INSTRUMENT)]):
        text = f"{text[: name.start]} {text[name.end :]}"
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
