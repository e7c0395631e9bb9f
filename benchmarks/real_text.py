"""What real passages teach: linear heads on a frozen encoder, measured on real dev.

    python benchmarks/real_text.py table    # synthetic alone, real alone, both; by genre, by source
    python benchmarks/real_text.py curve    # 250, 500, 1,000, 2,000 and all real passages
    python benchmarks/real_text.py writers  # what each writer's passages bring

It needs ``build/pool.jsonl``, the texts that ``corpus/real`` points to, as ``corpus/README.md``
tells to write it, and ``../shared`` for the encoder, which is not tuned. A passage is two vectors,
its own and that of what stands right before it. Heads are scikit-learn's `LogisticRegression`; a
rarer kind weighs a little more, and a real passage ``REAL_WEIGHT`` times a synthetic one. Both, and
the regularization, were chosen on dev. Intervals are 95 % bootstrap intervals over pages. The first
run encodes the texts of all passages, half an hour or more on two cores;
``build/frozen-vectors.npz`` keeps the vectors.
"""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from figures import require_data
from frozen import FrozenEncoder, before
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from meta87.classification.labels import KINDS, THEMES
from meta87.corpus.files import corpus_records
from meta87.corpus.pointers import join
from meta87.corpus.schema import Record
from meta87.training.evaluate import (
    Tagged,
    kind_counts,
    macro_f1,
    measured,
    micro_f1,
    theme_counts,
)

CORPUS = Path(__file__).parents[1] / "corpus"
POOL = CORPUS.parent / "build/pool.jsonl"
LEARNT = {"train", "heads"}  # the encoder is frozen, so heads learn from both
SIZES = (250, 500, 1000, 2000, 10**6)
REAL_WEIGHT = 10.0
SEEDS = (1, 2, 3)
_SCALE = 6.0  # E5 vectors lie close together: centred, then scaled
_C = 0.1
_HALF = 0.5

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Passages:
    """Annotated passages with their vectors, ``[n, 768]``."""

    records: list[Record]
    vectors: Matrix

    def where(self, holds: Callable[[Record], bool]) -> Passages:
        """Returns the passages of which something holds."""
        kept = [i for i, record in enumerate(self.records) if holds(record)]
        return Passages([self.records[i] for i in kept], self.vectors[kept])

    def __add__(self, other: Passages) -> Passages:
        return Passages(self.records + other.records, np.vstack([self.vectors, other.vectors]))


class LinearHeads:
    """Logistic regressions for the kind and for each theme, over centred vectors.

    Args:
        passages: to train on.
        weights: of each passage.
        start: heads whose centre is kept and whose coefficients the search starts from.
    """

    def __init__(
        self, passages: Passages, weights: Matrix, start: LinearHeads | None = None
    ) -> None:
        self._mean = start._mean if start else passages.vectors.mean(axis=0)
        rows = self._scaled(passages.vectors)
        kind, *themes = deepcopy(start.regressions) if start else _regressions()
        self._kind = kind.fit(rows, [r.kind for r in passages.records], weights)
        self._themes = [
            head.fit(rows, [theme in r.themes for r in passages.records], weights)
            for head, theme in zip(themes, THEMES, strict=True)
        ]

    @property
    def regressions(self) -> list[LogisticRegression]:
        """The head of the kind, then those of the themes."""
        return [self._kind, *self._themes]

    def kinds(self, vectors: Matrix) -> Matrix:
        """Returns the probability of each kind, ``[n, 3]``."""
        places = [list(self._kind.classes_).index(kind) for kind in KINDS]
        return np.asarray(self._kind.predict_proba(self._scaled(vectors))[:, places])

    def themes(self, vectors: Matrix) -> Matrix:
        """Returns the probability of each theme, ``[n, 4]``."""
        rows = self._scaled(vectors)
        return np.stack([head.predict_proba(rows)[:, 1] for head in self._themes], axis=1)

    def tag(self, vectors: Matrix) -> list[Tagged]:
        """Returns the labels of passages, themes from one half on."""
        kinds, themes = self.kinds(vectors).argmax(axis=1), self.themes(vectors) >= _HALF
        return [
            Tagged(tuple(t for t, has in zip(THEMES, row, strict=True) if has), KINDS[kind])
            for kind, row in zip(kinds, themes, strict=True)
        ]

    def _scaled(self, vectors: Matrix) -> Matrix:
        return (vectors - self._mean) * _SCALE


