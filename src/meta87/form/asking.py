"""Blocks that may ask a question of the form: what each could ask, and how it looks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from meta87.form.asked_text import MAX_LENGTH, REPLIES, asked_in
from meta87.form.folding import fold
from meta87.form.looks import Look, look_of, names_institution
from meta87.form.matching import (
    QUOTES,
    Form,
    FormMatch,
    Topic,
    printed_number,
)
from meta87.form.options import typed_options
from meta87.form.outline import Outline, topic_in
from meta87.form.patterns import pattern
from meta87.form.similarity import LABELLED, QUOTED, Similarity
from meta87.form.table_rows import row_of
from meta87.reading.document import Block, BlockKind

MIN_OPTIONS, MAX_OPTIONS = 3, 10  # of a question that is known by its options
MIN_TEXT, MIN_WORDS = 45, 3  # characters of a text, and words of one that ends with a stop
LISTED = 90.0  # similarity of a text that is followed by all the options of a question
MIN_QUOTED = 3  # questions that a document reads out in quotation marks
MIN_TITLED = 3  # questions that titles ask, where no clause recalls another
MIN_SHARE = 0.4  # of the keywords of a text that may ask
# The lowest similarity of a question: of its whole wording, where the text can only ask, where it
# is read out, where it could be a title, where an answer follows a question or a title in its
# block, with a colon or without, where it answers what it recalls, where it reads like a sentence.
LEAST = {
    "wording": 40.0,
    "asks": 64.0,
    "quoted": 64.0,
    "title": 76.0,
    "lead": 80.0,
    "titled": 86.0,
    "opening": 84.0,
    "recall": 76.0,
    "sentence": 94.0,
}

# A topic between its number and the answer: "Prioridad 1: Registro. Se creó en mayo."
TOPIC = re.compile(r"([^.:;?!]{3,120})\.\s+(?=[A-ZÁÉÍÓÚÑ¿\d])")
VERB = pattern("as_written", "sentence", 0)
# How a title begins that asks for more about the question before it.
MORE = re.compile(
    r"\W*(?:\d+\W+)?(?:¿|qu[eé]\b|cu[aá]l|c[oó]mo\b|qui[eé]n|detall|descri|expli|especifi|indi[cq])",
    re.IGNORECASE,
)
# How a question begins that is not answered by yes or no.
OPEN = re.compile(
    r"\W*(?:\d+\W+)?(?:(?:a|con|de|en|por|para) )?(?:qu[eé]|cu[aá]l|c[oó]mo|qui[eé]n|d[oó]nde)",
    re.IGNORECASE,
)
TITLES = {"title", "titled"}
# A question in quotation marks that is a line of its own, as it is read out: "Se lee: «¿…?»".
READ_OUT = re.compile(r"(?:[^.:;?!«“\"]{0,40}:\s*)?[«“\"](.+?\?)[»”\"]\W*$")
ADDRESSES = re.compile(r"\bsu (?:pa[ií]s|gobierno|instituci[oó]n)\b|\bpor favor\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Blocks, nearly always one, that may ask a question."""

    index: int  # index of the first block
    end: int  # offset in the last block after the question; 0 where the answer recalls it
    kind: str  # one of those of `LEAST`
    number: int | None  # number printed before it, or None
    topic: Topic  # number of the topic that it names or None, and its words, which may be ""
    addresses: bool  # whether it speaks to whoever fills in the form
    look: Look  # how the first block looks
    options: Set[int]  # places of the questions that have the option which follows it
    scores: Sequence[float]  # similarity to each question, 0 to 100
    # Whether it asks for more about the question before it, in words that say nothing else.
    is_blank: bool = False
    match: FormMatch | None = None  # its place, where it is the whole wording of a question

    @property
    def last(self) -> int:
        """The index of the last block."""
        return self.match.last_block if self.match else self.index

    @property
    def place(self) -> int:
        """The place in the form of the question to which it is most similar."""
        return self.most_similar[1]

    @property
    def is_weak(self) -> bool:
        """Whether it is a whole wording that an answer may say again before it replies."""
        if self.match is None or self.match.question.repeats:
            return False
        return not self.match.is_whole_block and self.number is None

    @property
    def is_certain(self) -> bool:
        """Whether it is the whole wording of a question and no more, or names a topic by number."""
        if self.match is not None:
            return self.match.is_whole_block
        is_named = self.topic[0] is not None and self.look[2] < 0  # the rows of a table are counted
        return is_named and self.most_similar[0] >= LABELLED

    @property
    def is_line(self) -> bool:
        """Whether it is a line of its own, and neither a list item nor a cell."""
        kind, _, column, *_ = self.look
        return self.kind == "asks" and kind == BlockKind.PARAGRAPH and column < 0

    @property
    def most_similar(self) -> tuple[float, int]:
        """The highest similarity to a question, and the place of that question in the form."""
        return most_similar(self.scores)


