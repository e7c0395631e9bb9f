"""How similar a text is to a question that was shortened, retyped or asked in part: one scale.

A text is compared with each sentence of a wording, with all of it, and with the topic of the
question, by the keywords that both have in the same order. Rare keywords count more, and a
misspelt one is read as the word of the form that it resembles.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import log

from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from meta87.form.folding import fold
from meta87.form.period import MONTHS
from meta87.form.template import SLOT, Question
from meta87.form.titles import STEM, Titles, keywords, stem_of

SHORT, SHORT_WEIGHT = 5, 0.5  # letters of a word that says little where the form lacks it
UNORDERED = 0.7  # weight of a keyword that is in another place than in the wording
NOT_ASKED = 0.9  # weight of a wording that asks nothing, where the text is a question
PART_WEIGHT = 0.95  # of a text that asks two questions in one
MIN_PART = 60.0  # similarity of each of its parts
MIN_SPELLING = 80.0  # similarity of a misspelt word to the right one
COVERAGE_EXPONENT = 0.35  # of the share of the question that a text contains
TOPIC_WEIGHT = 0.9  # a text with only the topic of a question may be a heading of the author's
LABELLED = 95.0  # similarity of a text that names a priority or step by its number
# Share of the words before that number which are the question's, in a title and in a sentence.
MIN_LEAD, MIN_SENTENCE_LEAD = 0.5, 0.6
# What fills the slots of a wording: a topic in quotation marks, a month.
FILLED = re.compile(
    rf"«[^»]*»|“[^”]*”|\"[^\"]*\"|\b(?:{'|'.join(MONTHS)}) de \d{{4}}", re.IGNORECASE
)
QUOTED = re.compile(r"[«“\"]([^»”\"]+)[»”\"]")
YEAR, ANY_YEAR = re.compile(r"20\d\d"), "2000"  # in a text, and in the titles of a template
LEADING_NUMBER = re.compile(r"^\d{1,3} ")
PARTS = re.compile(r"\s+/\s+|\?\s+|\s+y\s+")  # between two questions that are asked in one
SENTENCE_END = re.compile(r"(?<=[?.])\s+")
MOST_KEPT = 1_000  # texts whose similarity is kept: the cells of a table repeat
MAX_LEAD = 100  # characters before the number of a priority or step
MIN_MISSPELT = 7  # letters of a word before it that may be misspelt
WORD = re.compile(r"[^\W\d_]+")
_ORDINALS = (
    "uno un primera primer primero i", "dos segunda segundo ii", "tres tercera tercer tercero iii",
    "cuatro cuarta cuarto iv", "cinco quinta quinto v", "seis sexta sexto vi",
    "siete septima septimo vii",
)  # fmt: skip
NUMBERS = {word: str(n) for n, words in enumerate(_ORDINALS, start=1) for word in words.split()}
ORDINAL = re.compile(r"\b([1-7])[ªº°.]?[ao]? (prioridad|paso)\b", re.IGNORECASE)  # "2.ª prioridad"


class Similarity:
    """Rates texts against the wordings of questions, 0 to 100."""

    def __init__(
        self,
        questions: Sequence[Question],
        synonyms: Sequence[str] = (),
        fillers: Sequence[str] = (),
    ) -> None:
        self.questions = questions
        self.titles = Titles(questions, synonyms, fillers)
        self.known: dict[str, str] = {}  # stems by the words of the form, and of texts
        wordings = [list(_parts(question)) for question in questions]
        for words in (words for parts in wordings for words, _ in parts):
            self.known.update((word, stem_of(word)) for word in words)
        self.known.update((word, stem_of(word)) for word in self.titles.words)
        self.vocabulary = list(self.known)
        plain = fold(" ".join(fillers)).text.split()
        self.known.update((word, stem_of(word)) for word in plain if word not in self.known)
        self._stems = set(self.known.values())
        stemmed = [
            [([stem_of(word) for word in words], weight) for words, weight in parts]
            for parts in wordings
        ]
        counts = Counter(
            stem for parts in stemmed for stem in {stem for stems, _ in parts for stem in stems}
        )
        self.weights = {stem: log(1 + len(questions) / n) for stem, n in counts.items()}
        self.unknown = log(1 + len(questions))
        self._parts = list(_unshared(stemmed))
        self._with: dict[str, list[int]] = defaultdict(list)
        for number, (_, stems, _) in enumerate(self._parts):
            for stem in set(stems):
                self._with[stem].append(number)
        self._labels = [_label(question) for question in questions]
        self._rated: dict[tuple[str, bool], list[float]] = {}

    def rate(self, text: str, *, is_sentence: bool = False) -> list[float]:
        """Returns the similarity of a text to each question, 0 to 100.

        Of one that merges two questions, it is that of either of them. A sentence is not compared
        with the titles of questions.
        """
        rated = self._rated.get((text, is_sentence))
        if rated is None:
            rated = self._rated[text, is_sentence] = self._rate_anew(text, is_sentence=is_sentence)
            if len(self._rated) > MOST_KEPT:
                del self._rated[next(iter(self._rated))]
        return [*rated]

    def _rate_anew(self, text: str, *, is_sentence: bool) -> list[float]:
        bare, parts = FILLED.sub(" ", text), PARTS.split(FILLED.sub(" ", text))
        whole, *rated = (
            self._rate_keywords(self.stems(part), asks="?" in text, is_sentence=is_sentence)
            for part in (bare, *parts)
        )
        scores = whole
        if len(parts) > 1 and min(map(max, rated)) >= MIN_PART:
            either = [PART_WEIGHT * max(each) for each in zip(*rated, strict=True)]
            scores = list(map(max, scores, either))
        for place in range(len(scores)):
            if self.label(text, place, MIN_SENTENCE_LEAD if is_sentence else MIN_LEAD):
                scores[place] = max(scores[place], LABELLED)
        return scores

    def _rate_keywords(self, stems: Sequence[str], *, asks: bool, is_sentence: bool) -> list[float]:
        own, scores = sum(map(self._weight, stems)), [0.0] * len(self.questions)
        for number in {number for stem in set(stems) for number in self._with.get(stem, ())}:
            place, asked, weight = self._parts[number]
            scores[place] = max(scores[place], weight * self._rate(stems, own, asked))
        for place, score in () if is_sentence else self.titles.rate(stems, self._weight):
            scores[place] = max(scores[place], TOPIC_WEIGHT * score)
        if asks:
            has_mark = ["?" in question.wording for question in self.questions]
            scores = [n if m else NOT_ASKED * n for n, m in zip(scores, has_mark, strict=True)]
        return scores

    def label(self, text: str, place: int, least: float = MIN_LEAD) -> re.Match[str] | None:
        """Returns the number and topic of a text that names a priority or step by its number.

        "Progresos de la prioridad 2: Registro único" names the second, in the words of the question
        that repeats.
        """
        pattern = self._labels[place]
        if pattern is None:
            return None
        found = pattern.match(text)
        if found is None and least == MIN_LEAD:
            found = pattern.match(self._spelt(text, place))
        if found is None:
            return None
        lead = self.stems(found["lead"])
        asked = {stem for at, stems, _ in self._parts if at == place for stem in stems}
        asked |= self.titles.stems[place] | self.titles.fillers | {ANY_YEAR}
        return found if sum(stem in asked for stem in lead) >= least * len(lead) else None

    def _spelt(self, text: str, place: int) -> str:
        """Returns the opening of a text that may name a topic, with its number in figures."""
        word = _label_word(self.questions[place])

        def spelt(match: re.Match[str]) -> str:
            """Returns a word as the form spells it: the word before a number, and the number."""
            folded = fold(match[0]).text
            if len(folded) >= MIN_MISSPELT and fuzz.ratio(folded, word) >= MIN_SPELLING:
                return word
            return NUMBERS.get(folded, match[0])

        opening = text[:MAX_LEAD]
        found = ORDINAL.sub(r"\2 \1", WORD.sub(spelt, opening))
        return found + text[MAX_LEAD:]

    def stems(self, text: str) -> list[str]:
        """Returns the stems of the keywords of a text, spelt as the form spells them."""
        words = keywords(LEADING_NUMBER.sub("", fold(text).text))
        return [ANY_YEAR if YEAR.fullmatch(word) else self._stem(word) for word in words]

    def is_blank(self, text: str) -> bool:
        """Returns whether the keywords of a text say nothing of what it asks."""
        return all(stem in self.titles.fillers for stem in self.stems(text))

    def share(self, text: str) -> float:
        """Returns the share of the keywords of a text that occur in the form."""
        stems = self.stems(text)
        return sum(stem in self.weights for stem in stems) / len(stems) if stems else 0.0

    def _stem(self, word: str) -> str:
        if word not in self.known:
            stem = stem_of(word)
            if stem not in self._stems and len(word) >= STEM:
                near = process.extractOne(
                    word, self.vocabulary, scorer=fuzz.ratio, score_cutoff=MIN_SPELLING
                )
                stem = stem_of(near[0]) if near and near[0][0] == word[0] else stem
            self.known[word] = stem
        return self.known[word]

    def _rate(self, stems: Sequence[str], own: float, asked: Sequence[str]) -> float:
        """Rates the keywords that a text shares with a wording; those in order count more."""
        parts = [op for op in LCSseq.opcodes(stems, asked) if op.tag == "equal"]
        ordered = [stem for part in parts for stem in stems[part.src_start : part.src_end]]
        others = (Counter(stems) & Counter(asked)) - Counter(ordered)
        shared = sum(map(self._weight, ordered)) + UNORDERED * sum(
            map(self._weight, others.elements())
        )
        coverage: float = (shared / sum(map(self._weight, asked))) ** COVERAGE_EXPONENT
        return 100 * shared / own * coverage

    def _weight(self, stem: str) -> float:
        weight = self.weights.get(stem)
        if weight is None:
            return self.unknown * (SHORT_WEIGHT if len(stem) < SHORT else 1.0)
        return weight


_Part = tuple[list[str], float]


def _parts(question: Question) -> Iterator[_Part]:
    """Yields the keywords of a wording, of each of its sentences and of the topic, weighted."""
    wording = SLOT.sub(" ", question.wording)
    sentences = SENTENCE_END.split(wording)
    for text in {wording: None, **dict.fromkeys(sentences)}:
        yield keywords(text), 1.0
    yield keywords(question.topic), TOPIC_WEIGHT


def _unshared(wordings: Sequence[Sequence[_Part]]) -> Iterator[tuple[int, list[str], float]]:
    """Yields each text of a question, with its place, that no other question has too."""
    counts = Counter(tuple(stems) for parts in wordings for stems, _ in parts)
    for place, parts in enumerate(wordings):
        for stems, weight in parts:
            if stems and counts[tuple(stems)] == 1:
                yield place, stems, weight


def _label(question: Question) -> re.Pattern[str] | None:
    """Returns the pattern of a text that names the topic of a question by its number."""
    word = _label_word(question)
    if not question.repeats or not word:
        return None
    return re.compile(
        rf"\W*(?:\d{{1,3}}[.)-]+\s*)?(?P<lead>[^.:;?]{{0,{MAX_LEAD}}}?)\b"
        rf"{word}s?(?: [^\W\d]+)?\W{{1,3}}(?:n\W{{0,2}}o?\W{{0,2}})?"
        r"(?P<number>\d{1,2})\b\W*(?P<topic>.*)",
        re.IGNORECASE | re.DOTALL,
    )


def _label_word(question: Question) -> str:
    """Returns the word before the topic in the wording of a question: "prioridad"."""
    before = re.search(r"(\w+) \{topic\}", question.wording)
    return before[1] if before else ""


def without_number(folded: str) -> str:
    """Returns a folded text without the number that it begins with."""
    return LEADING_NUMBER.sub("", folded)
