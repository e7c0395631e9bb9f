"""Who is counted, what the count is of, and which counts are parts of another."""

import json
import sys
from pathlib import Path

import pytest

from meta87.entities.entity import PARTICIPANTS
from meta87.entities.finding import find
from meta87.entities.people.people import with_people

ROOT = Path(__file__).parents[3]
# Share of the held-out counts whose group and scope are right, a little under what is measured.
FLOORS = {"forms": (0.96, 0.93), "synthetic": (0.90, 0.83), "real": (0.87, 0.78)}


def described(text: str, kind: str = "output", context: str = "") -> list[str]:
    """Give the counts of people of a passage: number, group, scope, why one is left out."""
    told = with_people(text, find(text).entities, context, kind)
    values = [each.value for each in told if each.label == PARTICIPANTS]
    return [
        " ".join(filter(None, (str(one.number), one.group, one.scope, one.left_out)))
        for one in values
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Hay dos millones y medio de infantes ocupados.", "2500000 children prevalence"),
        ("La población beneficiaria estimada es de 12.000 niñas.", "12000 children target"),
        ("El tribunal condenó a 14 personas por trata.", "14 perpetrators convicted"),
        ("Se capacitó a 30 inspectoras.", "30 officials trained"),
        ("Se capacitará a 300 jueces en 2031.", "300 officials target"),
        ("La fiscalía acusó a 22 choferes de tráfico.", "22 perpetrators other"),
        ("La policía puso a salvo a 51 mujeres.", "51 victims reached"),
        ("La unidad cuenta con 40 fiscales.", "40 officials other"),
        ("Se atendió a 900 personas refugiadas.", "900 other reached"),
        ("Se retiró del trabajo a 61 menores de 14 años.", "61 children reached"),
        ("La central representa a 140 mil obreros.", "140000 workers other"),
        ("A la feria asistieron 90 vecinos.", "90 public audience"),
        ("La obra recorrió la sierra y la aplaudieron 450 vecinos.", "450 public audience"),
        ("La meta para 2031 es atender a 7.000 trabajadores.", "7000 workers target"),
        ("El objetivo es proteger a la niñez y se atendió a 81 niñas.", "81 children reached"),
        ("La oyeron 900 personas mayores de quince años.", "900 public audience"),
        ("Así, 55 vecinas recibieron una formación en costura.", "55 public trained"),
        ("Firmaron 17 empresas que emplean a 910 personas.", "910 public other"),
        ("Nuestra meta para el bienio es que 80 niñas reciban becas.", "80 children target"),
        ("El objetivo del programa es atender a 500 víctimas.", "500 victims target"),
        ("Los 200 jóvenes recibirán formación en 2025.", "200 public target"),
        ("Unos 300 adolescentes serán atendidos el próximo año.", "300 children target"),
        ("No se rescató a ninguna de las 45 víctimas.", "45 victims other"),
        ("Ninguna de las 46 víctimas fue rescatada.", "46 victims other"),
        ("Se atendió a más víctimas, frente a las 57 víctimas de antes.", "57 victims other"),
        ("En la escuela 40 docentes impartieron talleres.", "40 officials other"),
        ("Víctimas de trata asistidas | enero | 59 mujeres", "59 victims reached"),
        ("45 asistentes", "45 public audience"),
        ("Se detuvo a 30 extranjeros.", "30 other other"),
        ("Se rescató a 15 migrantes víctimas de trata.", "15 victims reached"),
        ("Se rescató a 28 trabajadores víctimas de trabajo forzoso.", "28 victims reached"),
        ("Fallecieron 14 trabajadores extranjeros en la obra.", "14 workers other"),
        ("El centro tiene capacidad para 40 extranjeros.", "40 other other"),
    ],
)  # fmt: skip
def test_a_count_has_a_group_and_a_scope(text: str, wanted: str) -> None:
    assert described(text)[-1] == wanted


def test_who_came_to_a_course_is_trained_and_to_a_fair_is_an_audience() -> None:
    said = "Asistieron a él 64 maestras."
    assert described(said, context="Se dictó un curso.") == ["64 officials trained"]
    assert described(said, context="Se abrió un foro.") == ["64 officials audience"]
    said = "Lo terminaron 65 maestras de un pueblo en feria."
    assert described(said, context="Se dictó un curso.") == ["65 officials trained"]
    assert described("Tuvo 66 cursantes.", context="Hubo uno.") == ["66 public trained"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Se becó a 45 niñas y 45 niños, en total 90 menores.", "part part -"),
        ("Se capacitó a 120 inspectores (70 mujeres y 50 hombres).", "- part part"),
        ("Se atendió a 194 víctimas, entre ellas 88 niñas, y a 30 migrantes.", "- part -"),
        ("Se becó a 12 niñas y 14 niños y se formó a 26 docentes.", "- - -"),
        ("Se halló a 214 menores en las fincas, 131 varones y 73 mujeres.", "- part part"),
        ("Se acogió a 60 víctimas: 30 peruanas, 20 cubanas y 10 haitianas.", "- part part part"),
        (
            "Se asistió a 186 víctimas, 141 mujeres y 45 varones, y se alojó a 74 de ellas.",
            "- part part part",
        ),
        ("Se capacitó a 200 inspectores, 120 niños y 90 niñas recibieron becas.", "- - -"),
        ("Se orientó a 90 trabajadoras del hogar, 50 migrantes y 40 refugiados.", "- - -"),
        ("Se acogió a 100 niños: 52 niños y 50 niñas.", "- part part"),
    ],
)
def test_parts_of_a_total_are_counted_once(text: str, wanted: str) -> None:
    assert [one.rpartition(" ")[2] if "part" in one else "-" for one in described(text)] == (
        wanted.split()
    )


@pytest.mark.parametrize("origin", FLOORS)
def test_groups_and_scopes_of_held_out_counts_stay_right(origin: str) -> None:
    sys.path.insert(0, str(ROOT / "benchmarks"))
    import people as bench  # noqa: PLC0415  of the benchmarks, which are no package

    records = bench.by_origin("test").get(origin)
    if not records:
        pytest.skip("the texts of real documents are not here")
    for feature, floor in zip(bench.FEATURES, FLOORS[origin], strict=True):
        tallies = bench.tallies(records, feature)
        assert sum(t.right for t in tallies) / sum(t.wanted for t in tallies) >= floor


def test_annotated_counts_are_spans_of_their_passages_and_split_by_document() -> None:
    halves: dict[str, set[str]] = {"dev": set(), "test": set()}
    for name, document in (("synthetic", "report"), ("real", "path")):
        for line in (ROOT / f"corpus/people/{name}.jsonl").read_text("utf8").splitlines():
            record = json.loads(line)
            halves[record["split"]].add(record[document])
            assert ("text" in record) == (name == "synthetic")
    assert not halves["dev"] & halves["test"]
