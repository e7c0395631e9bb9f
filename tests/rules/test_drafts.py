"""Draft to draft: fingerprints that survive edits elsewhere, and what became of each finding."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta87.report.texts import totals, verdict, verdicts
from meta87.rules.checked import check, check_with_previous
from meta87.rules.finding import Severity
from meta87.rules.previous.relation import Relation
from tests.tagged_build import answer, report

OLD = ("output", "El 15 de marzo de 2022 se aprobó el protocolo de atención a víctimas.")
MET = ("process", "La mesa sostuvo nueve reuniones de coordinación en mayo de 2024.")
BARE = ("process", "En abril de 2024 hubo un taller sobre trata para personal de fronteras.")
SAID = [
    OLD, MET, BARE,
    ("context", "La provincia tiene una larga costa y muchos puertos pequeños."),
    ("output", "El 3 de junio de 2024 se abrió en Salto un refugio con treinta camas."),
    ("process", "Se revisa desde julio de 2024 el borrador del reglamento de la ley."),
]  # fmt: skip


def prints(told, about: str) -> dict[str, str]:
    """Give the fingerprints of the findings on a passage, by code."""
    found = check(report(answer(told))).findings
    return {f.rule.code: f.fingerprint for f in found if f.hit.passage and f.hit.passage.text == about and f.rule.scope == "passage"}  # fmt: skip


@given(st.lists(st.sampled_from(SAID), max_size=4), st.lists(st.sampled_from(SAID), max_size=4))
def test_a_fingerprint_survives_edits_elsewhere_in_the_answer(before, after) -> None:
    elsewhere = [[each for each in part if each != OLD] for part in (before, after)]
    edited = prints([*elsewhere[0], OLD, *elsewhere[1]], OLD[1])
    assert edited["PER001"] == prints([OLD], OLD[1])["PER001"]


def compared(now, before, **facts):
    earlier = report(*before, **facts)
    return check_with_previous(report(*now), earlier)


def codes(found) -> list[str]:
    return [f"{f.question} {f.rule.code}" for f in found]


def test_findings_are_solved_remaining_or_new() -> None:
    before = [answer([OLD, BARE], question="1"), answer([MET], question="2")]
    edited = ("output", OLD[1].replace("víctimas.", "víctimas de trata."))
    dated = ("output", "Del 2 al 4 de abril de 2024 un taller sobre trata formó a 40 agentes.")
    checked = compared(
        [answer([edited, dated], question="1"), answer([MET, OLD], question="2")], before
    )
    found = checked.compared
    assert found.related.relation is Relation.DRAFT
    assert "1 RES002" in codes(found.solved)
    assert "1 PER001" in codes(found.remaining)
    assert "2 RES005" in codes(found.remaining)
    assert "2 PER001" in codes(found.new)
    assert sorted(codes(checked.findings)) == sorted(codes((*found.remaining, *found.new)))
    shown = checked.only_new()
    assert codes(shown.findings) == codes(found.new)
    assert f"por estar ya en el borrador anterior: {len(found.remaining)}." in totals(shown, "es")


def test_the_same_draft_has_nothing_solved_and_nothing_new() -> None:
    same = [answer([OLD, MET, BARE, OLD], question="1"), answer([], question="2", required=True)]
    found = compared(same, same).compared
    assert (found.solved, found.new) == ((), ())
    assert len(found.remaining) == len(check(report(*same)).findings)


def test_the_counts_are_of_all_levels() -> None:
    whole = compared([answer([OLD])], [answer([OLD])])
    shown = whole.shown_from(Severity.ERROR)
    assert shown.compared == whole.compared
    assert (shown.only_new().findings, shown.only_new().hidden) == ((), ())
    assert shown.only_new().compared.unshown == len(whole.findings)


def test_progress_towards_a_named_result_is_solved_and_says_so() -> None:
    told = "El resultado que se busca es un registro: en 2024 el Ministerio terminó el diseño y queda pendiente su aprobación."
    checked = compared([answer([("process", told)])], [answer([BARE])])
    assert "1 RES001" in codes(checked.compared.solved)
    assert verdict(checked.tagged.answers[0], checked, "es") == "avance hacia un resultado"
    assert verdicts(checked, "es").endswith("1 cuenta un avance hacia un resultado.")


CAMPAIGN = ("process", "Hubo una campaña de radio sobre los riesgos de la trata en las costas.")


def test_a_sentence_written_anew_with_the_same_fault_solves_nothing() -> None:
    anew = (
        "process",
        "Se difundieron mensajes por altavoz contra el trabajo infantil en ocho ferias.",
    )
    found = compared([answer([anew])], [answer([CAMPAIGN])]).compared
    assert "1 RES002" in codes(found.remaining)
    assert "1 RES002" not in codes(found.solved)


def test_a_sentence_moved_with_its_fault_to_another_question_solves_nothing() -> None:
    there = [answer([OLD], question="1"), answer([MET], question="2")]
    found = compared([answer([MET], question="1"), answer([OLD], question="2")], there).compared
    assert [c for c in codes((*found.solved, *found.new)) if "PER001" in c] == []


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        ([CAMPAIGN], "Esta campaña se hizo del 2 al 4 de mayo de 2024 y llegó a ____ personas."),
        ([], "Del 2 al 4 de mayo de 2024 una campaña de radio llegó a ____ personas en la costa."),
    ],
)
def test_a_sentence_with_blanks_solves_nothing(kept, told) -> None:
    blank, done = (("output", told.replace("____", each)) for each in ("____", "640"))
    then = [answer([CAMPAIGN])]
    assert "1 RES002" in codes(compared([answer([*kept, done])], then).compared.solved)
    found = compared([answer([*kept, blank])], then).compared
    assert found.solved == ()
    known = [*codes(found.undecided), *codes(found.remaining)]
    assert sorted(known) == sorted(codes(check(report(*then)).findings))


def test_an_answer_is_the_same_one_under_another_number_and_no_other() -> None:
    def topics(*named):
        return [
            answer([OLD], question=str(n), id="p", topic=each)
            for n, each in enumerate(named, start=1)
        ]

    found = compared(topics("Trata", "Pesca", "Minas"), topics("Niñez", "Trata", "Puertos"))
    assert found.compared.places == {"1": "", "2": "1", "3": "3"}
    found = compared(topics("", ""), topics("", "", ""))
    assert found.compared.places == {"1": "1", "2": "2", "3": ""}, "none of three without a topic"


def test_a_note_elsewhere_in_the_answer_hides_no_correction() -> None:
    done = ("output", "Del 2 al 4 de mayo de 2024 una campaña de radio sobre los riesgos de la trata en las costas llegó a 640 personas.")  # fmt: skip
    note = ("context", "Falta confirmar el dato de Rivera (pendiente de revisar con XX).")
    found = compared([answer([done, note])], [answer([CAMPAIGN])]).compared
    assert {"1 RES001", "1 RES002"} <= set(codes(found.solved))
