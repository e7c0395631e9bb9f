"""What the commands on models print: metrics and comparisons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from meta87.classify.labels import Kind, Theme
from meta87.corpus.schema import Record
from meta87.messages import has, text, theme_name
from meta87.report.texts import EXCERPT, decimal, interval, shortened
from meta87.training.compare import Comparison, Difference
from meta87.training.error_analysis import EvaluationReport, LabelError
from meta87.training.evaluate import Evaluation

NAME = 26  # characters
EXAMPLES = 5  # passages that a new model labels otherwise, a side
_SLICE, _METRIC = 28, 24
Metrics = Mapping[str, Mapping[str, Any]]


def metrics(evaluation: Evaluation, lang: str) -> str:
    """Returns the metrics with their 95 % intervals, one per line."""
    return "\n".join(_metrics(evaluation, lang)) + "\n"


def evaluated(detailed: EvaluationReport, lang: str) -> str:
    """Returns the metrics, the calibration, the groups and the errors that were requested."""
    return "\n".join(_evaluated(detailed, lang)) + "\n"


def _evaluated(detailed: EvaluationReport, lang: str) -> Iterator[str]:
    yield from _metrics(detailed.evaluation, lang)
    yield from _calibration(detailed.evaluation.calibration, lang)
    yield from _low_confidence(detailed.evaluation.doubtful, lang)
    for field, groups in detailed.by.items():
        yield from _slices(field, groups, lang)
    if detailed.shown:
        yield from _errors(detailed.mistakes, detailed.shown, lang)


def _metrics(evaluation: Evaluation, lang: str) -> Iterator[str]:
    yield _text("of", lang, passages=evaluation.n, reports=evaluation.reports)
    for part, measures in (("themes", ("micro_f1", "macro_f1")), ("kind", ("macro_f1",))):
        figures: Mapping[str, Any] = getattr(evaluation, part)
        yield f"\n{_text(part, lang)}"
        for measure in measures:
            bounds = figures["intervals"][measure]
            yield _line(_measure(measure, figures, lang), figures[measure], bounds, lang)
        yield from _labels(figures["per_label"], lang)
    yield from _confusion(evaluation.kind["confusion"], lang)
    if evaluation.entities:
        yield f"\n{_text('entities', lang)}"
        yield from _labels(evaluation.entities, lang)


def _measure(measure: str, figures: Mapping[str, Any], lang: str) -> str:
    """Returns the name of a metric; for a mean over only some labels, with their number."""
    name = measure.replace("_f1", "-F1")
    over, total = figures["macro_over"], len(figures["per_label"])
    if measure != "macro_f1" or over == total:
        return name
    return f"{name} {_text('over', lang, over=over, total=total)}"


def _labels(figures: Mapping[str, Any], lang: str) -> Iterator[str]:
    for label, found in figures.items():
        if not found["support"]:
            given = _text("wrongly", lang, n=n) if (n := found.get("predicted")) else ""
            yield f"  {_name(label, lang):<{NAME - 3}} –  n 0  {given}".rstrip()
            continue
        precision, recall = (decimal(found[each], lang) for each in ("precision", "recall"))
        shown = f"P {precision}  R {recall}"
        if found.get("value_accuracy") is not None:
            value = decimal(found["value_accuracy"], lang)
            shown += f"  {_text('value', lang)} {value}"
        line = _line(_name(label, lang), found["f1"], found.get("intervals", {}).get("f1"), lang)
        yield f"{line}  {shown}  n {found['support']}"


def _confusion(table: Mapping[str, Mapping[str, int]], lang: str) -> Iterator[str]:
    names = [_name(label, lang) for label in table]
    yield f"\n{_text('confusion', lang)}"
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


def _slices(field: str, groups: Metrics, lang: str) -> Iterator[str]:
    title = _text(f"by.{field}", lang)
    headings = (_text("themes-f1", lang), _text("kind-f1", lang))
    yield f"\n{title:<{_SLICE}}{'n':>7}" + "".join(f"{each:>{_METRIC}}" for each in headings)
    for value, figures in groups.items():
        name = shortened(value or text("ui.corpus.unnamed", lang), _SLICE - 4)
        cells = [_f1_with_interval(figures[part], lang) for part in ("themes", "kind")]
        yield f"  {name:<{_SLICE - 2}}{figures['n']:>7}" + "".join(f"{c:>{_METRIC}}" for c in cells)


def _calibration(found: Metrics, lang: str) -> Iterator[str]:
    for part, figures in found.items():
        yield "\n" + _text(f"calibration.{part}", lang, ece=decimal(figures["ece"], lang))
        headings = (_text(key, lang) for key in ("probability", "said", "held"))
        yield "  {:<14}{:>14}{:>12}{:>8}".format(*headings, "n")
        for each in figures["bins"]:
            bounds = " – ".join(decimal(each[end], lang, 1) for end in ("from", "to"))
            said, held = (decimal(each[key], lang) for key in ("said", "held"))
            yield f"  {bounds:<14}{said:>14}{held:>12}{each['n']:>8}"


def _low_confidence(found: Metrics, lang: str) -> Iterator[str]:
    yield f"\n{_text('doubtful', lang)}"
    for part, figures in found.items():
        share, among, others = (_percent(figures[key], lang) for key in figures)
        name = text(f"ui.column.{part}", lang)
        yield "  " + _text("doubt", lang, name=name, share=share, among=among, others=others)


def _errors(found: Sequence[LabelError], shown: int, lang: str) -> Iterator[str]:
    yield "\n" + _text("errors", lang, total=len(found), shown=min(shown, len(found)))
    for each in found[:shown]:
        annotated = _label_names(each.record.kind, each.record.themes, lang)
        given = _label_names(each.given.kind, each.given.themes, lang)
        sure = decimal(each.sureness, lang, 2)
        yield f"  {each.record.id}  ({sure})  {shortened(each.record.text, EXCERPT)}"
        yield "    " + _text("apart", lang, annotated=annotated, given=given)


def _label_names(kind: Kind, themes: Sequence[Theme], lang: str) -> str:
    names = [theme_name(theme, lang) for theme in themes]
    return f"{text(f'ui.kind.{kind}', lang)}; {', '.join(names) or _text('no-theme', lang)}"


def compared(comparison: Comparison, lang: str) -> str:
    """Returns the verdict, the metrics with the interval of their difference, and examples."""
    return "\n".join(_compared(comparison, lang)) + "\n"


def sentences(found: Mapping[str, Any], lang: str) -> list[str]:
    """Returns a comparison with the shipped model, given as JSON values, in plain words."""
    themes, kind = found["themes"]["micro_f1"], found["kind"]["macro_f1"]
    parts = {"themes": themes, "kind": kind}
    scores = {
        f"{name}_{age}": decimal(part[age], lang, 2)
        for name, part in parts.items()
        for age in ("old", "new")
    }
    counts = {side: len(found[side]) for side in ("gained", "lost")}
    return [
        text(f"ui.compare.own.{found['verdict']}", lang),
        text("ui.compare.own.counts", lang, n=found["n"], **counts),
        text("ui.compare.own.scores", lang, **scores),
    ]


def _compared(comparison: Comparison, lang: str) -> Iterator[str]:
    counts = {"learnt": comparison.learnt, "total": comparison.n}
    yield text(f"ui.compare.{comparison.verdict}", lang, **counts)
    yield text("ui.compare.of", lang, passages=comparison.n, reports=comparison.reports)
    yield _gain(f"{_text('themes', lang)}, micro-F1", comparison.themes, lang)
    yield _gain(f"{_text('kind', lang)}, macro-F1", comparison.kind, lang)
    yield from _passages("gained", comparison.gained, lang)
    yield from _passages("lost", comparison.lost, lang)


def _gain(name: str, found: Difference, lang: str) -> str:
    old, new = decimal(found.old, lang), decimal(found.new, lang)
    gain = decimal(found.new - found.old, lang, signed=True)
    return f"  {name}: {old} → {new} ({gain} {interval(found.interval, lang, signed=True)})"


def _passages(side: str, records: Sequence[Record], lang: str) -> Iterator[str]:
    shown = min(EXAMPLES, len(records))
    yield text(f"ui.compare.{side}", lang, total=len(records), shown=shown)
    for record in records[:EXAMPLES]:
        yield f"  {record.id}  {shortened(record.text, EXCERPT)}"


def _f1_with_interval(figure: Mapping[str, Any] | None, lang: str) -> str:
    if figure is None:
        return "–"
    return f"{decimal(figure['f1'], lang)} {interval(figure['interval'], lang)}"


def _percent(value: float | None, lang: str) -> str:
    return "–" if value is None else f"{decimal(100 * value, lang, 1)} %"


def _text(key: str, lang: str, **details: object) -> str:
    return text(f"ui.figures.{key}", lang, **details)
