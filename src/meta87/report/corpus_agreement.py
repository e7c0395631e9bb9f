"""The agreement of two annotators as a page of text."""

from __future__ import annotations

from collections.abc import Iterator

from meta87.classify.labels import KINDS, SPEECH_ACTS
from meta87.corpus.agreement import Agreement, Group, Interval, Label
from meta87.messages import text, theme_name
from meta87.report.corpus import say

NAME, FIGURE, INTERVAL = 18, 10, 17  # characters


def render(found: Agreement, lang: str) -> str:
    """Returns the metrics, one label per line, then every disagreement."""
    return "".join(f"{line}\n" for line in _lines(found, lang))


def _lines(found: Agreement, lang: str) -> Iterator[str]:
    yield say(
        "both", lang, passages=found.passages, first=found.only_first, second=found.only_second
    )
    alpha = f"{_figure(found.kind_alpha)} {_interval(found.kind_interval)}"
    yield say("alpha-kind", lang, alpha=alpha)
    yield ""
    name = "alfa" if lang == "es" else "alpha"
    heads = ("F1", say("first", lang), say("second", lang))
    yield (
        f"{say('label-head', lang):<{NAME}}{name:>{FIGURE}}{'95 %':>{INTERVAL}}"
        + "".join(f"{head:>{FIGURE}}" for head in heads)
    )
    for name, label in found.labels.items():
        yield _row(_label(name, lang), label)
    for name, group in found.groups.items():
        yield from _group(name or say("unnamed", lang), group, lang)
    yield ""
    yield say("disagreements", lang, count=len(found.disagreements))
    for apart in found.disagreements:
        sides = (", ".join(_label(n, lang) for n in side) for side in (apart.first, apart.second))
        yield f"  {apart.id}  " + " ≠ ".join(side or "–" for side in sides)


def _row(name: str, label: Label) -> str:
    cells = (_figure(label.f1), label.first, label.second)
    return (
        f"{name:<{NAME}}{_figure(label.alpha):>{FIGURE}}{_interval(label.interval):>{INTERVAL}}"
        + "".join(f"{cell:>{FIGURE}}" for cell in cells)
    )


def _group(name: str, group: Group, lang: str) -> Iterator[str]:
    yield f"\n{name} ({group.passages})"
    for key, alpha, interval in (
        ("kinds", group.kind_alpha, group.kind_interval),
        ("themes", group.theme_alpha, group.theme_interval),
    ):
        figures = f"{_figure(alpha):>{FIGURE}}{_interval(interval):>{INTERVAL}}"
        yield f"  {say(key, lang):<{NAME - 2}}{figures}"


def _interval(bounds: Interval | None) -> str:
    return "" if bounds is None else f"[{bounds[0]:.3f}, {bounds[1]:.3f}]"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _label(label: str, lang: str) -> str:
    if label in KINDS:
        return text(f"ui.kind.{label}", lang)
    return text(f"ui.act.{label}", lang) if label in SPEECH_ACTS else theme_name(label, lang)
