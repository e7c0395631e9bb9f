"""CoNLL: a token a line with its entity tag (BIO), a passage a block.

Comments before the tokens hold the rest: ``# text``, ``# labels``, and ``# meta`` as JSON. Of a
file with more columns, the first is the token and the last the tag.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from meta87.corpus.formats.carried import carried, labels_of, merged, spans_of
from meta87.corpus.formats.tokens import Piece, pieces, spans_of_tags, tags
from meta87.corpus.rows import Row, parsed_object, text_lines

_BLANK = re.compile(r"\s+")
_COMMENT = re.compile(r"# (text|labels|meta) = ?(.*)")

_Line = tuple[int, str]


def read(data: bytes) -> Iterator[Row]:
    """Read blocks of tokens."""
    block: list[_Line] = []
    for number, line in text_lines(data):
        if line is None:
            yield Row(number, faults=("UTF-8",))
        elif line.strip():
            block.append((number, line))
        elif block:
            yield _row(block)
            block = []
    if block:
        yield _row(block)


def write(records: Iterable[dict[str, Any]]) -> bytes:
    """Write blocks of tokens."""
    return "\n".join(_block(record) for record in records).encode()


def _block(record: dict[str, Any]) -> str:
    text, spans = record["text"], spans_of(record)
    found = pieces(text, spans)
    shown = _one_line(text)
    exact = {} if shown == text else {"text": text}
    lines = [
        f"# text = {shown}",
        f"# labels = {' '.join(labels_of(record))}",
        f"# meta = {json.dumps({**carried(record), **exact}, ensure_ascii=False)}",
        *(f"{text[s:e]}\t{tag}" for (s, e), tag in zip(found, tags(found, spans), strict=True)),
    ]
    return "".join(f"{line}\n" for line in lines)


def _row(block: Sequence[_Line]) -> Row:
    first = block[0][0]
    comments = {m[1]: m[2] for _, line in block if (m := _COMMENT.match(line))}
    columns = [line.split("\t" if "\t" in line else None) for _, line in block if line[:2] != "# "]
    try:
        beside = parsed_object(comments.get("meta", "{}"))
    except ValueError:
        return Row(first, faults=("meta: JSON",))
    words = [column[0] for column in columns]
    text = _exact(comments.get("text", " ".join(words)), beside)
    found = _placed(text, words)
    if found is None:
        return Row(first, faults=(f"text: {text[:40]!r}",))
    spans = spans_of_tags(found, [column[-1] for column in columns])
    known = spans_of(beside)
    unchanged = tags(found, known) == tags(found, spans)
    labels = comments.get("labels", "").split()
    return merged(first, beside, text, labels, known if unchanged else spans)


def _exact(shown: str, beside: dict[str, Any]) -> str:
    """Give the text with the line breaks that a comment cannot hold."""
    exact = beside.pop("text", shown)
    return exact if isinstance(exact, str) and _one_line(exact) == shown else shown


def _one_line(text: str) -> str:
    return _BLANK.sub(" ", text).strip()


def _placed(text: str, words: Sequence[str]) -> list[Piece] | None:
    """Find the words in the text, in order; None when they are not those of the text."""
    found: list[Piece] = []
    end = 0
    for word in words:
        start = text.find(word, end)
        if start < 0 or text[end:start].strip():
            return None
        end = start + len(word)
        found.append((start, end))
    return None if text[end:].strip() else found
