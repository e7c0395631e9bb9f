"""What speaks for each theme of a passage: word lists, what it inherits, the encoder's say.

The names of the signals are the same for every theme, so that what makes a passage inherit one is
learnt from all of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from meta87.classification.labels import THEMES, Passage, Theme
from meta87.classification.patterns import ANAPHOR, ITEM, URL
from meta87.classification.said import Said
from meta87.classification.signal import Signal, log_odds
from meta87.classification.text import is_bare_link, lead_in, readable
from meta87.classification.theme_words import inherited_themes, theme_hints, theme_words

_DECAY = 0.8  # of what is inherited, for each sentence further back


def theme_signals(passage: Passage, said: Said | None = None) -> dict[Theme, tuple[Signal, ...]]:
    """Give what speaks for and against each theme.

    Args:
        passage: the passage.
        said: what the encoder says of it and of what stands before; None to go without.
    """
    marks = _marks(passage)
    listed = _listed(passage, marks)
    return {
        theme: (
            Signal(f"is:{theme}", 1.0),
            *listed[theme],
            *(_opinions(theme, said, marks) if said else ()),
        )
        for theme in THEMES
    }


def _marks(passage: Passage) -> tuple[str, ...]:
    """Name what in a passage's form says whether it goes on about what stands before it."""
    plain = readable(passage.text)
    marks = {
        "": True,
        "-anaphor": bool(ANAPHOR.search(plain)),
        "-item": bool(ITEM.match(passage.text)),
        "-link": bool(URL.search(passage.text)),
        "-bare-link": is_bare_link(passage.text),
        "-led": passage.context.rstrip().endswith(":"),
    }
    return tuple(mark for mark, holds in marks.items() if holds)


def _listed(passage: Passage, marks: tuple[str, ...]) -> dict[Theme, list[Signal]]:
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


def _inherited(shown: str, distance: int, themes: int, marks: tuple[str, ...]) -> Iterator[Signal]:
    """Tell of a theme that the context has and the passage has not."""
    weight = _DECAY ** (distance - 1)
    for mark in (*marks, *(("-near",) if distance == 1 else ()), f"-of-{themes}"):
        yield Signal(f"inherited{mark}", weight, shown)


def _opinions(theme: Theme, said: Said, marks: tuple[str, ...]) -> Iterator[Signal]:
    """Give the encoder's say on a theme, and what it says of the sentences before."""
    own = said.own.themes[theme]
    silent = 1 - max(said.own.themes.values())
    yield Signal("meaning", own)
    yield Signal("meaning-odds", log_odds(own))
    yield Signal("meaning-silent", silent)
    yield Signal("meaning-inside", said.inside.themes[theme])
    yield Signal("meaning-inside-odds", log_odds(said.inside.themes[theme]))
    for distance, opinion in enumerate(said.near, start=1):
        yield Signal(f"meaning-near-{distance}", opinion.themes[theme])
        yield Signal(f"meaning-near-{distance}-silent", opinion.themes[theme] * silent)
    nearest = max((o.themes[theme] * _DECAY**i for i, o in enumerate(said.near)), default=0.0)
    for mark in marks:
        yield Signal(f"meaning-before{mark}", nearest)
        yield Signal(f"meaning-before{mark}-silent", nearest * silent)
    for kind, probability in said.own.kind.items():
        yield Signal(f"meaning-before-{kind}", probability * nearest)
    if said.lead:
        yield Signal("meaning-lead", said.lead.themes[theme])
        yield Signal("meaning-lead-silent", said.lead.themes[theme] * silent)
