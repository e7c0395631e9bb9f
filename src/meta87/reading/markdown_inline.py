"""Markdown and HTML inside a line: its text without the markup."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from meta87.reading.document import Anchor
from meta87.reading.normalise import SourceSpan
from meta87.reading.patterns import EMPTY, HTML_BLOCKS, TICKED

_TEX_TICKED = {"boxtimes", "checkmark", "checkedbox", "xbox", "boxplus"}
_TEX_BOX = r"\\(?:square|Box|boxtimes|checkmark|CheckedBox|XBox|boxplus)"

# What occurs inside a line, in the order in which it is looked for. What may lack its end is
# bounded: looking for it from every beginning would take quadratic time.
_MARKUP = {
    "image": r"!\[[^\[\]]{0,500}\]\([^)]{0,500}\)",
    "link": r"\[(?P<label>[^\[\]]{1,500})\]\(<?(?P<target>[^)\s>]{1,500}+)>?[^)]{0,500}+\)",
    "note": r"\[\^[^\[\]\s]+\]",
    "comment": r"<!--(?:(?!<!--).)*?-->",
    "anchor": r"<a\s[^<>]{0,200}?href=\"(?P<href>[^\"]{0,500})\"[^<>]{0,200}>"
    r"(?P<content>.{0,500}?)</a>",
    "broken_anchor": r"<a\s+href=\"?(?P<href_left>[^\">\s]+)\"?[^<>\n]*>?",
    "autolink": r"<(?P<address>(?:https?://|mailto:)[^<>\s]+|[^<>\s@]+@[^<>\s@]+)>",
    "break": r"<br\s*/?>",
    "parting_tag": rf"</?(?:{'|'.join(sorted(HTML_BLOCKS))})(?=[\s/>])[^<>\n]*>",
    "tag": r"</?[a-z][^<>\n]*>",
    "address_plain": r"(?:https?://|www\.)[^\s<>*\"|\\]+",
    "tex": rf"\$\s*+(?:\\hfill\s*+)?{_TEX_BOX}\s*+\$|{_TEX_BOX}(?![a-z])",
    "fill": r"\$?\\hfill\b\$?",
    "escape": r"\\(?P<character>[!-/:-@\[-`{-~])",
    "entity": r"&(?:[a-z][a-z0-9]{1,31}|#\d{1,7}|#x[0-9a-f]{1,6});",
    "dress": r"(?<!\*)\*{2,3}(?!\*)|(?<![\w_])_{2,3}(?=[^\s_])|(?<=[^\s_])_{2,3}(?![\w_])|`+",
    "star": r"(?<![\w*])\*(?P<starred>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])",
    "score": r"(?<![\w_])_(?P<scored>[^\s_](?:[^_\n]*[^\s_])?)_(?![\w_])",
    "plain": r"[^\[\]!<>hw$\\&*_`]+|.",
}
_BOLD = re.compile(r"\*{2,3}|_{2,3}|</?(?:b|strong)>", re.IGNORECASE)  # begins or ends it
_TOKEN = re.compile(
    "|".join(f"(?P<{name}>{pattern})" for name, pattern in _MARKUP.items()), re.IGNORECASE
)


def spans(line: str, number: int, start: int = 0, end: int | None = None) -> Iterator[SourceSpan]:
    """Yields the text of ``line[start:end]`` without its markup; lines count from 1."""
    bold = False
    for match in _TOKEN.finditer(line, start, len(line) if end is None else end):
        bold ^= _BOLD.fullmatch(match.group()) is not None
        for span in _READERS.get(match.lastgroup or "", _verbatim)(line, number, match):
            yield replace(span, bold=True) if bold else span


def _verbatim(_line: str, number: int, match: re.Match[str]) -> Iterator[SourceSpan]:
    yield SourceSpan(match.group(), Anchor("text", number, match.start(), match.end()))


def _nothing(_line: str, _number: int, _match: re.Match[str]) -> Iterator[SourceSpan]:
    return iter(())


def _shown(text: Callable[[str], str]) -> Callable[[str, int, re.Match[str]], Iterator[SourceSpan]]:
    """Returns a reader of tokens that are shown as another text."""

    def read(_line: str, number: int, match: re.Match[str]) -> Iterator[SourceSpan]:
        """Yields the text for a token."""
        anchor = Anchor("text", number, match.start(), match.end())
        yield SourceSpan(text(match.group()), anchor)

    return read


def _tex_box(token: str) -> str:
    names = set(re.findall(r"[a-z]+", token.lower()))
    return TICKED if names & _TEX_TICKED else EMPTY


def _group(name: str) -> Callable[[str, int, re.Match[str]], Iterator[SourceSpan]]:
    """Returns a reader of tokens of which one group is the text."""

    def read(_line: str, number: int, match: re.Match[str]) -> Iterator[SourceSpan]:
        """Yields the text of the group."""
        yield SourceSpan(match[name], Anchor("text", number, *match.span(name)))

    return read


def _emphasis(line: str, number: int, match: re.Match[str]) -> Iterator[SourceSpan]:
    return spans(line, number, *match.span("starred" if match.lastgroup == "star" else "scored"))


def _link(line: str, number: int, match: re.Match[str]) -> Iterator[SourceSpan]:
    """Yields "text (URL)", or the text alone if it already shows the URL."""
    text, address = ("label", "target") if match.lastgroup == "link" else ("content", "href")
    yield from spans(line, number, *match.span(text))
    target = match[address]
    if "://" in target and target.rstrip("/") not in match[text]:
        start, end = match.span(address)
        yield SourceSpan(" (", Anchor("text", number, start, start))
        yield SourceSpan(target, Anchor("text", number, start, end))
        yield SourceSpan(")", Anchor("text", number, end, end))


_READERS = {
    "link": _link, "anchor": _link, "star": _emphasis, "score": _emphasis,
    "broken_anchor": _group("href_left"), "autolink": _group("address"),
    "escape": _group("character"), "entity": _shown(html.unescape), "tex": _shown(_tex_box),
    "break": _shown(lambda _: " "), "parting_tag": _shown(lambda _: " "),
    "image": _nothing, "comment": _nothing, "tag": _nothing, "note": _nothing,
    "fill": _nothing, "dress": _nothing,
}  # fmt: skip
