"""The sentence that an author can complete: begun in their own words, and no fault when completed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from meta87 import load_model
from meta87.classify.tagged import TaggedAnswer, TaggedReport
from meta87.entities.entity import DATE
from meta87.form.report import Choice
from meta87.form.table_rows import TableRow
from meta87.pipeline import Tagger, open_report
from meta87.reading.document import Block, BlockKind
from meta87.report.completions import BLANK, completed, completion, place
from meta87.rules.checked import CheckedReport, check
from meta87.rules.finding import Finding
from tests.tagged_build import answer, report

FORMS = Path("corpus/findings/dev")
EACH = 6  # passages of a rule
PARTLY = "el Ministerio de Trabajo|el 60 % de los formularios|su aprobación"
RECORD = "el acta del 3 de junio"
FILLED = {  # by the words of the sentence around its blanks
    "resultado que se busca es": f"un registro público de los casos|{PARTLY}",
    "queda pendiente": PARTLY,
    "Esta capacitación se dio": f"40|25|15|{RECORD}",
    "que ahora": f"40|25|15|aplican el protocolo en doce oficinas|{RECORD}",
    "y llegó a": f"640|{RECORD}",
    "Tras": f"el protocolo de derivación de casos|{RECORD}",
    "existe": "mayo|un refugio con treinta camas|atendió a 40 mujeres",
    "como resultado": f"abrieron doce escuelas|310 niñas y niños dejaron de trabajar|{RECORD}",
    "terminó": f"el Ministerio de Trabajo|el segundo módulo del registro de casos|{RECORD}",
    "Solo en": f"identificó a 512 víctimas|{RECORD}",
    ", y ____,": f"el Ministerio de Trabajo|abrió doce escuelas|310 niños dejaron de trabajar|{RECORD}",
    "Se puede comprobar": "el informe anual|SUNAFIL|sunafil.example/informe",
    "a cargo de": "Encuesta de hogares rurales|la oficina de estadística|ine.example/encuesta",
}
OWN = {"COM006"}  # needs a partner of the kind that it names
ADDED = {"EVI001", "EVI005", "COM004"}  # beside what is there


def filled(sentence: str) -> str:
    """Complete a sentence without its hints; days and months come first."""
    sentence = re.sub(r"____ \([^()_]+\)", BLANK, sentence)
    sentence = sentence.replace("el ____ de ____ de 20", "el 3 de junio de 20")
    sentence = re.sub(r"el ____ al ____ de", "el 3 al 5 de mayo de", sentence, flags=re.IGNORECASE)
    sentence = sentence.replace("El ____ de ____ de", "El 3 de junio de")
    words = next((FILLED[key] for key in FILLED if key in sentence), "")
    if sentence.startswith("Se puede comprobar") and sentence.count(BLANK) == 2:
        words = words.replace("SUNAFIL|", "")
    given = iter(words.split("|"))
    return re.sub(BLANK, lambda _: next(given), sentence)


def with_sentence(asked: TaggedAnswer, finding: Finding, sentence: str) -> tuple[Block, ...]:
    """Put a completed sentence where it is said to go: in the place of a passage, or after it."""
    at, blocks = finding.hit.passage, asked.answer.blocks
    if at is None or finding.rule.code in ADDED:
        return (*blocks, Block(BlockKind.PARAGRAPH, sentence))
    after = place(finding, sentence, "es").startswith("Añada")
    kept = at.text + " " if after else ""
    return tuple(
        Block(each.kind, each.text[: at.start] + kept + sentence + each.text[at.end :])
        if each == at.block
        else each
        for each in blocks
    )


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger(load_model())


def offered(made: CheckedReport) -> Iterator[tuple[TaggedAnswer, Finding, str]]:
    answers = {each.answer.question: each for each in made.tagged.answers}
    for finding in made.findings:
        sentence = completion(finding, made)
        at, asked = finding.hit.passage, answers.get(finding.question)
        in_table = at and isinstance(at.block, TableRow)
        if asked and sentence.endswith((".", BLANK)) and not in_table:
            yield asked, finding, sentence


def mine(made: CheckedReport, sentence: str) -> set[str]:
    """Return the codes of what is found in a sentence; a step ticked as completed is not."""
    placed = (f for f in made.findings if f.hit.passage and f.rule.code != "COM009")
    return {f.rule.code for f in placed if sentence[8:] in f.hit.passage.text}


@pytest.mark.parametrize("name", ["pe-2025", "ar-2018"])
def test_a_completed_sentence_ends_its_finding_and_brings_no_other(tagger, name) -> None:
    made, seen, bad = (
        check(tagger.report(open_report(FORMS / f"{name}.docx"))),
        defaultdict(int),
        [],
    )
    for asked, finding, sentence in offered(made):
        code = finding.rule.code
        seen[code] += 1
        if code in OWN or seen[code] > EACH:
            continue
        done = filled(sentence)
        again = checked_alone(tagger, made.tagged, asked, with_sentence(asked, finding, done))
        known = {f.rule.code for f in made.of(asked)}
        found = mine(again, done)
        if code in found or {c for c in found - known if not c.startswith("REL")}:
            bad.append((code, done, found))
    assert bad == []
    assert len(seen) > 5


def checked_alone(
    tagger: Tagger, tagged: TaggedReport, asked: TaggedAnswer, blocks: tuple[Block, ...]
) -> CheckedReport:
    """Check an answer with other blocks, and the answer that its question follows up on."""
    edited = replace(asked.answer, blocks=blocks)
    answers = (a.answer for a in tagged.answers)
    parents = (a for a in answers if edited.follows and a.id == edited.follows)
    return check(tagger.report(replace(tagged.report, answers=(*parents, edited), placed=())))


@pytest.mark.parametrize(
    ("code", "told", "part"),
    [
        ("RES002", "Los fiscales recibieron pautas sobre la entrevista a víctimas en un curso.", " a ____ fiscales ("),
        ("RES002", "La asociación de mujeres organizó un taller contra el trabajo infantil.", " a ____ personas ("),
        ("RES002", "Hubo un taller a jueces sobre las víctimas de trata.", " a ____ jueces ("),
        ("RES001", "El diseño del registro de sanciones está en curso.", "Del diseño del registro de sanciones, en 2024 ____ (quién) terminó ____ (qué parte) y queda pendiente ____ (qué falta)."),
        ("RES001", "El trabajo con los gremios pasó a ser quincenal.", "En el trabajo con los gremios, el resultado que se busca es ____:"),
        ("RES001", "Los inspectores siguen de gira por el litoral.", "El resultado que se busca es ____:"),
        ("RES001", "La ley de trata será aprobada en 2025.", "De la ley de trata, en 2024"),
    ],
)  # fmt: skip
def test_a_sentence_is_begun_in_the_words_of_its_author(code, told, part) -> None:
    made = check(report(answer([("process", told)])))
    (only,) = (f for f in made.findings if f.rule.code == code)
    assert part in completion(only, made)


def test_a_sentence_says_no_year_that_is_not_known() -> None:
    """In a period of two years, nobody knows in which of them; a lead-in stands as it is."""
    two_years = (date(2023, 10, 1), date(2024, 9, 30))
    told = [("output", "La Oficina Fluvial atendió a 90 víctimas, según el cuadro:")]
    made = check(report(answer(told), period=two_years))
    (words,) = (completion(f, made) for f in made.findings if f.rule.code == "PER002")
    assert words == "El ____ (día) de ____ (mes) de ____ (año),"


def test_a_sentence_names_every_partner_that_is_missing() -> None:
    labels = ("OIT", "Sector privado", "Países pioneros")
    asked = answer([], [Choice(each, True) for each in labels], id="p", asks="partners")
    told = answer([("process", "Se revisaron las actas.")], question="2", follows="p")
    made = check(report(asked, told))
    (words,) = (completion(f, made) for f in made.findings if f.rule.code == "COM006")
    assert words.startswith(
        "Con ____ (OIT), ____ (Sector privado) y ____ (Países pioneros) se ____"
    )


def test_a_tool_is_of_the_institution_that_tells_of_it() -> None:
    asked = answer([], [Choice("Encuestas", True)], id="t", asks="tools", closed=True)
    for told, of in (("La Oficina de Estadística Social hizo una encuesta.", "Oficina de Estadística Social"), ("Se hizo una encuesta con el Ministerio de Trabajo.", "____ (institución)")):  # fmt: skip
        made = check(report(asked, answer([("process", told)], question="2", follows="t")))
        (words,) = (completion(f, made) for f in made.findings if f.rule.code == "EVI005")
        assert f"a cargo de {of}: https://____" in words


@pytest.mark.parametrize(
    ("beside", "lacking", "sentence"),
    [
        ("El 3 de mayo de 2024 se abrió una oficina.", "people", "Esta capacitación se dio a ____ jueces"),
        ("El 3 de mayo de 2021 se abrió una oficina.", "dates_and_people", "Esta capacitación se dio del ____ al ____ (fechas) de 2024 a ____ jueces"),
    ],
)  # fmt: skip
def test_dates_are_asked_for_where_they_are_said_to_be_missing(beside, lacking, sentence) -> None:
    asked = answer([("output", beside), ("process", "Se dictó un taller sobre trata para jueces.")])
    told = tuple(replace(each, paragraph=0) for each in asked.passages)
    made = check(report(replace(asked, passages=told)))
    (found,) = (f for f in made.findings if f.rule.code == "RES002")
    assert found.hit.details["lacking"] == f"@ui.lacking.{lacking}"
    assert completion(found, made).startswith(sentence)


def test_a_passage_with_a_date_whose_year_is_unknown_gets_no_other() -> None:
    asked = answer([("output", "Se cursó recordatorio el 6 de agosto y se abrió un albergue.")])
    (told,) = asked.passages
    bare = tuple(replace(e, value=None) if e.label == DATE else e for e in told.entities)
    made = check(report(replace(asked, passages=(replace(told, entities=bare),))))
    assert [completion(f, made) for f in made.findings if f.rule.code == "PER002"] == [""]


@pytest.mark.parametrize(
    ("told", "code", "where"),
    [
        ("Se dictó un taller sobre trata para jueces.", "RES002", "Añada después: «Esta capacitación"),
        ("El 3 de octubre de 2023 se abrió un albergue.", "PER001", "Quite esa frase y escriba en su lugar: «De lo que"),
        (f"Se abrió un albergue{', otro' * 60}.", "PER002", "Ponga delante: «El ____ (día) de ____ (mes) de 2024,»"),
    ],
)  # fmt: skip
def test_a_sentence_says_whether_it_is_added_or_replaces_the_passage(told, code, where) -> None:
    made = check(report(answer([("output", told)])))
    (found,) = (f for f in made.findings if f.rule.code == code)
    assert completed(found, made, "es").startswith(where)
