"""The local page: a report is dropped, reviewed and taken away; strangers are turned away."""

from __future__ import annotations

import html
import re
import threading
import time
from pathlib import Path

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from meta87.rules.checked import check
from meta87.web.access import OPENING
from meta87.web.reviews import KEPT
from tests.form.build import FORM as FORM_LINES
from tests.web.local import ORIGIN, Local

EXAMPLES = Path(__file__).parents[2] / "examples"
FORM = EXAMPLES / "informe-valdoria-2024.docx"


def test_a_report_is_reviewed_and_taken_away(local) -> None:
    page = local.drop(FORM.read_bytes(), "informe ñ.docx")
    assert page.status_code == 200
    assert "Revisión de informe ñ.docx" in page.text
    assert page.text.count("<article") > 20
    for kind, begins in (("docx", b"PK"), ("xlsx", b"PK"), ("html", b"<!DOCTYPE html>")):
        made = local.client.get(f"{page.url.path}/{kind}")
        assert made.content.startswith(begins)
        named = f"informe%20%C3%B1-revisado.{kind}"
        assert named in made.headers["content-disposition"]


def test_answers_are_shown_while_the_report_is_checked(local, monkeypatch) -> None:
    go_on = threading.Event()
    monkeypatch.setattr(
        "meta87.web.reviews.check", lambda tagged: go_on.wait(120) and check(tagged)
    )
    page = local.client.post("/revisar", files={"file": ("informe.md", DRAFT.encode())})
    until = time.monotonic() + 60
    while page.text.count('<div class="passage') < 3 and time.monotonic() < until:
        time.sleep(0.05)
        page = local.client.get(page.url)
    assert "1. Inspección rural</h2>" in page.text
    assert "En abril se inspeccionaron 40 chacras." in page.text
    assert "<article" not in page.text
    go_on.set()
    assert "<article" in local.finished(page).text


def test_findings_and_answers_are_filtered(local) -> None:
    page = local.drop(FORM.read_bytes())
    all_answers, all_findings = shown(page)

    def filtered(query: str) -> tuple[list[str], list[str]]:
        return shown(local.client.get(f"{page.url.path}?{query}"))

    assert shown(page) == filtered("nivel=x&tema=%3Cb%3E&respuestas=si")  # as if none was given
    answers, levels = filtered("nivel=error")
    assert (0 < len(answers) < len(all_answers), set(levels)) == (True, {"error"})
    with_findings, levels = filtered("respuestas=con-observaciones")
    assert (len(with_findings) < len(all_answers), levels) == (True, all_findings)
    assert set(filtered("respuestas=con-observaciones&nivel=error")[0]) < set(with_findings)
    themed, _ = filtered("tema=trafficking")
    assert 0 < len(themed) < len(all_answers)
    both = local.client.get(f"{page.url.path}?tema=trafficking&nivel=error")
    wrong = [each for each in themed if each in answers]
    assert f"{len(wrong)} de {len(all_answers)} respuestas" in both.text
    current = re.findall(r'aria-current="true">([^<]+)', both.text)
    assert current == ["Por corregir", "Todas", "trata de personas"]
    assert "nivel=error&amp;tema=trafficking" in both.text
    for href in re.findall(r'href="#([^"]+)"', both.text):
        assert f'id="{href}"' in both.text


def shown(page) -> tuple[list[str], list[str]]:
    """Returns the numbers of the answers of a page, and the severities of its findings."""
    return re.findall(r'<h3 id="q([^"]+)"', page.text), re.findall(r'"severity-(\w+)"', page.text)


def test_a_draft_without_word_has_no_comments_to_offer(local) -> None:
    page = local.drop(FORM.with_suffix(".md").read_bytes(), "informe.md")
    assert "/docx" not in page.text
    assert local.client.get(f"{page.url.path}/docx").status_code == 400


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"PK\x03\x04", "informe.docx", "«informe.docx» está dañado o incompleto"),
        (b"", "informe.docx", "«informe.docx» está vacío"),
        (b"El ministerio public\xc3\xb3 el plan de trabajo infantil. " * 9, "nota.txt", "revíselo por sus títulos"),
        (b"The Ministry of Labour held two meetings on the plan. " * 9, "note.txt", "español"),
    ],
)  # fmt: skip
def test_a_bad_file_gets_a_sentence(local, data, name, says) -> None:
    page = local.drop(data, name)
    assert says in page.text
    assert "Traceback" not in page.text
    assert local.client.get("/").status_code == 200


