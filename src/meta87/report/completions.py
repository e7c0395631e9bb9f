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
    hit, parts, period = finding.hit, _sentences()["parts"], checked.tagged.period
    in_one_year = period is not None and period[0].year == period[1].year
    base = {
        "blank": BLANK,
        "audience": parts["audience"],
        "kind": option_names(hit.details.get("kind", "")).split("; ")[0],
        "year": str(period[1].year) if period and in_one_year else BLANK,
        "institution": BLANK,
    }
    if hit.passage:
        base |= told(hit.passage, hit.span, period)
    if "dates" in hit.details.get("lacking", ""):  # those of the passage are of something else
        base.pop("when", None)
    if hit.span and " " in finding.quote:  # "seis reuniones"; a verb alone does not name them
        base["meetings"] = finding.quote
    for name in base.keys() & {"meetings", "whom"}:
        base[name] = base[name][:1].lower() + base[name][1:]
    filled = {name: part.format_map(base) for name, part in parts.items()}
    return {**filled, **base}


@cache
def _sentences() -> dict[str, dict[str, str]]:
    source = resources.files(__package__).joinpath("sentences.toml").read_text("utf8")
    return tomllib.loads(source)
