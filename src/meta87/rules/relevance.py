"""REL rules: what is told must be about its priority, about target 8.7, and be an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from meta87.classify.labels import THEMES, Theme
from meta87.classify.tagged import TaggedAnswer, TaggedPassage, TaggedReport
from meta87.entities.entity import INSTITUTION, INSTRUMENT
from meta87.form.folding import fold
from meta87.form.report import Role
from meta87.reading.document import BlockKind
from meta87.rules.acts import hardly_tells, surely_tells, tells
from meta87.rules.doubt import is_doubtful
from meta87.rules.finding import Hit, Rule, Severity, by_answer
from meta87.rules.tables import in_table
from meta87.rules.theme_words import theme_words
from meta87.rules.words import find, find_all, pattern, stems

SURE = 0.85  # score of a theme that is surely told
ABSENT = 0.2  # score of a theme that is surely not told
FEW = 3  # words of matter in words that are copied; and letters of a word that has none
RUN = 6  # words in a row that no one writes twice by chance
LONG = 9  # words in a row of which fewer need be of matter


def _off_theme(answer: TaggedAnswer, _: TaggedReport) -> Iterator[Hit]:
    """Yields the first passage of an answer whose own themes are not those of its priority."""
    wanted = set(theme_words(answer.answer.topic)) if answer.tells_results else set()
    for passage in answer.passages if wanted else ():
        own = _own_themes(passage, wanted) if _is_told(passage) else {}
        if own:
            details = {"themes": _listed(list(own)), "wanted": _listed(sorted(wanted))}
            # What a theme of a corpus's own has to do with that of the priority is not known.
            doubtful = _score(passage, wanted) > ABSENT or not own.keys() & set(THEMES)
            words = tuple(shown for shown in own.values() if shown)
            yield Hit(passage, details=details, evidence=words, doubtful=doubtful)
            return


def _own_themes(passage: TaggedPassage, wanted: set[Theme]) -> Mapping[Theme, str]:
    """Returns the themes that a passage has instead of the wanted ones, with their words, if any.

    By its words; without any, those that the model is sure of. None where its words give a wanted
    theme, or the model is sure of one: below that it may be that of the answer before the passage.
    """
    listed = theme_words(_without_bodies(passage))
    if wanted & listed.keys() or _score(passage, wanted) >= SURE:
        return {}
    scores = passage.prediction.theme_scores
    return listed or {theme: "" for theme, score in scores.items() if score >= SURE}


def _without_bodies(passage: TaggedPassage) -> str:
    """Returns the text without the bodies that it names, which say who acts and not on what."""
    text = passage.text
    for body in reversed(passage.found(INSTITUTION)):
        text = f"{text[: body.start]} {text[body.end :]}"
    return text


def _is_told(passage: TaggedPassage) -> bool:
    return passage.kind != "context" and not in_table(passage)


def _score(passage: TaggedPassage, themes: set[Theme]) -> float:
    scores = passage.prediction.theme_scores
    return max((scores.get(theme, 0.0) for theme in themes), default=0.0)


def _listed(themes: list[Theme]) -> str:
    return ",".join(f"@ui.theme.{theme}" for theme in themes)


def _in_general(answer: TaggedAnswer, _: TaggedReport) -> Iterator[Hit]:
    """Yields the first passage of each paragraph that tells of policy in general."""
    topic = answer.answer.topic
    themed = bool(theme_words(topic))
    if not answer.tells_results or not (themed or _is_named(answer)):
        return
    for _number, group in groupby(answer.passages, key=lambda passage: passage.paragraph):
        whole = [passage for passage in group if not in_table(passage)]
        nowhere = not any(passage.prediction.themes for passage in whole)
        told = (
            p
            for p in whole
            if p.kind != "context" and (tells(p, "general") or not _is_tied(p, answer))
        )
        general = next(
            (p for p in told if _is_general(p) or (themed and _is_apart(p, nowhere=nowhere))),
            None,
        )
        if general:
            words = _general_words(general)
            evidence = (general.text[slice(*words)],) if words else ()
            unsure = words is None and not surely_tells(general, "general")
            yield Hit(general, evidence=evidence, doubtful=unsure or is_doubtful(general))


def _is_named(answer: TaggedAnswer) -> bool:
    """Returns whether the question names what it is about, as one on a priority does."""
    topic = answer.answer.topic
    return bool(topic) and topic in answer.answer.wording


def _is_tied(passage: TaggedPassage, answer: TaggedAnswer) -> bool:
    """Returns whether something ties a passage to the themes or to its question.

    An item of a list has the themes of what it hangs from; what a meeting or a source is about
    is told elsewhere.
    """
    text = passage.text
    return bool(
        passage.block.kind is BlockKind.LIST_ITEM
        or theme_words(text)
        or find(pattern("general", "again").sub("", fold(text).text), "general", "tied")
        or find(text, "meetings")
        or find(text, "evidence", "references")
        or _shares(text, answer.answer.topic)
    )


def _shares(text: str, topic: str) -> bool:
    """Returns whether a text shares words with a topic; of another policy, that policy's words."""
    general = [text[slice(*span)] for span in find_all(text, "general", "words")]
    return bool(stems(" ".join(general) or text) & stems(topic))


