from __future__ import annotations

import shutil
import stat
from pathlib import Path

import pytest

from meta87.errors import InputError
from meta87.guarded.process import shared
from meta87.guarded.wire import Request
from meta87.reading import libreoffice
from meta87.reading.document import Document

RTF = (
    rb"{\rtf1\ansi\deff0 {\fonttbl{\f0 Arial;}}Se form\'f3 a 312 personas en 2023.\par "
    rb"{\field{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffres1\fftypetxt0\ffhps20"
    rb"{\*\ffname a}\ffdefres1}}}{\fldrslt}} s\'ed\par}"
)
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "WordDocument".encode("utf-16-le")


def read(data: bytes, name: str) -> Document:
    return shared().read(data, Request(name=name)).document


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Put a shell script in the place of LibreOffice."""

    def put(script: str) -> None:
        path = tmp_path / "soffice"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(path.stat().st_mode | stat.S_IEXEC)
        monkeypatch.setattr(shutil, "which", lambda name: str(path) if name == "soffice" else None)

    return put


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_rich_text_is_read_by_its_content() -> None:
    document = read(RTF, "informe.docx")
    assert document.format == "rtf"
    assert [(b.text, b.checked) for b in document.blocks] == [
        ("Se formó a 312 personas en 2023.", None),
        ("sí", True),
    ]


@pytest.mark.parametrize(("data", "shown"), [(RTF, ".rtf"), (OLD_WORD, ".doc")])
def test_without_libreoffice_the_refusal_names_it(data, shown, monkeypatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(InputError, match="libreoffice-missing") as caught:
        read(data, "informe")
    assert caught.value.details["format"] == shown


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        ("EncryptedPackage".encode("utf-16-le"), "file-encrypted"),
        (b"WordDocument", "format-unsupported"),
    ],
)
def test_other_files_of_old_office_are_refused(words, refused) -> None:
    with pytest.raises(InputError, match=refused):
        read(OLD_WORD[:520] + words, "informe")


def test_what_it_cannot_convert_is_refused(program) -> None:
    program("exit 1")
    with pytest.raises(InputError, match="libreoffice-failed"):
        read(OLD_WORD, "informe.doc")


def test_a_program_that_hangs_is_ended_with_its_children(program, tmp_path, monkeypatch) -> None:
    left = tmp_path / "left"
    program(f"(sleep 3; touch {left}) & sleep 3; touch {left}")
    monkeypatch.setattr(libreoffice, "TIMEOUT", 0.2)
    with pytest.raises(InputError, match="libreoffice-timeout") as caught:
        read(OLD_WORD, "informe.doc")
    assert caught.value.details["limit"] == 0.2
    assert not left.exists()


def test_the_file_is_copied_beside_a_profile_that_fetches_nothing(program, tmp_path) -> None:
    seen = tmp_path / "seen"
    program(
        f'for last; do :; done; cp "$last" {seen}; cp "$(dirname "$last")"/profile/user/*.xcu {seen}.xcu'
    )
    with pytest.raises(InputError, match="libreoffice-failed"):
        read(OLD_WORD, "informe.doc")
    assert seen.read_bytes() == OLD_WORD
    settings = Path(f"{seen}.xcu").read_text()
    assert "BlockUntrustedRefererLinks" in settings
    assert "DisableMacrosExecution" in settings
