"""The titles that people write in place of the questions, compared by their keywords.

The template names a question by a few titles; a word of theirs stands for its synonyms too. Words
that say nothing of what is asked ("principales", "describa") count little.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from meta87.form.folding import fold
from meta87.form.template import Question

MIN_KEYWORD = 4  # letters
STEM = 5  # first letters that the forms of a word share
PREFIX, LONG_STEM = "inter", 8  # "internacional" and "interinstitucional" share no stem
SYNONYM_WEIGHT = 0.95  # of a word that is not the title's own
FILLER_WEIGHT = 0.2
UNKNOWN_WEIGHT = 0.5  # of a word that no title has
MIN_COVERED = 0.6  # share of the words of a title that a text contains
COVERAGE_EXPONENT = 0.35  # of the share of the title that a text contains
MAX_STEMS = 14  # of a text that may be a title

Group = Mapping[str, float]
"""The stems that a word of a title stands for, with their weights."""


class Titles:
    """Rates texts against the titles of questions, 0 to 100."""

    def __init__(
        self, questions: Sequence[Question], synonyms: Sequence[str], fillers: Sequence[str]
    ) -> None:
        self.words = sorted({w for q in questions for t in q.titles for w in keywords(t)})
        self.words += [word for group in synonyms for word in keywords(group)]
        self.fillers = {stem_of(word) for word in fold(" ".join(fillers)).text.split()}
        groups = [[stem_of(word) for word in keywords(group)] for group in synonyms]
        self._titles: list[tuple[int, list[Group]]] = []
        self._with: dict[str, set[int]] = defaultdict(set)
        self.stems: dict[int, set[str]] = defaultdict(set)  # by the place of the question
        for place, question in enumerate(questions):
            for title in question.titles:
                own = [_group(stem_of(word), groups) for word in keywords(title)]
                for stem in (stem for group in own for stem in group):
                    self._with[stem].add(len(self._titles))
                    self.stems[place].add(stem)
                self._titles.append((place, own))

    def rate(
        self, stems: Sequence[str], weight: Callable[[str], float]
    ) -> Iterator[tuple[int, float]]:
        """Yields the places of the questions whose titles a text resembles, each with how much.

        Args:
            stems: keywords of the text.
            weight: weight of a keyword.
        """
        if len(stems) > MAX_STEMS:
            return
        for number in {number for stem in set(stems) for number in self._with.get(stem, ())}:
            place, groups = self._titles[number]
            yield place, self._rate(stems, groups, weight)

    def _rate(
        self, stems: Sequence[str], groups: Sequence[Group], weight: Callable[[str], float]
    ) -> float:
        has = [any(stem in group for stem in stems) for group in groups]
        if sum(has) < MIN_COVERED * len(has):
            return 0.0
        shared = own = 0.0
        for stem in stems:
            factor = max((group.get(stem, 0.0) for group in groups), default=0.0)
            shared += factor * weight(stem)
            own += weight(stem) * (1.0 if factor else self._extra(stem))
        weights = [max(map(weight, group)) for group in groups]
        covered = sum(w for w, is_there in zip(weights, has, strict=True) if is_there)
        coverage: float = (covered / sum(weights)) ** COVERAGE_EXPONENT
        return 100 * shared / own * coverage

    def _extra(self, stem: str) -> float:
        """Returns how much a word counts that a title does not have."""
        if stem in self.fillers or stem.isdigit():
            return FILLER_WEIGHT
        return 1.0 if stem in self._with else UNKNOWN_WEIGHT


def keywords(text: str) -> list[str]:
    """Returns the words of a text that say what it is about, folded."""
    return [word for word in fold(text).text.split() if len(word) >= MIN_KEYWORD]


def stem_of(word: str) -> str:
    """Returns the first letters of a folded word, which its forms share.

    >>> [stem_of(word) for word in ("avances", "internacional", "interinstitucional")]
    ['avanc', 'internac', 'interins']
    """
    return word[: LONG_STEM if word.startswith(PREFIX) else STEM]


def _group(stem: str, synonyms: Sequence[Sequence[str]]) -> Group:
    """Returns a stem with those of its synonyms."""
    others = {other for group in synonyms if stem in group for other in group}
    return dict.fromkeys(others, SYNONYM_WEIGHT) | {stem: 1.0}
