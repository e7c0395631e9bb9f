"""REL rules: what is reported must be about its priority, about target 8.7, and be an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from meta87.classify.labels import THEMES, Theme
from meta87.entities.entity import INSTITUTION, INSTRUMENT
from meta87.form.folding import fold
from meta87.form.report import Role
from meta87.rules.analysis import PassageAnalysis
from meta87.rules.answers import AnswerAnalysis, ReportAnalysis
from meta87.rules.finding import Hit, Rule, Severity, by_answer
from meta87.rules.theme_words import theme_words, themes_of_bodies
from meta87.rules.words import Span, find, find_all, stems

CONFIDENT = 0.85  # probability of a theme from which a passage has it
ABSENT = 0.2  # probability of a theme below which a passage does not have it
CONTENT = 3  # content words of copied words
LONG = 9  # words in a row of which one less need be a content word
RUN = 6  # words in a row that no one writes twice by chance


def _off_theme(answer: AnswerAnalysis, _: ReportAnalysis) -> Iterator[Hit]:
    """Yields the first passage of an answer whose own themes are not those of its priority."""
    if not answer.tagged.tells_results:
        return
    wanted = set(theme_words(answer.asked.topic))
    for passage in answer.passages if wanted else ():
        own = _own_themes(passage, wanted) if _reports(passage) else {}
        if own:
            details = {"themes": _listed(list(own)), "wanted": _listed(sorted(wanted))}
            # How a theme of a corpus's own relates to that of the priority is not known.
            doubtful = _probability(passage, wanted) > ABSENT or not own.keys() & set(THEMES)
            words = tuple(filter(None, own.values()))
            yield Hit(passage.passage, details=details, evidence=words, doubtful=doubtful)
            return


def _own_themes(passage: PassageAnalysis, wanted: set[Theme]) -> Mapping[Theme, str]:
    """Returns the themes that a passage has instead of the wanted ones, with their words, if any.

    By its words; without any, those of high probability. None where its words give a wanted theme,
    or one has a high probability and those of its words have none: the wanted theme may be that of
    the answer before the passage. The names of bodies say who acts and not on what.
    """
    text, bodies = passage.text, passage.found(INSTITUTION)
    for body in reversed(bodies):
        text = f"{text[: body.start]} {text[body.end :]}"
    listed = theme_words(text)
    of_bodies = themes_of_bodies(" ".join(body.text for body in bodies))
    scores = passage.passage.prediction.theme_scores
    surely = any(scores.get(theme, 0.0) >= CONFIDENT for theme in listed)
    if wanted & listed.keys() or (_probability(passage, wanted) >= CONFIDENT and not surely):
        return {}
    sure = (theme for theme, score in scores.items() if score >= CONFIDENT)
    return listed or {theme: "" for theme in sure if theme not in of_bodies}


def _reports(passage: PassageAnalysis) -> bool:
    acts = passage.kind != "context" or (
        passage.main_past and (passage.has_count or passage.in_period)
    )
    return bool(acts) and not passage.in_table


def _probability(passage: PassageAnalysis, themes: set[Theme]) -> float:
    scores = passage.passage.prediction.theme_scores
    return max((scores.get(theme, 0.0) for theme in themes), default=0.0)


def _listed(themes: list[Theme]) -> str:
    return ",".join(f"@ui.theme.{theme}" for theme in themes)


def _in_general(answer: AnswerAnalysis, _: ReportAnalysis) -> Iterator[Hit]:
    """Yields the first passage of each paragraph that reports on policy in general."""
    topic = answer.asked.topic
    themed = bool(theme_words(topic))
    named = bool(topic) and topic in answer.asked.wording  # as one on a priority does
    if not answer.tagged.tells_results or not (themed or named):
        return
    for paragraph in answer.paragraphs:
        for passage in paragraph:
            by_act = passage.has_act("general") and not passage.is_plan
            words = _general_words(passage)
            if passage.in_table or not (by_act or (words and not _is_tied(passage, topic))):
                continue
            unsure = words is None and not passage.is_confident_of("general")
            doubtful = unsure or passage.has_low_confidence()
            yield Hit(passage.passage, evidence=passage.quote(words), doubtful=doubtful)
            break


def _is_tied(passage: PassageAnalysis, topic: str) -> bool:
    """Returns whether something ties a passage to the themes or to its question.

    An item of a list has the themes of what it hangs from; what a meeting or a source is about
    is reported elsewhere.
    """
    text = passage.text
    general = " ".join(text[slice(*span)] for span in find_all(text, "general", "words"))
    return bool(
        passage.kind == "context"
        or passage.is_item
        or theme_words(text)
        or passage.has("meetings")
        or passage.has("evidence", "references")
        or stems(general or text) & stems(topic)
    )


def _general_words(passage: PassageAnalysis) -> Span | None:
    """Returns the first words of another policy, unless its speech acts rule it out."""
    if passage.rules_out("general"):
        return None
    return find(passage.text, "general", "upkeep") or find(passage.text, "general", "words")


def _form_words(report: ReportAnalysis) -> Iterator[Hit]:
    """Yields the first passage of an answer that repeats the form's own words."""
    known = _runs(p.block.text for p in report.tagged.report.placed if p.role is Role.FORM)
    for asked in (answer.asked for answer in report.answers):
        known |= _runs(asked.wording.split(asked.topic) if asked.topic else [asked.wording])
    for answer in report.answers:
        copied = ((passage, _copied(passage, known)) for passage in answer.passages)
        passage, span = next((pair for pair in copied if pair[1]), (None, None))
        if passage and span:
            words = passage.quote(span)
            question = answer.asked.question
            yield Hit(passage.passage, span, {"words": words[0]}, words, question=question)


def _runs(texts: Iterable[str]) -> set[tuple[str, ...]]:
    """Returns every run of words of the texts."""
    split = (fold(text).text.split() for text in texts)
    return {tuple(words[n : n + RUN]) for words in split for n in range(len(words) - RUN + 1)}


def _copied(passage: PassageAnalysis, known: set[tuple[str, ...]]) -> Span | None:
    """Returns the characters of the first words in a row that the form has as well.

    They say more than a date or the themes, and are not the name of a body or norm.
    """
    folded = fold(passage.text)
    words = folded.text.split()
    named = passage.found(INSTITUTION, INSTRUMENT)
    runs = [n for n in range(len(words) - RUN + 1) if tuple(words[n : n + RUN]) in known]
    for _, group in groupby(enumerate(runs), key=lambda pair: pair[1] - pair[0]):
        places = [place for _, place in group]
        before, copied = words[: places[0]], words[places[0] : places[-1] + RUN]
        start = len(" ".join([*before, ""]))
        span = folded.start(start), folded.end(start + len(" ".join(copied)))
        in_name = any(e.start <= span[0] < e.end for e in named)
        content = CONTENT - (len(copied) >= LONG)
        if not in_name and len(stems(" ".join(copied))) >= content:
            return span
    return None


RULES = (
    Rule("REL001", "off-theme", Severity.WARNING, "passage", by_answer(_off_theme)),
    Rule("REL002", "policy-in-general", Severity.WARNING, "passage", by_answer(_in_general)),
    Rule("REL003", "form-words", Severity.SUGGESTION, "report", _form_words),
)
