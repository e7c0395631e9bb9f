"""COM009 and COM010: what is ticked agrees with what is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import fmean
from typing import Literal

from meta87.classify.labels import EVEN
from meta87.entities.entity import Entity
from meta87.entities.percentages import find_percentages
from meta87.form.folding import fold
from meta87.rules.analysis import PassageAnalysis
from meta87.rules.answers import AnswerAnalysis, ReportAnalysis
from meta87.rules.finding import Hit, Rule, Severity, by_answer
from meta87.rules.results import RULES as RESULTS
from meta87.rules.words import STEM, Span, as_written, find, find_all, is_all, stems

WHOLE = 100  # per cent
CONTRADICTED = 0.7  # mean probability over a comment from which it tells the other status
AFTER_SHARE = 20  # characters after one
CLAUSE = 80  # characters beside a verb that may name what was adopted
OBJECT, TITLE = 4, 3  # words after a verb, after a noun at the head of a passage
CERTAIN = 0.8  # probability of a process from which it is work, whatever its words
BEFORE_SHARE = 25  # characters before a percentage that say that it is one of progress
SEVERAL = 2  # priorities
CLAUSE_END = re.compile(r"[.;:] ")
DATED = re.compile(r"[^:,;]*[:,;]? ?(?:(?:el|en|del?|desde) )*(?<!para )")  # up to its date
COMPLEMENT = as_written("complement")
OF_RESULTS = tuple(rule for rule in RESULTS if rule.code in ("RES001", "RES007"))


Contradiction = tuple[PassageAnalysis, Span | None]
"""A passage that contradicts a ticked status, and its words that do."""


def ticked_status(answer: AnswerAnalysis) -> Literal["done", "open"] | None:
    """Returns the status that is ticked of a step that is commented on, if it is one alone."""
    if len(answer.ticked) != 1 or answer.is_unanswered:
        return None
    status = answer.ticked[0]
    if is_all(status, "status", "done"):
        return "done"
    is_open = is_all(status, "status", "under_way") or is_all(status, "not_begun")
    return "open" if is_open else None


def _status(answer: AnswerAnalysis, _: ReportAnalysis) -> Iterator[Hit]:
    """Yields the passage that says another thing than the status that is ticked."""
    status = ticked_status(answer)
    if status is None:
        return
    by_words, other = (_unfinished, "unfinished") if status == "done" else (_reached, "reached")
    if found := by_words(answer) or _by_probability(answer, status):
        passage, span = found
        details = {"status": answer.ticked[0], "told": f"@ui.status.{other}"}
        yield Hit(passage.passage, span, details, passage.quote(span))


def _by_probability(
    answer: AnswerAnalysis, status: Literal["done", "open"]
) -> Contradiction | None:
    """Returns the likeliest passage of the other status, if all together are likely to have it."""
    finished = [p.passage.prediction.acts.get("finished", EVEN) for p in answer.passages]
    against = [1 - each for each in finished] if status == "done" else finished
    if fmean(against) < CONTRADICTED:
        return None
    left = (p.main_future or p.has("status", "missing") for p in answer.passages)
    if status == "open" and (answer.partial or any(left)):
        return None
    return answer.passages[against.index(max(against))], None


def _unfinished(answer: AnswerAnalysis) -> Contradiction | None:
    """Returns where a step is reported as not finished: what is missing, or nothing but work."""
    topic, done = stems(answer.asked.topic), any(map(_is_done, answer.passages))
    for passage in answer.passages:
        missing = find(passage.text, "status", "missing") or _share(passage, topic)
        if missing and not (done and _is_of_another(passage.text, missing, topic)):
            return passage, missing
    worked = () if done else filter(_is_work, answer.passages)
    return next(((p, find(p.text, "status", "open")) for p in worked), None)


def _is_work(passage: PassageAnalysis) -> bool:
    """Returns whether a passage reports what is planned, what goes on, or work for the step."""
    words = (("not_done",), ("status", "open"), ("unfinished",))
    if passage.is_plan or passage.main_future or any(passage.has(*each) for each in words):
        return True
    certain = passage.passage.prediction.kind_scores["process"] >= CERTAIN
    return certain and passage.past is not None and passage.event is None


def _is_of_another(text: str, missing: Span, topic: frozenset[str]) -> bool:
    """Returns whether something else than the step is missing: "la firma de un convenio"."""
    complement = COMPLEMENT.match(text, missing[1])
    if complement is None or not topic.isdisjoint(stems(text)):
        return False
    named = text[complement.end() :]
    signer = find(named, "responsible", "bodies")
    by_signer = signer and (signer[0] == 0 or is_all(named[: signer[0]], "status", "articles"))
    return not (by_signer and find(text[slice(*missing)], "status", "given"))


def _is_done(passage: PassageAnalysis) -> bool:
    """Returns whether a passage has a result, a norm of the period, or that the step is there."""
    norm = find(passage.text, "evidence", "norms") and passage.in_period
    return bool(passage.is_result or norm or passage.has("status", "reached"))


def _share(passage: PassageAnalysis, topic: frozenset[str]) -> Span | None:
    """Returns the span of a share of progress under 100 %: what so stands is the step itself."""
    for share in find_percentages(passage.text):
        before = passage.text[max(0, share.start - BEFORE_SHARE) : share.start]
        after = passage.text[share.end : share.end + AFTER_SHARE]
        near = find(before, "status", "progress") or find(after, "status", "of_progress")
        stands = near or (find(before, "status", "standing") and _is_step(passage, share, topic))
        if stands and getattr(share.value, "percent", WHOLE) < WHOLE:
            return share.start, share.end
    return None


def _is_step(passage: PassageAnalysis, share: Entity, topic: frozenset[str]) -> bool:
    """Returns whether the clause of a share is about the step."""
    clause = CLAUSE_END.split(passage.text[: share.start])[-1]
    return _names(fold(clause).text.split(), topic) or find(clause, "status", "step") is not None


def _reached(answer: AnswerAnalysis) -> Contradiction | None:
    """Returns where a step is reported as reached, if nothing of it is as open."""
    if any(map(_is_open, answer.passages)):
        return None
    topic = stems(answer.asked.topic)
    for passage in answer.passages:
        if topic and topic.isdisjoint(stems(passage.text)):
            continue
        enacted = None if passage.kind == "context" else _enacted(passage, topic)
        if span := find(passage.text, "status", "reached") or enacted:
            return passage, span
    return None


def _is_open(passage: PassageAnalysis) -> bool:
    """Returns whether a passage reports a plan, a part, or what failed."""
    words = (("status", "in_part"), ("status", "missing"), ("not_done",), ("nothing_done",))
    is_plan = passage.is_plan or passage.main_future or passage.rating
    return bool(is_plan) or any(passage.has(*each) for each in words)


def _enacted(passage: PassageAnalysis, topic: frozenset[str]) -> Span | None:
    """Returns the words that tell that what the step is about was adopted, opened or the like."""
    by_verb = [(span, OBJECT) for span in find_all(passage.text, "status", "enacted")]
    noun = find(passage.text, "status", "enacted_by_noun")
    by_noun = [(noun, TITLE)] if noun and _is_dated_title(passage, noun) else []
    for (start, end), words in [*by_verb, *by_noun]:
        before = fold(passage.text[max(0, start - CLAUSE) : start]).text.split()
        after = fold(passage.text[end : end + CLAUSE]).text.split()[:words]
        if _names(before, topic) or _names(after, topic):
            return start, end
    return None


def _is_dated_title(passage: PassageAnalysis, noun: Span) -> bool:
    """Returns whether nothing but a date of the period goes with a title: no work, no plan."""
    if not passage.in_period or not passage.dates or passage.past:
        return False
    return DATED.fullmatch(passage.text, noun[1], passage.dates[0].start) is not None


def _names(words: list[str], topic: frozenset[str]) -> bool:
    """Returns whether words name what a step is about, not something of it: "el protocolo"."""
    return any(
        word[:STEM] in topic and (n == 0 or is_all(words[n - 1], "status", "articles"))
        for n, word in enumerate(words)
    )


def _rating(report: ReportAnalysis) -> Iterator[Hit]:
    """Yields a rating of the progress that the answers on the priorities contradict."""
    priorities = [
        answer
        for answer in report.answers
        if answer.tagged.tells_results and answer.asked.required
        if not (answer.asked.choices or answer.asked.asks)
    ]
    faulted = {
        hit.question for rule in OF_RESULTS for hit in rule.check(report) if not hit.doubtful
    }
    without = [a for a in priorities if a.is_unanswered or a.asked.question in faulted]
    all_give = all(any(passage.is_result for passage in a.passages) for a in priorities)
    for answer in report.answers if len(priorities) >= SEVERAL else ():
        rating = answer.ticked[0] if len(answer.ticked) == 1 else ""
        high = is_all(rating, "status", "high") and len(without) >= SEVERAL
        if high or (is_all(rating, "status", "low") and all_give):
            concerned = without if high else priorities
            details = {
                "rating": rating, "told": f"@ui.rating.{'high' if high else 'low'}",
                "other": ", ".join(each.asked.question for each in concerned),
            }  # fmt: skip
            yield Hit(None, None, details, answer.ticked, question=answer.asked.question)


RULES = (
    Rule("COM009", "status-contradicted", Severity.WARNING, "answer", by_answer(_status)),
    Rule("COM010", "rating-contradicted", Severity.WARNING, "report", _rating),
)
