"""The journal of corrections: nothing is lost, the last word holds, and it is a corpus."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from meta87.corpus.journal import Journal, corrected, passage_id
from meta87.errors import UsageError

MACHINE = {"kind": "context", "themes": [], "model": "default"}


def said(text: str, kind: str = "output", themes: tuple[str, ...] = ("migration",)) -> dict:
    fields = {"id": passage_id(text, ""), "report": "pe-2023", "context": "", "text": text}
    return corrected(fields, MACHINE, kind, themes, "Ana")


def test_who_when_and_both_labels_are_kept_and_the_last_word_holds(tmp_path) -> None:
    journal = Journal(tmp_path / "nueva")
    for kind in ("process", "output"):
        journal.add(said("Se abrió la oficina.", kind))
    journal.add(said("Hubo reuniones.", "context", ()))
    first, *_ = (json.loads(line) for line in journal.file.read_text("utf8").splitlines())
    assert (first["annotators"], first["kind"], first["machine"]) == (["Ana"], "process", MACHINE)
    assert first["reviewed"].startswith("20")
    found = journal.read()
    assert [record.kind for record in found.records] == ["output", "context"]
    assert (found.changed, found.reports, found.unread, found.torn) == (1, 1, (), False)


@pytest.mark.parametrize("cut", [30, -3], ids=["in the text", "before its end"])
def test_a_torn_last_line_is_told_and_the_next_one_stays_whole(tmp_path, cut) -> None:
    journal = Journal(tmp_path)
    journal.add(said("Se abrió la oficina."))
    whole = journal.file.read_bytes()
    journal.file.write_bytes(whole + whole[:cut])
    found = journal.read()
    assert (len(found.records), found.unread, found.torn) == (1, (2,), True)
    journal.add(said("Se cerró la oficina."))
    found = journal.read()
    assert (len(found.records), found.unread, found.torn) == (2, (2,), False)


def test_what_a_person_wrote_into_it_by_hand_breaks_nothing(tmp_path) -> None:
    journal = Journal(tmp_path)
    journal.add(said("Se abrió la oficina."))
    odd = [{"id": ["x"]}, {"id": "y", "text": "Sin tipo."}, {**said("Otra."), "machine": 3}]
    with journal.file.open("ab") as stream:
        stream.write(
            b"\xef\xbb\xbfnota\n\xff\n" + "".join(json.dumps(o) + "\n" for o in odd).encode()
        )
    found = journal.read()
    assert (len(found.records), found.unread) == (2, (2, 3, 4, 5))


def test_two_tabs_lose_nothing(tmp_path) -> None:
    journal = Journal(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: journal.add(said(f"Frase {n}. " * 900)), range(40)))
    assert len(journal.read().records) == 40


def test_a_folder_that_cannot_be_made_is_told(tmp_path) -> None:
    (tmp_path / "archivo").write_text("")
    with pytest.raises(UsageError, match="journal-unwritable"):
        Journal(tmp_path / "archivo").add(said("Se abrió la oficina."))