def most_similar(scores: Sequence[float]) -> tuple[float, int]:
    """Returns the highest of the similarities to the questions, and the place of that question."""
    best = max(scores)
    return best, len(scores) - 1 - scores[::-1].index(best)


def listed(every: Iterable[Candidate]) -> list[Candidate]:
    """Returns what asks right beside another: a list of what is answered below it."""
    asking = [each for each in every if max(each.scores) >= LEAST["asks"]]
    beside = ((each, after) for each, after in pairwise(asking) if after.index == each.last + 1)
    return [each for pair in beside for each in pair]


def only(place: int, score: float, form: Form) -> list[float]:
    """Returns the similarities to the questions of what asks one, at a place, and no other."""
    return [score if n == place else 0.0 for n in range(len(form.questions))]


def candidates(blocks: Sequence[Block], outline: Outline, form: Form) -> list[Candidate]:
    """Returns the blocks that may ask a question, in order.

    A heading of the form, or one with nothing but headings below it, asks one where no question
    follows it.
    """
    above = {n: blocks[other].text for n, other in outline.above.items()}
    made = (
        _whole_wording(blocks, index, form) or _candidate(blocks, index, above.get(index, ""), form)
        for index, block in enumerate(blocks)
        if not block.placeholder
    )
    kept = [candidate for candidate in made if candidate is not None]
    if sum(each.kind == "quoted" for each in kept) < MIN_QUOTED:  # an answer may quote one
        kept = [each for each in kept if each.kind != "quoted"]
    sure = [each for each in kept if max(each.scores) >= LEAST[each.kind]]
    recalls = sum(each.kind == "recall" for each in sure)
    if len(sure) - recalls >= max(MIN_TITLED, recalls):
        without_recall = (
            _candidate(blocks, each.index, above.get(each.index, ""), form, recalls=False)
            if each.kind == "recall" and not REPLIES.match(blocks[each.index].text)
            else each
            for each in kept
        )
        kept = [each for each in without_recall if each is not None]
    asking = {each.index for each in sure} | {len(blocks)}
    return [
        replace(each, number=None) if outline.levels.get(each.index) in outline.sections else each
        for each in kept
        if not (form.is_section(blocks[each.index]) or each.index in outline.bare)
        or outline.bare.get(each.index, each.last + 1) not in asking
    ]


def _whole_wording(blocks: Sequence[Block], index: int, form: Form) -> Candidate | None:
    """Returns a block that begins with the wording of a question, unless it quotes it."""
    match = form.question_at(blocks, index)
    if match is None or (match.is_quoted and match.number is None):
        return None
    place = form.place_of[match.question.id]
    scores = only(place, match.score, form)
    return Candidate(
        index, match.block_end, "wording", match.number, match.topic, False,
        look_of(blocks[index]), frozenset(), scores, match=match,
    )  # fmt: skip


def named(block: Block, index: int, place: int, number: int | None, form: Form) -> Candidate:
    """Returns a cell or heading that asks a question by its place, and names its topic if any."""
    text = block.text
    label = form.similarity.label(text, place)
    scores = only(place, LABELLED, form)
    topic = (_number(label) or number, label["topic"]) if label else (number, topic_in(text))
    return Candidate(
        index, len(text), "title", None, topic, False, look_of(block), frozenset(), scores,
    )  # fmt: skip


def _candidate(
    blocks: Sequence[Block], index: int, above: str, form: Form, *, recalls: bool = True
) -> Candidate | None:
    """Returns a block, below a heading or none, as what may ask a question, or recall it."""
    block = blocks[index]
    is_printed = form.is_heading(block) or form.prints(block)
    if form.is_option(block) or (is_printed and not form.is_section(block)):
        return None
    read = _asked_by(block, index, above, form)
    kept = (each for each in read if recalls or each.kind != "recall")
    made = (_with_options(each, blocks, form) for each in kept)
    return max(made, key=lambda each: max(each.scores) - LEAST[each.kind], default=None)


def _precedes_text(blocks: Sequence[Block], index: int, form: Form) -> bool:
    """Returns whether a text begins at a block, or after an institution's name: no choice."""
    following = blocks[index : index + 2]
    first = following[0].text if following else ""
    if len(first) < MIN_TEXT and (first.isupper() or names_institution(first)):
        following = following[1:]
    text = following[0].text if following else ""
    if following and (row := row_of(following[0])):
        cells = (each for each in blocks[index : index + MAX_OPTIONS] if row_of(each) == row)
        text = " ".join(each.text for each in cells)
    is_text = len(text) >= MIN_TEXT or (text.endswith(".") and len(text.split()) >= MIN_WORDS)
    chosen = form.with_label.get(fold(text.split()[0]).text, ()) if is_text else ()
    return is_text and all(form.questions[place].several for place in chosen)


