"""Findings, verdicts, periods and numbers in words, in the user's language."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date

from meta87.classify.tagged import TaggedAnswer, TaggedReport, Verdict
from meta87.entities.entity import DateValue, Entity, InstitutionValue
from meta87.form.period import MONTHS
from meta87.messages import has, text, theme_name
from meta87.reading.document import Remark
from meta87.rules.checked import CheckedReport, DisabledRules
from meta87.rules.finding import Finding, Severity

QUOTED = 160  # characters of a quote in a message
EXCERPT = 90  # characters of a passage in a list
NAMES = 5  # that a sentence lists
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def message(finding: Finding, report: TaggedReport, lang: str) -> str:
    """Returns the sentence that states what is wrong."""
    details = {"period": period(report.period, lang), **_details(finding, lang)}
    sentence = text(f"rules.{finding.rule.code}.message", lang, **details)
    hit = finding.hit
    notes = [f"ui.note.{hit.note}"] * bool(hit.note) + ["ui.doubtful"] * hit.doubtful
    author = hit.passage.block.author if hit.passage else ""
    written = [text("ui.author", lang, author=author)] if author else []
    return " ".join([sentence, *(text(note, lang) for note in notes), *written])


def action(finding: Finding, lang: str) -> str:
    """Returns the sentence that states what to do about a finding."""
    return text(f"rules.{finding.rule.code}.action", lang, **_details(finding, lang))


def disabled_rules(disabled: DisabledRules, lang: str) -> str:
    """Returns the sentence that names the rules that a settings file disables."""
    parts = [", ".join(disabled.codes)] if disabled.codes else []
    for question, codes in disabled.questions.items():
        parts.append(
            text("ui.disabled-in-question", lang, question=question, rules=", ".join(codes))
        )
    return text("ui.disabled", lang, file=disabled.file, rules="; ".join(parts))


def remark(about: Remark, lang: str) -> str:
    """Returns the sentence on something about a file that its text does not show."""
    names = [shortened(name, EXCERPT) for name in about.names[:NAMES]]
    listed = ", ".join([*names, "…"] if about.names[NAMES:] else names)
    named = f" ({listed})" if listed else ""
    return text(f"ui.remark.{about.kind}", lang, count=about.count, names=named)


def _details(finding: Finding, lang: str) -> dict[str, str]:
    """Returns the values that may be filled into the texts of a finding."""
    details = {key: _resolved(value, lang) for key, value in finding.hit.details.items()}
    others = questions(details.get("other", "").split(", "), lang)
    return {"quote": shortened(finding.quote), "others": others, **details}


def shortened(quote: str, width: int = QUOTED) -> str:
    """Returns the beginning of a quote that is too long for a message, in whole words."""
    if len(quote) <= width:
        return quote
    return f"{quote[:width].rsplit(' ', 1)[0].rstrip(' ,;:.')}…"


def questions(numbers: Sequence[str], lang: str) -> str:
    """Returns the numbers of questions in words.

    >>> questions(["3", "24"], "es")
    'las preguntas 3 y 24'
    """
    *first, last = numbers
    if not first:
        return text("ui.question-one", lang, question=last)
    return text("ui.questions-several", lang, questions=", ".join(first), last=last)


def verdict(answer: TaggedAnswer, checked: CheckedReport, lang: str) -> str:
    """Returns the verdict on an answer, with a question mark where a rule doubts its results."""
    named = text(f"ui.verdict.{answer.verdict}", lang)
    doubted = any(
        f.hit.invalidates_verdict and f.question == answer.answer.question
        for f in (*checked.findings, *checked.hidden)
    )
    if answer.verdict is Verdict.RESULTS and doubted:
        return text("ui.verdict.doubtful", lang, verdict=named)
    return named


def verdict_or_state(answer: TaggedAnswer, checked: CheckedReport, lang: str) -> str:
    """Returns the verdict; where no results are expected, the answer's state in brackets."""
    if answer.answer.expects == "results":
        return verdict(answer, checked, lang)
    return f"({text(f'ui.state.{answer.answer.state}', lang)})"


def country(code: str, lang: str) -> str:
    """Returns the name of a country by its code, or the country as the report states it."""
    key = f"ui.country.{code}"
    return text(key, lang) if has(key, lang) else code