def load() -> tuple[Passages, Passages, Passages]:
    """Returns the synthetic passages to learn from, then the real ones, then those of dev."""
    require_data()
    if not POOL.is_file():
        sys.exit(f"There is no {POOL}: corpus/README.md tells how to write it.")
    joined = join(sorted((CORPUS / "real").glob("*.jsonl")), POOL)
    if joined.faults:
        sys.exit(
            f"{len(joined.faults)} labels do not match the pool: meta87 corpus join tells which."
        )
    encoder = FrozenEncoder()
    parts = (corpus_records([CORPUS]), LEARNT), (joined.records, LEARNT), (joined.records, {"dev"})
    learnt, train, dev = (
        encoded(records, encoder).where(lambda r, of=splits: r.split in of)
        for records, splits in parts
    )
    return learnt, train, dev


def encoded(records: Sequence[Record], encoder: FrozenEncoder) -> Passages:
    """Returns passages with the vectors of each and of what stands right before it."""
    texts = [record.text for record in records]
    vectors = np.hstack([encoder.vectors(texts), encoder.vectors(before(records))])
    return Passages(list(records), vectors)


def heads_of(synthetic: Passages, real: Passages, start: LinearHeads | None = None) -> LinearHeads:
    """Returns heads trained on both, either of which may be empty."""
    weights = np.concatenate([balance(synthetic.records), REAL_WEIGHT * balance(real.records)])
    return LinearHeads(synthetic + real, weights, start)


def balance(records: Sequence[Record]) -> Matrix:
    """Returns a weight for each passage: the root of how rare its kind is among them."""
    kinds = Counter(record.kind for record in records)
    shares = [len(records) / (len(KINDS) * kinds[record.kind]) for record in records]
    return np.sqrt(np.array(shares, dtype=np.float32))


def figures(gold: Sequence[Record], tagged: Sequence[Tagged]) -> str:
    """Returns themes micro-F1 and kind macro-F1 with intervals over pages."""
    shown = []
    for measure, counts in (
        (micro_f1, theme_counts(gold, tagged)),
        (macro_f1, kind_counts(gold, tagged)),
    ):
        found = measured(measure, _by_page(gold, counts))
        shown.append(
            "–" if not found else "{f1:.3f} [{interval[0]:.3f}, {interval[1]:.3f}]".format(**found)
        )
    return "   ".join(shown)


def difference(gold: Sequence[Record], better: Sequence[Tagged], worse: Sequence[Tagged]) -> str:
    """Returns the difference of two kind macro-F1, with its interval over pages drawn alike."""
    sides = [_by_page(gold, kind_counts(gold, tagged)) for tagged in (better, worse)]
    n = len(sides[0])
    often = np.random.default_rng(87).multinomial(n, [1 / n] * n, 2000)
    plain, *drawn = (
        np.subtract(*(macro_f1(np.tensordot(each, side, axes=1)) for side in sides))
        for each in (np.ones(n), *often)
    )
    low, high = np.percentile(drawn, (2.5, 97.5))
    return f"{plain:+.3f} [{low:+.3f}, {high:+.3f}]"


def _by_page(records: Sequence[Record], counts: Matrix) -> Matrix:
    """Returns the counts of passages added up by page."""
    return np.stack([counts[places].sum(axis=0) for places in _pages(records)])


def _pages(records: Sequence[Record]) -> list[list[int]]:
    """Returns the places of the passages of each page."""
    pages: dict[str, list[int]] = defaultdict(list)
    for place, record in enumerate(records):
        pages[record.report].append(place)
    return list(pages.values())


def table() -> None:
    """Prints themes and kind of each way to train, on all of real dev and its parts."""
    learnt, train, dev = load()
    nothing = train.where(lambda _: False)
    # Than the writers who imitate real genres.
    older = learnt.where(lambda r: r.speech_acts is None)
    ways = {
        "older": heads_of(older, nothing),
        "synthetic": heads_of(learnt, nothing),
        "real": heads_of(nothing, train),
        "both": heads_of(learnt, train),
    }
    seen = {_field(r, "source") for r in train.records}
    parts: dict[str, Callable[[Record], bool]] = {
        "all": lambda _: True,
        "sources in train": lambda r: _field(r, "source") in seen,
        "sources not in train": lambda r: _field(r, "source") not in seen,
    }
    for name in ("genre", "source"):
        for value in sorted({_field(r, name) for r in dev.records}):
            parts[f"{name}: {value}"] = lambda r, n=name, v=value: _field(r, n) == v
    for part, holds in parts.items():
        some = dev.where(holds)
        sys.stdout.write(f"{part} ({len(some.records)})\n")
        for way, heads in ways.items():
            sys.stdout.write(f"  {way:10} {figures(some.records, heads.tag(some.vectors))}\n")
    for way in ("older", "synthetic"):
        gain = difference(dev.records, *(ways[w].tag(dev.vectors) for w in ("both", way)))
        sys.stdout.write(f"kind, both less {way}: {gain}\n")


