"""Correcting labels on the local page, exporting them, training on them, and using the model."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from meta87.classify.chosen import choose
from meta87.corpus.checks import check_corpus
from meta87.corpus.journal import Journal, corrected
from meta87.corpus.schema import read_records
from meta87.web import chosen, learning
from tests.web.test_web import DRAFT

START = Path(__file__).parents[1] / "data/start.jsonl"
AGREED = {"agree": "1"}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch) -> Path:
    """Choices, documents and cache of a user of the test's own; returns the journal's folder."""
    (tmp_path / "Documents").mkdir()
    for name, place in {"META87_CONFIG": "config", "META87_CACHE": "cache", "HOME": ""}.items():
        monkeypatch.setenv(name, str(tmp_path / place))
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    chosen.keep("annotator", "ana")
    return tmp_path / "Documents" / "Meta87"


def passages(local, name: str = "informe.md") -> str:
    """Reviews the draft, and returns the address of its passages."""
    return f"{local.drop(DRAFT.encode(), name).url.path}/pasajes"


def chips(page) -> list[str]:
    return [*map(str.strip, re.findall(r'<b class="state \w+">(.*?)\n', page.text))]


def test_a_label_is_corrected_kept_and_known_when_the_draft_comes_back(local, folder) -> None:
    place = passages(local)
    page = local.client.get(place)
    assert page.url.path == f"{place}/1"
    assert "Frase 1 de 3" in page.text
    machine = chips(page)
    assert re.fullmatch(r"programa</b> (resultado|contexto) · sin tema\.", *machine)
    page = local.client.post(f"{place}/1", data={"kind": "process", "themes": ["migration"]})
    assert page.url.path == f"{place}/2"
    assert "Guardada la frase 1: proceso · migración." in page.text
    local.client.post(f"{place}/2", data=AGREED)
    page = local.client.post(f"{place}/3", data=AGREED)
    assert "Ya están revisadas todas las frases" in page.text
    reviewed = "revisado</b> proceso · migración (ana)."
    assert chips(local.client.get(f"{place}/1")) == [*machine, reviewed]
    kept = [json.loads(line) for line in (folder / "correcciones.jsonl").open(encoding="utf8")]
    first, *others = kept
    assert [first[key] for key in ("kind", "themes", "annotators")] == [
        "process", ["migration"], ["ana"],
    ]  # fmt: skip
    assert first["machine"]["model"] == "default"
    assert [each["kind"] for each in others] == [each["machine"]["kind"] for each in others]
    again = local.client.get(passages(local, "borrador 2.md"))
    assert "3 de 3 revisadas" in again.text
    review = local.client.get(again.url.path.rpartition("/pasajes")[0])
    assert "Revisado: proceso · migración" in review.text
    assert review.text.count("Revisado, de acuerdo") == 2
    assert "Una corrección se guarda, pero no cambia las observaciones" in review.text
    assert "correct" not in local.client.get(f"{review.url.path}/html").text.split("<body>")[1]


@pytest.mark.parametrize(
    "sent", [{}, {"kind": "resultado"}, {"kind": "output", "themes": ["pesca"]}]
)
def test_what_the_page_does_not_offer_is_not_kept(local, folder, sent) -> None:
    place = passages(local)
    page = local.client.post(f"{place}/1", data=sent)
    assert (page.status_code, "Elija un tipo" in page.text) == (400, True)
    assert not folder.exists()
    for odd in ("0", "4", "99999999999999999999"):
        assert "/pasajes" not in local.client.get(f"{place}/{odd}").url.path
    assert local.client.get("/informe/no/pasajes").status_code == 404


def test_the_user_chooses_where_corrections_lie(local, folder, tmp_path) -> None:
    place = passages(local)
    assert str(folder / "correcciones.jsonl") in local.client.get(f"{place}/1").text
    local.client.post(f"{place}/1", data=AGREED)
    (tmp_path / "archivo").write_text("")
    for wrong, says in {
        "Meta87": "la ruta entera",
        str(tmp_path / "archivo"): "No se puede escribir",
    }.items():
        page = local.client.post("/correcciones", data={"folder": wrong, "who": ""})
        assert (page.status_code, says in page.text) == (400, True)
    other = tmp_path / "otra ñ"
    page = local.client.post("/correcciones", data={"folder": f' "{other}"', "who": " Eva  Paz "})
    assert f"Las correcciones se guardan en «{other}»" in page.text
    assert f"Las de antes siguen en «{folder / 'correcciones.jsonl'}»" in page.text
    page = local.client.post("/correcciones", data={"folder": str(other), "who": "Eva Paz"})
    assert "Hecho." in page.text
    assert "Las de antes siguen" not in page.text
    local.client.post(f"{place}/2", data=AGREED)
    (record,) = read_records(other / "correcciones.jsonl")
    assert record.annotators == ["Eva Paz"]
    (other / "correcciones.jsonl").chmod(0o400)
    (other / "correcciones.jsonl").unlink()
    (other / "correcciones.jsonl").mkdir()
    page = local.client.post(f"{place}/3", data={"kind": "process", "themes": ["migration"]})
    assert (page.status_code, "No se puede escribir en" in page.text) == (400, True)
    assert re.search(r'value="process"[^>]* checked', page.text)  # what was said is still there


def test_corrections_are_told_and_settled_on_their_page(local, folder) -> None:
    chosen.keep("annotator", "")
    place = passages(local)
    local.client.post(f"{place}/1", data={"kind": "process", "themes": ["migration"]})
    page = local.client.get("/correcciones")
    assert "Hay 1 frase revisada de 1 informe" in page.text
    assert '<details id="where" open>' not in page.text
    assert '<details id="where" open>' in local.client.get("/correcciones?abrir").text
    assert re.search(r'<input id="who" name="who" value=""', page.text)
    trainers = page.text[page.text.index("Para quien entrena modelos") :]
    assert "Descargar como corpus" in trainers


def kept(folder: Path) -> None:
    """Keeps corrections of short passages of two reports, of every kind."""
    reports = {"start-12", "start-16"}
    machine = {"kind": "context", "themes": []}
    for each in read_records(START):
        if each.report in reports and len(each.text) < 160:
            fields = {**each.as_read(), "split": None, "writer": None}
            record = corrected(fields, machine, each.kind, each.themes, "ana")
            Journal(folder).add(record)


def test_corrections_are_exported_as_a_clean_corpus(local, folder, tmp_path) -> None:
    page = local.client.get("/correcciones/corpus")
    assert (page.status_code, "Todavía no hay ninguna frase" in page.text) == (400, True)
    kept(folder)
    page = local.client.get("/correcciones/corpus")
    assert "correcciones-corpus.jsonl" in page.headers["content-disposition"]
    (tmp_path / "corpus.jsonl").write_bytes(page.content)
    assert check_corpus([tmp_path / "corpus.jsonl"]).faults == ()


def test_a_model_is_trained_compared_used_and_left(local, folder, monkeypatch) -> None:
    kept(folder)
    page = local.client.post("/correcciones/entrenar")
    assert page.status_code == 400
    assert "Hacen falta 200 frases revisadas de 2 informes, y hay" in page.text
    monkeypatch.setattr("meta87.training.leakage.MIN_PASSAGES", 10)
    page = local.client.post("/correcciones/entrenar")
    assert "Cancelar el entrenamiento" in page.text
    local.client.post("/correcciones/entrenar")  # a second tab starts no second one
    page = local.finished(page)
    (name,) = re.findall(r"<h3[^>]*>(correcciones-[\d-]+)", page.text)
    assert re.search(r"De \d+ pasajes, el nuevo acierta \d+ que el otro falla", page.text)
    assert "Se usa el que viene con Meta87." in page.text

    place = local.drop(DRAFT.encode()).url.path
    assert name not in local.client.get(place).text
    page = local.client.post("/correcciones/modelo", data={"model": name})
    assert f"Se usa «{name}»." in page.text
    review = named(local, place, name)
    assert f"Modelo: {name}" in review.text
    told = f"Las etiquetas son del modelo «{name}», no del que viene con Meta87."
    for output in (review, local.client.get(f"{place}/html")):
        assert told in output.text
    page = local.client.post("/correcciones/modelo", data={"model": ""})
    assert "Se usa el que viene con Meta87." in page.text
    assert f"Modelo: {name}" not in named(local, place, "").text
    assert local.client.post("/correcciones/modelo", data={"model": "../x"}).status_code == 400


def named(local, place: str, name: str):
    """Returns a review once it is of a model."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        page = local.client.get(place)
        if "<article" in page.text and ("etiquetas son del modelo" in page.text) is bool(name):
            break
        time.sleep(0.05)
    return page


