"""The reports of a country across years: what each repeats, and which of its topics are the same.

It is kept in a database on disk, so that the size of the archive does not matter; each passage is
compared with a few of those that share a mark with it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, Final

from meta87.archive.fingerprints import Fingerprint, letters_of
from meta87.form.folding import fold
from meta87.rules.previous.changes import is_edited, likeness
from meta87.rules.previous.steps import PRIORITY, STEP
from meta87.rules.previous.titles import MOST, paired

VERBATIM, EDITED, UPDATED = "verbatim", "edited", "updated"
NUMBERED = {PRIORITY: "priority", STEP: "step"}
"""Questions of the form that repeat → the column with the number of the topic in its country."""
_FEW = 3  # passages with one mark that are compared, the latest ones
_TABLES = """
PRAGMA journal_mode = OFF; PRAGMA cache_size = -16000;
CREATE TABLE passages (number INTEGER PRIMARY KEY, report, passage);
CREATE TABLE marks (country, mark, year, number, PRIMARY KEY (country, mark, year DESC, number))
  WITHOUT ROWID;
CREATE TABLE topics (file, report, question, id, topic, country, year);
CREATE TABLE numbers (file, report, question, id, number, PRIMARY KEY (file, report, question))
  WITHOUT ROWID;
BEGIN;
"""
_ADD_TOPIC = "INSERT INTO topics VALUES (?, ?, ?, ?, ?, ?, ?)"
_ADD_PASSAGE = "INSERT INTO passages VALUES (NULL, ?, ?)"
_ADD_MARK = "INSERT OR IGNORE INTO marks VALUES (?, ?, ?, ?)"
_ADD_NUMBER = "INSERT OR IGNORE INTO numbers VALUES (?, ?, ?, ?, ?)"
_EARLIER = """SELECT number, year, report, passage FROM marks JOIN passages USING (number)
WHERE country = ? AND mark = ? AND year < ? ORDER BY year DESC LIMIT ?"""
_TOPICS = "SELECT * FROM topics ORDER BY country, id, year, rowid"
_NUMBERS = "SELECT report, question, id, number FROM numbers WHERE file = ?"
_COUNTRY_AND_ID, _REPORT = itemgetter(5, 3), itemgetter(0, 1)
_ID: Final = 3
_TITLE: Final = 4

Compared = Sequence[Any]
"""The lines of `compared_by` for a file."""
Topic = tuple[str, str, str, str, str, str, int]
"""File, report, question, id of the question, title, country, year."""


class Years:
    """What the reports of an archive have in common with those of earlier years.

    The files come in order, each with the lines of `compared_by`; of those that are copies of
    another, no other is said to repeat them.
    """

    def __init__(self, files: Iterable[tuple[str, Compared]], copies: Collection[str] = ()) -> None:
        self._base = sqlite3.connect("", isolation_level=None)
        self._base.executescript(_TABLES)
        for name, lines in files:
            if lines:
                self._add_topics(name, *lines[0])
                self._add_passages(lines if name not in copies else ())
        for _, topics in groupby(self._base.execute(_TOPICS), key=_COUNTRY_AND_ID):
            self._base.executemany(_ADD_NUMBER, _numbered(topics))

    def close(self) -> None:
        """Deletes the database."""
        self._base.close()

    def repeats(self, lines: Compared) -> Iterator[dict[str, Any]]:
        """Yields the columns that state what each passage of a file repeats, if it does."""
        for report, *values in lines[1:]:
            about = lines[0][0].get(report)
            yield self._repeated(Fingerprint(*values), *about) if about else {}

    def numbers(self, file: str) -> dict[tuple[str, str], dict[str, int]]:
        """Returns report and question of a file → the column with the number of its topic."""
        found = self._base.execute(_NUMBERS, (file,))
        return {(report, asked): {NUMBERED[about]: n} for report, asked, about, n in found}

    def _add_topics(self, file: str, reports: dict[str, list[Any]], asked: list[list[str]]) -> None:
        topics = [(file, *each, *reports[each[0]]) for each in asked if each[2] in NUMBERED]
        self._base.executemany(_ADD_TOPIC, topics)

    def _add_passages(self, lines: Compared) -> None:
        for report, *values in lines[1:]:
            passage, about = Fingerprint(*values), lines[0][0].get(report)
            if about and passage.marks:
                country, year = about
                written = json.dumps(passage._replace(marks=[]), ensure_ascii=False)
                number = self._base.execute(_ADD_PASSAGE, (report, written)).lastrowid
                marks = [(country, mark, year, number) for mark in passage.marks]
                self._base.executemany(_ADD_MARK, marks)

    def _repeated(self, passage: Fingerprint, country: str, year: int) -> dict[str, Any]:
        """Returns what a passage repeats: the latest one, and of a year the one most alike."""
        earlier = {
            number: (before, report, Fingerprint(*json.loads(written)))
            for mark in passage.marks
            for number, before, report, written in self._base.execute(
                _EARLIER, (country, mark, year, _FEW)
            )
        }
        ranked = (
            (before, likeness(there.text, passage.text), -number, report, there)
            for number, (before, report, there) in earlier.items()
            if is_edited(there.text, passage.text)
        )
        *_, report, there = max(ranked, key=itemgetter(0, 1, 2), default=("", None))
        if there is None:
            return {}
        how = _how(there, passage)
        return {"repeated": how, "repeated_from": report, "repeated_passage": there.id}


def _how(before: Fingerprint, now: Fingerprint) -> str:
    """Returns how a passage repeats another: with other figures or days it tells something new."""
    if letters_of(before.text) == letters_of(now.text):
        return VERBATIM
    figures, days = set(now.figures) - set(before.figures), set(now.days) - set(before.days)
    return UPDATED if figures or (before.days and days) else EDITED


def _numbered(topics: Iterable[Topic]) -> Iterator[tuple[str, str, str, str, int]]:
    """Yields the topics of one country and question, by year, each with its number.

    A topic has the number of the earlier one that says the same, or else the next one: those of the
    first report are 1, 2, 3…
    """
    last: dict[int, str] = {}  # number → the title that it had last, the latest at the end
    numbers: dict[str, int] = {}  # of every title that it ever had
    for _, group in groupby(topics, key=_REPORT):
        asked, used = list(group), set()
        found = {}
        for place, topic in enumerate(asked):
            number = numbers.get(fold(topic[_TITLE]).text)
            if number and number not in used:
                found[place] = number
                used.add(number)
        recent = sorted(number for number in islice(reversed(last), MOST) if number not in used)
        rest = [place for place in range(len(asked)) if place not in found]
        titles = [last[n] for n in recent], [asked[place][_TITLE] for place in rest]
        pairs = paired(*titles, by_theme=asked[0][_ID] == PRIORITY)
        found |= {rest[there]: recent[here] for here, there in pairs.items()}
        for place, (file, report, question, about, title, *_) in enumerate(asked):
            number = found.get(place) or len(last) + 1
            last.pop(number, None)
            last[number] = title
            numbers[fold(title).text] = number
            yield file, report, question, about, number
