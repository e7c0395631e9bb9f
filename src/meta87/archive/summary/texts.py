"""A summary in words: what its values are called, and how its figures are written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from meta87.archive.summary.figures import NO_THEME, Summary
from meta87.archive.summary.share import results_and_total, share_interval
from meta87.archive.summary.trends import Trend
from meta87.form.folding import fold
from meta87.messages import text, theme_name
from meta87.report.texts import country, percent

TOP = 15  # bodies, and trends, that are shown
_FEW = 10  # results and processes of which an interval says little
HOW = ("verbatim", "edited", "updated", "")
"""How a passage repeats an earlier year; "" for one that does not."""


def totals(summary: Summary, lang: str, what: str = "passages") -> Iterator[str]:
    """Yields the sentences that state how much was counted, and what was left out.

    The page calls a passage otherwise: ``sentences``.
    """
    named = text(f"ui.summed.{what}", lang)
    passages, reports = (thousands(count, lang) for count in (summary.passages, summary.reports))
    yield text("ui.summed.total", lang, what=named, passages=passages, reports=reports)
    if summary.copies:
        left = thousands(summary.copies.total(), lang)
        yield text("ui.summed.copies", lang, what=named, passages=left, reports=len(summary.copies))


def named_kinds(summary: Summary, group: str, lang: str) -> list[tuple[str, str, Counter[str]]]:
    """Returns a group's values with their names, countries in full, and their passages by kind."""

    def _name(value: str) -> str:
        if group == "theme":
            return (
                text("ui.summed.no-theme", lang) if value == NO_THEME else theme_name(value, lang)
            )
        if not value:
            return text(f"ui.summed.{'no-question' if group == 'question' else 'unknown'}", lang)
        if group == "question":
            named = summary.questions.get(value, "")
            return named or text("ui.summed.question-number", lang, number=value)
        return country(value, lang) if group == "country" else value

    rows = [(value, _name(value), counts) for value, counts in summary.kinds[group].items()]
    if group == "country":
        rows.sort(key=lambda row: (not row[0], fold(row[1]).text))
    return rows


def share_of_results(counts: Counter[str], lang: str) -> list[str]:
    """Returns the share of results, of how many if its row counts more, and its interval."""
    share, *ends = share_interval(counts) or (None,)
    if share is None:
        return ["–", "–"]
    (results, total), shown = results_and_total(counts), percent(share)
    if total != counts["output"] + counts["process"]:
        shown = text("ui.summed.share-of", lang, share=shown, results=results, total=total)
    few = text("ui.summed.few", lang) if total < _FEW else ""
    return [shown, few or "–".join(f"{100 * end:.0f}" for end in ends)]


def trend_name(trend: Trend, lang: str) -> str:
    """Returns the name of a country, or of one of its priorities."""
    name = country(trend.country, lang)
    if not trend.priority:
        return name
    number, topic = trend.priority, trend.topic
    return text("ui.summed.priority", lang, country=name, number=number, topic=topic)


def trends_left(summary: Summary, lang: str, top: int) -> str:
    """Returns the sentence that says how many priorities are shown, if not all are; else ""."""
    total = sum(trend.priority > 0 for trend in summary.trends)
    if total <= top:
        return ""
    return text("ui.summed.trends-left", lang, shown=top, total=thousands(total, lang))


def thousands(number: int, lang: str) -> str:
    """Returns a number with the thousands separators of a language.

    >>> thousands(1234567, "es")
    '1.234.567'
    """
    return f"{number:,}".replace(",", ".") if lang == "es" else f"{number:,}"
