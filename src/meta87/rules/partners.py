"""COM rules on partners: the kinds that are ticked and those that are described must agree."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from meta87.entities.entity import INSTITUTION, InstitutionValue
from meta87.form.countries import country_code
from meta87.rules.analysis import PassageAnalysis
from meta87.rules.answers import AnswerAnalysis, ReportAnalysis
from meta87.rules.finding import Hit, Rule, Severity, by_answer
from meta87.rules.words import Span, as_written, find, find_all, is_all, sublists

STATE = "ministries"
PLURAL, PROPER = as_written("plural"), as_written("proper")
# Nouns of bodies before a name, which may be of several kinds: the answer says which are meant.
SOCIETY, BUSINESS = as_written("society_body"), as_written("business_body")
BODIES = {"international_society": SOCIETY, "local_society": SOCIETY, "private": BUSINESS}
INTERNATIONAL, ORGANIZATION = as_written("international"), as_written("organization")


def _unnamed(answer: AnswerAnalysis, report: ReportAnalysis) -> Iterator[Hit]:
    """Yields one hit for the ticked kinds that the description never names."""
    before, country = _parent(answer, report), report.tagged.report.country
    lacking = tuple(
        label
        for kind, label, checked in _kinds(before)
        if checked and not any(_names(passage, kind, country) for passage in answer.passages)
    )
    if before and lacking:
        described = "partner" if answer.passages and not answer.is_unanswered else "partners"
        details = {
            "other": before.asked.question,
            "kind": "; ".join(lacking),
            "lacking": f"@ui.lacking.{described}",
        }
        yield Hit(details=details, evidence=lacking, listed=lacking)


def _unticked(answer: AnswerAnalysis, report: ReportAnalysis) -> Iterator[Hit]:
    """Yields the first name of each kind that is not ticked."""
    before = _parent(answer, report)
    may_be = [BODIES[kind] for kind, _, checked in _kinds(before) if checked and kind in BODIES]
    for kind, label, checked in _kinds(before):
        named = ((p, span) for p in answer.passages for span in _bodies(p, kind))
        others = (p for p in named if not any(b.match(p[0].text, p[1][0]) for b in may_be))
        passage, span = next(others, (None, None)) if not checked else (None, None)
        if passage and before:
            details = {"kind": label, "other": before.asked.question}
            yield Hit(passage.passage, span, details, passage.quote(span))


def _parent(answer: AnswerAnalysis, report: ReportAnalysis) -> AnswerAnalysis | None:
    """Returns the answer with the ticks that an answer describes, or None."""
    before = report.parent(answer)
    return before if before and before.asked.asks == "partners" else None


def _kinds(before: AnswerAnalysis | None) -> Iterator[tuple[str, str, bool]]:
    """Yields the partner kinds among the options of a question, with option and tick."""
    for choice in before.asked.choices if before else ():
        for kind in sublists("partners"):
            if find(choice.label, "partners", kind, "option"):
                yield kind, choice.label, choice.checked
                break


def _names(passage: PassageAnalysis, kind: str, country: str) -> bool:
    """Returns whether a passage names a partner of a kind, by its words.

    Partners mentioned in general count if the passage also names an institution that may be one;
    for a kind without a name list, anything counts. The reporting country is no partner.
    """
    if kind not in _with_names() or any(_titles(passage, kind)):
        return True
    if kind in BODIES and BODIES[kind].search(passage.text):
        return True
    values = (body.value for body in passage.found(INSTITUTION))
    bodies = [value.name for value in values if isinstance(value, InstitutionValue)]
    specific = [name for name in bodies if not is_all(name, "generic_partners")]
    if any(find(name, "partners", kind, "named") for name in specific):
        return True
    found = find_all(passage.text, "partners", kind, "named")
    named = [
        span for span in found if country != (country_code(passage.text[slice(*span)]) or None)
    ]
    if any(_is_one_body(passage.text, span) for span in named):
        return True
    return bool(named) and any(not _has_other_name(name, kind) for name in specific)


def _is_one_body(text: str, span: Span) -> bool:
    """Returns whether words are of one body, not of its kind: singular, or with a proper name."""
    words = text[slice(*span)]
    if is_all(words, "generic_partners"):
        return False
    if country_code(words):
        return True  # "Honduras"
    return not PLURAL.match(words) or PROPER.match(text, span[0]) is not None


def _bodies(passage: PassageAnalysis, kind: str) -> Iterator[Span]:
    """Yields the names of a kind: unambiguous words, institutions, and titles."""
    yield from find_all(passage.text, "partners", kind, "unambiguous")
    for body in passage.found(INSTITUTION):
        if _is_body_of(body.text, kind):
            yield body.start, body.end
    yield from _titles(passage, kind)


def _titles(passage: PassageAnalysis, kind: str) -> Iterator[Span]:
    """Yields the names whose kind is indicated by their beginning or end.

    Names with a word of another kind are skipped.
    """
    if "not_organizations" in sublists("partners", kind):
        yield from (name.span() for name in ORGANIZATION.finditer(passage.text))
        for title in INTERNATIONAL.finditer(passage.text):
            if not find(title[0], "partners", kind, "not_organizations"):
                yield title.span()


def _is_body_of(name: str, kind: str) -> bool:
    """Returns whether an institution is of one kind only, by the words of its name.

    State institutions are left out: the reporting ministry is not its own partner.
    """
    if kind == STATE or kind not in _with_names():
        return False
    listed = "body" if "body" in sublists("partners", kind) else "named"
    return find(name, "partners", kind, listed) is not None and not _has_other_name(name, kind)


@cache
def _with_names() -> tuple[str, ...]:
    """Returns the partner kinds that have a name list, unlike "others"."""
    return tuple(kind for kind in sublists("partners") if "named" in sublists("partners", kind))


def _has_other_name(name: str, kind: str) -> bool:
    """Returns whether the name of an institution indicates another kind of partner."""
    others = (other for other in _with_names() if other != kind)
    return any(find(name, "partners", other, "named") for other in others)


RULES = (
    Rule("COM006", "partner-unnamed", Severity.WARNING, "answer", by_answer(_unnamed)),
    Rule("COM007", "partner-unticked", Severity.WARNING, "passage", by_answer(_unticked)),
)
