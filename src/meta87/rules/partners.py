"""COM rules on partners: the kinds that are ticked and those that are described must agree."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from meta87.classify.tagged import TaggedAnswer, TaggedPassage, TaggedReport
from meta87.entities.entity import INSTITUTION, InstitutionValue
from meta87.entities.vocabulary import is_common
from meta87.form.countries import country_names
from meta87.form.folding import fold
from meta87.rules.completeness import followed, is_unanswered
from meta87.rules.finding import Hit, Rule, Severity, by_answer
from meta87.rules.patterns import ACRONYM, INTERNATIONAL, ORGANIZATION
from meta87.rules.words import find, find_all, is_all, names

STATE = "ministries"


def _unnamed(answer: TaggedAnswer, report: TaggedReport) -> Iterator[Hit]:
    """Yields the ticked kinds that the description never names: one hit per kind, or one for all.

    If there is no description, the description is missing, and not each of the names.
    """
    before = _asked_before(answer, report)
    if before is None:
        return
    other = before.answer.question
    lacking = [
        label
        for kind, label, checked in _kinds(before)
        if checked and not any(_names(passage, kind) for passage in answer.passages)
    ]
    if lacking and is_unanswered(answer):
        details = {"other": other, "kind": "; ".join(lacking), "lacking": "@ui.lacking.partners"}
        yield Hit(details=details, evidence=tuple(lacking), listed=tuple(lacking))
        return
    for label in lacking:
        details = {"other": other, "kind": label, "lacking": "@ui.lacking.partner"}
        yield Hit(details=details, evidence=(label,))


def _names(passage: TaggedPassage, kind: str) -> bool:
    """Returns whether a passage names a partner of a kind, by its words or its acronym's name.

    Partners mentioned in general count if the passage also names an institution that may be one;
    for a kind without a name list, anything counts.
    """
    if kind not in _with_names() or any(_titles(passage, kind)):
        return True
    bodies = (entity.value for entity in passage.found(INSTITUTION))
    named = [body.name for body in bodies if isinstance(body, InstitutionValue)]
    if any(find(name, "partners", kind, "named") for name in named if not _is_generic(name)):
        return True
    told = [passage.text[slice(*s)] for s in find_all(passage.text, "partners", kind, "named")]
    acronyms = (each for each in ACRONYM.findall(passage.text) if not is_common(each))
    named += [each for each in acronyms if not is_all(each, "no_bodies")]
    beside = any(not (_is_generic(name) or _tells_other(name, kind)) for name in named)
    return any(not _is_generic(words) for words in told) or bool(told and beside)


def _is_generic(words: str) -> bool:
    return is_all(words, "generic_partners")


def _unticked(answer: TaggedAnswer, report: TaggedReport) -> Iterator[Hit]:
    """Yields the first name of each kind that is not ticked."""
    before = _asked_before(answer, report)
    for kind, label, checked in _kinds(before):
        told = None if checked else _first(answer, kind, report.report.country)
        if told and before:
            passage, span = told
            details = {"kind": label, "other": before.answer.question}
            yield Hit(passage, span, details, (passage.text[slice(*span)],))


def _asked_before(answer: TaggedAnswer, report: TaggedReport) -> TaggedAnswer | None:
    before = followed(answer, report)
    return before if before and before.answer.asks == "partners" else None


def _kinds(before: TaggedAnswer | None) -> Iterator[tuple[str, str, bool]]:
    """Yields the partner kinds among the options of a question, with option and tick."""
    for choice in before.answer.choices if before else ():
        for kind in names("partners"):
            if find(choice.label, "partners", kind, "option"):
                yield kind, choice.label, choice.checked
                break


def _first(
    answer: TaggedAnswer, kind: str, country: str
) -> tuple[TaggedPassage, tuple[int, int]] | None:
    """Returns the first name of a kind; the reporting country is not its own partner."""
    own = [name for name, code in country_names().items() if code == country]
    for passage in answer.passages:
        for span in _bodies(passage, kind):
            named = f" {fold(passage.text[slice(*span)]).text} "
            if not (any(f" {name} " in named for name in own) or _is_own(named, kind, country)):
                return passage, span
    return None


def _is_own(named: str, kind: str, country: str) -> bool:
    """Returns whether a name of a kind is of the reporting country."""
    own = f"of_{country}"
    return own in names("partners", kind) and find(named, "partners", kind, own) is not None


def _bodies(passage: TaggedPassage, kind: str) -> Iterator[tuple[int, int]]:
    """Yields the names of a kind: unambiguous words, institutions, and titles."""
    yield from find_all(passage.text, "partners", kind, "surely")
    for body in passage.found(INSTITUTION):
        if _is_body_of(body.text, kind):
            yield body.start, body.end
    yield from _titles(passage, kind)


def _titles(passage: TaggedPassage, kind: str) -> Iterator[tuple[int, int]]:
    """Yields the names whose kind is indicated by their beginning or end.

    Names with a word of another kind are skipped.
    """
    if "untitled" in names("partners", kind):
        yield from (name.span() for name in ORGANIZATION.finditer(passage.text))
        for title in INTERNATIONAL.finditer(passage.text):
            if not find(title[0], "partners", kind, "untitled"):
                yield title.span()


def _is_body_of(name: str, kind: str) -> bool:
    """Returns whether an institution is of one kind only, by the words of its name.

    State institutions are left out: the reporting ministry is not its own partner.
    """
    if kind == STATE or kind not in _with_names():
        return False
    listed = "body" if "body" in names("partners", kind) else "named"
    return find(name, "partners", kind, listed) is not None and not _tells_other(name, kind)


@cache
def _with_names() -> tuple[str, ...]:
    """Returns the partner kinds that have a name list, unlike "others"."""
    return tuple(kind for kind in names("partners") if "named" in names("partners", kind))


def _tells_other(name: str, kind: str) -> bool:
    """Returns whether the name of an institution indicates another kind of partner."""
    others = (other for other in _with_names() if other != kind)
    return any(find(name, "partners", other, "named") for other in others)


RULES = (
    Rule("COM006", "partner-unnamed", Severity.WARNING, "answer", by_answer(_unnamed)),
    Rule("COM007", "partner-unticked", Severity.WARNING, "passage", by_answer(_unticked)),
)
