"""The agreement of two annotators as a page of text."""

from __future__ import annotations

from collections.abc import Iterator

from meta87.classification.labels import KINDS
from meta87.corpus.agreement import Agreement, Label
from meta87.messages import text

NAME = 18
FIGURE = 10


def render(found: Agreement, lang: str) -> str:
    """Give the figures, one label a line, then every disagreement."""
    return "".join(f"{line}\n" for line in _lines(found, lang))


def _lines(found: Agreement, lang: str) -> Iterator[str]:
    yield _told(
        "both", lang, passages=found.passages, first=found.only_first, second=found.only_second
    )
    yield _told("alpha-kind", lang, alpha=_figure(found.kind_alpha))
    yield ""
    heads = ("alfa" if lang == "es" else "alpha", "F1", _told("first", lang), _told("second", lang))
    yield f"{_told('label-head', lang):<{NAME}}" + "".join(f"{head:>{FIGURE}}" for head in heads)
    for name, label in found.labels.items():
        yield _row(_name(name, lang), label)
    yield ""
    yield _told("disagreements", lang, count=len(found.disagreements))
    for apart in found.disagreements:
        sides = (", ".join(_name(n, lang) for n in side) for side in (apart.first, apart.second))
        yield f"  {apart.id}  " + " ≠ ".join(side or "–" for side in sides)


def _row(name: str, label: Label) -> str:
    cells = (_figure(label.alpha), _figure(label.f1), label.first, label.second)
    return f"{name:<{NAME}}" + "".join(f"{cell:>{FIGURE}}" for cell in cells)


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _name(label: str, lang: str) -> str:
    return text(f"ui.{'kind' if label in KINDS else 'theme'}.{label}", lang)


def _told(key: str, lang: str, **details: object) -> str:
    return text(f"ui.corpus.{key}", lang, **details)
