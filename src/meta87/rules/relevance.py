"""REL rules: what is told must be about its priority, about target 8.7, and be an answer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from meta87.classification.labels import Theme
from meta87.classification.theme_signals import theme_words
from meta87.language.entity import INSTITUTION, INSTRUMENT
from meta87.questionnaire.folding import fold
from meta87.questionnaire.report import Role
from meta87.rules.finding import Hit, Rule, Severity, by_answer
from meta87.rules.words import pattern
from meta87.tagged import TaggedAnswer, TaggedPassage, TaggedReport

SURE = 0.8  # score of a theme that is told beyond doubt
ABSENT = 0.2  # score of a theme that is surely not told
FEW = 3  # words of matter in such a run; and letters of a word that has none
RUN = 8  # words in a row that no one writes twice by chance


def _asks_of_themes(answer: TaggedAnswer) -> bool:
    return answer.answer.expects == "results" and answer.answer.tells == "past"


def _off_theme(answer: TaggedAnswer, _: TaggedReport) -> Iterator[Hit]:
    """Give the first passage of the paragraphs whose themes are not those of their priority."""
    wanted = set(theme_words(answer.answer.topic)) if _asks_of_themes(answer) else set()
    if not wanted:
        return
    for _number, group in groupby(answer.passages, key=lambda passage: passage.paragraph):
        told = [passage for passage in group if passage.kind != "context"]
        if told and all(_is_off(passage, wanted) for passage in told):
            themes = _listed(told[0].prediction.themes)
            doubtful = any(_score(passage, wanted) > ABSENT for passage in told)
            details = {"themes": themes, "wanted": _listed(sorted(wanted))}
            yield Hit(told[0], details=details, doubtful=doubtful)
            return


def _is_off(passage: TaggedPassage, wanted: set[Theme]) -> bool:
    themes = passage.prediction.themes
    scores = passage.prediction.theme_scores
    return bool(themes) and not wanted & set(themes) and max(scores[t] for t in themes) >= SURE


def _score(passage: TaggedPassage, themes: set[Theme]) -> float:
    return max(passage.prediction.theme_scores[theme] for theme in themes)


def _listed(themes: Iterator[Theme] | tuple[Theme, ...] | list[Theme]) -> str:
    return ",".join(f"@ui.theme.{theme}" for theme in themes)


def _in_general(answer: TaggedAnswer, _: TaggedReport) -> Iterator[Hit]:
    """Give the first passage of each paragraph that tells actions on none of the themes."""
    if not _asks_of_themes(answer):
        return
    for _number, group in groupby(answer.passages, key=lambda passage: passage.paragraph):
        whole = list(group)
        told = [passage for passage in whole if passage.kind != "context"]
        if not told or whole[0].block.cell or any(p.prediction.themes for p in whole):
            continue
        doubtful = any(max(p.prediction.theme_scores.values()) > ABSENT for p in told)
        yield Hit(told[0], doubtful=doubtful)


def _form_words(report: TaggedReport) -> Iterator[Hit]:
    """Give the first passage of an answer that repeats the form's own words."""
    roles = (Role.FORM, Role.QUESTION)
    printed = _runs(placed.block.text for placed in report.report.placed if placed.role in roles)
    for answer in report.answers:
        known = printed | _runs((answer.answer.wording, answer.answer.topic))
        for passage in answer.passages:
            if span := _copied(passage, known):
                words = passage.text[slice(*span)]
                yield Hit(
                    passage, span, {"words": words}, (words,), question=answer.answer.question
                )
                break


def _runs(texts: Iterator[str] | tuple[str, ...]) -> set[tuple[str, ...]]:
    """Give every run of words of the texts."""
    split = (fold(text).text.split() for text in texts)
    return {tuple(words[n : n + RUN]) for words in split for n in range(len(words) - RUN + 1)}


def _copied(passage: TaggedPassage, known: set[tuple[str, ...]]) -> tuple[int, int] | None:
    """Give the characters of the first stretch that the form has as well, outside of names."""
    folded = fold(passage.text)
    words = folded.text.split()
    places = range(len(words) - RUN + 1)
    first = next((n for n in places if _is_known(words[n : n + RUN], known)), None)
    if first is None:
        return None
    last = first
    while tuple(words[last + 1 : last + 1 + RUN]) in known:
        last += 1
    start = len(" ".join(words[:first])) + bool(first)
    end = len(" ".join(words[: last + RUN]))
    span = (folded.start(start), folded.end(end))
    named = passage.found(INSTITUTION, INSTRUMENT)
    return None if any(_covers(e.start, e.end, span) for e in named) else span


def _is_known(run: list[str], known: set[tuple[str, ...]]) -> bool:
    """Say whether the form has a run of words, and it says more than a date or the themes."""
    ignored = pattern("no_matter")
    matter = (word for word in run if len(word) > FEW and not ignored.fullmatch(word))
    return tuple(run) in known and len(set(matter)) >= FEW


def _covers(start: int, end: int, span: tuple[int, int]) -> bool:
    """Say whether most of a stretch is a name."""
    return min(end, span[1]) - max(start, span[0]) > (span[1] - span[0]) / 2


RULES = (
    Rule("REL001", "off-theme", Severity.WARNING, "passage", by_answer(_off_theme)),
    Rule("REL002", "policy-in-general", Severity.WARNING, "passage", by_answer(_in_general)),
    Rule("REL003", "form-words", Severity.SUGGESTION, "report", _form_words),
)