def test_a_document_without_a_form_is_reviewed_by_its_headings(local) -> None:
    text = "# Memoria 2024\n\nEl ministerio publicó el plan de trabajo infantil en mayo.\n"
    page = local.drop(text.encode(), "memoria.md")
    assert "Revisar por sus títulos" in page.text
    made = local.finished(local.client.post(f"{page.url.path}/por-titulos"))
    assert '<h3 id="q1">1. Memoria 2024' in made.text
    assert "Resultados, en 1 sección: 1 los cuenta." in made.text
    gone = local.client.post(f"{page.url.path}/por-titulos")
    assert gone.status_code == 404


DRAFT = "\n\n".join(FORM_LINES)
EDITED = DRAFT.replace("Se creó el registro.", "Se reunió la mesa del registro.")
LAST_YEAR = DRAFT.replace("2023", "2022")
TOLD = "Los inspectores retiraron a 40 adolescentes de los tambos y los hornos del norte."
UNDATED = DRAFT.replace(" de 2023", "").replace(" 2023", "")


def test_a_report_is_compared_with_the_second_file(local) -> None:
    page = local.drop(EDITED.encode(), "b.md", ("a.md", DRAFT.encode()))
    assert "Comparado con «a.md», un borrador anterior de este informe" in page.text
    counts = re.search(r"Corregidas: (\d+); quedan: (\d+); nuevas: (\d+)", page.text)
    gone, left, new = map(int, counts.groups())
    assert (gone > 0, left > 0, new > 0) == (True, True, True)
    assert "borrador=nuevas" in page.text
    start = local.client.get("/").text
    assert re.search(r"<span>\d\d:\d\d · comparado con «a.md» · ", start)
    only_new = local.client.get(f"{page.url.path}?borrador=nuevas")
    assert (len(shown(page)[1]), len(shown(only_new)[1])) == (left + new, new)
    assert f"y {new} de {left + new} observaciones" in only_new.text
    assert 0 < len(shown(only_new)[0]) < len(shown(page)[0])
    assert only_new.text.count('class="step-') < page.text.count('class="step-')


def test_last_years_report_has_no_new_findings_to_filter(local) -> None:
    draft, last_year = (each.replace(FORM_LINES[3], TOLD) for each in (DRAFT, LAST_YEAR))
    page = local.drop(draft.encode(), "b.md", ("a.md", last_year.encode()))
    assert "Comparado con «a.md», el informe de un período anterior" in page.text
    assert "El informe anterior ya lo decía en la pregunta 1" in page.text
    assert "borrador=nuevas" not in page.text
    assert shown(local.client.get(f"{page.url.path}?borrador=nuevas")) == shown(page)


def test_a_review_goes_on_without_a_second_file_that_cannot_be_read(local) -> None:
    page = local.drop(DRAFT.encode(), "b.md", ("a.docx", b"PK\x03\x04"))
    assert page.text.count("No se comparó con «a.docx»: no se pudo leer.") == 1
    assert page.text.count("<article") == 5


def test_a_review_is_compared_later(local) -> None:
    before = local.drop(EDITED.encode(), "b.md")
    page = local.compared(before, "a.md", DRAFT.encode())
    assert "Comparado con «a.md», un borrador anterior" in page.text
    assert local.client.get(before.url.path).status_code == 404
    assert "No se eligió ningún archivo" in local.compared(page, "", b"").text
    assert local.client.post("/informe/x/comparar").status_code == 404


