"""The answers of an archive beside its passages: what each of those that ask for results tells."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from meta87.archive.sink.dictionary import ANSWERS, PASSAGES

if TYPE_CHECKING:
    from pandas import DataFrame

_PLAIN = ("report", "country", "year", "question", "topic", "expects", "status", "verdict",
          "copy_of")  # fmt: skip
_FLAGS = ("advancing", "has_evidence")
YES, NO = "yes", "no"


def read_answers(passages: Path) -> DataFrame:
    """Returns the answers beside a file of passages; none where it is of passages alone.

    All are texts, "" where unknown; the verdict is ``advancing`` on an answer that tells progress
    towards a result.
    """
    import pandas as pd  # noqa: PLC0415  heavy
    import pyarrow.parquet as pq  # noqa: PLC0415  heavy

    path = passages.with_name(f"{ANSWERS}.parquet")
    if passages.name != f"{PASSAGES}.parquet" or not path.exists():
        return pd.DataFrame(columns=[*_PLAIN, *_FLAGS])
    written = set(pq.read_schema(path).names)
    names = [name for name in (*_PLAIN, *_FLAGS) if name in written]
    frame: DataFrame = pq.read_table(path, columns=names).to_pandas(integer_object_nulls=True)
    for name in _PLAIN:
        frame[name] = frame[name].where(frame[name].notna(), "").astype(str)
    for name in _FLAGS:
        flags = frame[name] if name in frame else [False] * len(frame)
        named = [YES if flag else NO for flag in flags]
        frame[name] = pd.Series(named, frame.index, dtype=object)
    frame["verdict"] = frame["verdict"].where(frame["advancing"] == NO, "advancing")
    return frame


def with_answers(passages: DataFrame, answers: DataFrame) -> DataFrame:
    """Returns passages with the verdict and the evidence of answers that are to tell results."""
    asked = answers[(answers["expects"] == "results") & (answers["question"] != "")]
    asked = asked.rename(columns={"question": "asked"}).drop_duplicates(["report", "asked"])
    added = ["verdict", "has_evidence"]
    joined = passages.merge(asked[["report", "asked", *added]], "left", ["report", "asked"])
    return joined.fillna(dict.fromkeys(added, ""))
