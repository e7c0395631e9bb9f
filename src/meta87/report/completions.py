"""For a finding, a sentence that its author can complete, begun with what the passage tells."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources

from meta87.form.table_rows import TableRow
from meta87.messages import joined, text
from meta87.report.texts import option_names
from meta87.rules.checked import CheckedReport
from meta87.rules.finding import Finding
from meta87.rules.passage import Period
from meta87.rules.stated import stated_facts

BLANK = "____"
ARTICLE = 5  # characters at most, with the blank after it
NAMED = re.compile(r"(?:\d+|\w*[eos]) \w+s\b")  # "seis reuniones"; a verb does not
OF_WOMEN = ("mujeres", "niñas", "madres")  # nouns of women alone


def completion(finding: Finding, checked: CheckedReport) -> str:
    """Returns the sentence, or "" for a rule that none helps with, or where RES005 has one."""
    here = finding.hit.passage
    if finding.rule.code == "RES001" and any(
        each.rule.code == "RES005" and each.hit.passage == here for each in checked.findings
    ):
        return ""
    patterns = _sentences()["rules"]
    slots = _slots(finding, checked)
    keys = _keys(finding, checked, slots)
    pattern = next((patterns[key] for key in keys if key in patterns), "")
    if not pattern:
        return ""
    sentence = " ".join(pattern.format_map(slots).split())
    return sentence[:1].upper() + sentence[1:]


def completed(finding: Finding, checked: CheckedReport, lang: str) -> str:
    """Returns the sentence as it is shown, after what to do with it, or ""."""
    words = completion(finding, checked)
    if not words:
        return ""
    return f"{place(finding, words, lang)}: {text('ui.quoted', lang, quote=words)}"


def place(finding: Finding, words: str, lang: str) -> str:
    """Returns where a sentence goes: before the passage, instead of it, after it, or anywhere."""
    passage = finding.hit.passage
    if passage is None or isinstance(passage.block, TableRow):
        return text("ui.completion.free", lang)
    goes = finding.rule.code in _sentences()["instead"]["rules"].split()
    where = "before" if words.endswith(",") else "instead" if goes else "after"
    return text(f"ui.completion.{where}", lang)


def _keys(finding: Finding, checked: CheckedReport, slots: dict[str, str]) -> Iterator[str]:
    """Yields the names that the sentence of a finding may have, the most specific first."""
    code, details = finding.rule.code, finding.hit.details
    names = (details.get(name, "").rpartition(".")[2] for name in ("event", "lacking", "side"))
    asked = (a.answer.asks for a in checked.tagged.answers if a.answer.question == finding.question)
    yield from (f"{code}.{name}" for name in (*asked, *names))
    if "result" in slots:
        yield f"{code}.own"
    if code != "PER002" or "date" not in slots:  # a date whose year is not known
        yield code


def _slots(finding: Finding, checked: CheckedReport) -> dict[str, str]:
    """Returns what may stand in a sentence: as the passage tells it, or with blanks."""
    hit, parts, period = finding.hit, _sentences()["parts"], checked.tagged.period
    in_one_year = period is not None and period[0].year == period[1].year
    base = {"blank": BLANK, "opening": "", "audience": parts["audience"]}
    kinds = option_names(hit.details.get("kind", "")).split("; ")
    base["partners"] = joined([f"{BLANK} ({kind})" for kind in kinds])
    base["year"] = str(period[1].year) if period and in_one_year else f"{BLANK} (año)"
    base |= _told(finding, period)
    if hit.span and NAMED.match(finding.quote):
        base["meetings"] = finding.quote
    for name in base.keys() & {"meetings", "whom"}:
        base[name] = base[name][:1].lower() + base[name][1:]
    if "result" in base:
        base["of"] = f"de {base['result']}".replace("de el ", "del ", 1)
    elif "subject" in base and finding.rule.code != "RES003":  # of a plan, it is who has it
        base["goal"] = f"en {base['subject']}, {parts['goal']}"
    return _filled(base, parts)


def _told(finding: Finding, period: Period | None) -> dict[str, str]:
    """Returns what its passage tells of the action that a finding is about."""
    passage, code = finding.hit.passage, finding.rule.code
    if passage is None:
        return {}
    told = stated_facts(passage, period)
    lacking = finding.hit.details.get("lacking", "")
    for name, key in (("dates", "when"), ("people", "whom")):
        if name in lacking:  # those of the passage are of something else
            told.pop(key, None)
    if code == "RES002" and "dates" not in lacking and "date" not in told:
        told.setdefault("when", "")  # what is beside it dates it
    if code == "EVI005" and passage.text.find(told.get("institution", "")) not in range(ARTICLE):
        told.pop("institution", None)  # only who tells of a tool has used it
    return told


def _filled(base: dict[str, str], parts: dict[str, str]) -> dict[str, str]:
    """Returns what a passage tells, and the parts of sentences for what it does not tell."""
    if "whom" in base:
        base["reached"] = base["whom"]
    elif base["audience"].endswith(OF_WOMEN) and base["audience"] != parts["audience"]:
        base["whom"] = parts["reached"].format_map(base)
    filled = {name: part.format_map(base) for name, part in parts.items()}
    return {**filled, **base}


@cache
def _sentences() -> dict[str, dict[str, str]]:
    source = resources.files(__package__).joinpath("sentences.toml").read_text("utf8")
    return tomllib.loads(source)
