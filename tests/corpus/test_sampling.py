"""The passages most worth annotating are the uncertain ones."""

from __future__ import annotations

import pytest

from meta87.corpus.sampling import most_uncertain, pre_annotated, uncertainty, with_ids

EVEN, SURE = 1 / 3, 1.0


def predicted(kind: float, theme: float) -> dict:
    rest = (1 - kind) / 2
    return {
        "kind_scores": {"output": kind, "process": rest, "context": rest},
        "theme_scores": dict.fromkeys(("child_labour", "migration"), theme),
    }


def row(text: str, kind: float, theme: float = 0.0) -> dict:
    return {"id": text, "text": text, "predicted": predicted(kind, theme)}


def test_uncertainty_runs_from_none_to_all() -> None:
    assert uncertainty(predicted(SURE, 0.0)) == pytest.approx(0)
    assert uncertainty(predicted(EVEN, 0.5)) == pytest.approx(1)
    assert uncertainty(predicted(EVEN, 1.0)) == pytest.approx(0.5)


def test_uncertainty_takes_in_every_theme_that_a_model_tells() -> None:
    sure = predicted(SURE, 0.0)
    own = {**sure, "theme_scores": {**sure["theme_scores"], "domestic_work": 0.5}}
    assert uncertainty(own) == pytest.approx(1 / 3 / 2)


def test_a_sample_has_each_text_once_and_the_uncertain_first() -> None:
    rows = [
        row("Se aprobó la ley.", SURE),
        row("Se abrió un albergue.", 0.5),
        row("«Se abrió  un albergue»", 0.5),
        *(row(f"Se formó a {n} jueces.", 0.9) for n in range(20)),
    ]
    found = most_uncertain(rows, 10)
    assert len(found) == 10
    assert [each["text"] for each in found[:2]] == ["Se abrió un albergue.", "Se formó a 0 jueces."]
    assert "Se aprobó la ley." not in {each["text"] for each in found}


def test_a_sample_has_no_scraps() -> None:
    link = "Ver https://www.trabajo.gob.pe/informe-anual-2024"
    scraps = ("1.2", "—", "Trabajo infantil", link, "2024: 35 %")
    assert [most_uncertain([row(scrap, 0.5)], 1) for scrap in scraps] == [[]] * len(scraps)


def test_a_chosen_passage_has_no_labels_but_those_that_are_proposed() -> None:
    made = {**row("a", 0.5), "kind": "output", "themes": [], "entities": [], "report": "r", "x": 1}
    made["predicted"] |= (labels := {"kind": "process", "themes": ["migration"]})
    assert list(pre_annotated(made).items()) == [
        ("id", "a"), ("report", "r"), ("text", "a"), ("x", 1), ("predicted", labels),
    ]  # fmt: skip


def test_passages_without_an_id_get_one() -> None:
    found = with_ids([{"text": "a"}, {"id": 7, "text": "b"}], "archivo")
    assert [each["id"] for each in found] == ["archivo-1", "7"]
