"""Settings of a training: all can be set, and each fault is shown at its line."""

from __future__ import annotations

import tomllib
from dataclasses import asdict

import pytest

from meta87.errors import UsageError
from meta87.messages import LANGUAGES
from meta87.report.error_texts import sentence
from meta87.report.models import settings_toml
from meta87.training.settings import LIMITS, Settings, read_settings


@pytest.fixture
def file(tmp_path):
    def write(text: str):
        path = tmp_path / "ajustes.toml"
        path.write_text(text, "utf8")
        return path

    return write


def faults(path) -> list[tuple[str, int, str]]:
    with pytest.raises(UsageError) as caught:
        read_settings(path)
    assert caught.value.id == "settings-invalid"
    told = caught.value.details["faults"]
    return [(f.id, f.details["line"], f.details.get("key", "")) for f in told]


def test_every_setting_has_its_limits_and_keeps_them() -> None:
    defaults = asdict(Settings())
    assert set(defaults) == set(LIMITS)
    assert all(LIMITS[name][0] <= value <= LIMITS[name][1] for name, value in defaults.items())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_settings_that_are_shown_can_be_read_and_are_the_defaults(file, lang) -> None:
    shown = settings_toml(lang)
    assert read_settings(file(shown)) == Settings()
    assert tomllib.loads(shown) == asdict(Settings())


def test_what_is_named_is_set_and_the_rest_stays(file) -> None:
    found = read_settings(file("C_themes = 2\nlow_confidence_kind = 0.7\n"))
    assert (found.C_themes, found.low_confidence.kind) == (2.0, 0.7)
    assert isinstance(found.C_themes, float)
    assert found.low_confidence.themes == Settings().low_confidence_themes
    assert found.folds == Settings().folds


def test_every_setting_can_be_set(file) -> None:
    most = {name: LIMITS[name][1] for name in asdict(Settings())}
    lines = [f"{name} = {value}" for name, value in most.items()]
    assert asdict(read_settings(file("\n".join(lines)))) == most


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("seed = 1\nfuerza = 2\n", ("template-key-unknown", 2, "fuerza")),
        ("\n\nfolds = 2.5\n", ("settings-integer", 3, "folds")),
        ("folds = 1\n", ("settings-integer", 1, "folds")),
        ("folds = true\n", ("settings-integer", 1, "folds")),
        ("C_kind = 'mucho'\n", ("settings-number", 1, "C_kind")),
        ("C_kind = nan\n", ("settings-number", 1, "C_kind")),
        ("seed = 1\nfolds = {x = 2}\n", ("settings-integer", 2, "folds")),
        ("seed = 1\n[doubt]\nkind = 2\n", ("template-key-unknown", 2, "doubt")),
        ("seed = 1\nfolds 3\n", ("template-syntax", 2, "")),
    ],
)
def test_a_fault_is_shown_at_its_line(file, text, told) -> None:
    assert faults(file(text)) == [told]


def test_all_faults_are_told_at_once_in_order(file) -> None:
    path = file("folds = 0\nseed = -1\nx = 1\n")
    assert [line for _, line, _ in faults(path)] == [1, 2, 3]
    with pytest.raises(UsageError) as caught:
        read_settings(path)
    assert "línea 1: «folds» ha de ser un número entero, de 2 a 20" in sentence(caught.value, "es")


def test_a_file_that_is_not_there_is_told(tmp_path) -> None:
    with pytest.raises(UsageError) as caught:
        read_settings(tmp_path / "no.toml")
    assert caught.value.id == "settings-unreadable"
