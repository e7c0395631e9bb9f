"""What an evaluation tells beside its figures: groups, calibration, doubt and the worst errors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from meta87.classify.labels import Kind, Theme
from meta87.messages import text, theme_name
from meta87.report.texts import decimal, interval
from meta87.training.error_analysis import LabelError

WIDTH = 90  # characters of a passage
_NAME, _FIGURE = 28, 24
Figures = Mapping[str, Mapping[str, Any]]


def groups(of: str, found: Figures, lang: str) -> Iterator[str]:
    """Yields the metrics of each group, one per line."""
    heads = (
        text(f"ui.figures.by.{of}", lang),
        "n",
        _told("themes-f1", lang),
        _told("kind-f1", lang),
    )
    yield f"\n{heads[0]:<{_NAME}}{heads[1]:>7}" + "".join(f"{h:>{_FIGURE}}" for h in heads[2:])
    for value, figures in found.items():
        name = cut(value or _told("unnamed", lang), _NAME - 4)
        cells = [_interval(figures[part], lang) for part in ("themes", "kind")]
        yield f"  {name:<{_NAME - 2}}{figures['n']:>7}" + "".join(f"{c:>{_FIGURE}}" for c in cells)


def calibration(found: Figures, lang: str) -> Iterator[str]:
    """Yields the calibration error and the reliability of kinds and themes, one bin per line."""
    for part, figures in found.items():
        yield "\n" + text(f"ui.figures.calibration.{part}", lang, ece=decimal(figures["ece"], lang))
        heads = (_told(key, lang) for key in ("probability", "said", "held"))
        yield "  {:<14}{:>14}{:>12}{:>8}".format(*heads, "n")
        for each in figures["bins"]:
            bounds = " – ".join(decimal(each[end], lang, 1) for end in ("from", "to"))
            said, held = (decimal(each[key], lang) for key in ("said", "held"))
            yield f"  {bounds:<14}{said:>14}{held:>12}{each['n']:>8}"


def doubtful(found: Figures, lang: str) -> Iterator[str]:
    """Yields the share of low-confidence labels, and the accuracy among them and the others."""
    yield f"\n{_told('doubtful', lang)}"
    for part, figures in found.items():
        share, among, others = (_percent(figures[key], lang) for key in figures)
        name = text(f"ui.figures.{part}-name", lang)
        yield "  " + _told("doubt", lang, name=name, share=share, among=among, others=others)


def mistakes(found: Sequence[LabelError], shown: int, lang: str) -> Iterator[str]:
    """Yields the worst errors: the passage, its labels and the predicted ones."""
    yield "\n" + _told("errors", lang, total=len(found), shown=min(shown, len(found)))
    for each in found[:shown]:
        annotated = _labels(each.record.kind, each.record.themes, lang)
        given = _labels(each.given.kind, each.given.themes, lang)
        sure = decimal(each.sureness, lang, 2)
        yield f"  {each.record.id}  ({sure})  {cut(each.record.text, WIDTH)}"
        yield "    " + _told("apart", lang, annotated=annotated, given=given)


def cut(passage: str, width: int) -> str:
    """Returns the beginning of a text.

    >>> cut("Se aprobó la ley", 9)
    'Se aprobó…'
    """
    return passage[:width] + ("…" if len(passage) > width else "")


def _labels(kind: Kind, themes: Sequence[Theme], lang: str) -> str:
    names = [theme_name(theme, lang) for theme in themes]
    return f"{text(f'ui.kind.{kind}', lang)}; {', '.join(names) or _told('no-theme', lang)}"


def _interval(figure: Mapping[str, Any] | None, lang: str) -> str:
    if figure is None:
        return "–"
    return f"{decimal(figure['f1'], lang)} {interval(figure['interval'], lang)}"


def _percent(value: float | None, lang: str) -> str:
    return "–" if value is None else f"{decimal(100 * value, lang, 1)} %"


def _told(key: str, lang: str, **details: object) -> str:
    return text(f"ui.figures.{key}", lang, **details)
