"""What its user chose, outside the package: each choice is a line in a file of the user's."""

from __future__ import annotations

import os
from pathlib import Path

from meta87.errors import UsageError

_MODEL = "default-model"


def chosen_folder() -> Path | None:
    """Returns the folder of the model that was chosen, or None if none was."""
    folder = kept(_MODEL)
    return Path(folder) if folder else None


def choose(folder: Path | None) -> None:
    """Remembers the folder of a model as the default; None goes back to the one that is shipped.

    Raises:
        UsageError: ``out-unwritable``.
    """
    keep(_MODEL, str(folder.resolve()) if folder else "")


def kept(name: str) -> str:
    """Returns what was chosen under a name; "" where nothing was."""
    file = _file(name)
    return file.read_text(encoding="utf8").strip() if file.is_file() else ""


def keep(name: str, choice: str) -> None:
    """Remembers a choice, one line; "" forgets it.

    Raises:
        UsageError: ``out-unwritable``.
    """
    file = _file(name)
    try:
        if not choice:
            file.unlink(missing_ok=True)
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{choice}\n", encoding="utf8")
    except OSError as error:
        raise UsageError("out-unwritable", path=file) from error


def _file(name: str) -> Path:
    """Returns the file of a choice, in the folder ``META87_CONFIG``, else in one of the user's."""
    folder = os.environ.get("META87_CONFIG") or Path.home() / ".config" / "meta87"
    return Path(folder, f"{name}.txt")
