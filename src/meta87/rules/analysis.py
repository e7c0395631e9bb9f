"""What the rules ask of a passage: each fact is computed once, when a rule first asks for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from meta87.entities.entity import INSTITUTION, QUANTITY, Entity
from meta87.entities.numbers import find_numbers
from meta87.rules import event_words, tenses
from meta87.rules.passage import PassageFacts
from meta87.rules.theme_words import theme_words
from meta87.rules.words import Span, as_written, find, find_all

OPENING = 3  # characters before a plan with which a passage begins: "Se "
BEFORE = 30  # characters before a plan that may put it in a relative clause
ASKED = 60  # characters before a claim that may deny it or ask for it
FIRST = 12  # characters before the noun that an item begins with: "Tres ", "Segundo "
ATTACHED = re.compile(r", con [^,;:.]*$")  # before a date: it is of what goes with the rest
YEARS = range(1900, 2100)  # numbers that rather are a year
FAMILIES = ("training", "campaign")
UNLISTED = "event"  # family of an event in words that are in no list
LABEL = re.compile(r"[^:]{2,40}: ?(?:(?:Las|Los|las|los) )?")  # of whom a note comes
ENDED = re.compile(r" ?(?:$|[.,;()]| de \d)")  # after a number that stands alone
HEAD = re.compile(r"(?:^|[,;:.] )(?:\w+ ){0,2}$")  # before what a phrase is about
RATED, INDIRECT, DENIED = as_written("rated"), as_written("indirect"), as_written("denied")
CODE, TITLE, LINK_MARK = as_written("code"), as_written("title"), as_written("link_mark")


class Event(NamedTuple):
    """A training or a campaign: its family and its words, or None where no list has them."""

    family: str
    span: Span | None


@dataclass(frozen=True)
class PassageAnalysis(PassageFacts):
    """A tagged passage with what its words, entities and labels say together."""

    # Plan

    @property
    def is_plan(self) -> bool:
        """Whether it states what will be done, and nothing that was done."""
        return self.plan is not None

    @cached_property
    def plan(self) -> Span | None:
        """The words of a plan or commitment, if nothing is reported as done.

        A plan in words of no list is the whole passage.
        """
        text, done = self.text, self.main_past
        if find(text, "plans", "signposts"):
            return None
        plan = min(filter(None, self._planned_in_words()), default=None)
        if plan is None:
            return self._planned_otherwise() if done is None else None
        if find(text[max(0, plan[0] - BEFORE) : plan[0]], "plans", "beside"):
            return None
        if self.kind == "output" and done and not plan[0] <= done[0] < plan[1]:
            return None
        return plan if done is None or done[0] >= plan[0] else None

    def _planned_in_words(self) -> tuple[Span | None, ...]:
        """Returns the first words of each list that may state a plan, given the kind."""
        text = self.text
        if self.kind == "context" and not self.has_low_confidence("process"):
            future = self.future
            opens = future is not None and future[0] <= OPENING
            return self._promise(), self.main_future if opens else None
        promised = tenses.in_main_clause(text, find_all(text, "plans", "commitments"))
        if self.kind == "output" and not self.has_low_confidence("process"):
            return (promised,)
        intended = tenses.in_main_clause(text, find_all(text, "plans", "intentions"))
        return promised, intended, self.main_future, self._promise()

    def _promise(self) -> Span | None:
        """Returns the words of a commitment in a main clause of a description."""
        opening = find(self.text, "plans", "commitments")
        if opening and opening[0] <= OPENING:
            return opening
        promise = find(self.text, "plans", "promises")
        return promise if promise and not tenses.is_subordinate(self.text, promise[0]) else None

    def _planned_otherwise(self) -> Span | None:
        """Returns the span of a plan by its speech act, its time, or a date after the period."""
        text = self.text
        state = tenses.describes_state(text) or find(text, "plans", "waits")
        aside = self.future and not self.main_future
        if not state and not aside and (self.main_future or not (self.period and self.in_period)):
            likely = self.kind != "context" and self.has_act("plan")
            if likely or self.is_confident_of("plan"):
                return self.whole
        if self.kind == "output":
            return None
        ahead = tenses.in_main_clause(text, find_all(text, "plans", "ahead"), tenses.BESIDE)
        return ahead or (self._date_ahead() if self.kind == "process" else None)

    def _date_ahead(self) -> Span | None:
        """Returns the first date if all dates are after the period."""
        begun = [each.days[0] for each in self.dates]
        last = self.period[1] if self.period else date.max
        if not begun or not all(first and first > last for first in begun):
            return None
        opening = self.dates[0]
        if ATTACHED.search(self.text[: opening.start]):
            return None
        return tenses.in_main_clause(self.text, [(opening.start, opening.end)], tenses.BESIDE)

    # Events and meetings

    @cached_property
    def event(self) -> Event | None:
        """The first training or campaign that it mentions outside names."""
        text, bodies = self.text, self.found(INSTITUTION)
        named = sorted(
            (span, family) for family in FAMILIES for span in find_all(text, "events", family)
        )
        if not named:
            return Event(UNLISTED, None) if self._tells_unlisted_event else None
        if self.has_act("meetings") and not self.has_act("training"):
            return None
        unlikely = self.rules_out("training")
        for span, family in named:
            if any(body.start <= span[0] < body.end for body in bodies):
                continue
            if event_words.is_only_named(text, span):
                continue
            if not unlikely or event_words.in_own_clause(text, span):
                return Event(family, span)
        return None

    @property
    def _tells_unlisted_event(self) -> bool:
        """Whether by its speech acts alone it is about a training, and about nothing else."""
        if not self.has_act("training") or self._counted_meetings:
            return False
        if (
            self.has("held", "exchange")
            or self.has("held", "rounds")
            or (self.has("unfinished") and not self.has("under_way"))
        ):
            return False
        acts = self.passage.prediction.acts
        return acts["training"] > acts.get("general", 0.0)

    @cached_property
    def reports_event(self) -> bool:
        """Whether it is about an event: reported as held, or the only action.

        Where something else was done, an event may be secondary, and a "taller" a place of work.
        """
        if self.event is None or self.event.span is None or self.has_act("training"):
            return self.event is not None
        return event_words.is_held(self.text, self.event.span) or not self.past

    @cached_property
    def meetings(self) -> Span | None:
        """The words that count meetings: with their count, or a bare number after them."""
        return self._listed_meetings or self._counted_meetings

    @cached_property
    def offers_meetings(self) -> bool:
        """Whether it reports a count of meetings, in words of a list or in others."""
        if self.has_act("meetings") and find_numbers(self.text):
            return True
        if self._listed_meetings:
            return not self.rules_out("meetings")
        return self.kind != "context" and self._counted_meetings is not None

    @cached_property
    def _counted_meetings(self) -> Span | None:
        """The words that count meetings: "seis reuniones", "reuniones, en total cinco"."""
        if self.rules_out("meetings"):
            return None  # they led to the result that it reports
        counted = (count for count in self.found(QUANTITY) if self._is_of_meetings(count))
        if first := next(counted, None):
            led = self.kind == "output" and find(self.text[: first.start], "outcome_of")
            return None if led else (first.start, first.end)
        return find(self.text, "meetings") if self.has("separate_count") else None

    def _is_of_meetings(self, count: Entity) -> bool:
        """Returns whether a count is of meetings: "seis reuniones", "nueve mesas de diálogo"."""
        words = find(self.text[count.start : count.end + FIRST], "meetings")
        return words is not None and words[0] < len(count.text)

    @cached_property
    def _listed_meetings(self) -> Span | None:
        """The words for meetings at the start of a passage that gives a bare number of them.

        "Reuniones con las delegaciones: 15", "Norte: plenarios del comité, once, todos virtuales".
        """
        text = self.text
        named = find(text, "listed_meetings")
        if self.in_table:
            counted = self.has_counted_cell and self.kind == "process"
            return named if named and named[0] <= FIRST and counted else None
        if named is None or not (named[0] <= FIRST or LABEL.fullmatch(text, 0, named[0])):
            return None
        numbers = (n for n in find_numbers(text) if n.start > named[1] and n.value not in YEARS)
        marked = (n for n in numbers if text[: n.start].endswith((": ", ", ")))
        return named if any(ENDED.match(text, n.end) for n in marked) else None

    @cached_property
    def decides(self) -> bool:
        """Whether it reports something as decided, adopted or created."""
        return next(tenses.verbs(self.text, "decided"), None) is not None

    @cached_property
    def says_whom(self) -> bool:
        """Whether it counts the people that an event reached, or what a campaign handed out."""
        handed_out = (find(count.text, "delivered") for count in self.found(QUANTITY))
        counted = self.people or self.has("held", "head_counts") or self.has_counted_cell
        return bool(counted or any(handed_out))

    @cached_property
    def continues_event(self) -> bool:
        """Whether after a passage about an event it is about it too, not about another action.

        It points back, or may be about a training and has no separate subject, or no day and no
        theme.
        """
        if self.introduces or self.has("held", "likewise"):
            return False
        if self.event and self.has("held", "another"):
            return False
        if any(self.has("held", sign) for sign in ("anaphora", "attended", "head_counts")):
            return True
        if self.people and self.has("held", "they_were"):
            return True
        if not self.passage.prediction.acts or self.rules_out("training"):
            return False
        specific = self.dates or theme_words(self.text)
        return not specific or self.has("held", "no_subject")

    # Claims, results, evidence

    @cached_property
    def rating(self) -> Span | None:
        """The words that state a degree of fulfilment: "Cumplimiento del plan: 64 %"."""
        rated = RATED.search(self.text)
        return rated and rated.span()

    @cached_property
    def claim(self) -> Span | None:
        """The first words that claim progress; a denial or an indirect question claims none."""
        if self.rating:
            return self.rating
        for span in find_all(self.text, "advance", "words"):
            before = self.text[max(0, span[0] - ASKED) : span[0]]
            if not (INDIRECT.search(before) or DENIED.search(before)):
                return span
        return None

    @property
    def _reaches(self) -> bool:
        """Whether it counts people, if only in a cell of their own beside a date."""
        return bool(self.people or (self.has_counted_cell and self.dates))

    @cached_property
    def may_be_process(self) -> bool:
        """Whether a passage classified as a result may be a process.

        Nothing adopted is one. Its scores may be close; or it reports what is no result by the
        guideline: assistance towards something in the future; a training, a campaign or general
        progress without anything counted.
        """
        if self.kind != "output" or self._reaches or self.adopts:
            return False
        specific = self.counts or self.decides
        only_held = self.offers_meetings and not self.decides
        if only_held or (self.reports_event and not specific):
            return True
        return not self.is_certain and self._is_vague(specific=specific)

    def _is_vague(self, *, specific: bool) -> bool:
        """Returns whether it reports help or progress in general, or is hardly a result."""
        if self.has("help_towards"):
            return True
        if self.has_low_confidence("process"):
            return not self._counts_what_was_done
        return not specific and (self.has("actions") or self.has("advance", "words"))

    @cached_property
    def _counts_what_was_done(self) -> bool:
        """Whether it counts what was done, and is neither a meeting nor unfinished."""
        under_way = map(self.has, ("meetings", "unfinished", "process_nouns"))
        counts = self.counts or self.has("advance", "compared")
        return self.reports_done and counts and not (self.meetings or any(under_way))

    @cached_property
    def adopts(self) -> bool:
        """Whether its main verb reports a norm, a plan or another product as adopted."""
        verb = tenses.in_main_clause(self.text, tenses.verbs(self.text, "adopted"), tenses.BESIDE)
        verb = verb or self._adoption
        if verb is None or self.is_plan or self.has("unfinished") or self.in_table:
            return False
        return not DENIED.search(self.text[max(0, verb[0] - ASKED) : verb[0]])

    @property
    def _adoption(self) -> Span | None:
        """The product that a sentence without a verb opens with, or lists, as adopted."""
        if self.past or self.says_missing or self.event or (self.dates and not self.in_period):
            return None
        named = find_all(self.text, "adopted_of_noun")
        return next(
            (span for span in named if HEAD.search(self.text[max(0, span[0] - ASKED) : span[0]])),
            None,
        )

    @cached_property
    def is_result(self) -> bool:
        """Whether it reports a result, and nothing indicates a process instead.

        A training or a campaign that states whom it reached, and is no plan, is a result whatever
        the model predicts: it is what the guideline asks for. A process that could also be a result
        is one if it counts what was done, and is neither a meeting nor unfinished. A result of low
        probability is none if nothing came of it, or it is an action of another policy.
        """
        if self.kind == "process" and self.event and self._reaches:
            return not (self.future or self.is_plan)
        if self.kind == "process" and self.adopts:
            return True
        if self.kind == "process" and self.has_low_confidence("output"):
            return self._counts_what_was_done
        if self.kind != "output" or self.may_be_process:
            return False
        return self.is_certain or not (self.has("none_done") or self.has_act("general"))

    @cached_property
    def has_evidence(self) -> bool:
        """Whether it has a link or title, a source, or an action by a numbered law.

        A broken link is one as well. The future proves nothing yet, nor does a legal instrument
        that is only described; in a list, it may be the action that an item names.
        """
        if self.links or LINK_MARK.search(self.text) or TITLE.search(self.text):
            return True
        if self.has("evidence", "references") and not self.is_plan:
            return True
        norms = [*find_all(self.text, "evidence", "norms")]
        norms += [code.span() for code in CODE.finditer(self.text)]
        return not all(map(self.is_frame, norms))
