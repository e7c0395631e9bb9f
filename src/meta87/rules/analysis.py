"""What the rules ask of a passage, also of several of its `PassageFacts` together.

Each fact is computed once, when a rule first asks for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from meta87.entities.entity import INSTITUTION, QUANTITY, Entity
from meta87.entities.numbers import find_numbers
from meta87.rules import event_words, tenses
from meta87.rules.passage import PassageFacts
from meta87.rules.theme_words import theme_words
from meta87.rules.words import Span, as_written, find, find_all

OPENING = 3  # characters before a plan with which a passage begins: "Se "
ASKED = 60  # characters before a claim that may deny it or ask for it
FIRST = 12  # characters before the noun that an item begins with: "Tres ", "Segundo "
YEARS = range(1900, 2100)  # numbers that rather are a year
FAMILIES = ("training", "campaign")
UNLISTED = "event"  # family of an event in words that are in no list
LABEL = re.compile(r"[^:]{2,40}: ?(?:(?:Las|Los|las|los) )?")  # of whom a note comes
ENDED = re.compile(r" ?(?:$|[.,;()]| de \d)")  # after a number that stands alone
COUNTED_CELL = re.compile(r"\| \d[\d.,]*(?: \||$)")
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
        """The words of a plan or commitment, if nothing is reported as done before them.

        A plan in words of no list is the whole passage.
        """
        text, done = self.text, self.main_past
        if find(text, "plans", "signposts"):
            return None
        lists = ("commitments", "intentions")
        listed = [tenses.in_main_clause(text, find_all(text, "plans", name)) for name in lists]
        if self.kind == "context":
            listed = [span for span in listed if span and span[0] <= OPENING]
        planned = min(filter(None, (*listed, self.main_future)), default=None)
        if planned and (done is None or done[0] >= planned[0]):
            return planned
        return self.whole if self.has_act("plan") else None

    # Events and meetings

    @cached_property
    def event(self) -> Event | None:
        """The first training or campaign that it mentions outside names."""
        text, bodies = self.text, self.found(INSTITUTION)
        named = sorted(
            (span, family) for family in FAMILIES for span in find_all(text, "events", family)
        )
        for span, family in named:
            if any(body.start <= span[0] < body.end for body in bodies):
                continue
            if not event_words.is_only_named(text, span):
                return Event(family, span)
        return Event(UNLISTED, None) if self.has_act("training") and not self.meetings else None

    @cached_property
    def meetings(self) -> Span | None:
        """The words that count meetings: with their count, or a bare number after them."""
        return self._listed_meetings or self._counted_meetings

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

    @cached_property
    def offers_meetings(self) -> bool:
        """Whether it reports a count of meetings, in words of a list or in others."""
        if self.has_act("meetings") and find_numbers(self.text):
            return True
        if self._listed_meetings:
            return not self.rules_out("meetings")
        return self.kind != "context" and self._counted_meetings is not None

    @cached_property
    def _listed_meetings(self) -> Span | None:
        """The words for meetings at the start of a passage that gives a bare number of them.

        "Reuniones con las delegaciones: 15", "Norte: plenarios del comité, once, todos virtuales".
        """
        text, named = self.text, find(self.text, "listed_meetings")
        if named is None or self.in_table:
            return None
        if named[0] > FIRST and not LABEL.fullmatch(text, 0, named[0]):
            return None
        numbers = (n for n in find_numbers(text) if n.start > named[1] and n.value not in YEARS)
        marked = (n for n in numbers if text[: n.start].endswith((": ", ", ")))
        return named if any(ENDED.match(text, n.end) for n in marked) else None

    def _is_of_meetings(self, count: Entity) -> bool:
        """Returns whether a count is of meetings: "seis reuniones", "nueve mesas de diálogo"."""
        words = find(self.text[count.start : count.end + FIRST], "meetings")
        return words is not None and words[0] < len(count.text)

    @cached_property
    def says_whom(self) -> bool:
        """Whether it counts the people that an event reached, or what a campaign handed out."""
        handed_out = (find(count.text, "delivered") for count in self.found(QUANTITY))
        in_cell = self.in_table and COUNTED_CELL.search(self.text)
        return bool(self.people or self.has("held", "head_counts") or in_cell or any(handed_out))

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
    def is_result(self) -> bool:
        """Whether it reports a result, and none of a policy that is of no theme."""
        return self.kind == "output" and not self.has_act("general")

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
        return not all(map(self.names_as_frame, norms))
