"""How similar a text is to a question that was shortened, retyped, or given a title: one scale.

A text is compared with each sentence of a wording, with all of it, with the topic of the question
and with the titles that people write in its place, by the keywords that both have. Rare keywords
count more, words that say nothing of what is asked ("principales", "describa") little; a misspelt
one is read as the word of the form that it resembles, and one of a title stands for its synonyms.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import compress
from math import log
from typing import NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from meta87.form.folding import fold
from meta87.form.numbering import NUMBERS, ORDINAL, WORD
from meta87.form.period import MONTHS
from meta87.form.template import SLOT, Question

SHORT_KEYWORDS = frozenset(("ano", "mal", "sur"))
MIN_KEYWORD, STEM = 4, 5  # letters; first letters that the forms of a word share
# The same after beginnings that other words have: "internacional", "interinstitucional".
LONG_STEMS = {
    "coope": 8, "inter": 8, "compl": 7, "conte": 7, "contr": 7, "infor": 7, "nacio": 7,
    "preve": 7, "progr": 7, "costo": 6, "forma": 6, "parti": 6, "traba": 6, "utili": 6, "valor": 6,
}  # fmt: skip
SHORT, SHORT_WEIGHT = 5, 0.5  # letters of a word that says little where the form lacks it
NOT_ASKED = 0.9  # weight of a wording that asks nothing, where the text is a question
MIN_SPELLING = 80.0  # similarity of a misspelt word before a number to the right one
LONG = 8  # letters for each of which a misspelt word may have one more slip
COVERAGE_EXPONENT = 0.35  # of the share of the question that a text contains
TITLE_WEIGHT = 0.9  # a text with only the topic of a question may be a heading of the author's
# Of a word that is not the title's own, one that says little, one that no title has.
SYNONYM_WEIGHT, FILLER_WEIGHT, UNKNOWN_WEIGHT = 0.95, 0.2, 0.5
MIN_COVERED, MAX_STEMS = 0.6, 14  # share of a title's words in a text that may be it; its stems
LABELLED = 95.0  # similarity of a text that names a priority or step by its number
# Share of the words before that number which are the question's, in a title and in a sentence.
MIN_LEAD, MIN_SENTENCE_LEAD = 0.5, 0.6
# What fills the slots of a wording: a topic in quotation marks, a month.
FILLED = re.compile(
    rf"«[^»]*»|“[^”]*”|\"[^\"]*\"|\b(?:{'|'.join(MONTHS)}) de \d{{4}}", re.IGNORECASE
)
QUOTED = re.compile(r"[«“\"]([^»”\"]+)[»”\"]")
YEAR, ANY_YEAR = re.compile(r"20\d\d"), "2000"  # in a text, and in the titles of a template
LEADING_NUMBER, SENTENCE_END = re.compile(r"^\d{1,3} "), re.compile(r"(?<=[?.])\s+")
MOST_KEPT, MOST_WORDS = 1_000, 10_000  # texts whose similarity is kept, words whose stem is
# Characters before the number of a topic, letters of a word among them that may be misspelt.
MAX_LEAD, MIN_MISSPELT = 100, 7
# A title with its number after it: "Registro único (prioridad 2)".
ASIDE = re.compile(r"(.{3,120}) \(([^\W\d_]+ \d{1,2})\)")
# The topic of a priority or step without a number: it begins with a capital, and is no sentence.
TITLE = r"(?-i:[«“\"A-ZÁÉÍÓÚÑ])[^.;:?]{3,120}[?:*\s]*$"
ELLIPSIS = re.compile(r"\W*(?:…|\.{3})")  # a wording of which the beginning is left out


@dataclass(frozen=True)
class _Part:
    """What a question asks: its wording, a sentence of it, its topic or a title."""

    place: int  # place of the question
    groups: Sequence[Mapping[str, float]]  # of each keyword the stems that it stands for, weighed
    weight: float = 1.0  # of the part
    is_title: bool = False  # whether people write it in place of the question

    @cached_property
    def factors(self) -> Mapping[str, float]:
        """The stems of all groups, each with its highest weight."""
        pairs = sorted((weight, stem) for group in self.groups for stem, weight in group.items())
        return {stem: weight for weight, stem in pairs}


class _Text(NamedTuple):
    """The stems of a text that is rated, and what they weigh together."""

    weights: Mapping[str, float]  # of each stem
    extra: Mapping[str, float]  # the same, beside a title that does not have it
    own: float  # of all, beside a question, whatever year it is of
    beside: float  # of all, beside a title that has none


class Similarity:
    """Rates texts against the questions of a form, 0 to 100."""

    def __init__(
        self, questions: Sequence[Question], synonyms: Sequence[str], fillers: Sequence[str]
    ) -> None:
        self.questions = questions
        self.fillers = {stem_of(word) for word in fold(" ".join((*fillers, *MONTHS))).text.split()}
        groups = [[stem_of(word) for word in keywords(group)] for group in synonyms]
        asked = list(_asked(questions))
        titles = [
            _Part(place, [_group(stem, groups) for stem in stems_in(title)], TITLE_WEIGHT, True)
            for place, question in enumerate(questions)
            for title in question.titles
        ]
        self._parts = [*asked, *titles]
        self._with: dict[str, set[int]] = defaultdict(set)  # parts that have a stem
        for number, part in enumerate(self._parts):
            for stem in (stem for group in part.groups for stem in group):
                self._with[stem].add(number)
        self._titled = {stem for part in titles for group in part.groups for stem in group}
        in_questions = Counter(
            stem for _, stem in {(p.place, stem) for p in asked for g in p.groups for stem in g}
        )
        self._unknown = log(1 + len(questions))
        self._weights = {stem: log(1 + len(questions) / n) for stem, n in in_questions.items()}
        self._part_weights = [
            [max(map(self._weight, group)) for group in part.groups] for part in self._parts
        ]
        words = " ".join(text for q in questions for text in (_bare(q.wording), q.topic, *q.titles))
        self._vocabulary = list(dict.fromkeys(keywords(" ".join([words, *synonyms]))))
        plain = keywords(" ".join(fillers))
        self._known = {*self._vocabulary, *plain}
        self._stems = {*map(stem_of, self._known)}
        self._stem = lru_cache(MOST_WORDS)(self._spelt_stem)
        self._labels = [_label(question) for question in questions]
        self._rated = lru_cache(MOST_KEPT)(self._rate_anew)

    def rate(self, text: str, *, is_sentence: bool = False) -> list[float]:
        """Returns the similarity of a text to each question, 0 to 100.

        A sentence is not compared with the titles of questions.
        """
        return [*self._rated(text, is_sentence=is_sentence)]

    def rate_below(self, above: str, title: str, *, is_sentence: bool = False) -> list[float]:
        """Returns the similarity of a text to each question, by its words or below a title.

        The words of both count where they say more of what is asked than each alone.
        """
        own = self.rate(title, is_sentence=is_sentence)
        if not above or is_sentence:
            return own
        others, both = self.rate(above), self.rate(f"{above} {title}")
        return [max(a, c if c > b else 0.0) for a, b, c in zip(own, others, both, strict=True)]

    def _rate_anew(self, text: str, *, is_sentence: bool) -> list[float]:
        dated = FILLED.sub(lambda match: f" {ANY_YEAR} " if match[0][-1].isdigit() else " ", text)
        stems = self.stems(dated)
        scores = self._rate_keywords(stems, asks="?" in text, is_sentence=is_sentence)
        for place in range(len(scores)):
            if self.label(text, place, MIN_SENTENCE_LEAD if is_sentence else MIN_LEAD):
                scores[place] = max(scores[place], LABELLED)
        return scores

    def _rate_keywords(self, stems: Sequence[str], *, asks: bool, is_sentence: bool) -> list[float]:
        scores = [0.0] * len(self.questions)
        may_be_title = len(stems) <= MAX_STEMS and not is_sentence
        text = self._weighed(stems)
        for number in {number for stem in text.weights for number in self._with.get(stem, ())}:
            part = self._parts[number]
            if may_be_title or not part.is_title:
                scores[part.place] = max(scores[part.place], self._rate(text, number))
        if asks:
            has_mark = ["?" in question.wording for question in self.questions]
            scores = [n if m else NOT_ASKED * n for n, m in zip(scores, has_mark, strict=True)]
        return scores

    def _rate(self, text: _Text, number: int) -> float:
        """Rates the keywords that a text shares with a part, of those of both."""
        part, weights, own = self._parts[number], self._part_weights[number], text.own
        words = [stem for stem in part.factors if stem in text.weights]
        has = [not group.keys().isdisjoint(words) for group in part.groups]
        if part.is_title:
            # One word is no two of a title.
            is_part = min(sum(has), len(words)) < MIN_COVERED * len(has)
            if is_part or (self.fillers.issuperset(words) and not all(has)):
                return 0.0
            own = text.beside + sum(text.weights[stem] - text.extra[stem] for stem in words)
        shared = sum(part.factors[stem] * text.weights[stem] for stem in words)
        coverage: float = (sum(compress(weights, has)) / sum(weights)) ** COVERAGE_EXPONENT
        return part.weight * 100 * shared / own * coverage

    def _weighed(self, stems: Sequence[str]) -> _Text:
        weights: dict[str, float] = defaultdict(float)
        for stem in stems:
            weights[stem] += self._weight(stem)
        extra = {stem: weight * self._extra(stem) for stem, weight in weights.items()}
        own = sum(weights.values()) - weights.get(ANY_YEAR, 0.0)
        return _Text(weights, extra, own, sum(extra.values()))

    def _weight(self, stem: str) -> float:
        unknown = self._unknown * (SHORT_WEIGHT if len(stem) < SHORT else 1.0)
        return self._weights.get(stem, unknown)

    def _extra(self, stem: str) -> float:
        """Returns how much a word counts that a title does not have."""
        if stem in self.fillers or stem.isdigit():
            return FILLER_WEIGHT
        return 1.0 if stem in self._titled else UNKNOWN_WEIGHT

    def label(self, text: str, place: int, least: float = MIN_LEAD) -> re.Match[str] | None:
        """Returns the number and topic of a text that names a priority or step, in those words.

        "Progresos de la prioridad 2: Registro único" names the second, "Próximo paso: Registro
        único" one without a number.
        """
        pattern = self._labels[place]
        if pattern is None:
            return None
        text = aside.expand(r"\2: \1") if (aside := ASIDE.fullmatch(text)) else text
        found = pattern.match(text)
        if (found is None or not found["number"]) and least == MIN_LEAD:
            spelt = pattern.match(self._spelt(text, place))
            is_spelt = spelt and (spelt["number"] or (spelt["mark"] or "").endswith(":"))
            found = spelt if is_spelt else found
        if found is None:
            return None
        lead, known = self.stems(found["lead"]), self._said_of(place)
        if found["number"] is None:
            is_state = fold(found["topic"]).text in {
                fold(c).text for c in self.questions[place].choices
            }
            is_cut = ELLIPSIS.match(text) is not None
            return found if (lead or is_cut) and known.issuperset(lead) and not is_state else None
        return found if sum(stem in known for stem in lead) >= least * len(lead) else None

    def names_topics(self, heading: str, place: int) -> bool:
        """Returns whether the heading of a column is only what a question calls its topics."""
        stems, word = self.stems(heading), stem_of(fold(_label_word(self.questions[place])).text)
        is_named = any(stem.startswith(word) for stem in stems)
        return is_named and self._said_of(place).issuperset(stems)

    def _said_of(self, place: int) -> set[str]:
        """Returns the stems that say nothing more than what a question asks."""
        own = (part for part in self._parts if part.place == place)
        asked = {stem for part in own for group in part.groups for stem in group}
        return asked | self.fillers | {ANY_YEAR}

    def _spelt(self, text: str, place: int) -> str:
        """Returns the opening of a text that may name a topic, with its number in figures."""
        word = _label_word(self.questions[place])

        def spelt(match: re.Match[str]) -> str:
            """Returns a word as the form spells it: the word before a number, and the number."""
            folded = fold(match[0]).text
            if len(folded) >= MIN_MISSPELT and fuzz.ratio(folded, word) >= MIN_SPELLING:
                return word
            return NUMBERS.get(folded, match[0])

        return ORDINAL.sub(r"\2 \1", WORD.sub(spelt, text[:MAX_LEAD])) + text[MAX_LEAD:]

    def stems(self, text: str) -> list[str]:
        """Returns the stems of the keywords of a text, spelt as the form spells them."""
        words = keywords(without_number(fold(text).text))
        return [ANY_YEAR if YEAR.fullmatch(word) else self._stem(word) for word in words]

    def is_blank(self, text: str) -> bool:
        """Returns whether the keywords of a text say nothing of what it asks."""
        return all(stem in self.fillers for stem in self.stems(text))

    def share(self, text: str) -> float:
        """Returns the share of the keywords of a text that occur in the form."""
        stems = self.stems(text)
        return sum(stem in self._weights for stem in stems) / len(stems) if stems else 0.0

    def _spelt_stem(self, word: str) -> str:
        stem = stem_of(word)
        if word in self._known or len(word) <= STEM or stem in self._stems:
            return stem
        slips = 1 + len(word) // LONG
        near = process.extractOne(word, self._vocabulary, scorer=OSA.distance, score_cutoff=slips)
        return stem_of(near[0]) if near and near[0][0] == word[0] else stem


def keywords(text: str) -> list[str]:
    """Returns the words of a text that say what it is about, folded."""
    words = fold(text).text.split()
    return [word for word in words if len(word) >= MIN_KEYWORD or word in SHORT_KEYWORDS]


def stem_of(word: str) -> str:
    """Returns the first letters of a folded word, which its forms share.

    >>> [stem_of(word) for word in ("avances", "internacional", "interinstitucional")]
    ['avanc', 'internac', 'interins']
    """
    return word[: LONG_STEMS.get(word[:STEM], STEM)]


def stems_in(text: str) -> list[str]:
    """Returns the stems of the keywords of a text."""
    return [stem_of(word) for word in keywords(text)]


def _group(stem: str, synonyms: Sequence[Sequence[str]]) -> Mapping[str, float]:
    others = {other for group in synonyms if stem in group for other in group}
    return dict.fromkeys(others, SYNONYM_WEIGHT) | {stem: 1.0}


def _asked(questions: Sequence[Question]) -> Iterator[_Part]:
    """Yields the wording of each question, its sentences and its topic; none that two share."""
    parts = [
        (place, tuple(stems_in(text)), weight)
        for place, question in enumerate(questions)
        for text, weight in _texts(question)
    ]
    counts = Counter(stems for _, stems, _ in parts)
    for place, stems, weight in parts:
        if stems and counts[stems] == 1:
            yield _Part(place, [{stem: 1.0} for stem in stems], weight)


def _texts(question: Question) -> Iterator[tuple[str, float]]:
    wording = _bare(question.wording)
    for text in dict.fromkeys((wording, *SENTENCE_END.split(wording))):
        yield text, 1.0
    yield question.topic, TITLE_WEIGHT


def _bare(wording: str) -> str:
    return SLOT.sub(" ", wording)


def _label(question: Question) -> re.Pattern[str] | None:
    """Returns the pattern of a text that names the topic of a question by its number."""
    word = _label_word(question)
    if not question.repeats or not word:
        return None
    return re.compile(
        rf"\W*(?:\d{{1,3}}[.)-]+\s*)?(?P<lead>[^.:;?]{{0,{MAX_LEAD}}}?)\b"
        rf"{word}(?:s?(?: [^\W\d]+)?\W{{1,3}}(?:n\W{{0,2}}o?\W{{0,2}})?(?P<number>\d{{1,2}})\b\W*"
        rf"|(?:(?P<mark>\s*[:,–—-])\s*|(?-i:(?<=[a-zñ]))\s+)(?={TITLE}))(?P<topic>.*)",
        re.IGNORECASE | re.DOTALL,
    )


def _label_word(question: Question) -> str:
    """Returns the word before the topic in the wording of a question: "prioridad"."""
    before = re.search(r"(\w+) \{topic\}", question.wording)
    return before[1] if before else ""


def without_number(folded: str) -> str:
    """Returns a folded text without the number that it begins with."""
    return LEADING_NUMBER.sub("", folded)