def curve() -> None:
    """Prints a row a number of real passages: real alone, and beside the synthetic ones."""
    learnt, train, dev = load()
    nothing = train.where(lambda _: False)
    for size in SIZES:
        for name, others in (("real", nothing), ("both", learnt)):
            rows = []
            for seed in SEEDS if size < len(train.records) else SEEDS[:1]:
                pages = _draw(train.records, size, seed)
                some = train.where(lambda r, p=pages: r.report in p)
                tagged = heads_of(others, some).tag(dev.vectors)
                rows.append(_plain(dev.records, tagged))
            themes, kind = np.mean(rows, axis=0)
            used = min(size, len(train.records))
            sys.stdout.write(f"{used:>6} {name:5} themes {themes:.3f} kind {kind:.3f}\n")


def writers() -> None:
    """Prints what leaving each writer out changes on real dev, in log loss, the worst first.

    A writer whose absence lowers the loss of the kind or of the themes teaches what real text does
    not bear out. Every training holds the real train passages too.
    """
    learnt, train, dev = load()
    heads = heads_of(learnt, train)
    whole = _losses(heads, dev)
    rows = []
    for writer in sorted({str(r.writer) for r in learnt.records}):
        others = learnt.where(lambda r, w=writer: r.writer != w)
        change = _losses(heads_of(others, train, heads), dev) - whole
        bounds = _interval(change, dev.records)
        n = len(learnt.records) - len(others.records)
        rows.append((change.mean(axis=0).sum(), writer, n, change.mean(axis=0), bounds))
        sys.stderr.write(".")
        sys.stderr.flush()
    sys.stderr.write("\n")
    for _, writer, n, (kind, themes), (low, high) in sorted(rows, key=lambda row: row[0]):
        sys.stdout.write(
            f"{writer:18} {n:5}  kind {1000 * kind:+6.2f} [{1000 * low:+6.2f}, {1000 * high:+6.2f}]"
            f"  themes {1000 * themes:+6.2f}\n"
        )


def _losses(heads: LinearHeads, gold: Passages) -> Matrix:
    """Returns the log loss of each passage's kind and themes, ``[n, 2]``."""
    kinds, themes = heads.kinds(gold.vectors), heads.themes(gold.vectors)
    rows = np.arange(len(gold.records))
    right = kinds[rows, [KINDS.index(r.kind) for r in gold.records]]
    has = np.array([[theme in r.themes for theme in THEMES] for r in gold.records])
    given = np.where(has, themes, 1 - themes).clip(1e-6)
    return np.stack([-np.log(right.clip(1e-6)), -np.log(given).sum(axis=1)], axis=1)


def _interval(change: Matrix, records: Sequence[Record]) -> tuple[float, float]:
    """Returns the 95 % bootstrap interval over pages of the change of the kind's loss."""
    sums = np.array([[change[p, 0].sum(), len(p)] for p in _pages(records)])
    draws = np.random.default_rng(87).integers(0, len(sums), (1000, len(sums)))
    totals = sums[draws].sum(axis=1)
    low, high = np.percentile(totals[:, 0] / totals[:, 1], (2.5, 97.5))
    return float(low), float(high)


def _plain(gold: Sequence[Record], tagged: Sequence[Tagged]) -> tuple[float, float]:
    themes, kinds = theme_counts(gold, tagged), kind_counts(gold, tagged)
    return float(micro_f1(themes.sum(axis=0))), float(macro_f1(kinds.sum(axis=0)))


def _draw(records: Iterable[Record], size: int, seed: int) -> set[str]:
    """Returns pages drawn at random until they hold so many passages."""
    sizes: dict[str, int] = defaultdict(int)
    for record in records:
        sizes[record.report] += 1
    pages = sorted(sizes)
    random.Random(seed).shuffle(pages)  # noqa: S311  a draw, no secret
    drawn: set[str] = set()
    for page in pages:
        if sum(sizes[p] for p in drawn) >= size:
            break
        drawn.add(page)
    return drawn


def _field(record: Record, name: str) -> str:
    return str(getattr(record, name, "") or "")


def _regressions() -> list[LogisticRegression]:
    """Returns untrained heads, of the kind and of each theme."""
    return [LogisticRegression(C=_C, max_iter=200, warm_start=True) for _ in ("kind", *THEMES)]


if __name__ == "__main__":
    WAYS = {"table": table, "curve": curve, "writers": writers}
    if len(sys.argv) != 2 or sys.argv[1] not in WAYS:  # noqa: PLR2004
        sys.exit(f"Say what to print: {', '.join(WAYS)}.")
    WAYS[sys.argv[1]]()
