"""What speaks for each theme of a passage: word lists, and what it inherits.

The names of the signals are the same for every theme, so that what makes a passage inherit one is
learnt from all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress

from meta87.classification.labels import THEMES, Passage, Theme
from meta87.classification.opinions import DECAY, MARKS
from meta87.classification.patterns import ANAPHOR, ITEM, URL
from meta87.classification.signal import Signal
from meta87.classification.text import is_bare_link, lead_in, readable
from meta87.classification.theme_words import inherited_themes, theme_hints, theme_words


def theme_signals(passage: Passage, marks: Sequence[str]) -> dict[Theme, tuple[Signal, ...]]:
    """Give what speaks for and against each theme.

    Args:
        passage: the passage.
        marks: as `marks_of` gives them.
    """
    listed = _listed(passage, marks)
    return {theme: (Signal(f"is:{theme}", 1.0), *listed[theme]) for theme in THEMES}


def marks_of(passage: Passage) -> tuple[str, ...]:
    """Name which of `MARKS` hold."""
    plain = readable(passage.text)
    holds = (
        True,
        bool(ANAPHOR.search(plain)),
        bool(ITEM.match(passage.text)),
        bool(URL.search(passage.text)),
        is_bare_link(passage.text),
        passage.context.rstrip().endswith(":"),
    )
    return tuple(compress(MARKS, holds))


def _listed(passage: Passage, marks: Sequence[str]) -> dict[Theme, list[Signal]]:
    """Give what the word lists say of each theme."""
    own, lead = theme_words(passage.text), theme_words(lead_in(passage.context))
    before, distance = inherited_themes(passage.context)
    found: dict[Theme, list[Signal]] = {theme: [] for theme in THEMES}
    for theme in THEMES if own else ():
        name = "own" if theme in own else "other"
        found[theme].append(Signal(name, 1.0, own.get(theme, "")))
    for name, themes in (("lead", lead), ("hint", theme_hints(passage.text))):
        for theme, shown in themes.items():
            found[theme].append(Signal(name, 1.0, shown))
    for theme, shown in before.items():
        if own:
            found[theme].append(Signal("beside", 1.0, shown))
        else:
            found[theme] += _inherited(shown, distance, len(before), marks)
    return found


def _inherited(shown: str, distance: int, themes: int, marks: Sequence[str]) -> Iterator[Signal]:
    """Tell of a theme that the context has and the passage has not."""
    weight = DECAY ** (distance - 1)
    for mark in (*marks, *(("-near",) if distance == 1 else ()), f"-of-{themes}"):
        yield Signal(f"inherited{mark}", weight, shown)
