"""The counts of a corpus."""

from __future__ import annotations

from meta87.classify.labels import THEMES
from meta87.corpus.schema import Record
from meta87.corpus.stats import corpus_stats
from meta87.report.corpus import counts
from tests.corpus.build import entity, record


def test_everything_is_counted() -> None:
    made = [
        record("1", text="uno", themes=[], split="train", writer="w1", answer="a"),
        record("2", text="uno dos tres", themes=["migration", "trafficking"], answer="a"),
        record("3", entities=[entity("DATE", "mayo"), entity("DATE", "2024")], country="",
               year=None, phenomena=["link", "aim"], pair="p"),
        record("4", report="r2", entities=[], phenomena=["link"], kind="context", pair="p"),
    ]  # fmt: skip
    found = corpus_stats([Record.model_validate(each) for each in made]).record()
    assert found == {
        "passages": 4, "reports": 2, "answers": 1, "pairs": 1, "with_entities": 2,
        "splits": {"train": 1, "heads": 0, "dev": 0, "test": 0, "": 3},
        "writers": {"": 3, "w1": 1},
        "countries": {"VD": 3, "": 1},
        "years": {"": 1, "2024": 3},
        "kinds": {"output": 3, "process": 0, "context": 1},
        "themes": {"child_labour": 0, "forced_labour": 0, "trafficking": 3, "migration": 1},
        "themes_each": {"none": 1, "one": 2, "two_or_more": 1},
        "words": {"median": 7.5, "p90": 12.0},
        "entities": {"DATE": 2},
        "phenomena": {"link": 2, "aim": 1},
    }  # fmt: skip


def test_themes_of_their_own_are_counted_and_named() -> None:
    made = [record("1", themes=["domestic_work"]), record("2", themes=["domestic_work"])]
    found = corpus_stats([Record.model_validate(each) for each in made])
    assert list(found.themes) == [*THEMES, "domestic_work"]
    shown = counts(found, "es")
    assert any(line.split()[:3] == ["domestic", "work", "2"] for line in shown.splitlines())


def test_one_passage_is_enough() -> None:
    found = corpus_stats([Record.model_validate(record(text="uno dos"))])
    assert found.words == {"median": 2.0, "p90": 2.0}
