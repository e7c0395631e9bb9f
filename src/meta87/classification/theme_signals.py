"""What the theme word lists say of a passage and of what stands before it."""

from __future__ import annotations

from meta87.classification.labels import Passage, Theme
from meta87.classification.patterns import ANAPHOR, ITEM
from meta87.classification.signal import Signal, lead_in
from meta87.classification.text import blank, readable, sentences
from meta87.classification.wordlists import theme_lists

_DECAY = 0.8  # of what is inherited, for each sentence further back


def theme_words(text: str) -> dict[Theme, str]:
    """Give the themes that the words of a text give, each with the first of those words."""
    plain = readable(text)
    found: dict[Theme, str] = {}
    for theme, words in theme_lists().items():
        if match := words.words.search(blank(plain, words.names)):
            found[theme] = text[match.start() : match.end()]
    return found


def inherited_themes(context: str) -> tuple[dict[Theme, str], int]:
    """Give the themes of the nearest sentence of the context that has any, and how far it is."""
    for distance, sentence in enumerate(reversed(sentences(context)), start=1):
        if found := theme_words(sentence):
            return found, distance
    return {}, 0


def listed_themes(passage: Passage) -> set[Theme]:
    """Give the themes by the word lists alone: the passage's own, else those it inherits."""
    return set(theme_words(passage.text) or inherited_themes(passage.context)[0])


def theme_signals(passage: Passage) -> list[Signal]:
    """Give the passage's own themes, those of its context and lead-in, and hints of them."""
    own = theme_words(passage.text)
    lead = theme_words(lead_in(passage.context))
    signals = [Signal(f"own:{theme}", 1.0, shown) for theme, shown in own.items()]
    signals += _beside(passage) if own else _inherited(passage)
    signals += [Signal(f"lead:{theme}", 1.0, shown) for theme, shown in lead.items()]
    return signals + _hints(passage.text)


def _beside(passage: Passage) -> list[Signal]:
    themes, _ = inherited_themes(passage.context)
    return [Signal(f"beside:{theme}", 1.0, shown) for theme, shown in themes.items()]


def _inherited(passage: Passage) -> list[Signal]:
    themes, distance = inherited_themes(passage.context)
    weight = _DECAY ** (distance - 1)
    marks = {
        "": True,
        "-anaphor": bool(ANAPHOR.search(readable(passage.text))),
        "-item": bool(ITEM.match(passage.text)),
        "-near": distance == 1,
    }
    return [
        Signal(f"inherited{mark}:{theme}", weight, shown)
        for theme, shown in themes.items()
        for mark, holds in marks.items()
        if holds
    ]


def _hints(text: str) -> list[Signal]:
    plain = readable(text)
    return [
        Signal(f"hint:{theme}", 1.0, text[match.start() : match.end()])
        for theme, words in theme_lists().items()
        if (match := words.hints.search(plain))
    ]
