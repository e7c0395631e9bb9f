"""EVI rules on links: they open, tell nothing of who shared them, and lead somewhere public."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from meta87.classify.tagged import TaggedAnswer, TaggedPassage, TaggedReport
from meta87.entities.entity import Entity, LinkValue
from meta87.entities.links.links import find_links
from meta87.reading.document import Block
from meta87.rules.finding import Hit, Rule, Severity, by_answer
from meta87.rules.patterns import BROKEN_LINKS, HOST, TRACKING, TRIGGER
from meta87.rules.words import find

Link = tuple[TaggedPassage, Entity]


def links(answer: TaggedAnswer) -> list[Link]:
    """Returns the links of an answer, without e-mail addresses."""
    return [
        (passage, entity)
        for passage in answer.passages
        for entity in find_links(passage.text)
        if isinstance(entity.value, LinkValue) and not entity.value.url.startswith("mailto:")
    ]


def is_weak(link: Entity) -> bool:
    """Returns whether a link leads to a social network or to a page that requires a login."""
    host = HOST.match(link.text)
    named = host[1].rsplit(".", 2)[-2:] if host else []
    return bool(find(" ".join(named), "evidence", "weak_hosts")) or asks_to_log_in(link)


def asks_to_log_in(link: Entity) -> bool:
    """Returns whether a link leads to a page that requires a login."""
    return find(link.text, "evidence", "login") is not None


@dataclass(frozen=True, slots=True)
class _Fault:
    kind: str
    start: int
    end: int


def _broken(answer: TaggedAnswer, _: TaggedReport) -> Iterator[Hit]:
    """Yields each broken link once, where it begins; a sentence boundary may be inside it."""
    for block in dict.fromkeys(passage.block for passage in answer.passages):
        for fault in _faults(block):
            passage = _holding(answer, block, fault.start)
            if passage is not None:
                span = (fault.start - passage.start, min(fault.end, passage.end) - passage.start)
                words = block.text[fault.start : fault.end]
                details = {"link": words, "fault": f"@ui.link.{fault.kind}"}
                yield Hit(passage, span, details, (words,))


def _faults(block: Block) -> Iterator[_Fault]:
    if not TRIGGER.search(block.text):
        return
    end = 0
    found = (
        _Fault(kind, match.start(), match.end())
        for kind, pattern in BROKEN_LINKS.items()
        for match in pattern.finditer(block.text)
    )
    for fault in sorted(found, key=lambda fault: (fault.start, -fault.end)):
        if fault.start >= end:
            end = fault.end
            yield fault


def _holding(answer: TaggedAnswer, block: Block, offset: int) -> TaggedPassage | None:
    here = (p for p in answer.passages if p.block is block and p.start <= offset < p.end)
    return next(here, None)


def _tracking(answer: TaggedAnswer, _: TaggedReport) -> Iterator[Hit]:
    for passage in answer.passages:
        for match in TRACKING.finditer(passage.text) if "=" in passage.text else ():
            words = match[0][1:]
            yield Hit(passage, match.span(), {"parameter": words}, (words,))
            break


def _weak(answer: TaggedAnswer, _: TaggedReport) -> Iterator[Hit]:
    """Yields the first link of an answer whose links all lead to social networks or login pages."""
    found = links(answer)
    if not found or not all(is_weak(link) for _, link in found):
        return
    passage, link = found[0]
    kind = "login" if asks_to_log_in(link) else "network"
    details = {"link": link.text, "kind": f"@ui.link.{kind}"}
    yield Hit(passage, (link.start, link.end), details, (link.text,))


RULES = (
    Rule("EVI002", "broken-link", Severity.WARNING, "passage", by_answer(_broken)),
    Rule("EVI003", "tracking-link", Severity.SUGGESTION, "passage", by_answer(_tracking)),
    Rule("EVI004", "weak-link", Severity.WARNING, "answer", by_answer(_weak)),
)
