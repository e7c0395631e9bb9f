"""Finds the named instruments of a text: laws, decrees, treaties, plans, surveys, courses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from meta87.entities.entity import INSTRUMENT, Entity
from meta87.entities.folding import fold
from meta87.entities.instruments import patterns
from meta87.entities.instruments.names import NameReader
from meta87.entities.ocr import corrected, original_span
from meta87.entities.spans import marked

Span = tuple[int, int, str]
_REACH = 120  # characters before a quotation that may say what it is


def find_instruments(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[Entity]:
    """Finds the INSTRUMENT entities of a text; a name ends before the ``taken`` spans."""
    folded = fold(corrected(text))
    reader = NameReader(folded, frozenset(start for start, _ in taken))
    marks = marked(text, taken)
    found: list[Span] = []
    for span in sorted(_spans(folded, reader), key=lambda s: (s[0], -s[1])):
        apart = not found or span[0] >= found[-1][1]
        if apart and not any(marks[span[0] : span[1]]):
            found.append(span)
    return [
        Entity(INSTRUMENT, *original_span(text, a, b), None, pattern) for a, b, pattern in found
    ]


def _spans(folded: str, reader: NameReader) -> Iterator[Span]:
    yield from _quoted(folded)
    for name, form in (("code", patterns.CODE), ("known-name", patterns.KNOWN)):
        yield from ((*match.span(), name) for match in form.finditer(folded))
    for head in patterns.HEAD.finditer(folded):
        yield from _citation(folded, head, reader)
        end = reader.read(head)
        if _is_name(folded, head, end):
            yield head.start(), end, "head"
    for noun in patterns.NAMING.finditer(folded):
        end = reader.titled(noun.end())
        if noun.end() not in reader.stops and _is_title(folded[noun.end() : end]):
            yield noun.end(), end, "after-noun"


def _citation(folded: str, head: re.Match[str], reader: NameReader) -> Iterator[Span]:
    """Reads 'Ley 1098 de 2006', 'Convenio 138 sobre la edad mínima'."""
    match = patterns.CITATION.match(folded, head.end())
    if match is None or head["head"].capitalize() not in patterns.words("cited"):
        return
    end = match.end() if head["head"].endswith("s") else match.start("more")
    if head["head"] in patterns.WITH_TOPIC:
        end = reader.topic(end)
    yield head.start(), end, "citation"


def _is_name(folded: str, head: re.Match[str], end: int) -> bool:
    """Returns whether the head is followed by more than a generic adjective."""
    content = [word[0] for word in patterns.WORD.finditer(folded, head.end(), end)]
    lower = bool(patterns.TOPIC.search(folded, head.end(), end))
    if not content:
        return lower or bool(patterns.OF_YEAR.fullmatch(folded, head.end(), end))
    named = [word for word in content if word not in patterns.words("generic")]
    if head["head"] in patterns.words("bare") and len(content) == 1:
        return False
    return bool(named) or lower


def _is_title(written: str) -> bool:
    return (bool(written) and not written.isupper()) or len(written.split()) > 1


def _quoted(folded: str) -> Iterator[Span]:
    """Yields the quotations that are names of instruments, and those after them in a list."""
    after = -1
    for match in patterns.QUOTED.finditer(folded):
        start, end = match.span(match.lastgroup or 0)
        listed = after >= 0 and not patterns.SENTENCE_END.search(folded, after, match.start())
        before = folded[max(0, match.start() - _REACH) : match.start()]
        if (listed and folded[start].isupper()) or _is_instrument(folded, start, before):
            yield start, end, "quoted"
            after = end


def _is_instrument(folded: str, start: int, before: str) -> bool:
    """Returns whether a quotation begins with a head, or follows a noun for an instrument."""
    first = patterns.WORD.match(folded, start)
    if first is None or first[0].lower() in patterns.words("others"):
        return False
    if first[0] in patterns.words("heads"):
        return True
    before = patterns.SENTENCE_END.split(before)[-1].lower()
    named = False
    for word in reversed(patterns.LAST_WORDS.findall(before)):
        if word in patterns.words("others"):
            return False
        if word in patterns.words("nouns"):
            return True
        named = named or word in patterns.words("naming_verbs")
    return named