def _with_options(candidate: Candidate, blocks: Sequence[Block], form: Form) -> Candidate:
    """Returns a candidate with the questions whose options follow it.

    It asks the one of which they are all the options, or that alone has them.
    """
    start, last = candidate.last + 1, blocks[candidate.last]
    written = last.text[candidate.end :].strip(" .:")
    following = [block.text for block in blocks[start : start + MAX_OPTIONS]]
    following = [written, *following] if written else following
    labels = list(takewhile(form.with_label.__contains__, (fold(text).text for text in following)))
    first = following[0] if following else ""
    options = form.with_label[labels[0]] if labels else form.options_in(first)
    scores, topic = list(form.prefer_parents(candidate.scores, options)), candidate.topic
    asked = last.text[: candidate.end]
    is_named = candidate.kind in TITLES and not VERB.search(asked.lower())
    is_title = not written and any(scores) and _is_title(candidate, asked, form)
    if not options and is_title and _precedes_text(blocks, start, form):
        scores = form.prefer_follow_ups(scores)
    for place in options if candidate.kind != "sentence" and not candidate.is_blank else ():
        choices = [fold(label).text for label in form.questions[place].choices]
        if MIN_OPTIONS <= len(choices) == len(labels) and set(choices) == set(labels):
            scores[place] = max(scores[place], LISTED)
    for place in options if candidate.kind in TITLES and len(options) == 1 else ():
        count = len(typed_options(form.questions[place].choices, first)) + len(labels[1:])
        is_sure = is_named and (count > 1 or not form.questions[place].several)
        if is_sure and place not in form.repeating:
            scores[place] = max(scores[place], LISTED)
    place = form.with_only_option(first) if candidate.look[0] == BlockKind.HEADING else -1
    if place >= 0:
        scores[place] = max(scores[place], LEAST[candidate.kind])
        if place in form.repeating and not any(topic):
            topic = None, topic_in(blocks[candidate.index].text)
    return replace(candidate, options=options, scores=scores, topic=topic)


def _is_title(candidate: Candidate, text: str, form: Form) -> bool:
    """Returns whether a text is a title; a heading may be a sentence, in words not the form's."""
    if candidate.kind == "title" and not VERB.search(text.lower()):
        return True
    is_open = candidate.kind == "title" or OPEN.match(text)
    is_heading = candidate.look[0] == BlockKind.HEADING and is_open
    return bool(is_heading) and max(form.similarity.rate(text, is_sentence=True)) < LEAST["asks"]


def _asked_by(block: Block, index: int, above: str, form: Form) -> Iterator[Candidate]:
    """Yields what a block may ask, read in one way or another."""
    similarity, text = form.similarity, block.text
    quoted = READ_OUT.match(text)
    if not quoted and any(mark in text[:4] for mark in QUOTES):
        return
    read = asked_in(text[: MAX_LENGTH + 1], form, block.bold)
    for kind, end in [("quoted", quoted.end())] if quoted else read:
        asked = quoted[1] if quoted else text[:end]
        if kind == "sentence" and similarity.share(asked) < MIN_SHARE:
            return
        scores = similarity.rate_below(above, asked, is_sentence=kind == "sentence")
        topic = _topic(asked, scores, similarity)
        named = TOPIC.match(text, end) if topic[0] is not None and not topic[1] else None
        if named and not VERB.search(named[1]):
            topic, asked = (topic[0], named[1]), text[: named.end()]
        if kind in {"recall", "sentence"} and topic[1][:1].islower():  # the sentence goes on
            topic = topic[0], ""
        is_blank = kind in {"asks", "title"} and MORE.match(asked) and similarity.is_blank(asked)
        until = {"recall": 0, "quoted": end}.get(kind, len(asked))
        yield Candidate(
            index, until, kind, printed_number(block), topic,
            ADDRESSES.search(asked) is not None, look_of(block), frozenset(), scores,
            bool(is_blank),
        )  # fmt: skip


def _topic(text: str, scores: Sequence[float], similarity: Similarity) -> Topic:
    place = max(range(len(scores)), key=scores.__getitem__)
    quoted = QUOTED.search(text)
    if scores[place] and (label := similarity.label(text, place)):
        topic = quoted[1] if quoted else label["topic"].strip(" .:?*()[]")
        return _number(label), topic
    return None, quoted[1] if quoted else ""


def _number(label: re.Match[str]) -> int | None:
    return int(label["number"]) if label["number"] else None
