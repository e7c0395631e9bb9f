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


def find_instruments(
    text: str, taken: Sequence[tuple[int, int]] = (), context: str = ""
) -> list[Entity]:
    """Finds the INSTRUMENT entities of a text, in order and without overlap.

    A name ends before the ``taken`` spans; the context may lead in a list of quoted names.
    """
    folded = fold(corrected(text))
    reader = NameReader(folded, frozenset(start for start, _ in taken))
    marks = marked(text, taken)
    found: list[Span] = []
    for span in sorted(_spans(folded, reader, fold(context)), key=lambda s: (s[0], -s[1])):
        apart = not found or span[0] >= found[-1][1]
        if apart and not any(marks[span[0] : span[1]]):
            found.append(span)
    found = _one_law(folded, found)
    return [
        Entity(INSTRUMENT, *original_span(text, a, b), None, pattern) for a, b, pattern in found
    ]


def _one_law(folded: str, found: list[Span]) -> list[Span]:
    """Joins a law's name and its number: 'Código de Trabajo, Ley No. 116 de 2013'."""
    joined: list[Span] = []
    for span in found:
        before = joined[-1] if joined else None
        both = before and {before[2], span[2]} == {"citation", "head"}
        if before and both and _is_apposition(folded, before, span):
            joined[-1] = before[0], span[1], before[2]
        else:
            joined.append(span)
    return joined


def _is_apposition(folded: str, first: Span, last: Span) -> bool:
    """Returns whether the second of two laws is an apposition."""
    if folded[first[1] : last[0]] != ", ":
        return False
    heads = (patterns.WORD.match(folded, span[0]) for span in (first, last))
    return all(head is not None and head[0] in patterns.words("laws") for head in heads)


def _spans(folded: str, reader: NameReader, context: str) -> Iterator[Span]:
    yield from _quoted(folded, context)
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
    plural = head["head"].endswith("s")
    end = match.end() if plural else match.start("more")
    end = reader.after_number(end)
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


def _quoted(folded: str, context: str) -> Iterator[Span]:
    """Yields the quotations that are names of instruments, without their quotes."""
    after = -1
    for match in _quotations(folded):
        start, end = match.span(match.lastgroup or 0)
        goes_on = patterns.GOES_ON.search(folded, start, end)
        end = goes_on.start() if goes_on else end
        listed = after >= 0 and _same_sentence(folded, after, match.start())
        before = folded[max(0, match.start() - _REACH) : match.start()] or _lead_in(context)
        if _is_instrument(folded, start, before) or (listed and folded[start].isupper()):
            yield start, end, "quoted"
            after = end


def _quotations(folded: str) -> list[re.Match[str]]:
    """Returns the quotations, and those that are opened and not closed."""
    if not any(mark in folded for mark in patterns.QUOTES):
        return []
    found: list[re.Match[str]] = []
    both = [*patterns.QUOTED.finditer(folded), *patterns.UNCLOSED.finditer(folded)]
    for match in sorted(both, key=lambda m: (m.start(), m.re is patterns.UNCLOSED)):
        if not found or match.start() >= found[-1].end():
            found.append(match)
    return found


def _lead_in(context: str) -> str:
    """Returns the end of the lead-in of a list, whose items may begin with a quotation."""
    lead, colon, _ = context.rpartition(":")
    return lead[-_REACH:] if colon else ""


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


def _same_sentence(folded: str, start: int, end: int) -> bool:
    return end - start < 2 * _REACH and not patterns.SENTENCE_END.search(folded, start, end)
