"""The passages of an archive as the page searches, filters and shows them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from meta87.archive.sink.dictionary import PASSAGES
from meta87.archive.summary.answers import read_answers
from meta87.archive.summary.figures import NO_THEME, SUMMED, Summary, summarise
from meta87.archive.summary.tables import bare, read_table
from meta87.form.folding import fold
from meta87.web.archive_query import UNKNOWN, Query

if TYPE_CHECKING:
    import pyarrow as pa
    from pandas import DataFrame, Series

ROWS = 50  # of a page
_PRIORITY = "priority_progress"
_SHOWN = (
    "text", "report", "country", "year", "section", "question", "topic", "kind", "themes",
    "context", "institutions", "people", "low_confidence",
)  # fmt: skip


class Table:
    """The passages of a Parquet file, without their texts, which are looked up to be shown."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.frame: DataFrame = read_table(path)
        # Each is folded once, so that none is kept.
        self.frame["folded"] = [fold.__wrapped__(each).text for each in self.frame.pop("text")]

    @cached_property
    def answers(self) -> DataFrame:
        """The answers, and the questions without one."""
        return read_answers(self.path)

    @cached_property
    def verdicts(self) -> dict[tuple[str, str], str]:
        """The verdicts on those that are asked for results, by report and question."""
        pairs = zip(self.frame["report"], self.frame["asked"], strict=True)
        return dict(zip(pairs, self.frame["verdict"], strict=True))

    @cached_property
    def summary(self) -> Summary:
        """The counts of the whole archive."""
        return summarise(self.frame)

    def picked(self, query: Query) -> DataFrame:
        """Returns the passages of a query; also those of reports that repeat another."""
        frame = self.frame
        for column, value in (
            ("country", query.pais), ("year", query.anio), ("kind", query.tipo),
            ("question", query.pregunta), ("report", query.informe), ("repeated", query.repetido),
            ("verdict", query.respuesta), ("asked", query.numero),
        ):  # fmt: skip
            if value:
                frame = frame[frame[column] == ("" if value == UNKNOWN else value)]
        if query.prioridad:
            frame = frame[is_priority(frame) & (frame["priority"].astype(str) == query.prioridad)]
        if query.tema:
            frame = frame[_has_theme(frame, query.tema)]
        if query.personas:
            frame = frame[_counts(frame, query.personas)]
        if query.institucion:
            frame = frame[self._names(frame, query.institucion)]
        for word in fold(query.texto).text.split():
            frame = frame[frame["folded"].str.contains(word, regex=False)]
        return frame

    def rows(self, frame: DataFrame, page: int) -> list[dict[str, Any]]:
        """Returns the passages of a page, counted from 1, as they were written."""
        places = frame.index[(page - 1) * ROWS : page * ROWS].to_list()
        rows: list[dict[str, Any]] = self._taken(places, columns=[*_SHOWN]).to_pylist()
        return rows

    def words(self, asked: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], list[str]]:
        """Returns the texts of the passages of some answers, by report and question."""
        pairs = list(zip(self.frame["report"], self.frame["asked"], strict=True))
        places = [place for place, pair in enumerate(pairs) if pair in asked]
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for place, row in zip(
            places, self._taken(places, columns=["text"]).to_pylist(), strict=True
        ):
            found[pairs[place]].append(row["text"])
        return found

    def written(self, frame: DataFrame) -> pa.Table:
        """Returns the passages of some rows with all their columns."""
        return self._taken(frame.index.to_list())

    def _taken(self, places: list[int], columns: list[str] | None = None) -> pa.Table:
        import pyarrow.dataset as ds  # noqa: PLC0415  heavy

        return ds.dataset(self.path).take(places, columns=columns)

    def _names(self, frame: DataFrame, name: str) -> Series[bool]:
        known, part = self.summary.institutions, fold(name).text
        meant = {each for each in known if name in {each, bare(each)}}
        meant = meant or {each for each in known if part in fold(each).text}
        return frame["institutions"].map(lambda names: not meant.isdisjoint(names)).astype(bool)


def table_of(tables: Path) -> Table:
    """Returns the passages in a folder of tables; those last shown are kept in memory."""
    path = tables / f"{PASSAGES}.parquet"
    about = path.stat()
    return _table(path, about.st_mtime_ns, about.st_size)


def is_priority(frame: DataFrame) -> Series[bool]:
    """Returns which passages answer the question on the progress of a priority."""
    return frame["question"] == _PRIORITY


def latest_topics(frame: DataFrame) -> dict[str, str]:
    """Returns the numbers of a country's priorities, in order, and their latest topics; "" of 0."""
    latest = frame[is_priority(frame)].sort_values(["priority", "year"], kind="stable")
    topics = zip(latest["priority"], latest["topic"], strict=True)
    return {str(number): topic if number else "" for number, topic in topics}


def _counts(frame: DataFrame, people: str) -> Series[bool]:
    """Returns which passages count people that are summed; of a group and a scope, if named."""
    group, _, scope = people.partition(" ")

    def _is_counted(count: Mapping[str, Any]) -> bool:
        asked = count.get("scope") == scope and count.get("group") == group
        return not count.get("left_out") and (asked if scope else count.get("scope") in SUMMED)

    return frame["participants"].map(lambda counts: any(map(_is_counted, counts))).astype(bool)


def _has_theme(frame: DataFrame, theme: str) -> Series[bool]:
    if theme == NO_THEME:
        return frame["themes"].map(len) == 0
    return frame["themes"].map(lambda themes: theme in themes).astype(bool)


@lru_cache(maxsize=2)
def _table(path: Path, _changed: int, _size: int) -> Table:
    return Table(path)
