"""Settings: what is in force, from where, and faults told with their line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from meta87.config.apply import apply
from meta87.config.files import find, in_force
from meta87.config.model import Settings
from meta87.errors import UsageError
from meta87.report import check_json, check_terminal
from meta87.report.check_formats import View
from meta87.report.error_texts import sentence
from meta87.rules.checked import CheckedReport, DisabledRules, check
from meta87.rules.registry import RULES
from tests.tagged_build import answer, report

PROCESS = [("process", "La mesa sostuvo seis reuniones de coordinación en mayo de 2024.")]
OLD = [("output", "El 15 de marzo de 2022 se aprobó el protocolo de inspección.")]
SETTINGS = """\
# ajustes
select = ["RES", "outside-period"]
fail_on = "warning"

[severity]
RES001 = "warning"

[questions.2]
ignore = ["PER001"]
"""


def checked(settings: Settings | None = None) -> CheckedReport:
    made = report(answer(PROCESS, question="1"), answer(OLD, question="2"))
    return check(made, (settings or Settings()).rules)


def codes(made: CheckedReport) -> set[tuple[str, str]]:
    return {(f.question, f.rule.code) for f in made.findings}


def fault(folder: Path, words: str, name: str = "meta87.toml") -> str:
    (folder / name).write_text(words, "utf8")
    with pytest.raises(UsageError) as caught:
        in_force(folder / "informe.docx")
    return sentence(caught.value, "es")


def test_values_come_from_the_flag_then_the_file_then_what_is_built_in(tmp_path) -> None:
    (tmp_path / "meta87.toml").write_text(SETTINGS, "utf8")
    found = in_force(tmp_path / "dentro" / "informe.docx", fail_on="never", period=None)
    assert found.path == tmp_path / "meta87.toml"
    assert found.settings.fail_on == "never"
    assert found.settings.select == ("RES", "outside-period")
    origins = {key: found.origins[key] for key in ("fail_on", "select", "severity", "period")}
    assert origins == {
        "fail_on": "flag", "select": "file", "severity": "file", "period": "default",
    }  # fmt: skip


def test_the_nearest_file_counts(tmp_path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "meta87.toml").write_text("", "utf8")
    assert find(inner) == tmp_path / "meta87.toml"
    (inner / "meta87.toml").write_text("", "utf8")
    assert find(inner) == inner / "meta87.toml"


@pytest.mark.parametrize(
    ("words", "line", "says"),
    [
        ('\nselekt = ["RES"]\n', 2, "selekt"),
        ('select = [\n  "RES001",\n  "RES999",\n]\n', 1, "RES999"),
        ('fail_on = "grave"\nmin_level = "x"\n', 1, "error, warning, suggestion, never, aviso"),
        ('min_level = "grave"\n', 1, "Puede valer: error, warning, suggestion, aviso, sugerencia."),
        ('\n\nperiod = "2024"\n', 3, "2024"),
        ('format = "word"\n', 1, "word"),
        ('[severity]\nRES001 = "alta"\n', 2, "alta"),
        (
            '[questions."Sello"]\nignore = ["RES"]\n',
            1,
            "Los que hay: [questions.1], [questions.2], …",
        ),
        ('\nignore = ["RES03"]\n', 2, "¿Quiso decir «RES003»?"),
        ('ignore = "RES003"\n', 1, '¿Quiso decir «["RES003"]»?'),
        ('[severity]\nRES003 = "nunca"\n', 2, "no puede valer «nunca»"),
        ('period = "2025"\n', 1, "¿Quiso decir «2025-01:2025-12»?"),
        ('[questions.2]\nignora = ["RES"]\n', 2, "questions.2.ignora"),
    ],
)
def test_a_fault_is_told_with_its_line(words, line, says, tmp_path) -> None:
    told = fault(tmp_path, words)
    assert f"\n{line}: " in told
    assert says in told


def test_severities_are_named_in_any_language(tmp_path) -> None:
    severities = '[severity]\nRES = "error"\nEVI = "aviso"\n'
    words = f'fail_on = "Aviso"\nmin_level = "sugerencia"\n{severities}'
    (tmp_path / "meta87.toml").write_text(words, "utf8")
    found = in_force(tmp_path / "informe.docx").settings
    assert (found.fail_on, found.min_level) == ("warning", "suggestion")
    assert found.severity == {"RES": "error", "EVI": "warning"}


def test_a_file_that_is_no_toml_is_refused_with_its_line(tmp_path) -> None:
    assert "línea 2" in fault(tmp_path, "select = []\nfail_on == 3\n")
    curly = fault(tmp_path, "select = []\nignore = [“RES003”]\n")
    assert "(línea 2) hay comillas de procesador de textos" in curly


def test_paths_are_those_of_the_file(tmp_path) -> None:
    (tmp_path / "meta87.toml").write_text('template = "otra.toml"\n', "utf8")
    assert in_force(tmp_path / "a" / "x.docx").settings.template == tmp_path / "otra.toml"


def test_select_ignore_and_severity_make_the_rules() -> None:
    settings = Settings(select=("RES",), ignore=("RES002",), severity={"RES001": "suggestion"})
    assert "RES002" not in {rule.code for rule in settings.rules}
    assert all(rule.code.startswith("RES") for rule in settings.rules)
    assert next(r for r in settings.rules if r.code == "RES001").severity == "suggestion"
    assert len(Settings().rules) == len(RULES)


SWITCHED_OFF = """\
ignore = ["CON005", "CON006"]

[questions.2]
ignore = ["PER001"]
"""


def test_what_a_file_ignores_is_left_out_and_named(tmp_path) -> None:
    (tmp_path / "meta87.toml").write_text(SWITCHED_OFF, "utf8")
    folder = tmp_path / "dentro"
    found = in_force(folder / "informe.docx")
    made = apply(checked(found.settings), found, folder / "informe.docx")
    assert ("2", "PER001") not in codes(made)
    assert ("1", "RES001") in codes(made)
    assert [(f.question, f.rule.code) for f in made.suppressed] == [("2", "PER001")]
    assert made.disabled == DisabledRules(
        "../meta87.toml", ("CON005", "CON006"), {"2": ("PER001",)}
    )
    told = "ajustes de ../meta87.toml, no se comprueba: «Siglas sin explicar» (CON005), «Una"
    assert told in " ".join(check_terminal.render(made, View()).split())
    assert json.loads(check_json.render(made, View()))["disabled"] == {
        "file": "../meta87.toml", "rules": ["CON005", "CON006"], "questions": {"2": ["PER001"]},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "flags", "disabled"),
    [
        ('min_level = "error"\n', {"ignore": ("CON005",), "select": ("RES",)}, None),
        ('ignore = ["CON005"]\n', {"ignore": ("RES001",)}, None),
        ('select = ["RES"]\n', {"ignore": ("RES001",)}, {r.code for r in RULES if r.code[:3] != "RES"}),
    ],
)  # fmt: skip
def test_only_the_rules_that_a_file_disables_are_named(words, flags, disabled, tmp_path) -> None:
    (tmp_path / "meta87.toml").write_text(words, "utf8")
    found = in_force(tmp_path / "informe.docx", **flags)
    made = apply(checked(found.settings), found, tmp_path / "informe.docx")
    assert (set(made.disabled.codes) if made.disabled else None) == disabled
