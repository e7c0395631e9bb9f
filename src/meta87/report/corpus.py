"""What the commands on a corpus print: its faults, its counts, the agreement of annotators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from meta87.corpus.agreement import Agreement, Interval
from meta87.corpus.checks import CheckedCorpus
from meta87.corpus.line_faults import line_fault, line_ranges
from meta87.corpus.rows import Fault
from meta87.corpus.stats import Stats
from meta87.messages import text, theme_name
from meta87.report.error_texts import sentence
from meta87.report.texts import EXCERPT, decimal, interval, label_name, shortened

NAME = 26  # characters
LABEL, FIGURE, INTERVAL = 18, 10, 17  # characters; a longer name widens its column
TOTALS = ("passages", "reports", "answers", "pairs", "with_entities")
FAMILIES = ("splits", "kinds", "themes", "themes_each", "countries", "years", "writers",
            "phenomena", "entities")  # fmt: skip
NAMED = {"kinds": "ui.kind", "themes_each": "ui.corpus"}
COLUMNS = {"kinds": "kind", "themes": "themes", "countries": "country", "years": "year"}


def faults(checked: CheckedCorpus, lang: str) -> str:
    """Returns every fault with file and line, and the totals."""
    return "".join(f"{line}\n" for line in _faults(checked, lang))


def fault_lines(faults: Iterable[Fault], lang: str) -> Iterator[str]:
    """Yields faults with their file and first line, the same fault of several lines once."""
    alike: dict[str, list[Fault]] = {}
    for fault in faults:
        alike.setdefault(f"{fault.path} {fault.id} {fault.details}", []).append(fault)
    for first, *others in alike.values():
        lines = [fault.line for fault in (first, *others)]
        details, is_field = first.details, first.id == "schema"
        if is_field:
            details = {"what": sentence(line_fault(str(details["what"]), lines), lang)}
        told = text(f"faults.{first.id}", lang, **details)
        again = say("lines", lang, lines=line_ranges(lines)) if others and not is_field else ""
        yield f"{first.path}:{first.line}: {told}{again}"


def _faults(checked: CheckedCorpus, lang: str) -> Iterator[str]:
    yield from fault_lines(checked.faults, lang)
    if checked.warnings:
        yield say("warnings", lang, count=len(checked.warnings))
    yield from (f"  {line}" for line in fault_lines(checked.warnings, lang))
    files = {passage.path for passage in checked.passages} | {f.path for f in checked.faults}
    yield say(
        "faults" if checked.faults else "clean",
        lang,
        count=len(checked.faults),
        passages=len(checked.passages),
        reports=len({passage.record.report for passage in checked.passages}),
        files=len(files),
    )


def counts(stats: Stats, lang: str) -> str:
    """Returns the totals, then each count with its share of the passages."""
    return "".join(f"{line}\n" for line in _counts(stats, lang))


def _counts(stats: Stats, lang: str) -> Iterator[str]:
    for total in TOTALS:
        yield f"{say(total, lang)}: {getattr(stats, total)}"
    yield say("words", lang, **stats.words)
    for family in FAMILIES:
        found: Mapping[str, int] = getattr(stats, family)
        if found:
            column = COLUMNS.get(family)
            yield "\n" + (text(f"ui.column.{column}", lang) if column else say(family, lang))
        for value, count in found.items():
            share = f"{decimal(100 * count / stats.passages, lang, 1):>7} %"
            known = "" if family == "entities" else share
            yield f"  {_value(family, value, lang):<{NAME}}{count:>7}{known}"


def _value(family: str, value: str, lang: str) -> str:
    if family == "themes":
        return theme_name(value, lang)
    if family in NAMED:
        return text(f"{NAMED[family]}.{value}", lang)
    return value or say("unnamed", lang)


def agreement(found: Agreement, lang: str) -> str:
    """Returns the metrics, one label per line, then every disagreement."""
    return "".join(f"{line}\n" for line in _agreement(found, lang))


def _agreement(found: Agreement, lang: str) -> Iterator[str]:
    yield say(
        "both", lang, passages=found.passages, first=found.only_first, second=found.only_second
    )
    alpha = f"{_figure(found.kind_alpha, lang)} {_interval(found.kind_interval, lang)}"
    yield say("alpha-kind", lang, alpha=alpha)
    yield ""
    names = {label: label_name(label, lang) for label in found.labels}
    width = max(LABEL, *(len(name) + 1 for name in names.values()))
    alpha = "alfa" if lang == "es" else "alpha"
    heads = ("F1", say("first", lang), say("second", lang))
    yield (
        f"{say('label-head', lang):<{width}}{alpha:>{FIGURE}}{'95 %':>{INTERVAL}}"
        + "".join(f"{head:>{FIGURE}}" for head in heads)
    )
    for label, measured in found.labels.items():
        bounds = f"{_interval(measured.interval, lang):>{INTERVAL}}"
        figures = (_figure(measured.alpha, lang), _figure(measured.f1, lang))
        alpha, f1, *counts = (f"{x:>{FIGURE}}" for x in (*figures, measured.first, measured.second))
        yield f"{names[label]:<{width}}{alpha}{bounds}{f1}{''.join(counts)}"
    yield ""
    yield say("disagreements", lang, count=len(found.disagreements))
    for apart in found.disagreements:
        sides = (
            ", ".join(label_name(n, lang) for n in side) for side in (apart.first, apart.second)
        )
        yield f"  {apart.id}  " + " ≠ ".join(side or "–" for side in sides)
        if apart.text:
            yield f"    {shortened(apart.text, EXCERPT)}"


def _interval(bounds: Interval | None, lang: str) -> str:
    return "" if bounds is None else interval(bounds, lang)


def _figure(value: float | None, lang: str) -> str:
    return "–" if value is None else decimal(value, lang)


def say(key: str, lang: str, **details: object) -> str:
    """Returns a text on corpora."""
    return text(f"ui.corpus.{key}", lang, **details)
