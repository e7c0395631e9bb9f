"""Fits how likely two claims report one fact, for ``meta87.rules.repeats``.

``python tools/build_repeats/build.py`` tags the forms of ``corpus/findings/dev`` and writes
``src/meta87/rules/repeats.json``: logistic regression over the features of a pair of claims and
their products. A pair is positive where the form has a fault CON001 or CON002 there; the pairs of
sentences of ``contrast.txt`` count more. It prints what
cross-validation over forms finds of these faults, by probability; ``LIKELY`` of
``meta87.rules.repeats`` is chosen by it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.fuzz import partial_ratio
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

from meta87 import load_model
from meta87.classify.tagged import TaggedPassage, TaggedReport
from meta87.form.folding import fold
from meta87.pipeline import Tagger, Text, open_report
from meta87.reading.document import Block, BlockKind
from meta87.rules.analysis import PassageAnalysis
from meta87.rules.answers import analyse
from meta87.rules.claim import Claim, differing, numbers_of
from meta87.rules.repeats import DATA, compared

ROOT = Path(__file__).parents[2]
FORMS = ROOT / "corpus/findings/dev"
CONTRAST, WEIGHT = Path(__file__).with_name("contrast.txt"), 4
CODES = {"CON001", "CON002"}
ALIKE = 85  # of 100: words of a fault are those of a claim
FOLDS, DIGITS, YEAR = 10, 7, 2024

Pair = tuple[int, int]
Rows = NDArray[np.float64]


@dataclass(frozen=True)
class Pairs:
    """The pairs of claims of some forms, and which of them are faults."""

    rows: Rows
    faulty: NDArray[np.bool_]
    forms: list[str]

    def beside(self, other: Pairs) -> Pairs:
        """Returns these pairs and others."""
        rows = np.concatenate([self.rows, other.rows])
        return Pairs(rows, np.append(self.faulty, other.faulty), self.forms + other.forms)


def main() -> None:
    """Writes the coefficients."""
    tagger = Tagger(load_model())
    told = {path.stem: tagger.report(open_report(path)) for path in sorted(FORMS.glob("*.docx"))}
    pairs, contrast = pairs_of(told), contrast_of(tagger)
    likely = out_of_fold(pairs, contrast)
    precision = average_precision_score(pairs.faulty, likely)
    wanted = pairs.faulty.sum()
    sys.stdout.write(f"{wanted} of {len(pairs.rows)}; average {precision:.3f}\n")
    for least in (0.2, 0.3, 0.4, 0.5, 0.6):
        right, found = (pairs.faulty & (likely >= least)).sum(), (likely >= least).sum()
        sys.stdout.write(f"{least}: precision {right / found:.2f} recall {right / wanted:.2f}\n")
    rows = pairs.beside(contrast).rows
    curve = json.dumps(curve_of(fitted(pairs, contrast), rows), separators=(",", ":"))
    (ROOT / "src/meta87/rules" / DATA).write_text(curve.replace("],", "],\n") + "\n", "utf8")


def out_of_fold(pairs: Pairs, contrast: Pairs) -> Rows:
    """Returns the probability of each pair by a curve that has not seen its form."""
    likely = np.zeros(len(pairs.rows))
    for learnt, left in GroupKFold(FOLDS).split(pairs.rows, groups=pairs.forms):
        some = Pairs(pairs.rows[learnt], pairs.faulty[learnt], [])
        likely[left] = fitted(some, contrast).predict_proba(pairs.rows[left])[:, 1]
    return likely


def fitted(pairs: Pairs, contrast: Pairs) -> Pipeline:
    """Returns a curve fitted on pairs of forms and, each counted `WEIGHT` times, on contrasts."""
    every = pairs.beside(contrast)
    weights = np.repeat([1, WEIGHT], [len(pairs.rows), len(contrast.rows)])
    squares = PolynomialFeatures(2, include_bias=False)
    regression = LogisticRegression(max_iter=5_000)
    model = make_pipeline(StandardScaler(), squares, StandardScaler(), regression)
    return model.fit(every.rows, every.faulty, logisticregression__sample_weight=weights)


def contrast_of(tagger: Tagger) -> Pairs:
    """Returns the pairs of `CONTRAST` that share enough to be compared."""
    rows: list[list[float]] = []
    faulty: list[bool] = []
    for line in CONTRAST.read_text("utf8").splitlines():
        if not line.startswith("#"):
            kind, *texts = line.split(" | ")
            found = compared([_claim(text, n, tagger) for n, text in enumerate(texts)])[1]
            rows += found
            faulty += [kind == "same"] * len(found)
    return Pairs(np.array(rows), np.array(faulty), [""] * len(rows))


def _claim(text: str, number: int, tagger: Tagger) -> Claim:
    """Returns a sentence as the claim of an answer of its own."""
    ((predicted, entities),) = tagger.texts([Text(text, year=YEAR)])
    block = Block(BlockKind.PARAGRAPH, text, ())
    passage = TaggedPassage(block, 0, 0, 0, len(text), "", entities, predicted)
    return Claim(str(number), "", PassageAnalysis(passage), numbers_of(text))


def pairs_of(told: dict[str, TaggedReport]) -> Pairs:
    """Returns the pairs of claims of tagged forms, by their names.

    A claim that repeats another may repeat a third, which no label says: such pairs are left out.
    """
    rows: list[list[float]] = []
    faulty: list[bool] = []
    forms: list[str] = []
    for form, report in told.items():
        claims = analyse(report).claims
        pairs, features = _reported(claims)
        wrong = set(_faulty(claims, pairs, features, FORMS / f"{form}.jsonl"))
        known = {claim for n in wrong for claim in pairs[n]}
        kept = [n for n, pair in enumerate(pairs) if n in wrong or known.isdisjoint(pair)]
        rows += [features[n] for n in kept]
        faulty += [n in wrong for n in kept]
        forms += [form] * len(kept)
    return Pairs(np.array(rows), np.array(faulty), forms)


def _reported(claims: Sequence[Claim]) -> tuple[list[Pair], list[list[float]]]:
    """Returns the pairs that would be faults if they reported one fact, with their features.

    A highlight repeats other answers by its nature: it is none unless its figures differ.
    """
    kept = [
        (pair, row)
        for pair, row in zip(*compared(claims), strict=True)
        if claims[pair[1]].asks != "highlights" or differing(claims[pair[0]], claims[pair[1]])
    ]
    return [pair for pair, _ in kept], [row for _, row in kept]


def _faulty(
    claims: Sequence[Claim], pairs: Sequence[Pair], rows: Sequence[Sequence[float]], labels: Path
) -> Iterator[int]:
    """Yields the pair of each fault: of those with its words, the one that shares most."""
    for fault in _faults(labels):
        words = fold(fault["words"] or "").text
        told = {
            n
            for n, claim in enumerate(claims)
            if claim.question in fault["places"]
            and partial_ratio(words, fold(claim.passage.text).text) >= ALIKE
        }
        here = [n for n, pair in enumerate(pairs) if told.intersection(pair)]
        both = [n for n in here if {claims[c].question for c in pairs[n]} == fault["places"]]
        if here:
            yield max(both or here, key=lambda n: rows[n][0] + rows[n][8] / 100)


def _faults(labels: Path) -> Iterator[dict[str, Any]]:
    for answer in map(json.loads, labels.read_text("utf8").splitlines()):
        for fault in answer["expected"]:
            places = {answer["question"], fault.get("or_question", answer["question"])}
            if fault["code"] in CODES:
                yield {**fault, "places": places}


def curve_of(model: Pipeline, rows: Rows) -> dict[str, list[Any]]:
    """Returns the coefficients as ``repeats`` reads them: of scaled features and their products."""
    scaler, squares, scaler_of_squares, regression = (step for _, step in model.steps)
    weights = regression.coef_[0] / scaler_of_squares.scale_
    count = rows.shape[1]
    quadratic = np.zeros((count, count))
    for powers, weight in zip(squares.powers_[count:], weights[count:], strict=True):
        first, *_, last = np.repeat(np.arange(count), powers)
        quadratic[first, last] = weight
    found = {
        "least": rows.min(axis=0),
        "most": rows.max(axis=0),
        "mean": scaler.mean_,
        "scale": scaler.scale_,
        "intercept": regression.intercept_[0] - weights @ scaler_of_squares.mean_,
        "linear": weights[:count],
        "quadratic": quadratic,
    }
    return {name: np.round(values, DIGITS).tolist() for name, values in found.items()}


if __name__ == "__main__":
    main()
