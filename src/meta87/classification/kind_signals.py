"""Cues of the passage kind: in its words, in its lead-in and in its form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from meta87.classification.labels import Passage
from meta87.classification.patterns import FINITE, ITEM, UNREACHED
from meta87.classification.signal import Signal
from meta87.classification.text import fold, is_bare_link, lead_in, lower, mask
from meta87.classification.wordlists import combinations, cue_scanner, cues, form_names
from meta87.language.entity import PARTICIPANTS, QUANTITY

_REMEMBERED = 1024  # lead-ins: one stands before all items of its list
_MOST = 2  # entities of one label that count
_HEADING = 13  # words that a heading hardly reaches
_SHORT = 20  # words from which on a passage is not short
_LONG = 60  # words from which on it is as long as can be


def kind_signals(passage: Passage) -> list[Signal]:
    """Give the cues that the passage holds and the combinations that decide."""
    own = [
        *(Signal(name, 1.0, shown) for name, shown in _cues(passage)),
        *(_told(name, value) for name, value in _form(passage).items() if value),
        *_entities(passage),
    ]
    return [
        *own,
        *_of_lead(lead_in(passage.context)),
        *_combined({signal.name for signal in own}),
    ]


@lru_cache(maxsize=_REMEMBERED)
def _of_lead(lead: str) -> tuple[Signal, ...]:
    return tuple(Signal(f"lead:{name}", 1.0, shown) for name, shown in _cues(Passage(lead)))


def _entities(passage: Passage) -> Iterator[Signal]:
    """Tell what is dated and counted, and counts of sessions and of time from what was reached."""
    found: dict[str, list[str]] = {}
    for entity in passage.entities:
        name = entity.label.lower()
        found.setdefault(name, []).append(entity.text)
        if entity.label == QUANTITY:
            events = UNREACHED.search(fold(entity.text))
            found.setdefault(f"{name}-{'events' if events else 'reached'}", []).append(entity.text)
    for name in ("date", "participants", "quantity", "quantity-events", "quantity-reached"):
        if texts := found.get(name):
            yield Signal(name, min(len(texts), _MOST), texts[0])
    if QUANTITY.lower() in found and PARTICIPANTS.lower() not in found:
        yield _told("only-quantity", 1.0)


def _combined(names: set[str]) -> Iterator[Signal]:
    for name, rule in combinations().items():
        if names & rule.any and (names & rule.with_ or not rule.with_) and not names & rule.without:
            yield Signal(name, 1.0, rule.spanish)


def _told(name: str, value: float) -> Signal:
    return Signal(name, value, form_names().get(name, ""))


def _cues(passage: Passage) -> Iterator[tuple[str, str]]:
    found: dict[str, re.Match[str]] = {}
    for accents in (False, True):
        found |= cue_scanner(accents=accents).first(mask(passage, accents=accents))
    for name in cues():
        if match := found.get(name):
            yield name, passage.text[match.start() : match.end()]


def _form(passage: Passage) -> dict[str, float]:
    text = passage.text.strip()
    words = len(text.split())
    verb = bool(FINITE.search(lower(text)))
    heading = not verb and words < _HEADING and not text.endswith((".", ";"))
    return {
        "colon": float(text.endswith(":")),
        "bare-link": float(is_bare_link(text)),
        "digits": float(any(map(str.isdigit, text))),
        "no-verb": float(not verb),
        "heading": float(heading),
        "short": max(0.0, 1 - words / _SHORT),
        "long": min(1.0, words / _LONG),
        "item": float(bool(ITEM.match(text))),
        "after-lead": float(passage.context.rstrip().endswith(":")),
    }
