"""Reading an instrument's name from its head on: where it ends."""

from __future__ import annotations

import re
from collections.abc import Collection

from meta87.entities.instruments import patterns

_AND = frozenset(["y", "e", "o", "u"])
_LONGEST = 400  # characters


class NameReader:
    """Reads names in one text without accents; ``stops`` are where other entities begin."""

    def __init__(self, folded: str, stops: Collection[int]) -> None:
        self.folded, self.stops = folded, stops
        self._ends: dict[int, int] = {}  # of steps: many heads may precede one name

    def read(self, head: re.Match[str]) -> int:
        """Returns the end of the name after a head; the end of the head if there is none."""
        year = patterns.OF_YEAR.match(self.folded, head.end())
        at = self._titled(year.end() if year else head.end())
        if head["head"] in patterns.WITH_TOPIC:
            at = self.topic(at)
            year = patterns.YEAR_OF_LAW.match(self.folded, at)
            at = year.end() if year and at > head.end() else at
        return self._acronym(head, at)

    def titled(self, start: int) -> int:
        """Returns the end of a name whose first word, capitalised, begins at ``start``."""
        word = patterns.WORD.match(self.folded, start)
        return self._titled(word.end()) if word else start

    def _titled(self, at: int) -> int:
        """Consumes capitalised words with their connectors, and lists of them."""
        first = at
        while at - first < _LONGEST:
            if at not in self._ends:
                self._ends[at] = self._step(at) or self._list(at)
            if not self._ends[at]:
                break
            at = self._ends[at]
        return at

    def _step(self, at: int) -> int:
        step = patterns.STEP.match(self.folded, at)
        if step is None or patterns.PARAGRAPH.search(self.folded, at, step.end()):
            return 0
        if step.start("word") in self.stops or step.start("link") in self.stops:
            return 0
        joins = not _AND.isdisjoint(step["link"].split()[:1])
        return 0 if joins and step["word"] in patterns.words("heads") else step.end()

    def _list(self, at: int) -> int:
        """Consumes ', Niños y Adolescentes'."""
        listed = patterns.LIST.match(self.folded, at)
        if listed is None or patterns.PARAGRAPH.search(self.folded, at, listed.end()):
            return 0
        for word in patterns.WORD.finditer(self.folded, at, listed.end()):
            if word.start() in self.stops or word[0] in patterns.words("heads"):
                return 0
        return listed.end()

    def topic(self, at: int) -> int:
        """Consumes 'sobre el trabajo forzoso, 1930'."""
        topic = patterns.TOPIC.match(self.folded, at)
        if topic is None or any(at in self.stops for at in range(*topic.span())):
            return at
        year = patterns.ADDED_YEAR.match(self.folded, topic.end())
        return year.end() if year else topic.end()

    def _acronym(self, head: re.Match[str], at: int) -> int:
        """Consumes '(MIRTI)' if its first letter is an initial of the name."""
        bracket = patterns.ACRONYM.match(self.folded, at)
        if bracket is None or sum(c.isupper() for c in bracket["acronym"]) < 2:  # noqa: PLR2004
            return at
        initials = {word[0][0] for word in patterns.WORD.finditer(self.folded, head.start(), at)}
        return bracket.end() if bracket["acronym"][0] in initials else at
