"""PRI001: names of children and victims with what makes them known, and their mask in outputs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import takewhile

from meta87.classify.tagged import TaggedPassage, TaggedReport
from meta87.entities.entity import INSTITUTION, INSTRUMENT, LINK, LOCATION
from meta87.form.table_rows import CELL_BREAK
from meta87.reading.document import Block
from meta87.rules.analysis import PassageAnalysis
from meta87.rules.answers import AnswerAnalysis, ReportAnalysis, analyse
from meta87.rules.finding import Finding, Hit, Rule, Severity, by_answer
from meta87.rules.words import Span, as_written, find, is_all

MASK = "·"  # every code page of a Windows console has it
ADULT = 18  # years
OFFICE = 30  # characters before a name that may hold an office or what is named after a person
WORDS = 3  # of those that are looked at
APART = ("a", "al", "para", "con", "que", "y", "por", "en")  # what sets them apart from a name
OF = ("de", "del", "para")  # between what is named and a child or victim
DETAILS = 80  # characters after a name that are masked with it
AFTER = (", ", " (")  # what opens them
VICTIM, AGE, DETAIL = map(as_written, ("named_victim", "named_age", "named_detail"))
TOO = as_written("named_too")
PERSON, REVEALING = as_written("person"), as_written("revealing")
ENDED = re.compile(r"(?<!\.\w)(?<!\s\w)[.;)](?:\s|$)|\s[(\[]")
PUPIL = re.compile(r"\balumn[oa]\b")
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
    victims = find(text, "personal", "victims")
    found = [each for match in VICTIM.finditer(text) for each in _listed(match)]
    found += [match for match in AGE.finditer(text) if _is_child_or_victim(match, victims)]
    found += [match for match in DETAIL.finditer(text) if victims or PUPIL.search(match[0])]
    if not found or passage.has("personal", "disguised"):
        return
    others = passage.found(INSTITUTION, INSTRUMENT, LINK, LOCATION)
    for match in found:
        start, end = match.span("name")
        place = bisect_right(others, start, key=lambda entity: entity.start) - 1
        inside = place >= 0 and start < others[place].end
        if not inside and not _is_official(match):
            yield start, end


def _listed(match: re.Match[str]) -> Iterator[re.Match[str]]:
    """Yields the match of a name and those of the names that follow it in a list."""
    named: re.Match[str] | None = match
    while named:
        yield named
        named = TOO.match(match.string, named.end("name"))


def _is_child_or_victim(match: re.Match[str], victims: Span | None) -> bool:
    """Returns whether a name with an age is that of a child, or of a victim by the text."""
    several = " " in match["name"]
    if int(match["age"]) >= ADULT:
        return several and victims is not None
    start = match.start()
    return several or not PLACED.search(match.string, max(0, start - OFFICE), start)


def _is_official(match: re.Match[str]) -> bool:
    """Returns whether a name begins or comes after an office, or what is named after a person."""
    opening = match.string[max(0, match.start() - OFFICE) : match.start()]
    if match.re is AGE and int(match["age"]) < ADULT and opening.endswith(", "):
        opening = ""  # "la Casa Miramar, Ana Ruiz, de 9 años": the name stands apart
    before = re.findall(r"\w+", opening)[-WORDS:]
    if match.re is VICTIM:  # "el hogar de niñas", but "la casa de la niña" is hers
        before = [word for word in before[-2:] if word not in (*OF, "casa")][-1:]
    beside = takewhile(lambda word: word not in APART, reversed(before))
    first = match["name"].split(maxsplit=1)[0]
    return any(is_all(word, "personal", "offices") for word in (first, *beside))


def _details_end(text: str, end: int) -> int:
    """Returns where the details after a name end: with their sentence, or after some characters."""
    ended = ENDED.search(text, end + len(AFTER[0]), end + DETAILS)
    cut = ended.start() if ended else text.find(" ", end + DETAILS)
    return len(text) if cut < 0 else cut


def masked(found: tuple[Finding, ...], *texts: ReportAnalysis) -> tuple[Finding, ...]:
    """Returns findings in which no name of a child or victim can be read, whatever their rules.

    Letters after the first of a name become dots, and so do other names and figures of the details
    beside it, in the passages and in the words that findings quote. Their lengths stay.
    """
    mask = _mask(texts)
    return tuple(replace(each, hit=mask.hit(each.hit)) for each in found) if mask.names else found


def hidden(report: TaggedReport) -> Callable[[str], str]:
    """Returns what hides the names of children and victims in any text of a report."""
    return _mask((analyse(report), analyse(replace(report, answers=report.unplaced)))).text


def _mask(texts: Iterable[ReportAnalysis]) -> _Mask:
    """Returns the mask of the names that are told in some texts."""
    return _Mask([hit for rule in RULES for text in texts for hit in rule.check(text)])


class _Mask:
    """The names that no output may hold, and the texts without them."""

    def __init__(self, reported: list[Hit]) -> None:
        self.names = {part for hit in reported for name in hit.evidence for part in _parts(name)}
        self.details: dict[int, list[Span]] = defaultdict(list)
        self.blocks: dict[int, Block] = {}
        told = [(hit.passage, hit.span) for hit in reported if hit.passage and hit.span]
        for passage, (start, end) in told:
            place = passage.start + start, passage.start + end
            self.details[id(passage.block)].append(place)
        self.texts: dict[str, str] = {}
        for passage, _ in told:
            texts = passage.text, self._passage(passage).text
            self.texts.update([texts, *zip(*(t.split(CELL_BREAK) for t in texts), strict=True)])

    def text(self, text: str) -> str:
        """Returns a text without the names."""
        for shown, masked_text in self.texts.items():
            text = text.replace(shown, masked_text)
        return self._named(text)

    def hit(self, hit: Hit) -> Hit:
        """Returns a hit without the names, and the words that changed in such a text."""
        details = {key: self.text(value) for key, value in hit.details.items()}
        if "changed" in details and hit.passage and id(hit.passage.block) in self.details:
            details["changed"] = REVEALING.sub(lambda m: _dotted(m[0]), details["changed"])
        return replace(
            hit,
            passage=hit.passage and self._passage(hit.passage),
            details=details,
            evidence=tuple(map(self._words, hit.evidence)),
        )

    def _passage(self, passage: TaggedPassage) -> TaggedPassage:
        block = passage.block
        if id(block) not in self.blocks:
            text, parts, last = self._named(block.text), [], 0
            for start, end in sorted(self.details[id(block)]):
                hidden = REVEALING.sub(lambda m: _dotted(m[0]), text[start:end])
                parts += [text[last:start], hidden]
                last = end
            self.blocks[id(block)] = replace(block, text="".join((*parts, text[last:])))
        return replace(passage, block=self.blocks[id(block)])

    def _words(self, text: str) -> str:
        """Returns words that a finding quotes: a whole passage, or some of it."""
        return self.texts.get(text) or self._named(text)

    def _named(self, text: str) -> str:
        return PERSON.sub(lambda m: _dotted(m[0]) if m[0] in self.names else m[0], text)


def _parts(name: str) -> Iterator[str]:
    """Yields a name, and what a quote that ends in it may have of it."""
    yield name
    words = name.split()
    yield from (" ".join(words[:count]) for count in range(2, len(words)))


def _dotted(text: str) -> str:
    """Returns a text with a dot for every letter or digit but the first of each word.

    >>> _dotted("Luz Marina"), _dotted("4.512-1")
    ('L·· M·····', '·.···-·')
    """
    return LETTER.sub(MASK, text)


RULES = (Rule("PRI001", "personal-data", Severity.ERROR, "passage", by_answer(_named)),)
