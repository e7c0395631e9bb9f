"""Finding the first match of each of many word lists in one pass over the words of a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from meta87.classification.openings import BEGUN, at_start, openings

_Find = Callable[[str], "re.Match[str] | None"]


class Scanner:
    """Lists of patterns over folded text, each of which stands for whole words.

    Args:
        lists: patterns by the name of their list.

    Attributes:
        patterns: one for all of a list, by its name.
    """

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self.patterns = {name: words(patterns) for name, patterns in lists.items()}
        self._by_opening: dict[str, list[str]] = {}
        self._looked_for: dict[str, _Find] = {}  # without regard to words
        for name, patterns in lists.items():
            begin = {pattern: openings(pattern) for pattern in patterns}
            unknown = [pattern for pattern, known in begin.items() if not known]
            if all(map(at_start, unknown)):
                for opening in frozenset[str]().union(*begin.values()):
                    self._by_opening.setdefault(opening, []).append(name)
                if unknown:
                    self._looked_for[name] = self.patterns[name].match
            else:
                self._looked_for[name] = self.patterns[name].search

    def first(self, text: str) -> dict[str, re.Match[str]]:
        """Give the first match of each list that has one, as its pattern's ``search`` would."""
        found = {name: match for name, find in self._looked_for.items() if (match := find(text))}
        for word in BEGUN.finditer(text):
            begun = word[1]
            for name in self._by_opening.get(begun, ()) if begun.isascii() else self.patterns:
                if name not in found and (match := self.patterns[name].match(text, word.start())):
                    found[name] = match
        return found


def words(patterns: Sequence[str]) -> re.Pattern[str]:
    """Give one pattern for any of several that stand for whole words."""
    if not patterns:
        return re.compile(r"(?!)")
    return re.compile(rf"(?<!\w)(?:{'|'.join(f'(?:{p})' for p in patterns)})(?!\w)")
