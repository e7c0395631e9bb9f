"""What a text reports as done, and what as still to come, by the endings of its verbs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from meta87.rules.words import Span, as_written, find, find_all

REACH = 200  # characters before a verb that may make its clause a subordinate one
NEAR = 15  # characters before a noun, with the word that it belongs to
PAST, PRESENT = as_written("past"), as_written("present")
FUTURE, CONDITIONAL = as_written("future"), as_written("conditional")
PLAIN_FUTURE, ACCENTED = as_written("plain_future"), as_written("accented")
STATE = as_written("state")
BESIDE, NEAR_BESIDE = as_written("beside"), as_written("near_beside")
SUBORDINATE = as_written("subordinate")
NOUN, NOUN_BESIDE = as_written("noun"), as_written("noun_beside")


def verbs(text: str, *path: str) -> Iterator[Span]:
    """Yields the spans of the entries of a list of verbs in a text, in order.

    A noun or an adjective may be written like a verb without its accent: "el Ministerio Público",
    "perspectiva de género", "el retiro". A text without any accent leaves it to the word before.
    """
    accented = ACCENTED.search(text) is not None
    for start, end in find_all(text, *path):
        noun = NOUN.fullmatch(text, start, end)
        if not (noun and (accented or NOUN_BESIDE.search(text[max(0, start - NEAR) : start]))):
            yield start, end


def past(text: str) -> Span | None:
    """Returns the first words of a text that report something as done, or None."""
    return next(iter(pasts(text)), None)


def main_past(text: str) -> Span | None:
    """Returns the first words of a main clause that report something as done, or None."""
    return in_main_clause(text, pasts(text), BESIDE)


def pasts(text: str) -> list[Span]:
    """Returns all words of a text that report something as done, in order."""
    return sorted({*verbs(text, "plans", "done"), *(verb.span() for verb in PAST.finditer(text))})


def future(text: str) -> Span | None:
    """Returns the first words of a text that state something in the future, or None.

    A text whose first verb in the future describes a future state plans nothing.
    """
    return _no_state(text, find(text, "plans", "future"), _first_future(text))


def main_future(text: str) -> Span | None:
    """Returns the first such words that are in a main clause, or None."""
    words = in_main_clause(text, find_all(text, "plans", "future"))
    return _no_state(text, words, in_main_clause(text, _futures(text)))


def in_main_clause(
    text: str, spans: Iterable[Span], beside: re.Pattern[str] = NEAR_BESIDE
) -> Span | None:
    """Returns the first of some words that are in a main clause, or None."""
    for span in spans:
        before = text[max(0, span[0] - REACH) : span[0]].lower()
        clause = beside.search(before)
        if clause is None or clause["said"]:
            return span
    return None


def is_subordinate(text: str, offset: int) -> bool:
    """Returns whether the words at an offset belong to a subordinate clause."""
    return SUBORDINATE.search(text[max(0, offset - REACH) : offset].lower()) is not None


def _no_state(text: str, words: Span | None, verb: Span | None) -> Span | None:
    """Returns the first of some words and a verb, unless the verb describes a state or today."""
    if verb and (STATE.match(text, verb[0]) or PRESENT.match(text, verb[0])):
        verb = None
    return min(filter(None, (words, verb)), default=None)


def _futures(text: str) -> list[Span]:
    """Returns the verbs in the future or conditional, which only accents set apart."""
    text = text.lower() if text.isupper() else text
    if not ACCENTED.search(text):
        return [verb.span() for verb in PLAIN_FUTURE.finditer(text)]
    return sorted(verb.span() for form in (FUTURE, CONDITIONAL) for verb in form.finditer(text))


def _first_future(text: str) -> Span | None:
    """Returns the first verb in the future; without accents, the first in a main clause."""
    text = text.lower() if text.isupper() else text
    if ACCENTED.search(text):
        found = FUTURE.search(text)
        return found and found.span()
    verbs = (verb.span() for verb in PLAIN_FUTURE.finditer(text))
    return next((verb for verb in verbs if not is_subordinate(text, verb[0])), None)
