"""The local page in Chromium: with a mouse, with the keyboard alone, and with scripts off."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest

from meta87.archive.sink.dictionary import Options
from meta87.archive.sink.formats import Format, write_tables
from meta87.guarded.wire import Failure
from meta87.web import archive_files
from meta87.web.archives import Archives
from tests.archive.summary.test_summary import ROWS, record
from tests.form.build import FORM as LINES

sync_api = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt install chromium")

FORM = Path(__file__).parents[2] / "examples/informe-valdoria-2024.docx"


@pytest.fixture(scope="module")
def cache(tmp_path_factory) -> Path:
    """The folder of what is kept, with an archive that was read."""
    folder = tmp_path_factory.mktemp("cache")
    place = Archives(folder / "archives").place()
    asked = archive_files.Asked(name="Informes", folder="/x", profile="fast", began=0)
    why = Failure(id="file-empty", details={"path": "roto.docx"})
    bad = archive_files.BadFile(name="roto.docx", why=why)
    told = archive_files.Progress(state=archive_files.State.DONE, total=9, done=9, errors=[bad])
    archive_files.replace_file(place / archive_files.ASKED, asked)
    archive_files.replace_file(place / archive_files.PROGRESS, told)
    rows = [*ROWS, record("CL-2024-3", "output", ["trafficking"])]
    tables = {"passages": rows, "answers": [], "findings": []}
    write_tables(Format.FOLDER, place / archive_files.TABLES, tables, Options("m"))
    return folder


@pytest.fixture(scope="module")
def address(cache, tmp_path_factory) -> Iterator[str]:
    own = tmp_path_factory.mktemp("user")  # with documents and choices of their own
    env = {**os.environ, "HOME": str(own), "META87_CACHE": str(cache)}
    env["META87_CONFIG"] = str(own / "config")
    command = [sys.executable, "-m", "meta87.cli", "web", "--no-browser", "--profile", "fast"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as served:
        yield served.stdout.readline().strip()
        served.terminate()


@pytest.fixture(scope="module")
def session(address: str) -> Iterator[tuple[object, dict]]:
    """A browser, and the state of a visitor who opened the address."""
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context()
        context.new_page().goto(address)
        yield browser, context.storage_state()
        browser.close()


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def page(request, session, address) -> Iterator[object]:
    browser, state = session
    context = browser.new_context(storage_state=state, java_script_enabled=request.param)
    page = context.new_page()
    page.outside = []
    own = address.partition("?")[0]
    page.on("request", lambda each: each.url.startswith(own) or page.outside.append(each.url))
    page.goto(own)
    yield page
    assert page.outside == []
    context.close()


def reviewed(page, file: object = FORM) -> None:
    page.set_input_files("#file", file)
    page.get_by_role("button", name="Revisar", exact=True).click()
    page.wait_for_selector("article")


@pytest.fixture(scope="module")
def review(session, address) -> str:
    """The address of a review."""
    browser, state = session
    page = browser.new_page(storage_state=state)
    page.goto(address.partition("?")[0])
    reviewed(page)
    return page.url


@pytest.fixture
def sized(session, address) -> Iterator[Callable[..., object]]:
    """Opens pages of a size or scheme."""
    browser, state = session
    contexts = []

    def opened(place: str = "/", width: int = 1280, scheme: str = "light") -> object:
        size = {"width": width, "height": 800}
        contexts.append(
            browser.new_context(storage_state=state, color_scheme=scheme, viewport=size)
        )
        page = contexts[-1].new_page()
        page.goto(urljoin(address, place))
        return page

    yield opened
    for context in contexts:
        context.close()


def is_sound(page) -> bool:
    """Whether axe-core finds nothing, and the page is not wider than a narrow and a wide screen."""
    for width, scheme in ((390, "dark"), (1600, "light")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    return True


def test_a_report_is_dropped_filtered_and_taken_to_word(page, tmp_path) -> None:
    reviewed(page)
    shown = page.locator(".findings li:visible")
    every = shown.count()
    page.get_by_text("Elegir qué se ve").click()
    page.get_by_role("link", name="Por corregir", exact=True).click()
    assert 0 < shown.count() < every
    with page.expect_download() as download:
        page.get_by_role("link", name="Word con comentarios").click()
    assert download.value.suggested_filename == "informe-valdoria-2024-revisado.docx"


def test_the_keyboard_is_enough(page) -> None:
    page.set_input_files("#file", FORM)  # the dialogue is the system's
    page.locator("#earlier").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("article")
    page.keyboard.press("Tab")
    focused = [page.evaluate("document.activeElement.textContent.trim()")]
    while "Por corregir" not in focused and len(focused) < 20:
        if focused[-1] == "Elegir qué se ve":
            page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        focused.append(page.evaluate("document.activeElement.textContent.trim()"))
    page.keyboard.press("Enter")
    page.wait_for_url("**nivel=error#shown")


def test_no_page_breaks_a_rule_of_accessibility(sized, review) -> None:
    page = sized("/")
    assert is_sound(page)
    damaged = {"name": f"{'largo-' * 30}.docx", "mimeType": "", "buffer": b"PK"}
    page.set_input_files("#file", damaged)
    page.get_by_role("button", name="Revisar", exact=True).click()
    page.wait_for_selector(".failure")
    assert is_sound(page)
    page.get_by_role("link", name="Volver y elegir otro archivo").click()
    of_review = (f"{review}?tema=trafficking", f"{review}/pasajes")
    for place in (*of_review, "/correcciones", "/informe/no", "/cerrar", "/ayuda/no"):
        page.goto(urljoin(page.url, place))
        assert is_sound(page)
    page.context.clear_cookies()
    page.goto(urljoin(page.url, "/"))
    assert "vuelva a abrir Meta87" in page.locator("main").inner_text()
    assert is_sound(page)


def test_a_text_is_put_under_a_question_in_a_compared_draft(sized) -> None:
    page = sized("/")
    loose = ("De la unidad de Salto se abrieron dos oficinas.", "Otra más en Rivera.")
    lines = (*loose, "Atentamente,", *LINES)
    draft = "\n\n".join(lines).encode()
    page.set_input_files("#earlier", {"name": "a.md", "mimeType": "", "buffer": draft})
    reviewed(page, {"name": "b.md", "mimeType": "", "buffer": draft})
    page.get_by_text("Comparar con otro archivo").click()
    page.get_by_text("Elegir línea por línea").click()
    asked = page.get_by_label("Estas dos líneas responden a la pregunta… «De la unidad de Salto")
    assert page.get_by_label("Responde a la pregunta… «Otra más").is_visible()
    assert is_sound(page)
    asked.focus()
    page.keyboard.type("2. Reg")
    page.get_by_role("button", name="Revisar con todo lo elegido").press("Enter")
    page.wait_for_selector("#assigned")
    assert page.get_by_label("Responde a la pregunta… «De la unidad").input_value() == "2"
    assert is_sound(page)


DRAFT = "\n\n".join(LINES)


def test_labels_are_corrected_by_keys_or_without_scripts(page, request) -> None:
    scripts = "no scripts" not in request.node.name
    draft = DRAFT.replace("40 chacras", "41 chacras" if scripts else "42 chacras").encode()
    reviewed(page, {"name": "b.md", "mimeType": "", "buffer": draft})
    page.get_by_role("link", name="Corregir etiquetas").click()
    assert not page.locator("[value=process]").is_checked()
    page.wait_for_load_state()  # keys count from then on
    if scripts:
        for key in ("2", "t", "Enter"):
            page.keyboard.press(key)
    else:
        assert not page.locator("kbd").first.is_visible()
        page.locator("[value=process]").check()
        page.get_by_label("trata de personas").check()
        page.get_by_role("button", name="Guardar y seguir").click()
    saved = page.get_by_text("Guardada la frase 1: proceso · trata de personas.")
    saved.wait_for()
    page.get_by_role("link", name="Cambiarla").click()
    assert page.locator("[value=process]").is_checked()
    page.locator("#passage").click()  # keys go on working where the page was clicked
    if scripts:
        page.keyboard.press("a")
    else:
        page.get_by_role("button", name="De acuerdo").click()
    page.get_by_text(re.compile("Guardada la frase 1: (resultado|contexto) · sin tema.")).wait_for()
    page.get_by_role("link", name="Volver a la revisión").click()
    assert page.get_by_text("Revisado, de acuerdo").first.is_visible()


def test_an_archive_is_searched_and_counted_by_keyboard(sized) -> None:
    page = sized("/archivos")
    for link in ("Informes", "Frases", "Resumen"):
        assert is_sound(page)
        page.get_by_role("link", name=link, exact=True).focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
    assert is_sound(page)
    page.locator("table a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/pasajes?**")
    assert page.locator("tbody tr").count() > 0
    assert is_sound(page)


def test_a_narrow_screen_has_its_filters_folded(sized, review) -> None:
    page = sized("/archivos", 390)
    page.get_by_role("link", name="Informes", exact=True).click()
    page.get_by_role("link", name="Frases", exact=True).click()
    words, fold = page.get_by_label("Palabras"), page.get_by_label("Buscar y filtrar").first
    fold.wait_for()  # the page that was asked for
    words.wait_for(state="hidden")  # its style, which may come a moment later
    fold.check()
    words.wait_for()
    page.goto(review)
    assert page.locator(".tools").bounding_box()["height"] < 160
    page.set_viewport_size({"width": 1280, "height": 800})
    assert page.locator(".tools").bounding_box()["height"] < 60


def test_bars_are_whole_on_a_narrow_screen(sized, review) -> None:
    page = sized(review, 390)
    for bars in page.locator(".charts td.bars svg").all():
        box = bars.bounding_box()
        assert box["width"] > 40
        assert box["x"] + box["width"] <= 390


def test_the_files_of_an_upload_are_told_one_by_one(sized) -> None:
    page = sized("/archivos")
    files = [{"name": f"{n}.docx", "mimeType": "", "buffer": b"PK\3\4"} for n in range(3)]
    page.set_input_files("#files", files)
    page.get_by_role("button", name="Leer los archivos").click()
    page.get_by_role("button", name="Detener").focus()
    page.locator(".bad li").nth(2).wait_for(timeout=60_000)
    page.goto(urljoin(page.url, "/archivos"))
    page.get_by_role("button", name="Quitar de la lista 3 archivos elegidos").click()
    page.get_by_role("button", name="Quitar de la lista").click()
    assert page.get_by_role("link", name="3 archivos elegidos").count() == 0


def test_print_is_light_and_has_no_tools(sized, review) -> None:
    page = sized(review, scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(20, 24, 29)"
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    for hidden in (".masthead", ".tools"):
        assert not page.locator(hidden).is_visible()
    assert page.locator("svg .bar").first.is_visible()


def test_a_link_leads_to_what_the_tools_do_not_hide(sized, review) -> None:
    page = sized(review, 1000)
    page.locator("nav a[href='#q7']").click()
    tools = page.locator(".tools").bounding_box()
    assert page.locator("#q7").bounding_box()["y"] >= tools["y"] + tools["height"]


def violations(page) -> list[str]:
    """What axe-core finds: rule and first element of each violation."""
    found = axe.Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found]
