"""What a passage already states of an action: with it, a sentence to complete can begin."""

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
    LOCATION,
    PARTICIPANTS,
    Entity,
    InstitutionValue,
)
from meta87.rules.passage import Period
from meta87.rules.tenses import pasts
from meta87.rules.words import find, find_all

LONGEST = 100  # days; a longer stretch does not say when something happened
BEFORE = 12  # characters before a date that may introduce it
OPENING = 240  # characters of a passage that a sentence can begin with as a whole
SUBJECT = 14  # words
PRODUCTS = ("advance", "products"), ("partial", "results")
PREPOSITION = r"(del|el|en|entre|desde|durante)\s+"
INTRODUCED = re.compile(rf"\b{PREPOSITION}$", re.IGNORECASE)
INTRODUCES = re.compile(PREPOSITION, re.IGNORECASE)
PEOPLE = re.compile(r"\b(\w+)(?=(?:\s(\w+))?)")
TO = re.compile(r"\b(?:a|para)\s(?:l[oa]s\s)?$")
OF_EVENT = re.compile(r"\s(?:a|con|de|para)\s(?:l[oa]s\s)?$")  # after the noun of an event
LEARNERS = re.compile(r"(?:En [^,]+, )?[Ll][oa]s (\w+)(?=(?:\s(\w+))?)")
RECEIVED = re.compile(
    r"\b(?:recib|tuvieron|particip|asist|concurr|aprend|se (?:capacit|form)|"
    r"fueron (?:capacit|form|entren|instru)|actualizaron sus)"
)
ARTICLE = re.compile(r"(?:El|La|Los|Las|Un|Una)\b")
STANDS = re.compile(
    r"\b(?P<verb>(?:se |ya )*(?:está|encuentra|halla|presenta|va|lleva|sigue|continúa|tiene|"
    r"muestra|acusa|registra|avanza|es|será|ha|fue|queda)n?|se|son|han|fueron)\b|[,;:.(|]|\bque\b"
)
ADVERB = re.compile(r"(?:\s(?:aún|todavía|ya|también|no|tampoco|\w+mente))+$")


def stated_facts(passage: TaggedPassage, period: Period | None) -> dict[str, str]:
    """Returns what a passage states of an action, by name.

    ``date`` is its first date, ``when`` a day or a short period with its preposition, ``year`` that
    of its first date that ends in the period; ``whom`` the people that it counts,
    ``audience`` those that it certainly names as reached, without a number; ``institution`` one
    that it names; ``opening`` all of it, as a sentence may go on with it; ``subject`` what it is
    about, ``result`` the same where that names a product.
    """
    dates = [e for e in passage.entities if e.label == DATE]
    first, last = period or (date.min, date.max)
    days = [(day, within) for day in dates if (within := day.within(LONGEST))]
    short = (day for day, (begin, end) in days if first <= begin and end <= last)
    ends = (each.days[1] for each in dates if period)
    subject = _subject(passage)
    found = {
        "when": next((_introduced(passage.text, day) for day in short), ""),
        "date": next((day.text for day in dates), ""),
        "year": next((str(end.year) for end in ends if end and first <= end <= last), ""),
        "whom": next((e.text for e in passage.entities if e.label == PARTICIPANTS), ""),
        "audience": _audience(passage),
        "institution": next(iter(institutions((passage,), passage.text)), ""),
        "opening": _opening(passage),
        "subject": subject,
        "result": subject if any(find(subject, *names) for names in PRODUCTS) else "",
    }
    return {name: words for name, words in found.items() if words}


def institutions(passages: Sequence[TaggedPassage], written: str) -> tuple[str, ...]:
    """Returns the institutions that passages name, in order: by their acronym, if it is written."""
    found = (e for passage in passages for e in passage.entities if e.label == INSTITUTION)
    named = (e.value for e in found if isinstance(e.value, InstitutionValue))
    names = (n.acronym if n.acronym and n.acronym in written else n.name for n in named)
    return tuple(dict.fromkeys(names))


def _introduced(text: str, day: Entity) -> str:
    if INTRODUCES.match(day.text):
        return day.text[0].lower() + day.text[1:]
    before = INTRODUCED.search(text[max(0, day.start - BEFORE) : day.start])
    return f"{before[1].lower() if before else 'en'} {day.text}"


def _audience(passage: TaggedPassage) -> str:
    """Returns the people whom an action certainly reached, in common nouns outside of names.

    They received it, stand right after the event, or after "a" or "para" and are the only ones.
    """
    text = passage.text
    for name in (e for e in passage.entities if e.label in (INSTITUTION, INSTRUMENT)):
        text = f"{text[: name.start]}{' ' * len(name.text)}{text[name.end :]}"
    learners = LEARNERS.match(text)
    if learners and RECEIVED.search(text, learners.end()):
        return _with_adjective(learners) if is_person(learners[1]) else ""
    named = [m for m in PEOPLE.finditer(text) if m[1].islower() and is_person(m[1])]
    events = [end for _, end in find_all(text, "events", "training")]
    for person in named:
        before = text[: person.start()]
        given = any(OF_EVENT.fullmatch(before, end) for end in events if end < person.start())
        if given or (len({m[1] for m in named}) == 1 and TO.search(before)):
            return _with_adjective(person)
    return ""


def _with_adjective(found: re.Match[str]) -> str:
    noun, after = found.groups(default="")
    return f"{noun} {after}" if after.islower() and is_adjective(after) else noun


def _opening(passage: TaggedPassage) -> str:
    """Returns a passage in lower case unless it begins with a name, or "" if it is long."""
    text = passage.text
    first, _, rest = text.partition(" ")
    if len(text) > OPENING or ": " in f"{text} " or "|" in text:
        return ""
    names = (e for e in passage.entities if e.label in (INSTITUTION, LOCATION) and not e.start)
    is_name = (
        first[1:2].isupper() or any(names) or (rest[:1].isupper() and not ARTICLE.fullmatch(first))
    )
    return text if is_name else text[:1].lower() + text[1:]


def _subject(passage: TaggedPassage) -> str:
    """Returns what a passage is about: the common noun before its verb."""
    text = passage.text
    stands, deeds = STANDS.search(text), [start for start, _ in pasts(text)]
    end = min([*deeds[:1], *([stands.start()] if stands else [])], default=0)
    if not ARTICLE.match(text) or (stands and stands.start() == end and not stands["verb"]):
        return ""  # its verb stands before
    words = ADVERB.sub("", text[:end].rstrip()).split()
    if not 1 < len(words) <= SUBJECT or not words[1].islower() or is_person(words[1]):
        return ""
    return " ".join((words[0].lower(), *words[1:]))