def test_a_person_says_what_an_earlier_file_is(local) -> None:
    page = local.drop(DRAFT.encode(), "b.md", ("a.md", UNDATED.encode()))
    assert "no se sabe si es un borrador anterior" in page.text
    page = local.finished(local.client.post(f"{page.url.path}/comparar/draft"))
    assert "Comparado con «a.md» como un borrador anterior de este informe." in page.text
    assert local.client.post(f"{page.url.path}/comparar/other-form").status_code == 404


def test_a_file_is_compared_with_the_one_in_a_folder_beside_it(local, tmp_path) -> None:
    path, folder = tmp_path / "b.md", tmp_path / "anterior"
    folder.mkdir()
    path.write_text(EDITED, "utf8")
    (folder / "a.md").write_text(DRAFT, "utf8")
    page = local.finished(local.client.get(f"/informe/{local.reviews.open(path).id}"))
    assert "Comparado con «a.md», un borrador anterior" in page.text
    assert "El archivo se tomó de la carpeta «anterior»" in page.text
    (folder / "c.md").write_text(DRAFT, "utf8")
    page = local.finished(local.client.post(f"{page.url.path}/otra-vez"))
    assert "No se comparó con nada: en la carpeta «anterior» hay 2 archivos." in page.text
    page = local.compared(page, "d.md", DRAFT.encode())
    page = local.finished(local.client.post(f"{page.url.path}/otra-vez"))
    assert "Comparado con «d.md»" in page.text


LOOSE = "\n\n".join(("De la unidad de Salto se abrieron dos oficinas.", *FORM_LINES))


def offered(page) -> dict[str, str]:
    """Returns the texts whose question can be chosen, each with the value that is chosen."""
    texts = re.findall(r'name="text" form="assign" value="([^"]*)"', page.text)
    lists = re.findall(r"<select[^>]* form=.assign.*?</select>", page.text, re.DOTALL)
    picked = [re.search(r'value="([^"]*)" selected', each) for each in lists]
    return {text: each[1] if each else "" for text, each in zip(texts, picked, strict=True)}


def assigned(local, page, **questions: str):
    texts = offered(page)
    sent = {"text": [*texts], "question": [questions.get(text[:2], "") for text in texts]}
    return local.finished(local.client.post(f"{page.url.path}/asignar", data=sent))


def test_a_text_under_no_question_is_put_under_one_and_back(local) -> None:
    page = local.drop(LOOSE.encode(), "informe.md", ("a.md", DRAFT.encode()))
    assert offered(page) == {"De la unidad de Salto se abrieron dos oficinas.": ""}
    assert '<option value="2">2. Registro único</option>' in page.text
    assert '<option value="lessons">Lecciones aprendidas</option>' in page.text
    for question, topic in (("2", "2. Registro único"), ("lessons", "Lecciones aprendidas")):
        page = assigned(local, page, De=question)
        assert "No se revisó bajo ninguna pregunta" not in page.text
        under = re.search(r"<h3[^>]*>([^<]+?) <(?:(?!<h3).)*?dos oficinas", page.text, re.DOTALL)
        assert under[1].endswith(topic)
        assert [*offered(page).values()] == [question]
        assert "Comparado con «a.md»" in page.text
        assert "1 texto se leyó bajo la pregunta que se eligió en la página." in page.text
    saved = local.client.get(f"{page.url.path}/preguntas")
    assert 'question = "lessons"' in saved.text
    assert "informe.preguntas.toml" in saved.headers["content-disposition"]
    page = assigned(local, page, De="none")
    assert "No se revisó bajo ninguna pregunta: 1 fragmento" in page.text
    assert [*offered(page).values()] == ["none"]
    page = assigned(local, page)
    assert [*offered(page).values()] == [""]
    assert "Textos cuya pregunta" not in page.text


def test_lines_that_follow_each_other_get_one_choice_and_their_own_below_it(local) -> None:
    loose = ("Desde Salto:", "Para el informe.", "Se abrieron dos oficinas.")
    page = local.drop("\n\n".join((*loose, *FORM_LINES)).encode(), "informe.md")
    assert [*offered(page)] == [*loose]
    section = page.text[page.text.index('id="unreviewed"') : page.text.index("<nav aria-l")]
    first, folded = section.split("<summary>Elegir línea por línea</summary>")
    assert "Estas tres líneas responden a la pregunta…" in first
    assert (first.count("<select"), folded.count("<select")) == (1, 2)
    page = assigned(local, page, De="2")
    assert [*offered(page).values()] == ["2"]
    assert "No se revisó bajo ninguna pregunta" not in page.text


