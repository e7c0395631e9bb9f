"""The page: whole without scripts or network, and usable by everyone."""

from __future__ import annotations

import itertools
import re
from functools import cache
from pathlib import Path

import pytest
from lxml import html

from meta87.classify.labels import THEMES
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
AA, AA_GRAPHIC = 4.5, 3.0  # WCAG 2.2, 1.4.3 and 1.4.11


@cache
def page() -> html.HtmlElement:
    return html.document_fromstring(check_html.render(example(), View(path=EXAMPLE)))


def test_the_page_needs_nothing_else() -> None:
    assert page().xpath("//script | //link | //iframe | //img | //@onclick | //@src") == []
    assert "url(" not in CSS
    assert "@import" not in CSS


def test_the_page_says_its_language_and_title() -> None:
    assert page().get("lang") == "es"
    assert page().findtext(".//title") == "Revisión de informe-valdoria-2024.docx"


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


RULES = [
    ([each.strip() for each in selectors.split(",")], dict(re.findall(r"([\w-]+): *([^;]+)", body)))
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", CSS))
]
ROOTS = [rule for selectors, rule in RULES if selectors == [":root"]]
SCHEMES = dict(zip(("light", "dark"), ROOTS, strict=True))


def value(selector: str, name: str) -> str:
    """Returns what the style sheet sets."""
    return next(rule[name] for selectors, rule in RULES if selector in selectors and name in rule)


def contrast(first: str, second: str, scheme: str) -> float:
    dark, light = sorted(_luminance(each, SCHEMES[scheme]) for each in (first, second))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str, variables: dict[str, str]) -> float:
    colour = variables[colour[4:-1]] if colour.startswith("var(") else colour
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


INK, PAPER, MARK = value("body", "color"), value("body", "background"), value("mark", "background")
KINDS = ("output", "process", "context")
ON_PAPER = [".wording", "a", "thead th", *(f".kind.{kind}" for kind in KINDS),
            *(f".severity-{each} .rule b" for each in ("error", "warning", "suggestion"))]  # fmt: skip
TEXTS = [
    (INK, PAPER), (value("mark", "color"), MARK),
    *((value(each, "color"), PAPER) for each in ON_PAPER),
    *((INK, value(f".passage.{kind}", "background")) for kind in KINDS),
    *((value(".theme", "color"), value(f".theme.{theme}", "background"))
      for theme in (*THEMES, "own")),
    *(tuple(value(f".verdict.verdict-{verdict}", name) for name in ("color", "background"))
      for verdict in ("results", "process_only", "no_action", "empty")),
]  # fmt: skip


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_texts_can_be_told_from_their_ground(text, ground, scheme) -> None:
    assert contrast(text, ground, scheme) >= AA


@pytest.mark.parametrize("scheme", SCHEMES)
def test_bars_and_underlines_can_be_told_from_the_page(scheme) -> None:
    bars = [rule["fill"] for selectors, rule in RULES if selectors[0].startswith(".bar.")]
    lines = [rule["text-decoration-color"] for _, rule in RULES if "text-decoration-color" in rule]
    assert (len(bars), len(lines)) == (10, len(LABELS) - 1)  # a link has the browser's own
    assert min(contrast(each, PAPER, scheme) for each in bars + lines) >= AA_GRAPHIC


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
