"""What answers tell, by question: which question a text answers, whatever its title.

A naive Bayes classifier over the stems of the first words of an answer. How often each stem stands
in answers to each question is counted in the forms of ``corpus/findings/dev``
(``tools/build_contents``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib import resources
from math import exp, log

from meta87.form.asking import LEAST, Candidate
from meta87.form.folding import fold
from meta87.form.looks import names_institution
from meta87.form.matching import Form
from meta87.reading.document import Block, BlockKind

FIRST, STEM = 60, 6  # words of a text that are read, letters of a word
SMOOTHING = 0.3  # added to each count
TEMPERATURE = 0.3  # of the logarithms: the stems of a text are not independent
SHORTEST, MOST_LENGTH, MOST_BLOCKS = 60, 600, 12  # characters and blocks below a title
TITLES = frozenset(("wording", "asks", "title"))  # kinds of candidates that end the text above
POINTS = 10.0  # of similarity, for each unit of the logarithms
MOST_AGAINST, MOST_FOR = -2.0, 3.0
OWN_TITLE = 38.0  # similarity of a heading in an author's own words to any question
WORD = re.compile(r"[a-z]{3,}")


def stems_of(text: str) -> set[str]:
    """Returns the stems of the first words of a text."""
    words = WORD.findall(fold(text[: 20 * FIRST]).text)
    return {word[:STEM] for word in words[:FIRST]}


@dataclass(frozen=True)
class Contents:
    """Counts of stems in answers.

    Attributes:
        questions: ids of the questions.
        counts: answers to each question that have a stem.
    """

    questions: Sequence[str]
    counts: Mapping[str, Sequence[int]]

    @cached_property
    def totals(self) -> list[float]:
        """Stems in all answers to each question, with those that are added."""
        columns = zip(*self.counts.values(), strict=True)
        return [sum(column) + SMOOTHING * len(self.counts) for column in columns]

    def log_odds(self, text: str) -> dict[str, float]:
        """Returns how much likelier than by chance a text answers each question, in logarithms.

        It is 0 for all of a text without known stems.
        """
        known = [self.counts[stem] for stem in stems_of(text) if stem in self.counts]
        tempered = [
            TEMPERATURE * sum(log((row[n] + SMOOTHING) / total) for row in known)
            for n, total in enumerate(self.totals)
        ]
        highest = max(tempered, default=0.0)
        mean = sum(exp(each - highest) for each in tempered) / max(len(tempered), 1)
        odds = (each - highest - log(mean) for each in tempered)
        return dict(zip(self.questions, odds, strict=True))


@cache
def contents_of(template: str) -> Contents:
    """Returns the counts of a template of the package; of another there are none."""
    path = resources.files(__package__).joinpath("templates", f"{template}.stems.tsv")
    if not path.is_file():
        return Contents((), {})
    head, *lines = path.read_text("utf8").splitlines()
    rows = (line.split("\t") for line in lines)
    return Contents(head.split("\t")[1:], {row[0]: [*map(int, row[1:])] for row in rows})


def with_contents(
    candidates: Sequence[Candidate], blocks: Sequence[Block], form: Form
) -> list[Candidate]:
    """Returns candidates whose similarities count what the text below each tells, too.

    The title of a text may be in an author's own words; the whole wording of a question is not, and
    the options below one tell more. Above the first known question, only a heading of the level of
    one that is known may ask.
    """
    starts = {each.index for each in candidates if each.match or each.kind in TITLES}
    asking = [each for each in candidates if max(each.scores) >= LEAST[each.kind]]
    first = min((each.index for each in asking), default=len(blocks))
    looks = {each.look for each in asking}
    found = []
    for each in candidates:
        is_known = each.is_certain or each.match or each.options
        text = "" if is_known else _below(each, blocks, starts)
        block, is_own = blocks[each.index], each.index > first or each.look in looks
        is_own = is_own and block.kind is BlockKind.HEADING and not names_institution(block.text)
        least, scores = OWN_TITLE if is_own else 0.0, each.scores
        adjusted = with_text_below(scores, text, form, least) if len(text) >= SHORTEST else scores
        if scores == form.prefer_follow_ups(scores):  # a text is below it, and no options
            adjusted = form.prefer_follow_ups(adjusted)
        found.append(replace(each, scores=adjusted))
    return found


def with_text_below(scores: Sequence[float], text: str, form: Form, least: float) -> list[float]:
    """Returns the similarities of a title, each at least ``least``, adjusted by a text below it."""
    odds = contents_of(form.template.id).log_odds(text)
    added = [max(MOST_AGAINST, min(odds.get(each.id, 0.0), MOST_FOR)) for each in form.questions]
    return [
        max(score, least) + POINTS * log if odds and (score or least) else score
        for score, log in zip(scores, added, strict=True)
    ]


def _below(candidate: Candidate, blocks: Sequence[Block], starts: Set[int]) -> str:
    """Returns the first words of the text below a candidate, up to what may be the next title."""
    text = blocks[candidate.last].text[candidate.end :]
    if candidate.kind == "recall":  # it answers itself
        return text
    for index in range(candidate.last + 1, min(candidate.last + MOST_BLOCKS, len(blocks))):
        if index in starts or len(text) > MOST_LENGTH:
            break
        text += f" {blocks[index].text}"
    return text