def test_a_text_of_an_answer_is_moved_to_another_question(local) -> None:
    page = local.drop(LOOSE.encode(), "informe.md")
    page = assigned(local, page, De="2")
    article = page.text[page.text.index('<h3 id="q1">') : page.text.index('<h3 id="q2">')]
    assert "<summary>¿Responde a otra pregunta? Muévalo." in article
    words = re.search(r'<option value="([^"]{9,})">', article)[1]
    sent = {"text": words, "question": "3"}
    page = local.finished(local.client.post(f"{page.url.path}/mover", data=sent))
    assert {words: "3"}.items() <= offered(page).items()
    assert "2 textos se leyeron bajo la pregunta que se eligió" in page.text
    page = assigned(local, page, De="priority_progress+")
    assert [*offered(page).values()] == ["priority_progress+"]
    assert '<option value="priority_progress+" selected>Otra prioridad</option>' in page.text
    assert len(re.findall('<h3 id="q', page.text)) == 6
    assert '<h3 id="q6">6. Prioridad sin título <' in page.text
    assert '<option value="6">6. Prioridad sin título</option>' in page.text
    refused = local.client.post(f"{page.url.path}/mover", data={**sent, "question": "99"})
    assert refused.status_code == 400


def test_the_question_of_a_text_is_kept_beside_a_file(local, tmp_path) -> None:
    path = tmp_path / "b.md"
    path.write_text(LOOSE, "utf8")
    page = local.finished(local.client.get(f"/informe/{local.reviews.open(path).id}"))
    page = assigned(local, page, De="3")
    assert "Se guarda junto al borrador, en «b.preguntas.toml»" in page.text
    assert 'question = "3"' in (tmp_path / "b.preguntas.toml").read_text("utf8")
    assert path.read_text("utf8") == LOOSE
    again = local.finished(local.client.post(f"{page.url.path}/otra-vez"))
    assert [*offered(again).values()] == ["3"]
    assert 'href="' + again.url.path + '/preguntas"' not in again.text


@pytest.mark.parametrize(
    ("stated", "says"),
    [
        ('country = "PE"\nperiod = "2024-01:2024-12"', "El país y el período son los"),
        ('country = "PE"', "El país es el"),
        ('period = "2024-01:2024-12"', "El período es el"),
    ],
)
def test_what_a_file_beside_a_draft_states_is_told_with_its_name(local, tmp_path, stated, says):
    path = tmp_path / "nada.md"
    path.write_text(LOOSE, "utf8")
    (tmp_path / "nada.preguntas.toml").write_text(stated, "utf8")
    page = local.finished(local.client.get(f"/informe/{local.reviews.open(path).id}"))
    assert f"{says} que dice «nada.preguntas.toml»" in page.text
    (tmp_path / "nada.preguntas.toml").unlink()
    again = local.finished(local.client.post(f"{page.url.path}/otra-vez"))
    assert "nada.preguntas.toml" not in again.text


def test_a_country_and_a_period_that_are_not_found_are_asked_for(local) -> None:
    bare = "\n\n".join(FORM_LINES[1:]).replace("Desde enero de 2023, ", "")
    page = local.drop(bare.encode(), "informe.md")
    told = [*map(html.unescape, re.findall(r'<p class="reservation">(.*?)</p>', page.text))]
    asked = [re.search("por ejemplo «(.*?)»", each) for each in told]
    lines = [each[1] for each in asked if each]
    assert [line.split(":")[0] for line in lines] == ["País", "Período"]
    done = local.drop("\n\n".join(("# Informe", *lines, bare)).encode(), "informe.md")
    assert "por ejemplo «" not in done.text
    assert "Perú · período enero de 2025" in done.text


