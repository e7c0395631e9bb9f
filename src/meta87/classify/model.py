"""The classifier: the passages of answers → themes, kind and speech acts, with their evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import tee

from meta87.classify.explain import evidence
from meta87.classify.heads import Heads, decide
from meta87.classify.labels import Passage, Prediction, Theme
from meta87.classify.reader import Reader, Rows
from meta87.classify.windows import Window


@dataclass(frozen=True, slots=True)
class Model:
    """A reader with the heads of a model.

    Attributes:
        reader: reads the passages of an answer.
        heads: linear, on what it gives.
        name: "" of the one that is shipped, and of one that lies in no folder.
    """

    reader: Reader
    heads: Heads
    name: str = ""

    @property
    def themes(self) -> tuple[Theme, ...]:
        """The themes that it tells."""
        return self.heads.themes

    def predict(self, answers: Iterable[Sequence[Passage | str]] | str) -> list[Prediction]:
        """Returns the labels of every passage, answer after answer, as `predictions` has them.

        A passage may be given as its text alone, and so may an answer of one passage, also alone.
        """
        answers = [answers] if isinstance(answers, str) else answers
        return [*self.predictions(map(_passages, answers))]

    def predictions(self, answers: Iterable[Sequence[Passage]]) -> Iterator[Prediction]:
        """Yields the labels of every passage, answer after answer, while later ones are read.

        What a passage gets depends on itself and on what stands before it in its answer (before the
        first, its `context`), and not on other answers, their order or the number of threads.

        Raises:
            ModelError: a file of the reader is missing, changed or foreign.
        """
        found, again = tee(
            (answer, window) for answer in answers if answer for window in self._windows(answer)
        )
        rows = self.reader.rows(window for _, window in found)
        for (answer, window), read in zip(again, rows, strict=True):
            for place, (start, end) in zip(window.passages, window.spans, strict=True):
                yield self._prediction(answer[place], read[start:end])

    def _windows(self, answer: Sequence[Passage]) -> Iterator[Window]:
        return self.reader.windows([passage.text for passage in answer], answer[0].context)

    def _prediction(self, passage: Passage, rows: Rows) -> Prediction:
        logits = self.heads.logits(rows)
        words = self.reader.tokens.words(passage.text)
        for column, head in zip(logits.T[self.heads.own_columns], self.heads.own, strict=True):
            column[:] = head.token_logits(words, passage.context, len(rows))
        found = decide(self.heads, logits.mean(axis=0))
        shown = evidence(self.heads, (*found.themes, found.kind), words, logits)
        acts = self.reader.acts.probabilities(rows.mean(axis=0))
        return replace(found, evidence=shown, acts=acts)


def _passages(answer: Sequence[Passage | str]) -> list[Passage]:
    each = [answer] if isinstance(answer, str) else answer
    return [Passage(one) if isinstance(one, str) else one for one in each]
