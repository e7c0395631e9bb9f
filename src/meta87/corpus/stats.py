"""What a corpus holds, in counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import median, quantiles
from typing import Any

from meta87.classify.labels import KINDS, THEMES
from meta87.corpus.schema import Record
from meta87.corpus.splits import Split

NUMBERS = ("none", "one", "two_or_more")  # of themes
_TENTHS = 10


@dataclass(frozen=True, slots=True)
class Stats:
    """The counts of a corpus, of passages where nothing else is said."""

    passages: int
    reports: int
    answers: int  # where they are named
    splits: dict[str, int]
    writers: dict[str, int]
    countries: dict[str, int]
    years: dict[str, int]
    kinds: dict[str, int]
    themes: dict[str, int]
    themes_each: dict[str, int]  # with no theme, with one, with two or more
    words: dict[str, float]  # of a passage: their median and ninth decile
    with_entities: int
    entities: dict[str, int]  # annotated ones, by label
    phenomena: dict[str, int]  # what makes a passage hard
    pairs: int

    def record(self) -> dict[str, Any]:
        """Returns the counts as in the JSON."""
        return asdict(self)


def corpus_stats(records: Sequence[Record]) -> Stats:
    """Counts the passages and labels of a corpus, which has at least one passage."""
    lengths = [len(r.text.split()) for r in records]
    deciles = quantiles([*lengths, *lengths], n=_TENTHS, method="inclusive")
    return Stats(
        passages=len(records),
        reports=len({record.report for record in records}),
        answers=len({(r.report, r.answer) for r in records if r.answer is not None}),
        splits=_counts((r.split for r in records), Split),
        writers=_counts(r.writer for r in records),
        countries=_counts(r.country for r in records),
        years=dict(sorted(_counts(r.year for r in records).items())),
        kinds=_counts((r.kind for r in records), KINDS),
        themes=_counts((theme for r in records for theme in r.themes), THEMES),
        themes_each=_counts((NUMBERS[min(len(r.themes), 2)] for r in records), NUMBERS),
        words={"median": float(median(lengths)), "p90": round(deciles[-1], 1)},
        with_entities=sum(r.entities is not None for r in records),
        entities=_counts(e.label for r in records for e in r.entities or ()),
        phenomena=_counts(phenomenon for r in records for phenomenon in r.phenomena),
        pairs=len({record.pair for record in records} - {None}),
    )


def _counts(values: Iterable[object], order: Iterable[str] = ()) -> dict[str, int]:
    """Counts values, in the order given, then the most frequent first; None is counted as ""."""
    counts = Counter("" if value is None else str(value) for value in values)
    return {value: counts[value] for value in (*order, *dict(counts.most_common()))}
