"""EVI rules on links: they open, have no tracking parameters, and lead somewhere public."""

from __future__ import annotations

from collections.abc import Iterator

from meta87.entities.entity import LinkValue
from meta87.reading.document import Block
from meta87.rules.answers import AnswerAnalysis, ReportAnalysis
from meta87.rules.finding import Hit, Rule, Severity, by_answer
from meta87.rules.words import Span, as_written, find

LINK_MARK, SITE, TRACKING = map(as_written, ("link_mark", "site", "tracking"))
BROKEN = {fault: as_written(fault) for fault in ("scheme", "host", "spaced", "cut")}


def _broken(answer: AnswerAnalysis, _: ReportAnalysis) -> Iterator[Hit]:
    """Yields each broken link once, where it begins; a sentence boundary may be inside it."""
    for block in dict.fromkeys(passage.passage.block for passage in answer.passages):
        here = [p.passage for p in answer.passages if p.passage.block is block]
        for fault, (start, end) in _faults(block):
            for passage in (p for p in here if p.start <= start < p.end):
                span = (start - passage.start, min(end, passage.end) - passage.start)
                words = block.text[start:end]
                details = {"link": words, "fault": f"@ui.link.{fault}"}
                yield Hit(passage, span, details, (words,))


def _faults(block: Block) -> Iterator[tuple[str, Span]]:
    """Yields what is wrong with the links of a block, and where; the first of several that meet."""
    if not LINK_MARK.search(block.text):
        return
    found = [
        (match.span(), fault)
        for fault, pattern in BROKEN.items()
        for match in pattern.finditer(block.text)
    ]
    last = 0
    for (start, end), fault in sorted(found, key=lambda each: (each[0][0], -each[0][1])):
        if start >= last:
            last = end
            yield fault, (start, end)


def _tracking(answer: AnswerAnalysis, _: ReportAnalysis) -> Iterator[Hit]:
    for passage in answer.passages:
        if match := TRACKING.search(passage.text):
            words = match[0][1:]
            yield Hit(passage.passage, match.span(), {"parameter": words}, (words,))


def _weak(answer: AnswerAnalysis, _: ReportAnalysis) -> Iterator[Hit]:
    """Yields the first link of an answer whose links all lead to social networks or login pages."""
    links = [
        (passage, link)
        for passage in answer.passages
        for link in passage.links
        if isinstance(link.value, LinkValue) and not link.value.url.startswith("mailto:")
    ]
    weak = [_weakness(link.text) for _, link in links]
    if links and all(weak):
        passage, link = links[0]
        details = {"link": link.text, "kind": f"@ui.link.{weak[0]}"}
        yield Hit(passage.passage, (link.start, link.end), details, (link.text,))


def _weakness(link: str) -> str:
    """Returns "login" or "network" for a link to a login page or a social network, or ""."""
    if find(link, "evidence", "login"):
        return "login"
    site = SITE.match(link)
    name = " ".join(site[1].rsplit(".", 2)[-2:]) if site else ""
    return "network" if find(name, "evidence", "weak_hosts") else ""


RULES = (
    Rule("EVI002", "broken-link", Severity.ERROR, "passage", by_answer(_broken)),
    Rule("EVI003", "tracking-link", Severity.SUGGESTION, "passage", by_answer(_tracking)),
    Rule("EVI004", "weak-link", Severity.WARNING, "answer", by_answer(_weak)),
)
