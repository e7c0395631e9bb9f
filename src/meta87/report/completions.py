"""For a finding, a sentence that its author can complete, begun with what the passage tells."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources

from meta87.messages import text
from meta87.report.texts import option_names
from meta87.rules.checked import CheckedReport
from meta87.rules.finding import Finding
from meta87.rules.told import told

BLANK = "____"


def completion(finding: Finding, checked: CheckedReport) -> str:
    """Returns the sentence, or "" for a rule that none helps with."""
    patterns = _sentences()["rules"]
    pattern = next((patterns[key] for key in _keys(finding) if key in patterns), "")
    if not pattern:
        return ""
    sentence = pattern.format_map(_slots(finding, checked))
    return sentence[:1].upper() + sentence[1:]


def completed(finding: Finding, checked: CheckedReport, lang: str) -> str:
    """Returns the sentence as it is shown, after what it is for, or ""."""
    words = completion(finding, checked)
    if not words:
        return ""
    return f"{text('ui.completion', lang)}: {text('ui.quoted', lang, quote=words)}"


def _keys(finding: Finding) -> Iterator[str]:
    """Yields the names that the sentence of a finding may have, the most specific first."""
    code = finding.rule.code
    for detail in ("event", "lacking"):
        yield f"{code}.{finding.hit.details.get(detail, '').rpartition('.')[2]}"
    yield code


def _slots(finding: Finding, checked: CheckedReport) -> dict[str, str]:
    """Returns what may stand in a sentence: as the passage tells it, or with blanks."""
    period, parts, hit = checked.tagged.period, _sentences()["parts"], finding.hit
    facts = told(hit.passage, period)
    base = {
        "blank": BLANK,
        "year": str(period[1].year) if period else BLANK,
        "audience": facts.audience or parts["audience"],
        "kind": option_names(hit.details.get("kind", "")).split("; ")[0],
        "institution": next(iter(facts.institutions), BLANK),
        "opening": facts.opening,
    }
    quote = finding.quote if hit.span else ""
    meetings = quote[:1].lower() + quote[1:]
    known = {"when": facts.when, "whom": facts.counted, "meetings": meetings}
    filled = {name: part.format_map(base) for name, part in parts.items()}
    return {**filled, **base, **{name: words for name, words in known.items() if words}}


@cache
def _sentences() -> dict[str, dict[str, str]]:
    source = resources.files(__package__).joinpath("sentences.toml").read_text("utf8")
    return tomllib.loads(source)
