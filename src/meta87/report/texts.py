"""Findings, verdicts, periods and numbers in words, in the user's language."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from meta87.classify.labels import KINDS
from meta87.classify.tagged import TaggedAnswer, TaggedReport, Verdict
from meta87.entities.entity import CountValue, DateValue, Entity, InstitutionValue
from meta87.form.period import MONTHS
from meta87.form.report import Answer
from meta87.messages import has, joined, text, theme_name
from meta87.reading.document import Remark
from meta87.rules.checked import CheckedReport, DisabledRules
from meta87.rules.finding import Finding, Rule, Severity

QUOTED = 160  # characters of a quote in a message
ACTIVITY = 50  # of each of several in a message
EXCERPT = 90  # characters of a passage in a list
OPEN = "…"  # in the wording of the form, for the priority or next step that it asks about
OPTIONS = {"kind", "options", "ticked", "tools"}  # details that name options of the form
_PERCENT = re.compile(r"\s?%")
_CONDITION = re.compile(r"(?:Si|En caso) \w")  # begins no option, but what to write after one
_EXPLAINED = re.compile(r"[.:,]? *\(|[.:] |:$")  # before the explanation of an option
THEME = "ui.theme."  # what the ids of themes begin with
VERDICTS = ("results", "advancing", "process_only", "no_action", "empty")
IF_REQUIRED = {"COM002", "COM008", "RES007"}  # rules that weigh less where nothing is required
NAMES = 5  # that a sentence lists
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def message(finding: Finding, report: TaggedReport, lang: str) -> str:
    """Returns the sentence that states what is wrong."""
    details = {"period": period(report.period, lang), **message_details(finding, lang)}
    sentence = text(f"rules.{finding.rule.code}.message", lang, **details)
    hit = finding.hit
    notes = [f"ui.note.{hit.note}"] * bool(hit.note) + ["ui.doubtful"] * hit.doubtful
    if hit.milder and finding.rule.code in IF_REQUIRED:
        notes.append("ui.note.not-required")
    author = hit.passage.block.author if hit.passage else ""
    written = [text("ui.author", lang, author=author)] if author else []
    said = (text(note, lang) for note in notes)
    return " ".join([sentence, *_activities(finding, lang), *said, *written])


def _activities(finding: Finding, lang: str) -> Iterator[str]:
    """Yields the sentence that lists the activities that a finding counts."""
    activities = finding.hit.details.get("activities", "").splitlines()
    if len(activities) > 1:
        listed = (text("ui.quoted", lang, quote=shortened(each, ACTIVITY)) for each in activities)
        yield text("ui.note.activities", lang, activities="; ".join(listed))


def source(rule: Rule, lang: str) -> str:
    """Returns the sentence of the guideline that a rule enforces, or "" if there is none."""
    words = text(f"rules.{rule.code}.source", lang)
    return f"{text('ui.source', lang)}: {text('ui.quoted', lang, quote=words)}" if words else ""


def action(finding: Finding, lang: str) -> str:
    """Returns the sentence that states what to do about a finding."""
    return text(f"rules.{finding.rule.code}.action", lang, **message_details(finding, lang))


def disabled_rules(disabled: DisabledRules, lang: str) -> str:
    """Returns the sentence that names the rules that a settings file disables."""
    parts = [_titles(disabled.codes, lang)] if disabled.codes else []
    for question, codes in disabled.questions.items():
        rules = _titles(codes, lang)
        parts.append(text("ui.disabled-in-question", lang, question=question, rules=rules))
    return text("ui.disabled", lang, file=disabled.file, rules="; ".join(parts))


def _titles(codes: Sequence[str], lang: str) -> str:
    return ", ".join(f"«{text(f'rules.{code}.title', lang)}» ({code})" for code in codes)


def headline(finding: Finding, lang: str) -> str:
    """Returns how much a finding weighs and what is wrong, as its heading."""
    severity = text(f"ui.severity.{finding.severity}", lang).capitalize()
    return f"{severity}: {title(finding, lang)}"


def title(finding: Finding, lang: str) -> str:
    """Returns what is wrong, as a sentence may go on with it."""
    named = text(f"rules.{finding.rule.code}.title", lang)
    return f"{named[0].lower()}{named[1:]}"


def remark(about: Remark, lang: str) -> str:
    """Returns the sentence on something about a file that its text does not show."""
    names = [shortened(name, EXCERPT) for name in about.names[:NAMES]]
    listed = ", ".join([*names, "…"] if about.names[NAMES:] else names)
    named = f" ({listed})" if listed else ""
    return text(f"ui.remark.{about.kind}", lang, count=about.count, names=named)


def message_details(finding: Finding, lang: str) -> dict[str, str]:
    """Returns what the message and the advice of a finding name, in words."""
    hit = finding.hit
    details = {"count": str(len(hit.listed)), **hit.details}
    details |= {key: option_names(details[key]) for key in OPTIONS & details.keys()}
    others = questions(details.get("other", "").split(", "), lang)
    after = _PERCENT.match(hit.passage.text, hit.span[1]) if hit.passage and hit.span else None
    quote = shortened(finding.quote + (after[0] if after else ""))
    quoted = text("ui.in-brackets", lang, quote=quote) if hit.span else ""
    where = {"question": finding.question, "others": others}
    details = {"quote": quote, "quoted": quoted, **where, **details}
    return {key: _resolved(value, details, lang) for key, value in details.items()}


def heading(answer: Answer, lang: str) -> str:
    """Returns what an answer is headed by: its title; the number of what the form leaves open."""
    key = f"ui.{'numbered' if answer.topic_number else 'untitled'}.{answer.id}"
    if answer.topic or not answer.question or OPEN not in answer.wording or not has(key, lang):
        return answer.title
    return text(key, lang, number=answer.topic_number)


def option_names(labels: str) -> str:
    """Returns options of the form by their first words, without what they add in explanation."""
    options = (label for label in labels.split("; ") if not _CONDITION.match(label))
    return "; ".join(_EXPLAINED.split(label)[0] for label in options)


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
    named = text(f"ui.verdict.{checked.verdict_of(answer)}", lang)
    doubted = is_doubted(answer, checked)
    return text("ui.verdict.doubtful", lang, verdict=named) if doubted else named


def is_doubted(answer: TaggedAnswer, checked: CheckedReport) -> bool:
    """Returns whether a rule doubts the results that the verdict on an answer rests on."""
    return answer.verdict is Verdict.RESULTS and any(
        f.hit.invalidates_verdict and f.question == answer.answer.question
        for f in (*checked.findings, *checked.hidden)
    )


def kinds(answer: TaggedAnswer, lang: str) -> str:
    """Returns how many results and processes an answer tells, in brackets."""
    counts = {kind: answer.kinds[kind] for kind in ("output", "process")}
    return text("ui.kinds", lang, **counts)


def verdict_or_state(answer: TaggedAnswer, checked: CheckedReport, lang: str) -> str:
    """Returns the verdict; where no results are expected, the answer's state in brackets."""
    if answer.answer.expects == "results":
        return verdict(answer, checked, lang)
    return f"({text(f'ui.state.{answer.answer.state}', lang)})"


