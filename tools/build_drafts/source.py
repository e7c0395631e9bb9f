"""A draft as its author wrote it: the text, and marks that say what each part of it is.

A line that starts with ``@`` is a mark: ``@ask`` before a question, ``@answer ID [N]`` before an
answer, ``@none`` before text that answers nothing, ``@section`` before headings, ``@notes`` before
footnotes. Each holds until the next. ``@tick ID [N]: OPTION`` and ``@unanswered ID`` stand alone,
as do ``@table``, ``@row``, ``@cell``, ``@close``, ``@cover``, ``@page``, ``@header``, ``@footer``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MARKUP = re.compile(r"\*+|\[\^\d+\]:?|^#+ |^- |^1\. |^> ")
FIRST, LAST, OF_NOTHING = 12, 8, 8  # words that the truth quotes
RULE = "---"


@dataclass
class Grid:
    """A table: of each row its cells, of each cell its blocks."""

    rows: list[list[list[Block]]] = field(default_factory=list)


@dataclass
class Break:
    """The end of a page, or with ``cover`` the beginning of the cover."""

    cover: bool = False


Block = str | Grid | Break


class Draft:
    """A draft and its truth.

    Attributes:
        blocks: what it shows, in order; a blank line is an empty text.
        notes: text of each footnote by its number.
        header: running head, empty if it has none.
        footer: foot of each page, before its number.
        truth: what a reader should find in it.
    """

    def __init__(self, source: str) -> None:
        self.blocks: list[Block] = []
        self.notes: dict[str, str] = {}
        self.header = self.footer = ""
        self.truth: dict[str, Any] = {
            "country": "",
            "period": [],
            "answers": [],
            "ticks": [],
            "unanswered": [],
            "none": [],
        }
        self._state = ""
        self._words: list[str] = []
        self._grid: Grid | None = None
        for line in source.strip().split("\n"):
            if line.startswith("@"):
                name, _, rest = line[1:].partition(" ")
                self._mark(name, rest)
            else:
                self._line(line)
        self._enter("")

    def _mark(self, name: str, rest: str) -> None:
        if name in {"ask", "none", "section", "notes"}:
            self._enter(name)
        elif name == "answer":
            self._enter(name)
            ids, n = _numbered(rest)
            first, *others = ids.split("+")
            self.truth["answers"].append({"id": first, **({"also": others} if others else {}), **n})
        elif name == "tick":
            asked, _, option = rest.partition(": ")
            ids, n = _numbered(asked)
            self.truth["ticks"].append({"id": ids, **n, "option": option})
        elif name == "unanswered":
            self.truth["unanswered"].append(rest)
        elif name in {"table", "row", "cell", "close"}:
            self._table(name)
        elif name in {"cover", "page"}:
            self._put(Break(cover=name == "cover"))
        else:
            self._about(name, rest)

    def _about(self, name: str, rest: str) -> None:
        if name == "country":
            self.truth["country"] = rest
        elif name == "period":
            self.truth["period"] = rest.split()
        elif name in {"header", "footer"}:
            setattr(self, name, rest)
            self.truth["none"].append(rest)
        else:
            message = f"no such mark: @{name}"
            raise ValueError(message)

    def _table(self, name: str) -> None:
        if name in {"row", "close"} and self._state == "answer":
            self._enter("section")
        if name == "table":
            grid = Grid()
            self._put(grid)
            self._grid = grid
        elif name == "close":
            self._grid = None
        elif self._grid and name == "row":
            self._grid.rows.append([[]])
        elif self._grid:
            self._grid.rows[-1].append([])

    def _enter(self, state: str) -> None:
        if self._state == "answer":
            self.truth["answers"][-1] |= {
                "text": " ".join(self._words[:FIRST]),
                "ends": " ".join(self._words[-LAST:]),
            }
        self._state, self._words = state, []

    def _line(self, line: str) -> None:
        words = plain(line).split()
        if self._state == "notes":
            self.notes[line[2 : line.index("]")]] = " ".join(words)
            self.truth.setdefault("notes", []).append(" ".join(words[:OF_NOTHING]))
            return
        if self._state == "none" and words and line != RULE:
            self.truth["none"].append(" ".join(words[:OF_NOTHING]))
        self._words += words
        cells = line.startswith("| ")
        if cells and (grid := self._open_grid()):
            grid.rows.append([[cell.strip()] for cell in line.strip("| ").split(" | ")])
        else:
            self._put(line)

    def _open_grid(self) -> Grid:
        """Returns the table of plain rows that the last line belongs to, or a new one."""
        blocks = self._inside()
        if blocks and isinstance(grid := blocks[-1], Grid):
            return grid
        grid = Grid()
        blocks.append(grid)
        return grid

    def _inside(self) -> list[Block]:
        return self._grid.rows[-1][-1] if self._grid else self.blocks

    def _put(self, block: Block) -> None:
        self._inside().append(block)


def plain(line: str) -> str:
    """Returns a line without its markup."""
    return MARKUP.sub("", line).replace(" | ", " ").strip("| ")


def pieces(line: str) -> Iterator[tuple[str, str]]:
    """Yields the pieces of a line, each ``bold``, ``italic``, a ``note`` or plain."""
    found = re.split(r"(\*\*.+?\*\*|\*.+?\*|\[\^\d+\])", line)
    for piece in filter(None, found):
        if piece.startswith("**"):
            yield piece.strip("*"), "bold"
        elif piece.startswith("*"):
            yield piece.strip("*"), "italic"
        elif piece.startswith("[^"):
            yield piece[2:-1], "note"
        else:
            yield piece, ""


def load_draft(path: Path) -> Draft:
    """Reads a draft from its source."""
    return Draft(path.read_text(encoding="utf-8"))


def truth_of(draft: Draft) -> str:
    """Returns the truth of a draft as JSON, one entry per line."""
    lines = []
    for key, value in draft.truth.items():
        many = isinstance(value, list) and key != "period"
        if many and value:
            entries = ",\n    ".join(json.dumps(each, ensure_ascii=False) for each in value)
            lines.append(f'  "{key}": [\n    {entries}\n  ]')
        else:
            lines.append(f'  "{key}": {json.dumps(value, ensure_ascii=False)}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _numbered(text: str) -> tuple[str, dict[str, int]]:
    name, _, n = text.partition(" ")
    return name, {"n": int(n)} if n else {}
