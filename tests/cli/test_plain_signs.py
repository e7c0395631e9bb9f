"""What a console's code page lacks is written in plain signs, never as a question mark."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from meta87.cli.main import run

EXAMPLE = str(Path(__file__).parents[2] / "examples/informe-valdoria-2024.md")
COMMANDS = {
    "check": ["check", EXAMPLE, "--profile", "fast"],
    "questions": ["questions", EXAMPLE],
    "help": ["tag", "--help"],
    "error": ["check", "no-está→…“☒”.docx"],
}


def written(monkeypatch, encoding: str, command: list[str]) -> str:
    """Returns what a command writes to a console of an encoding."""
    made = io.BytesIO()
    with monkeypatch.context() as patched:
        stream = io.TextIOWrapper(made, encoding=encoding)
        for name in ("stdout", "stderr"):
            patched.setattr(sys, name, stream)
        run(command)
        stream.flush()
    return made.getvalue().decode(encoding)


@pytest.mark.parametrize("name", COMMANDS)
def test_no_sign_is_lost_in_a_code_page(name, monkeypatch) -> None:
    whole = written(monkeypatch, "utf8", COMMANDS[name])
    for encoding in ("cp437", "cp850", "cp1252"):
        plain = written(monkeypatch, encoding, COMMANDS[name])
        assert plain.count("?") == whole.count("?")
        assert "Traceback" not in plain
        assert len(plain.splitlines()) == len(whole.splitlines())


def test_tag_tells_its_errors_in_plain_signs(monkeypatch, tmp_path) -> None:
    (tmp_path / "vacío…“a”.md").touch()
    out = ["--out", str(tmp_path / "pasajes.csv"), "--profile", "fast", "--jobs", "1"]
    told = written(monkeypatch, "cp437", ["tag", str(tmp_path), *out])
    assert 'vacío..."a".md» está vacío' in told
    assert "?" not in told
