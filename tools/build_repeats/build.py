"""Fits how likely two claims report one fact, for ``meta87.rules.repeats``.

``python tools/build_repeats/build.py`` tags the forms of ``corpus/findings/dev`` and writes
``src/meta87/rules/repeats.json``: gradient-boosted trees over the features of a pair of claims,
which is positive where the form has a fault CON001 or CON002 there, and of the pairs of sentences
of ``contrast.txt``, which count more. It prints what
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
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import average_precision_score
from sklearn.model_selection import GroupKFold

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
TREES = {"n_estimators": 150, "max_depth": 4, "learning_rate": 0.06, "subsample": 0.6}
TREES |= {"min_samples_leaf": 8, "max_features": 0.5, "random_state": 0}
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
    """Writes the trees."""
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
    trees = json.dumps(nodes_of(fitted(pairs, contrast)), separators=(",", ":"))
    (ROOT / "src/meta87/rules" / DATA).write_text(trees.replace("]],", "]],\n") + "\n", "utf8")


def out_of_fold(pairs: Pairs, contrast: Pairs) -> Rows:
    """Returns the probability of each pair by trees that have not seen its form."""
    likely = np.zeros(len(pairs.rows))
    for learnt, left in GroupKFold(FOLDS).split(pairs.rows, groups=pairs.forms):
        some = Pairs(pairs.rows[learnt], pairs.faulty[learnt], [])
        likely[left] = fitted(some, contrast).predict_proba(pairs.rows[left])[:, 1]
    return likely


def fitted(pairs: Pairs, contrast: Pairs) -> GradientBoostingClassifier:
    """Returns trees fitted on pairs of forms and, each counted `WEIGHT` times, on contrasts."""
    every = pairs.beside(contrast)
    weights = np.repeat([1, WEIGHT], [len(pairs.rows), len(contrast.rows)])
    return GradientBoostingClassifier(**TREES).fit(every.rows, every.faulty, weights)


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


def nodes_of(model: GradientBoostingClassifier) -> list[list[list[float]]]:
    """Returns the nodes of the trees as ``repeats`` reads them, each tree padded to one length."""
    trees = [each.tree_ for each in model.estimators_[:, 0]]
    prior = float(model.init_.class_prior_[1])
    longest = max(tree.node_count for tree in trees)
    found = []
    for number, tree in enumerate(trees):
        first = np.log(prior / (1 - prior)) if number == 0 else 0.0
        nodes = [
            [
                max(int(tree.feature[n]), -1),
                round(float(tree.threshold[n]), DIGITS),
                max(int(tree.children_left[n]), 0),
                max(int(tree.children_right[n]), 0),
                round(float(tree.value[n, 0, 0]) * model.learning_rate + first, DIGITS),
            ]
            for n in range(tree.node_count)
        ]
        found.append(nodes + [[-1, 0, 0, 0, 0]] * (longest - len(nodes)))
    return found


if __name__ == "__main__":
    main()
