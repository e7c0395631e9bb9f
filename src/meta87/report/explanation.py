"""An answer explained: the labels and entities of each passage, then the outcome of each rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from meta87.classify.labels import Evidence
from meta87.classify.tagged import TaggedAnswer, TaggedPassage
from meta87.messages import has, text, theme_name
from meta87.report.texts import entity_value, message, percent, verdict
from meta87.rules.checked import CheckedReport
from meta87.rules.finding import Rule
from meta87.rules.registry import applied

LIKELY = 0.05  # labels below are not shown
SATISFIED = "kept"


def render(
    answer: TaggedAnswer,
    checked: CheckedReport,
    rules: tuple[Rule, ...],
    lang: str,
    *,
    every_rule: bool = False,
) -> str:
    """Returns the page.

    Args:
        answer: the answer to explain.
        checked: its report, checked with ``rules``.
        rules: the rules that were applied.
        lang: language of the sentences.
        every_rule: whether rules that found nothing get one line each, instead of one per reason.
    """
    lines = [*_lines(answer, lang, checked), "", text("ui.explain.rules", lang)]
    lines += (line for rule in rules for line in _found(rule, answer, checked, lang))
    fired = {finding.rule.code for finding in checked.of(answer)}
    silent = {
        rule: reason_not_reported(rule, answer, checked) for rule in rules if rule.code not in fired
    }
    lines += _each_silent(silent, lang) if every_rule else _silent(silent, lang)
    return "".join(f"{line}\n" for line in lines)


def _lines(answer: TaggedAnswer, lang: str, checked: CheckedReport) -> Iterator[str]:
    question = answer.answer
    yield f"{question.question}. {question.wording}"
    facts = (f"ui.explain.expects.{question.expects}", f"ui.explain.tells.{question.tells}")
    yield f"{verdict(answer, checked, lang)} · " + " ".join(text(fact, lang) for fact in facts)
    for choice in question.choices:
        yield f"  {'☒' if choice.checked else '☐'} {choice.label}"
    for passage in answer.passages:
        yield ""
        yield from _passage(passage, lang)


def _passage(passage: TaggedPassage, lang: str) -> Iterator[str]:
    prediction = passage.prediction
    yield f"«{passage.text}»"
    yield f"  {_scores(prediction.kind_scores, 'kind', lang)}"
    yield f"  {text('ui.html.themes', lang)}: {_scores(prediction.theme_scores, 'theme', lang)}"
    if max(prediction.acts.values(), default=0.0) >= LIKELY:
        yield f"  {text('ui.explain.acts', lang)}: {_scores(prediction.acts, 'act', lang)}"
    reasons = [
        f"{_reason(each, passage, lang)} ({each.weight:+.2f})" for each in prediction.evidence
    ]
    if reasons:
        yield f"  {text('ui.evidence', lang)}: {', '.join(reasons)}"
    for entity in passage.entities:
        value = entity_value(entity, lang)
        shown = f" = {value}" if value else ""
        name = text(f"ui.entity.{entity.label}", lang)
        yield f"  {name}: «{entity.text}»{shown} [{_pattern(entity.pattern, lang)}]"


def _pattern(name: str, lang: str) -> str:
    """Returns the name of a pattern such as "month+range", in words where there are some."""
    parts = []
    for part in name.split("+"):
        whole = has(f"ui.pattern.{part}", lang)
        parts += [part] if whole else part.replace("-range", "+range").split("+")
    known = ((part, f"ui.pattern.{part}") for part in parts)
    return ", ".join(text(key, lang) if has(key, lang) else part for part, key in known)


def _reason(reason: Evidence, passage: TaggedPassage, lang: str) -> str:
    """Returns words of the passage in quotes, those of its context marked so, and cues unquoted."""
    if reason.text in passage.text:
        return f"«{reason.text}»"
    if reason.text in passage.context:
        return f"«{reason.text}» {text('ui.before', lang)}"
    return reason.text


def _scores(scores: Mapping[str, float], family: str, lang: str) -> str:
    ranked = sorted(scores.items(), key=lambda each: -each[1])
    likely = [f"{_named(family, k, lang)} {percent(v)}" for k, v in ranked if v >= LIKELY]
    return ", ".join(likely) or text("ui.explain.none", lang)


def _named(family: str, label: str, lang: str) -> str:
    is_theme = family == "theme"
    return theme_name(label, lang) if is_theme else text(f"ui.{family}.{label}", lang)


def _found(rule: Rule, answer: TaggedAnswer, checked: CheckedReport, lang: str) -> Iterator[str]:
    """Yields what a rule found in the answer, one line per finding."""
    title = text(f"rules.{rule.code}.title", lang)
    for finding in checked.of(answer):
        if finding.rule.code == rule.code:
            yield f"  ✗ {title}: {message(finding, checked.tagged, lang)} ({rule.code})"


def _silent(why: Mapping[Rule, str], lang: str) -> Iterator[str]:
    """Yields the rules that found nothing, one line per reason; last, those satisfied."""
    for reason in sorted(set(why.values()), key=lambda reason: (reason == SATISFIED, reason)):
        codes = [rule.code for rule, each in why.items() if each == reason]
        if reason == SATISFIED:
            yield f"  – {text('ui.explain.all-kept', lang, count=len(codes))}"
        else:
            yield f"  – {', '.join(codes)}: {text(f'ui.explain.{reason}', lang)}"


def _each_silent(why: Mapping[Rule, str], lang: str) -> Iterator[str]:
    for rule, reason in why.items():
        title = text(f"rules.{rule.code}.title", lang)
        yield f"  – {title}: {text(f'ui.explain.{reason}', lang)} ({rule.code})"


def reason_not_reported(rule: Rule, answer: TaggedAnswer, checked: CheckedReport) -> str:
    """Returns the reason why a rule has no finding: the id of a text of ``ui.explain``."""
    place = (rule.code, answer.answer.question)
    is_period = rule.code.startswith("PER")
    reasons = {
        "left-out": any((f.rule.code, f.question) == place for f in checked.suppressed),
        "no-previous": rule.family == "PRE" and checked.compared is None,
        "no-text": rule.scope == "passage" and not answer.passages,
        "needs-form": not applied((rule,), checked.tagged),
        "no-period": is_period and checked.tagged.period is None,
        "any-time": is_period and answer.answer.tells != "past",
        "no-results-asked": rule.code == "RES001" and answer.answer.expects != "results",
    }
    return next((reason for reason, holds in reasons.items() if holds), SATISFIED)