def _is_apart(passage: TaggedPassage, *, nowhere: bool) -> bool:
    """Returns whether a passage has no theme or adds a matter, and may be of another policy."""
    return (nowhere or _is_added(passage)) and not hardly_tells(passage, "general")


def _is_general(passage: TaggedPassage) -> bool:
    """Returns whether a passage is of another policy."""
    return _general_words(passage) is not None or tells(passage, "general")


def _general_words(passage: TaggedPassage) -> tuple[int, int] | None:
    """Returns the first words of another policy, unless they surely mean none."""
    return None if hardly_tells(passage, "general") else find(passage.text, "general", "words")


def _is_added(passage: TaggedPassage) -> bool:
    """Returns whether a passage adds another matter, whose themes the model is not sure of."""
    added = find(passage.text, "general", "added")
    return bool(added) and _score(passage, set(passage.prediction.theme_scores)) < SURE


def _form_words(report: TaggedReport) -> Iterator[Hit]:
    """Yields the first passage of an answer that repeats the form's own words."""
    known = _runs(p.block.text for p in report.report.placed if p.role is Role.FORM)
    for asked in (answer.answer for answer in report.answers):
        known |= _runs(asked.wording.split(asked.topic) if asked.topic else [asked.wording])
    for answer in report.answers:
        for passage in answer.passages:
            if span := _copied(passage, known):
                words = passage.text[slice(*span)]
                yield Hit(
                    passage, span, {"words": words}, (words,), question=answer.answer.question
                )
                break


def _runs(texts: Iterable[str]) -> set[tuple[str, ...]]:
    """Returns every run of words of the texts."""
    split = (fold(text).text.split() for text in texts)
    return {tuple(words[n : n + RUN]) for words in split for n in range(len(words) - RUN + 1)}


def _copied(passage: TaggedPassage, known: set[tuple[str, ...]]) -> tuple[int, int] | None:
    """Returns the characters of the first stretch that the form has as well, outside of names."""
    folded = fold(passage.text)
    words = folded.text.split()
    named = passage.found(INSTITUTION, INSTRUMENT)
    for first, end in _stretches(words, known):
        start = len(" ".join(words[:first])) + bool(first)
        span = (folded.start(start), folded.end(len(" ".join(words[:end]))))
        if _has_matter(words[first:end]) and not any(_covers(e.start, e.end, span) for e in named):
            return span
    return None


def _stretches(words: list[str], known: set[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """Yields the places, from and to, of words in a row that the form has as well, in order."""
    runs = (n for n in range(len(words) - RUN + 1) if tuple(words[n : n + RUN]) in known)
    for _, group in groupby(enumerate(runs), key=lambda pair: pair[1] - pair[0]):
        places = [place for _, place in group]
        yield places[0], places[-1] + RUN


def _has_matter(words: list[str]) -> bool:
    """Returns whether words say more than a date or the themes."""
    ignored = pattern("no_matter")
    told = (word for word in words if word.isalpha() and len(word) > FEW)
    matter = {word for word in told if not ignored.fullmatch(word)}
    return len(matter) >= FEW - (len(words) >= LONG)


def _covers(start: int, end: int, span: tuple[int, int]) -> bool:
    """Returns whether most of a stretch is a name."""
    return min(end, span[1]) - max(start, span[0]) > (span[1] - span[0]) / 2


RULES = (
    Rule("REL001", "off-theme", Severity.WARNING, "passage", by_answer(_off_theme)),
    Rule("REL002", "policy-in-general", Severity.WARNING, "passage", by_answer(_in_general)),
    Rule("REL003", "form-words", Severity.SUGGESTION, "report", _form_words),
)
