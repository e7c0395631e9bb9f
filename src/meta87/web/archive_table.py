"""The passages of an archive as the page searches, filters and shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from meta87.archive.sink.dictionary import PASSAGES
from meta87.archive.summary.figures import NO_THEME, SUMMED, Summary, summarise
from meta87.archive.summary.tables import bare, read_table
from meta87.form.folding import fold
from meta87.web.archive_query import UNKNOWN, Query

if TYPE_CHECKING:
    import pyarrow as pa
    from pandas import DataFrame, Series


class Table:
    """The passages of a Parquet file, without their texts, which are looked up to be shown."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.frame: DataFrame = read_table(path)
        # Each is folded once, so that none is kept.
        self.frame["folded"] = [fold.__wrapped__(each).text for each in self.frame.pop("text")]

    @cached_property
    def summary(self) -> Summary:
        """The counts of the whole archive."""
        return summarise(self.frame)

    def picked(self, query: Query) -> DataFrame:
        """Returns the passages of a query; also those of reports that repeat another."""
        frame = self.frame
        for column, value in (
            ("country", query.pais), ("year", query.anio), ("kind", query.tipo),
            ("question", query.pregunta), ("repeated", query.repetido),
            ("verdict", query.respuesta),
        ):  # fmt: skip
            if value:
                frame = frame[frame[column] == ("" if value == UNKNOWN else value)]
        if query.prioridad:
            frame = frame[frame["priority"].astype(str) == query.prioridad]
        if query.tema:
            frame = frame.loc[[query.tema in ([*each] or [NO_THEME]) for each in frame["themes"]]]
        if query.personas:
            frame = frame[_counts(frame, query.personas)]
        if asked := query.informe:
            known = {*self.frame["report"]}
            frame = frame[frame["report"].isin(_meant(known, known & {asked}, asked))]
        if query.institucion:
            frame = frame[self._names(frame, query.institucion)]
        for word in fold(query.texto).text.split():
            frame = frame[frame["folded"].str.contains(word, regex=False)]
        return frame

    def taken(self, frame: DataFrame, columns: list[str] | None = None) -> pa.Table:
        """Returns the passages of some rows as they were written, with all or some columns."""
        import pyarrow.dataset as ds  # noqa: PLC0415  heavy

        return ds.dataset(self.path).take(frame.index.to_list(), columns=columns)

    def _names(self, frame: DataFrame, name: str) -> Series[bool]:
        known = self.summary.institutions
        meant = _meant(known, {each for each in known if name in {each, bare(each)}}, name)
        return frame["institutions"].map(lambda names: not meant.isdisjoint(names)).astype(bool)


def table_of(tables: Path) -> Table:
    """Returns the passages in a folder of tables; those last shown are kept in memory."""
    path = tables / f"{PASSAGES}.parquet"
    about = path.stat()
    return _table(path, about.st_mtime_ns, about.st_size)


def _meant(known: Iterable[str], exact: set[str], name: str) -> set[str]:
    """Returns the names that are meant: those that are it exactly, or else that have it in them."""
    part = fold(name).text
    return exact or {each for each in known if part in fold(each).text}


def _counts(frame: DataFrame, people: str) -> Series[bool]:
    """Returns which passages count people that are summed; of a group and a scope, if named."""
    group, _, scope = people.partition(" ")

    def _is_counted(count: Mapping[str, Any]) -> bool:
        asked = count.get("scope") == scope and count.get("group") == group
        return not count.get("left_out") and (asked if scope else count.get("scope") in SUMMED)

    return frame["participants"].map(lambda counts: any(map(_is_counted, counts))).astype(bool)


@lru_cache(maxsize=2)
def _table(path: Path, _changed: int, _size: int) -> Table:
    return Table(path)
