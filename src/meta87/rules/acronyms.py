"""CON rules on acronyms: each is spelt out somewhere, and always in the same way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from meta87.entities.entity import INSTITUTION, INSTRUMENT
from meta87.entities.vocabulary import is_common
from meta87.form.folding import fold
from meta87.rules.analysis import PassageAnalysis
from meta87.rules.answers import AnswerAnalysis, ReportAnalysis
from meta87.rules.finding import Hit, Rule, Severity
from meta87.rules.words import Span, as_written, is_all, is_in_link

REACH = 200  # characters beside an acronym that may spell it out
MANY = 3  # words in capitals, one after the other, that are no acronyms
LEAST = 4  # letters of a word that is no acronym
ACRONYM, NAMED, ROMAN = map(as_written, ("acronym", "named", "roman"))
SHOUTED, WORD, BY_ITS_ACRONYM = map(as_written, ("shouted", "word", "by_its_acronym"))
LABEL = as_written("place_label")
MARKS = (",", "-", "–", "—", ":", "/")  # between a name and its acronym
ENDS = (",", ".", ";", ":", ")", "—")  # a name
ACCENTED = as_written("accented")
LONGEST = 10  # letters of an acronym; a longer word in capitals is a name
SHORTEST = 2  # letters of an acronym, and words of a name that it shortens
SHARE = 0.7  # of letters in capitals; a line with more is a heading, not acronyms


def _unexplained(report: ReportAnalysis) -> Iterator[Hit]:
    """Yields one hit for the report: the acronyms that it never expands, at the first of them."""
    found = list(_first_uses(report))
    if not found:
        return
    question, passage, span, _ = found[0]
    acronyms = tuple(acronym for *_, acronym in found)
    named = ", ".join(f"{acronym} ({where})" for where, _, _, acronym in found)
    details = {"acronyms": named, "first": acronyms[0]}
    yield Hit(passage.passage, span, details, acronyms, question=question, listed=acronyms)


def _first_uses(report: ReportAnalysis) -> Iterator[tuple[str, PassageAnalysis, Span, str]]:
    """Yields question, passage, span and acronym for the first use of each unexpanded acronym."""
    known = {acronym for text in _texts(report) for acronym in _spelt_out(text)} | _labels(report)
    known.update(_initials(report))
    for answer, passage in _passages(report):
        text = passage.text
        for match in ACRONYM.finditer(text) if not _is_shouted(text) else ():
            acronym, start = match[0], match.start()
            named = acronym in known or _is_known(acronym)
            if not (named or is_in_link(text, start) or _is_heading(text, start)):
                known.add(acronym)
                yield answer.asked.question, passage, match.span(), acronym


def _initials(report: ReportAnalysis) -> Iterator[str]:
    """Yields the initials of the institutions named, by which a reader knows them again."""
    for _, passage in _passages(report):
        for body in passage.found(INSTITUTION):
            initials = "".join(word[0] for word in body.text.split() if word[0].isupper())
            if len(initials) >= MANY:
                yield initials


def _labels(report: ReportAnalysis) -> frozenset[str]:
    """Returns the words in capitals that passages open with: of places, where there are many."""
    opened = (LABEL.match(passage.text) for _, passage in _passages(report))
    labels = frozenset(match[1] for match in opened if match)
    return labels if len(labels) > MANY else frozenset()


def _texts(report: ReportAnalysis) -> Iterator[str]:
    for answer in report.answers:
        yield answer.asked.wording
        yield from (block.text for block in answer.asked.blocks)
    yield from (block.text for block in report.tagged.report.unplaced)


def _spelt_out(text: str) -> Iterator[str]:
    """Yields the acronyms in brackets after words, before words in brackets, or beside a name."""
    for match in ACRONYM.finditer(text):
        acronym = match[0]
        before = text[max(0, match.start() - REACH) : match.start()].rstrip()
        after = text[match.end() : match.end() + REACH].lstrip()
        bracketed = before.endswith("(") and after.startswith((")", ",", ";"))
        opened = after.startswith("(") and " " in after.partition(")")[0]
        apposed = after.startswith(MARKS) and _spells(acronym, after[1:].split())
        words = before[:-1].split()[-3 * len(acronym) :] if before.endswith(MARKS) else []
        behind = any(_spells(acronym, words[n:]) for n in range(len(words)))
        if bracketed or opened or apposed or behind or BY_ITS_ACRONYM.search(f"{before} "):
            yield acronym


def _spells(acronym: str, words: Sequence[str]) -> bool:
    """Returns whether words begin with a name of two words or more that an acronym shortens.

    Each letter stands for a word with a capital, or is the next of one: "CONAPREV", of "Comité
    Nacional de Prevención".
    """
    words = words[: 2 * len(acronym)]
    last = next((n for n, word in enumerate(words) if word.endswith(ENDS)), len(words))
    names = [fold(word).text for word in words[: last + 1] if word[0].isupper()]
    if len(acronym) < SHORTEST or len(names) < SHORTEST or not names[0]:
        return False
    letters = iter("".join(names))
    shortened = fold(acronym).text
    return names[0][0] == shortened[0] and all(letter in letters for letter in shortened)


def _passages(report: ReportAnalysis) -> Iterator[tuple[AnswerAnalysis, PassageAnalysis]]:
    return ((answer, passage) for answer in report.answers for passage in answer.passages)


def _is_shouted(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return sum(c.isupper() for c in letters) > SHARE * len(letters)


def _is_heading(text: str, offset: int) -> bool:
    """Returns whether a place is in a heading in capitals: ordinary words, or too many of them."""
    runs = (run for run in SHOUTED.finditer(text) if run.start() <= offset < run.end())
    words = [word for run in runs for word in WORD.findall(run[0])]
    named = len(words) >= MANY or (len(words) > 1 and all(len(word) >= LEAST for word in words))
    return named or any(is_common(word) for word in words if len(word) >= LEAST)


def _is_known(acronym: str) -> bool:
    listed = is_all(acronym, "known_acronyms") or is_all(acronym, "drafting_notes")
    name = len(acronym) > LONGEST or ACCENTED.search(acronym)
    return listed or bool(name or ROMAN.fullmatch(acronym))


def _two_ways(report: ReportAnalysis) -> Iterator[Hit]:
    """Yields the first conflict of each acronym or name: another name, or another acronym."""
    names: dict[str, str] = {}
    acronyms: dict[tuple[str, ...], str] = {}
    reported: set[str] = set()
    for answer, passage in _passages(report):
        for start, end in _named(passage):
            name, acronym = _pair(passage.text[start:end])
            key = _key(name) if acronym else ()
            if not key or acronym in reported:
                continue
            first = names.setdefault(acronym, name)
            other = acronyms.setdefault(key, acronym)
            if _differ(_key(first), key) or other != acronym:
                reported.add(acronym)
                before = f"{first} ({acronym})" if other == acronym else f"{name} ({other})"
                now = passage.text[start:end]
                yield Hit(
                    passage.passage, (start, end), {"now": now, "before": before}, (now, before),
                    question=answer.asked.question,
                )  # fmt: skip


def _named(passage: PassageAnalysis) -> list[Span]:
    """Returns the spans of names with an acronym: institutions, instruments and others.

    A system or a register, for instance, is no entity, but its acronym may have two names as well.
    """
    found = passage.found(INSTITUTION, INSTRUMENT)
    known = [(entity.start, entity.end) for entity in found if _pair(entity.text)[1]]
    others = [match.span() for match in NAMED.finditer(passage.text)]
    apart = [(a, b) for a, b in others if all(b <= start or end <= a for start, end in known)]
    return sorted((*known, *apart))


def _pair(text: str) -> tuple[str, str]:
    """Splits "Instituto Nacional de Migración (INM)" into name and acronym."""
    name, bracket, rest = text.partition(" (")
    acronym = rest.removesuffix(")")
    return (name, acronym) if bracket and ACRONYM.fullmatch(acronym) else (text, "")


def _key(name: str) -> tuple[str, ...]:
    """Returns the words of a name for comparison: no articles, no plural endings."""
    return tuple(word.rstrip("s") for word in fold(name).text.split() if len(word) > len("del"))


def _differ(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Returns whether two names differ, other than as a name and a shortened form of it.

    The same words in another order are another name.
    """
    short, long = sorted((first, second), key=len)
    ahead = iter(long)
    return bool(short) and not all(word in ahead for word in short)


RULES = (
    Rule("CON005", "acronym-unexplained", Severity.SUGGESTION, "report", _unexplained),
    Rule("CON006", "acronym-two-ways", Severity.SUGGESTION, "report", _two_ways),
)