def labels(kind: str, themes: Iterable[str], lang: str) -> str:
    """Returns the labels of a passage.

    >>> labels("output", ["trafficking"], "es")
    'resultado · trata de personas'
    """
    named = [theme_name(theme, lang) for theme in themes]
    about = ", ".join(named) or text("ui.figures.no-theme", lang)
    return f"{text(f'ui.kind.{kind}', lang)} · {about}"


def label_name(label: str, lang: str) -> str:
    """Returns the name of a kind or a theme.

    >>> label_name("output", "es"), label_name("school_meals", "es")
    ('resultado', 'school meals')
    """
    return text(f"ui.kind.{label}", lang) if label in KINDS else theme_name(label, lang)


def country(code: str, lang: str) -> str:
    """Returns the name of a country by its code, or the country as the report states it."""
    key = f"ui.country.{code}"
    return text(key, lang) if has(key, lang) else code


def verdicts(checked: CheckedReport, lang: str) -> str:
    """Returns the sentence that counts the verdicts of the answers that must report results."""
    asked = [checked.verdict_of(a) for a in checked.tagged.answers if a.answer.expects == "results"]
    answers = len(checked.tagged.answers)
    counted = _counted({verdict: asked.count(verdict) for verdict in VERDICTS}, lang)
    if not checked.tagged.report.template:
        return text("ui.summary-sections", lang, answers=answers, verdicts=counted)
    if not asked:
        return text("ui.summary-none", lang, answers=answers)
    return text("ui.summary", lang, answers=answers, asked=len(asked), verdicts=counted)


