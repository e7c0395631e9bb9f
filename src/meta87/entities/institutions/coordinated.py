"""Institutions that share one plural head: "Ministerios del Trabajo y de Minas y Energía"."""

from __future__ import annotations

from meta87.entities.institutions.tokens import Token

_AND = frozenset(["y", "e"])
_OF = frozenset(["de", "del"])
_ARTICLES = frozenset(["la", "las", "los", "el"])


def items(tokens: list[Token], head: int, end: int) -> list[tuple[int, int, int]]:
    """Splits a name with a plural head into items.

    A joint followed by "de" splits; only when no joint is, every joint does.

    Returns:
        (first, named, last) token indices: the span of each item, and where what follows the head
        in its full name begins, with its "de" if it has one. Empty if nothing is joined.
    """
    joints = [i for i in range(head + 1, end) if tokens[i].key in _AND or tokens[i].text == ","]
    strict = [i for i in joints if i + 1 < end and tokens[i + 1].key in _OF]
    cuts = strict or joints
    if not cuts:
        return []
    ends = [*cuts, end]
    found = [(head, head + 1, ends[0])]
    for cut, last in zip(cuts, ends[1:], strict=True):
        first = _past(tokens, cut + 1, end)
        named = cut + 1 if cut in strict else first
        if first < last:
            found.append((first, named, last))
    return found


def _past(tokens: list[Token], at: int, end: int) -> int:
    while at < end and tokens[at].key in _OF | _ARTICLES | _AND:
        at += 1
    return at