def test_what_the_page_does_not_offer_is_not_chosen(local) -> None:
    page = local.drop(LOOSE.encode(), "informe.md")
    place = f"{page.url.path}/asignar"
    for sent in ({"text": "De", "question": "99"}, {"text": ["De", "x"], "question": "3"}):
        refused = local.client.post(place, data=sent)
        assert (refused.status_code, "no es de este formulario" in refused.text) == (400, True)
    assert local.client.get(f"{page.url.path}/preguntas").status_code == 404
    assert local.client.post("/informe/x/asignar").status_code == 404


def test_nothing_chosen_gets_a_sentence(local) -> None:
    sent = [{"files": {"file": ("", b"")}}, {"data": {"x": "1"}}, {"content": b"x"}]
    for body in sent:
        page = local.client.post("/revisar", **body)
        assert (page.status_code, "No se eligió ningún archivo" in page.text) == (400, True)


def test_an_upload_over_the_limit_is_refused_while_it_arrives(local, monkeypatch) -> None:
    monkeypatch.setattr("meta87.web.uploads.MAX_BYTES", 1000)
    monkeypatch.setattr("meta87.web.uploads._MOST", 11_000)
    head = b'--a\r\nContent-Disposition: form-data; name="file"; filename="a.docx"\r\n\r\n'
    kind = {"content-type": "multipart/form-data; boundary=a"}
    page = local.client.post("/revisar", content=[head, *[b"x" * 1000] * 20], headers=kind)
    assert (page.status_code, "pasa de 0 MB" in page.text) == (413, True)
    page = local.client.post("/revisar", files={"file": ("a.docx", b"x" * 20_000)})
    assert (page.status_code, "pasa de 0 MB" in page.text) == (413, True)


def test_names_and_passages_show_as_text(local) -> None:
    text = FORM.with_suffix(".md").read_text(encoding="utf8").replace("inspecc", "<script>inspecc")
    page = local.drop(text.encode(), "<img src=x onerror=alert(1)>.md")
    for shown in (page.text, local.client.get("/").text):
        assert "<script" not in shown
        assert "<img" not in shown


def test_a_forgotten_report_is_gone(local) -> None:
    page = local.drop(b"", "vacio.docx")
    asked = local.client.get(f"{page.url.path}/quitar")
    assert "¿Quitar «vacio.docx» de la lista?" in asked.text
    assert local.client.get(page.url.path).status_code == 200
    local.client.post(re.search(r'method="post" action="([^"]+)"', asked.text)[1])
    assert local.client.get(page.url.path).status_code == 404
    assert page.url.path not in local.client.get("/").text


def test_a_file_of_this_computer_is_read_again_once_it_has_changed(local, tmp_path) -> None:
    path = tmp_path / "borrador.md"
    text = FORM.with_suffix(".md").read_text(encoding="utf8")
    path.write_text(text, encoding="utf8")
    page = local.finished(local.client.get(f"/informe/{local.reviews.open(path).id}"))
    assert "Volver a comprobar" in page.text
    path.write_text(text.replace("La Mesa", "El Foro"), encoding="utf8")
    again = local.finished(local.client.post(f"{page.url.path}/otra-vez"))
    assert again.text.count("<article") == page.text.count("<article")
    path.unlink()
    gone = local.client.post(f"{again.url.path}/otra-vez")
    assert (gone.status_code, "borrador.md" in gone.text) == (400, True)


def test_only_the_last_reports_are_kept(local) -> None:
    pages = [local.drop(b"", f"{n}.docx") for n in range(KEPT + 1)]
    assert local.client.get(pages[0].url.path).status_code == 404
    local.compared(pages[-1], "a.md", b"")  # takes the place of its review, and of no other
    assert local.client.get(pages[1].url.path).status_code == 200