def verdicts(checked: CheckedReport, lang: str) -> str:
    """Returns the sentence that counts the verdicts of the answers that must report results."""
    asked = [a.verdict for a in checked.tagged.answers if a.answer.expects == "results"]
    counts = {verdict.value: asked.count(verdict) for verdict in Verdict}
    return text("ui.summary", lang, answers=len(checked.tagged.answers), asked=len(asked), **counts)


def totals(checked: CheckedReport, lang: str) -> str:
    """Returns the sentence that counts the findings."""
    counts = {severity.value: checked.severities[severity] for severity in Severity}
    total = len(checked.findings)
    found = text("ui.summary-findings", lang, total=total, **counts)
    sentences = [found if total else text("ui.no-findings", lang)]
    if checked.suppressed:
        sentences.append(text("ui.suppressed", lang, count=len(checked.suppressed)))
    if checked.hidden:
        sentences.append(text("ui.hidden", lang, count=len(checked.hidden)))
    return " ".join(sentences)


def errors_first(checked: CheckedReport, lang: str) -> str:
    """Returns the sentence that lists the answers with errors, or "" if none has any."""
    wrong = ", ".join(questions_with_errors(checked))
    return text("ui.errors-first", lang, questions=wrong) if wrong else ""


def questions_with_errors(checked: CheckedReport) -> list[str]:
    """Returns the numbers of the questions whose answers have errors, in order."""
    wrong = (f.question for f in checked.findings if f.severity is Severity.ERROR)
    return list(dict.fromkeys(filter(None, wrong)))


def entity_value(entity: Entity, lang: str) -> str:
    """Returns the normalised value of an entity in words, or "" if it is the same as written."""
    record = entity.value.record() if entity.value else {}
    if isinstance(entity.value, InstitutionValue):
        return "" if entity.value.name == entity.text else entity.value.name
    if isinstance(entity.value, DateValue):
        shown = [day or "…" for day in record.values()]
        return (
            shown[0]
            if shown[0] == shown[1]
            else text("ui.from-to", lang, first=shown[0], last=shown[1])
        )
    return ", ".join(str(value) for value in record.values() if value is not None)


def percent(score: float) -> str:
    """Returns a score as a whole percentage.

    >>> percent(0.834)
    '83 %'
    """
    return f"{score:.0%}".replace("%", " %")


def decimal(value: float, lang: str, digits: int = 3, *, signed: bool = False) -> str:
    """Returns a formatted number: in Spanish with a decimal comma.

    >>> decimal(0.8125, "es"), decimal(0.5, "en", 1, signed=True)
    ('0,812', '+0.5')
    """
    shown = f"{value:{'+' if signed else ''}.{digits}f}"
    return shown.replace(".", ",") if lang == "es" else shown


def interval(bounds: Sequence[float], lang: str, *, signed: bool = False) -> str:
    """Returns an interval; a semicolon separates bounds with a decimal comma.

    >>> interval((0.25, 0.5), "es"), interval((0.25, 0.5), "en")
    ('[0,250; 0,500]', '[0.250, 0.500]')
    """
    part = "; " if lang == "es" else ", "
    return f"[{part.join(decimal(each, lang, signed=signed) for each in bounds)}]"


def cut(passage: str, width: int = EXCERPT) -> str:
    """Returns the beginning of a text.

    >>> cut("Se aprobó la ley", 9)
    'Se aprobó…'
    """
    return passage[:width] + ("…" if len(passage) > width else "")


def printable(words: str) -> str:
    """Returns a text without lone surrogates and the control characters that XML refuses."""
    return _UNFIT.sub("", words)


def period(days: tuple[date, date] | None, lang: str) -> str:
    """Returns a period as months, or "" for none.

    >>> period((date(2024, 1, 1), date(2024, 12, 31)), "es")
    'enero de 2024 a diciembre de 2024'
    """
    if days is None:
        return ""
    joint = " a " if lang == "es" else " to "
    return joint.join(_month(day, lang) for day in days)


def _month(day: date, lang: str) -> str:
    if lang == "es":
        return f"{MONTHS[day.month - 1]} de {day.year}"
    return f"{calendar.month_name[day.month]} {day.year}"


def _resolved(value: str, lang: str) -> str:
    if not value.startswith("@"):
        return value
    return ", ".join(_named(key.removeprefix("@"), lang) for key in value.split(","))


def _named(id: str, lang: str) -> str:
    theme = id.removeprefix("ui.theme.")
    return text(id, lang) if theme == id else theme_name(theme, lang)
