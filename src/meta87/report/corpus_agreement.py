"""The agreement of two annotators as a page of text."""

from __future__ import annotations

from collections.abc import Iterator

from meta87.corpus.agreement import Agreement, Interval, Label
from meta87.report.corpus import say
from meta87.report.texts import EXCERPT, decimal, interval, label_name, shortened

NAME, FIGURE, INTERVAL = 18, 10, 17  # characters; a longer name widens its column


def render(found: Agreement, lang: str) -> str:
    """Returns the metrics, one label per line, then every disagreement."""
    return "".join(f"{line}\n" for line in _lines(found, lang))


def _lines(found: Agreement, lang: str) -> Iterator[str]:
    yield say(
        "both", lang, passages=found.passages, first=found.only_first, second=found.only_second
    )
    alpha = f"{_figure(found.kind_alpha, lang)} {_interval(found.kind_interval, lang)}"
    yield say("alpha-kind", lang, alpha=alpha)
    yield ""
    names = {label: label_name(label, lang) for label in found.labels}
    width = max(NAME, *(len(name) + 1 for name in names.values()))
    alpha = "alfa" if lang == "es" else "alpha"
    heads = ("F1", say("first", lang), say("second", lang))
    yield (
        f"{say('label-head', lang):<{width}}{alpha:>{FIGURE}}{'95 %':>{INTERVAL}}"
        + "".join(f"{head:>{FIGURE}}" for head in heads)
    )
    for label, measured in found.labels.items():
        yield _row(f"{names[label]:<{width}}", measured, lang)
    yield ""
    yield say("disagreements", lang, count=len(found.disagreements))
    for apart in found.disagreements:
        sides = (
            ", ".join(label_name(n, lang) for n in side) for side in (apart.first, apart.second)
        )
        yield f"  {apart.id}  " + " ≠ ".join(side or "–" for side in sides)
        if apart.text:
            yield f"    {shortened(apart.text, EXCERPT)}"


def _row(name: str, label: Label, lang: str) -> str:
    alpha = f"{_figure(label.alpha, lang):>{FIGURE}}{_interval(label.interval, lang):>{INTERVAL}}"
    cells = (_figure(label.f1, lang), label.first, label.second)
    return name + alpha + "".join(f"{cell:>{FIGURE}}" for cell in cells)


def _interval(bounds: Interval | None, lang: str) -> str:
    return "" if bounds is None else interval(bounds, lang)


def _figure(value: float | None, lang: str) -> str:
    return "–" if value is None else decimal(value, lang)
