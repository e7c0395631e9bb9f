"""The labelled forms are what their sources make, read as they were written, and hold enough labels."""

from __future__ import annotations

import json
import re
import runpy
import tomllib
from itertools import chain
from pathlib import Path

import pytest

from meta87.form.parser import parse
from meta87.form.template import default_template
from meta87.reading.read import read_bytes

ROOT = Path(__file__).parents[2]
FORMS = ROOT / "corpus" / "findings"
SHARED = ROOT.parent / "shared"
SOURCES = sorted(FORMS.glob("*/*.toml"))
FAMILIES = {"RES": 7, "PER": 3, "COM": 8, "EVI": 5, "CON": 7, "REL": 3, "PRE": 6}
CODES = {f"{family}{n:03}" for family, last in FAMILIES.items() for n in range(1, last + 1)}
NEW = {
    *("COM009", "COM010", "COM011", "CON008", "CON009", "CON010", "DRA001", "EVI006", "PRI001"),
    *("RES008", "PRE001", "PRE002", "PRE003", "PRE004", "PRE005", "PRE006"),
}  # labelled in the forms that say codes = "v2" alone
build = runpy.run_path(str(ROOT / "tools/build_forms/build.py"))
RUN = 12  # words that no text may share with a real one


def truth(source: Path) -> list[dict]:
    return [*map(json.loads, source.with_suffix(".jsonl").read_text("utf8").splitlines())]


def answers(source: Path) -> list[dict]:
    return tomllib.loads(source.read_text("utf8"))["answers"]


def year_before(source: Path) -> str:
    """Give all that the report of the year before says, where a form names one."""
    named = tomllib.loads(source.read_text("utf8")).get("previous")
    if not named:
        return ""
    form = tomllib.loads(source.with_name(f"{named}.toml").read_text("utf8"))
    texts = (answer.get("text", "") for answer in form["answers"])
    return " ".join([*form["priorities"], *form.get("next_steps", ()), *" ".join(texts).split()])


def labels(record: dict) -> list[dict]:
    return [*record["expected"], *record["near_misses"]]


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def bare(text: str) -> str:
    """Leave out list marks, cell borders and spaces, which every format has in its own way."""
    marks = re.sub(r"^(\| )?(- |\d+\. |[a-z]\) )", "", text, flags=re.MULTILINE)
    return re.sub(r"[\s|]", "", marks)


@pytest.fixture(scope="module")
def records() -> list[dict]:
    return list(chain.from_iterable(map(truth, SOURCES)))


@pytest.mark.parametrize(("number", "source"), [*enumerate(SOURCES)], ids=str)
def test_committed_files_are_a_fresh_build(number, source) -> None:
    """Every tenth DOCX, which takes long: what is written into it stands in the Markdown too."""
    told = build["load_source"](source)
    form = build["assemble"](told, source.stem)
    split = source.parent.name
    assert source.with_suffix(".md").read_text("utf8") == build["write_markdown"](form)
    truth_file = source.with_suffix(".jsonl").read_text("utf8")
    assert truth_file == build["write_truth"](told, form, split)
    if number % 10 == 0:
        assert source.with_suffix(".docx").read_bytes() == build["write_docx"](form)


@pytest.mark.parametrize(
    "path",
    [path.with_suffix((".docx", ".md")[number % 2]) for number, path in enumerate(SOURCES[::3])],
    ids=lambda p: p.name,
)
def test_a_form_reads_as_it_was_written(path) -> None:
    """Every third form, in one of its formats."""
    report = parse(read_bytes(path.read_bytes(), path.name))
    form = tomllib.loads(path.with_suffix(".toml").read_text("utf8"))
    assert report.country == form["code"]
    assert [day.isoformat() for day in report.period] == form["period"]
    assert [answer.id for answer in report.answers] == [a["to"] for a in form["answers"]]
    for answer, written in zip(report.answers, form["answers"], strict=True):
        ticked = [choice.label for choice in answer.choices if choice.checked]
        starts = written.get("ticked", [])
        assert len(ticked) == len(starts), answer.question
        assert all(any(t.startswith(s) for t in ticked) for s in starts), answer.question
        text = "\n".join(block.text for block in answer.blocks)
        assert bare(text) == bare(written.get("text", "") or written.get("after", ""))


@pytest.mark.parametrize("source", SOURCES, ids=lambda p: p.stem)
def test_the_truth_has_every_question_once_and_its_words_stand_there(source) -> None:
    whole, *rest = truth(source)
    assert whole["question"] == ""
    options = {question.id: question.choices for question in default_template().questions}
    written = answers(source)
    before = year_before(source)
    assert [record["question"] for record in rest] == [str(n + 1) for n in range(len(written))]
    for record, answer in zip(rest, written, strict=True):
        places = [answer.get("text", ""), answer.get("after", ""), *options[answer["to"]]]
        text = " ".join(" ".join(places).split()) + before
        assert record["id"] == answer["to"]
        assert all(label["words"] is None or label["words"] in text for label in labels(record))


def test_the_truth_keeps_its_schema(records) -> None:
    about = {"form", "country", "year", "split", "question", "id"}
    fields = about | {"expected", "near_misses", "clean"}
    new = {record["form"] for record in records if record.get("codes") == "v2"}
    asked = {(record["form"], record["question"]) for record in records}
    for record in records:
        of_form = set() if record["question"] else {"codes", "previous"}
        assert fields <= set(record) <= fields | of_form
        assert record["clean"] is not bool(record["expected"])
        for label in labels(record):
            assert label["code"] in CODES | (NEW if record["form"] in new else set())
            assert set(label) <= {"code", "words", "or_question", "missing"}
        others = {label.get("or_question", "") for label in labels(record)}
        assert {(record["form"], other) for other in others} <= asked


@pytest.mark.skipif(not SHARED.exists(), reason="the real texts are not here")
def test_no_text_is_of_a_real_one() -> None:
    real = [*SHARED.glob("reports/*.md"), *SHARED.glob("gold/*"), *SHARED.glob("benchmarks/*")]
    runs = set(chain.from_iterable(ngrams(path.read_text("utf8")) for path in real))
    form = " ".join(q.wording for q in default_template().questions)
    runs -= ngrams(f"{form} {' '.join(default_template().notes)}")
    for source in SOURCES:
        for answer in answers(source):
            assert not runs & ngrams(answer.get("text", "")), (source.stem, answer["to"])


def ngrams(text: str) -> set[tuple[str, ...]]:
    words = words_of(text)
    return {tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}


def test_the_datasheet_counts_what_is_there(records) -> None:
    sheet = (FORMS / "README.md").read_text("utf8")
    asked = [record for record in records if record["question"]]
    found = {
        f"{len(SOURCES)}, of {len({r['country'] for r in records})} countries": "forms",
        f"{len(asked)} questions": "questions",
        f"{sum(len(r['expected']) for r in records)} findings": "findings",
        f"{sum(len(r['near_misses']) for r in records)} near misses": "near misses",
        f"{sum(r['clean'] for r in asked)} questions where nothing": "clean",
    }
    assert [name for text, name in found.items() if text not in sheet] == []