def totals(checked: CheckedReport, lang: str) -> str:
    """Returns the sentence that counts the findings."""
    total = len(checked.findings)
    found = text("ui.no-findings", lang)
    if total:
        counts = {severity.value: checked.severities[severity] for severity in Severity}
        found = text("ui.summary-findings", lang, total=total, severities=_counted(counts, lang))
    sentences = [found]
    if checked.suppressed:
        sentences.append(text("ui.suppressed", lang, count=len(checked.suppressed)))
    if checked.hidden:
        sentences.append(text("ui.hidden", lang, count=len(checked.hidden)))
    if checked.compared and checked.compared.unshown:
        sentences.append(text("ui.previous.unshown", lang, count=checked.compared.unshown))
    return " ".join(sentences)


def _counted(counts: Mapping[str, int], lang: str) -> str:
    """Returns numbers of verdicts or severities in words, without those that are 0."""
    parts = [text(f"ui.counted.{name}", lang, count=n) for name, n in counts.items() if n]
    return joined(parts, lang)


def errors_first(checked: CheckedReport, lang: str) -> str:
    """Returns the sentence that lists the answers with errors, or "" if none has any."""
    errors = (f.question for f in checked.findings if f.severity is Severity.ERROR)
    wrong = [*dict.fromkeys(filter(None, errors))]
    return text("ui.errors-first", lang, questions=questions(wrong, lang)) if wrong else ""


def entity_value(entity: Entity, lang: str) -> str:
    """Returns the normalised value of an entity in words, or "" if it is the same as written."""
    record = entity.value.record() if entity.value else {}
    if isinstance(entity.value, InstitutionValue):
        return "" if entity.value.name == entity.text else entity.value.name
    if isinstance(entity.value, DateValue):
        first, last = (day or "…" for day in record.values())
        return first if first == last else text("ui.from-to", lang, first=first, last=last)
    if isinstance(entity.value, CountValue):
        return ", ".join(_count(entity.value, lang))
    return ", ".join(_number(value, lang) for value in record.values() if value is not None)


def _count(value: CountValue, lang: str) -> Iterator[str]:
    """Yields how many, who they are, what the count is of, and why no sum has it."""
    number = str(value.number)
    if value.to is not None:
        number = text("ui.from-to", lang, first=number, last=value.to)
    yield text(f"ui.value.{value.bound}", lang, number=number) if value.bound else number
    if value.group:
        yield text(f"ui.group.{value.group}", lang).lower()
    if value.scope:
        yield text(f"ui.scope.{value.scope}", lang)
    if value.left_out:
        yield text(f"ui.value.{value.left_out}", lang)


def _number(value: object, lang: str) -> str:
    """Returns a value as written in a language: a number in Spanish with a decimal comma."""
    return str(value).replace(".", ",") if lang == "es" and isinstance(value, float) else str(value)


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


def printable(words: str) -> str:
    """Returns a text without lone surrogates and the control characters that XML refuses."""
    return _UNFIT.sub("", words)


def period(days: tuple[date, date] | None, lang: str) -> str:
    """Returns a period as months, or "" for none.

    >>> period((date(2024, 1, 1), date(2024, 12, 31)), "es")
    'enero de 2024 a diciembre de 2024'
    """
    return (" a " if lang == "es" else " to ").join(_month(day, lang) for day in days or ())


def _month(day: date, lang: str) -> str:
    if lang == "es":
        return f"{MONTHS[day.month - 1]} de {day.year}"
    return f"{calendar.month_name[day.month]} {day.year}"


def _resolved(value: str, details: Mapping[str, str], lang: str) -> str:
    """Returns a detail; texts of the catalogue and themes that it names by "@" are filled in."""
    named = []
    for key in (key.removeprefix("@") for key in value.split(",")):
        is_theme = key.startswith(THEME)
        if not value.startswith("@") or not (is_theme or has(key, lang)):
            return value  # words of the report, which may begin with "@" as well
        theme = key.removeprefix(THEME)
        named.append(theme_name(theme, lang) if is_theme else text(key, lang, **details))
    return joined(named, lang)