def test_a_token_is_good_once(local) -> None:
    token = local.keys.token()
    assert local.stranger.get(f"/?token={token}", follow_redirects=False).status_code == 303
    local.stranger.cookies.clear()
    assert local.stranger.get(f"/?token={token}").status_code == 403
    for wrong in ("x", "ñ", "%ff"):
        assert local.stranger.get(f"/?token={wrong}").status_code == 403
    token = local.keys.token()
    led = local.stranger.get(f"//evil.example/x?token={token}", follow_redirects=False)
    assert not led.headers.get("location", "/").startswith("//")


def test_the_cookie_is_strict_and_hidden_from_scripts(local) -> None:
    given = local.stranger.get(f"/?token={local.keys.token()}", follow_redirects=False)
    set_cookie = given.headers["set-cookie"].lower()
    assert "httponly" in set_cookie
    assert "samesite=strict" in set_cookie


def addresses(local) -> list[tuple[str, str]]:
    """Returns the method and the address of every page and action of a visitor."""
    routes = [each for each in local.client.app.routes if isinstance(each, Route)]
    return [
        (method, re.sub(r"\{.*?\}", "1", route.path))
        for route in routes
        for method in route.methods - {"HEAD"}
        if route.path != OPENING
    ]


def test_a_stranger_sees_and_changes_nothing(local) -> None:
    for method, address in addresses(local):
        page = local.stranger.request(method, address)
        assert (page.status_code, "solo de quien abrió Meta87" in page.text) == (403, True), address


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "", "origin": "http://evil.example"},
        {"sec-fetch-site": "", "origin": ""},
    ],
)
def test_another_site_changes_nothing(local, headers) -> None:
    sent = {k: v for k, v in headers.items() if v}
    client = TestClient(local.client.app, base_url=ORIGIN, cookies=local.client.cookies)
    changes = [address for method, address in addresses(local) if method == "POST"]
    assert len(changes) >= 15
    assert {client.post(each, headers=sent).status_code for each in changes} == {403}


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "192.168.0.9"])
def test_another_name_of_this_computer_is_refused(local, host) -> None:
    assert local.client.get("/", headers={"host": host}).status_code == 400


def test_every_response_keeps_to_itself(local) -> None:
    visitors = (local.client, "/"), (local.stranger, "/"), (local.client, "/static/web.css")
    for page in (visitor.get(address) for visitor, address in visitors):
        assert page.headers["content-security-policy"].startswith("default-src 'self'")
        assert page.headers["x-content-type-options"] == "nosniff"
        assert page.headers["cache-control"] == "no-store"
        assert "http" not in page.text.replace("http-equiv", "")


def test_the_program_is_closed_from_the_page(local) -> None:
    assert local.stranger.post("/cerrar").status_code == 403
    asked = local.client.get("/cerrar")
    assert "¿Cerrar Meta87?" in asked.text
    assert '<form method="post" action="/cerrar">' in asked.text
    assert local.closed == []
    page = local.client.post("/cerrar")
    assert "Meta87 está cerrado" in page.text
    assert local.closed == [True]


def test_an_address_that_leads_nowhere_is_told_on_a_page(local) -> None:
    for place, status in {"/no/hay": 404, "/static/no.css": 404, "/revisar": 405}.items():
        page = local.client.get(place)
        assert (page.status_code, "Esta dirección no lleva" in page.text) == (status, True)
    assert "masthead" not in local.stranger.get("/").text


def test_help_is_the_site_where_it_was_built(reviews, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("meta87.web.site.help_folder", lambda: None)
    without = Local(reviews).client
    assert "/ayuda" not in without.get("/").text
    page = without.get("/ayuda/")
    assert (page.status_code, "La ayuda no está instalada" in page.text) == (404, True)
    (tmp_path / "index.html").write_text("<h1>Guía</h1>", "utf8")
    monkeypatch.setattr("meta87.web.site.help_folder", lambda: tmp_path)
    local = Local(reviews)
    assert 'href="/ayuda/"' in local.client.get("/").text
    page = local.client.get("/ayuda/")
    assert page.text == "<h1>Guía</h1>"
    assert "unsafe-inline" in page.headers["content-security-policy"]
    assert "unsafe-inline" not in local.client.get("/").headers["content-security-policy"]
    assert local.stranger.get("/ayuda/").status_code == 403
