"""The figures of a model as a page of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from meta87.messages import has, text, theme_name
from meta87.report import evaluation_parts as parts
from meta87.report.texts import decimal, interval
from meta87.training.error_analysis import EvaluationReport
from meta87.training.evaluate import Evaluation

NAME = 26


def render(evaluation: Evaluation, lang: str) -> str:
    """Returns the metrics with their 95 % intervals, one per line."""
    return "\n".join(_lines(evaluation, lang)) + "\n"


def render_whole(detailed: EvaluationReport, lang: str) -> str:
    """Returns the metrics, the calibration, the groups and the errors that were requested."""
    return "\n".join(_whole(detailed, lang)) + "\n"


def _whole(detailed: EvaluationReport, lang: str) -> Iterator[str]:
    yield from _lines(detailed.evaluation, lang)
    yield from parts.calibration(detailed.evaluation.calibration, lang)
    yield from parts.doubtful(detailed.evaluation.doubtful, lang)
    for of, found in detailed.by.items():
        yield from parts.groups(of, found, lang)
    if detailed.shown:
        yield from parts.mistakes(detailed.mistakes, detailed.shown, lang)


def _lines(evaluation: Evaluation, lang: str) -> Iterator[str]:
    yield text("ui.figures.of", lang, passages=evaluation.n, reports=evaluation.reports)
    for part, measures in (("themes", ("micro_f1", "macro_f1")), ("kind", ("macro_f1",))):
        figures: Mapping[str, Any] = getattr(evaluation, part)
        yield f"\n{text(f'ui.figures.{part}', lang)}"
        for measure in measures:
            bounds = figures["intervals"][measure]
            yield _line(_measure(measure, figures, lang), figures[measure], bounds, lang)
        yield from _labels(figures["per_label"], lang)
    yield from _confusion(evaluation.kind["confusion"], lang)
    if evaluation.entities:
        yield f"\n{text('ui.figures.entities', lang)}"
        yield from _labels(evaluation.entities, lang)


def _measure(measure: str, figures: Mapping[str, Any], lang: str) -> str:
    """Returns the name of a metric; for a mean over only some labels, with their number."""
    name, over, total = (
        measure.replace("_f1", "-F1"),
        figures["macro_over"],
        len(figures["per_label"]),
    )
    if measure != "macro_f1" or over == total:
        return name
    return f"{name} {text('ui.figures.over', lang, over=over, total=total)}"


def _labels(figures: Mapping[str, Any], lang: str) -> Iterator[str]:
    for label, found in figures.items():
        precision, recall = (decimal(found[each], lang) for each in ("precision", "recall"))
        shown = f"P {precision}  R {recall}"
        if found.get("value_accuracy") is not None:
            value = decimal(found["value_accuracy"], lang)
            shown += f"  {text('ui.figures.value', lang)} {value}"
        line = _line(_name(label, lang), found["f1"], found.get("intervals", {}).get("f1"), lang)
        yield f"{line}  {shown}  n {found['support']}"


def _confusion(table: Mapping[str, Mapping[str, int]], lang: str) -> Iterator[str]:
    names = [_name(label, lang) for label in table]
    yield f"\n{text('ui.figures.confusion', lang)}"
    yield " " * NAME + "".join(f"{name:>12}" for name in names)
    for label, row in table.items():
        yield f"  {_name(label, lang):<{NAME - 2}}" + "".join(f"{n:>12}" for n in row.values())


def _line(name: str, figure: float, bounds: list[float] | None, lang: str) -> str:
    shown = f"  {name:<{NAME - 3}} {decimal(figure, lang)}"
    return shown + (f" {interval(bounds, lang)}" if bounds else "")


def _name(label: str, lang: str) -> str:
    for family in ("kind", "entity"):
        if has(f"ui.{family}.{label}", lang):
            return text(f"ui.{family}.{label}", lang)
    return theme_name(label, lang)