def test_a_model_that_is_gone_is_told_and_left(local, tmp_path) -> None:
    choose(tmp_path / "mío")
    local.reviews.switch()
    page = local.drop(DRAFT.encode())
    assert "El modelo «mío» no se puede usar" in page.text
    assert "Se usa «mío»." in local.client.get("/correcciones").text
    local.client.post("/correcciones/modelo", data={"model": ""})
    assert "<article" in named(local, page.url.path, "").text


@pytest.fixture
def other_process(monkeypatch):
    """Lets another program stand for the one that trains."""
    monkeypatch.setattr("meta87.training.leakage.MIN_PASSAGES", 10)

    def program(code: str) -> None:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        command = [sys.executable, "-c", code]
        monkeypatch.setattr(learning, "started", lambda *_: subprocess.Popen(command, **pipes))

    return program


def test_a_training_is_cancelled_and_leaves_nothing(local, folder, other_process) -> None:
    kept(folder)
    other_process("import time; time.sleep(60)")
    assert "Cancelar" in local.client.post("/correcciones/entrenar").text
    page = local.client.post("/correcciones/cancelar")
    assert 'role="alert"' not in page.text
    assert "Entrenar</button>" in page.text
    assert list((folder / "modelos").iterdir()) == []


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (
            'print(\'{"id": "labels-missing", "details": {"labels": "process"}}\')',
            "Ningún pasaje lleva: proceso",
        ),
        ("raise SystemExit(3)", "El entrenamiento se interrumpió antes de terminar"),
    ],
)
def test_why_a_training_failed_is_told(local, folder, other_process, code, says) -> None:
    kept(folder)
    other_process(code)
    page = local.finished(local.client.post("/correcciones/entrenar"))
    assert says in page.text
    assert list((folder / "modelos").iterdir()) == []
