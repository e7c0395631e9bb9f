"""The page: whole without scripts or network, and usable by everyone."""

from __future__ import annotations

import itertools
from functools import cache
from pathlib import Path

from lxml import html

from meta87.entities.entity import LABELS
from meta87.form.report import Choice
from meta87.report import check_html
from meta87.report.check_formats import View
from meta87.rules.checked import check
from meta87.rules.finding import Severity
from tests.report.example import EXAMPLE, example
from tests.tagged_build import answer, report

ROOT = Path(__file__).parents[2]
CSS = (ROOT / "src/meta87/report/templates/check.css").read_text("utf8")


@cache
def page() -> html.HtmlElement:
    return html.document_fromstring(check_html.render(example(), View(path=EXAMPLE)))


def test_the_page_needs_nothing_else() -> None:
    assert page().xpath("//script | //link | //iframe | //img | //@onclick | //@src") == []
    assert "url(" not in CSS
    assert "@import" not in CSS


def test_headings_are_in_order() -> None:
    levels = [int(h.tag[1]) for h in page().iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - level <= 1 for level, later in itertools.pairwise(levels))


def test_landmarks_are_there_and_named() -> None:
    body = page().find("body")
    assert [child.tag for child in body] == ["a", "header", "main", "footer"]
    for element in page().xpath("//nav | //section | //article"):
        (target,) = page().xpath(f"//*[@id='{element.get('aria-labelledby')}']")
        assert target.text_content().strip()


def test_charts_are_tables_that_can_be_read_without_their_bars() -> None:
    tables = page().xpath("//figure//table")
    assert len(tables) == 4
    for table in tables:
        assert table.get("aria-label")
        assert {heading.get("scope") for heading in table.iter("th")} == {"col", "row"}
        assert {drawing.get("aria-hidden") for drawing in table.iter("svg")} == {"true"}
    kinds = [row.text_content() for row in tables[-1].xpath(".//tbody/tr")]
    assert kinds[1].startswith("2030")  # question 2: 0 results, 3 processes, 0 of context


def test_ids_are_unique_and_inner_links_lead_somewhere() -> None:
    ids = page().xpath("//@id")
    assert len(ids) == len(set(ids))
    inner = [href[1:] for href in page().xpath("//a/@href") if href.startswith("#")]
    assert inner[0] == "main"
    assert set(inner) <= set(ids)
    errors = [each.question for each in example().findings if each.severity is Severity.ERROR]
    wrong = [*dict.fromkeys(filter(None, errors))]
    assert inner[1 : 1 + len(wrong)] == [f"q{number}" for number in wrong]


def test_a_finding_stands_beside_its_passage() -> None:
    (date,) = page().xpath("//mark[.='26 de octubre de 2023']")
    (beside,) = date.xpath("ancestor::div[contains(@class, 'beside')]")
    assert "fecha fuera del período de referencia" in beside.xpath("string(ul)")


def test_kinds_themes_and_entities_are_told_in_words_not_by_colour_alone() -> None:
    for passage in page().xpath("//div[starts-with(@class, 'passage')]"):
        assert passage.xpath(".//span[starts-with(@class, 'kind')]")
    legend = page().xpath("string(//dl)")
    assert all(word in legend for word in ("resultado", "proceso", "trata de personas", "fecha"))
    assert len(page().xpath("//dl//span[contains(@class, 'entity')]")) == len(LABELS)


def test_hostile_text_stays_text() -> None:
    told = [("process", "<script>alert(1)</script> Reunión en mayo & «junio» \x0b\ud800 de 2024.")]
    made = check_html.render(check(report(answer(told))), View())
    assert made.encode()
    assert "<script>" not in made
    assert "alert(1)" in html.document_fromstring(made).text_content()


def test_a_table_of_the_draft_is_a_table_with_its_findings_below_their_row() -> None:
    told = [
        ("context", "| Fecha | Actividad | Participantes"),
        ("process", "| — | Charla a padres y madres | s/d"),
        ("output", "| 5/6/2024 | Curso a fiscales | 30"),
        ("context", "Fin del cuadro."),
    ]
    checked_ = check(report(answer(told)))
    [table] = html.document_fromstring(check_html.render(checked_, View())).xpath("//article/table")
    heads = [th.text_content() for th in table.findall("thead/tr/th")]
    rows = table.xpath("./tr | ./tbody/tr")
    cells = [[td.text_content() for td in row.findall("td")][:3] for row in rows]
    for row, (_, text) in zip((heads, cells[0], cells[2]), told, strict=False):
        assert row == text.removeprefix("| ").split(" | ")
    assert "capacitación o campaña sin fechas" in cells[1][0]
    assert table.xpath(".//mark")[0].text_content() == "Charla"


def test_a_tick_that_no_option_of_the_draft_gives_is_told_to_be_read() -> None:
    ticked = answer([("context", "Hubo gran progreso.")], [Choice("gran progreso", checked=True)])
    said = "☒ gran progreso (se lee en el texto de la respuesta)"
    assert said in check_html.render(check(report(ticked)), View("es", Path("a.md")))
