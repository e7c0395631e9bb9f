from pathlib import Path

import pytest

from meta87.batch.run import expand, tag_files
from meta87.classification.store import default_model
from meta87.errors import InputError
from meta87.tagging import Tagger


def test_folders_give_their_reports_in_order_once(tmp_path: Path) -> None:
    for name in ("b.docx", "a.pdf", "c/d.MD", "c/x.xlsx", ".oculto.txt", "~$b.docx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    found = expand([tmp_path, tmp_path / "b.docx"])
    assert [p.relative_to(tmp_path).as_posix() for p in found] == ["a.pdf", "b.docx", "c/d.MD"]


def test_a_folder_without_reports_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nothing-to-read"):
        expand([tmp_path])


def test_every_file_has_its_outcome(tmp_path: Path) -> None:
    good, bad, gone = tmp_path / "a.txt", tmp_path / "b.docx", tmp_path / "c.txt"
    good.write_text("Se formó a 30 jueces en mayo de 2023.", "utf8")
    bad.write_bytes(b"")
    outcomes = list(tag_files([good, bad, gone], Tagger(default_model())))
    assert [o.path for o in outcomes] == [good, bad, gone]
    assert [o.error.id if o.error else None for o in outcomes] == [
        None,
        "file-empty",
        "file-missing",
    ]
    assert [len(o.rows) for o in outcomes] == [1, 0, 0]
