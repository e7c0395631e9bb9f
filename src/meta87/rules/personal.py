"""PRI001: names of children and victims with what makes them known, and their mask in outputs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from meta87.entities.entity import INSTITUTION, INSTRUMENT, LINK, LOCATION
from meta87.reading.document import Block
from meta87.rules.analysis import PassageAnalysis
from meta87.rules.answers import AnswerAnalysis, ReportAnalysis
from meta87.rules.finding import Finding, Hit, Rule, Severity, by_answer
from meta87.rules.words import Span, as_written, find, is_all

MASK = "·"  # every code page of a Windows console has it
ADULT = 18  # years
OFFICE = 30  # characters before a name that may hold an office or what is named after a person
WORDS = 4  # of those that are looked at
DETAILS = 80  # characters after a name that are masked with it
AFTER = (", ", " (")  # what opens them
VICTIM, AGE, DETAIL = map(as_written, ("named_victim", "named_age", "named_detail"))
PERSON, REVEALING = as_written("person"), as_written("revealing")
ENDED = re.compile(r"(?<!\.\w)(?<!\s\w)[.;)](?:\s|$)")
PLACED = re.compile(r"\b(?:en|del?|desde|hasta|a|al|para) $", re.IGNORECASE)
LETTER = re.compile(r"(?<=\w)\w|\d")


def _named(answer: AnswerAnalysis, _: ReportAnalysis) -> Iterator[Hit]:
    """Yields each child or victim told by name, with the words that make them known."""
    for passage in answer.passages:
        text, last = passage.text, 0
        for start, end in sorted(_persons(passage)):
            if start >= last:
                last = _details_end(text, end) if text[end : end + 2] in AFTER else end
                yield Hit(passage.passage, (start, last), evidence=(text[start:end],))


def _persons(passage: PassageAnalysis) -> Iterator[Span]:
    """Yields the spans of the names of children and victims of a passage."""
    text = passage.text
    told = find(text, "personal", "victims")
    found = [(match, match.start()) for match in VICTIM.finditer(text)]
    found += [(match, match.start()) for match in AGE.finditer(text) if _is_told(match, told)]
    found += [(match, match.start()) for match in DETAIL.finditer(text) if told]
    if not found or passage.has("personal", "disguised"):
        return
    others = passage.found(INSTITUTION, INSTRUMENT, LINK, LOCATION)
    for match, opening in found:
        start, end = match.span("name")
        place = bisect_right(others, start, key=lambda entity: entity.start) - 1
        inside = place >= 0 and start < others[place].end
        if not inside and not _is_official(text, opening):
            yield start, end


def _is_told(match: re.Match[str], victims: Span | None) -> bool:
    """Returns whether a name with an age is that of a child, or of a victim by the text."""
    several = " " in match["name"]
    if int(match["age"]) >= ADULT:
        return several and victims is not None
    start = match.start()
    return several or not PLACED.search(match.string, max(0, start - OFFICE), start)


def _is_official(text: str, offset: int) -> bool:
    """Returns whether an office, or something named after a person, stands before a name."""
    words = re.findall(r"\w+", text[max(0, offset - OFFICE) : offset])[-WORDS:]
    return any(is_all(word, "personal", "offices") for word in words)


def _details_end(text: str, end: int) -> int:
    """Returns where the details after a name end: with their sentence, or after some characters."""
    if ended := ENDED.search(text, end, end + DETAILS):
        return ended.start()
    cut = text.find(" ", end + DETAILS)
    return len(text) if cut < 0 else cut


def masked(found: tuple[Finding, ...], report: ReportAnalysis) -> tuple[Finding, ...]:
    """Returns findings in which no name of a child or victim can be read, whatever their rules.

    Letters after the first of a name become dots, and so do other names and figures of the details
    beside it, in the passages and in the words that findings quote. Their lengths stay.
    """
    reported = [hit for rule in RULES for hit in rule.check(report)]
    mask = _Mask(reported)
    return tuple(replace(each, hit=mask.hit(each.hit)) for each in found) if reported else found


class _Mask:
    """The names that no output may hold, and the blocks of text without them."""

    def __init__(self, reported: list[Hit]) -> None:
        self.names = {name for hit in reported for name in hit.evidence}
        self.details: dict[int, list[Span]] = defaultdict(list)
        self.blocks: dict[int, Block] = {}
        for hit in reported:
            if hit.passage and hit.span:
                start, end = (hit.passage.start + place for place in hit.span)
                self.details[id(hit.passage.block)].append((start, end))

    def hit(self, hit: Hit) -> Hit:
        """Returns a hit without the names."""
        passage = hit.passage
        return replace(
            hit,
            passage=passage and replace(passage, block=self._block(passage.block)),
            details={key: self._words(value) for key, value in hit.details.items()},
            evidence=tuple(map(self._words, hit.evidence)),
        )

    def _block(self, block: Block) -> Block:
        if id(block) not in self.blocks:
            text = self._words(block.text)
            for start, end in self.details[id(block)]:
                hidden = REVEALING.sub(lambda m: _dotted(m[0]), text[start:end])
                text = text[:start] + hidden + text[end:]
            self.blocks[id(block)] = replace(block, text=text)
        return self.blocks[id(block)]

    def _words(self, text: str) -> str:
        return PERSON.sub(lambda m: _dotted(m[0]) if m[0] in self.names else m[0], text)


def _dotted(text: str) -> str:
    """Returns a text with a dot for every letter or digit but the first of each word.

    >>> _dotted("Luz Marina"), _dotted("4.512-1")
    ('L·· M·····', '·.···-·')
    """
    return LETTER.sub(MASK, text)


RULES = (Rule("PRI001", "personal-data", Severity.ERROR, "passage", by_answer(_named)),)
