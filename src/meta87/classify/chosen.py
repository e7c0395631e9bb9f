"""Which model its user wants by default: a line in a file of the user's, outside the package."""

from __future__ import annotations

import os
from pathlib import Path

from meta87.errors import UsageError


def chosen_folder() -> Path | None:
    """Returns the folder of the model that was chosen, or None if none was."""
    file = _file()
    return Path(file.read_text(encoding="utf8").strip()) if file.is_file() else None


def choose(folder: Path | None) -> None:
    """Remembers the folder of a model as the default; None goes back to the one that is shipped.

    Raises:
        UsageError: ``out-unwritable``.
    """
    file = _file()
    try:
        if folder is None:
            file.unlink(missing_ok=True)
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{folder.resolve()}\n", encoding="utf8")
    except OSError as error:
        raise UsageError("out-unwritable", path=file) from error


def _file() -> Path:
    """Returns the file of the line, in the folder ``META87_CONFIG``, else in one of the user's."""
    folder = os.environ.get("META87_CONFIG") or Path.home() / ".config" / "meta87"
    return Path(folder, "default-model.txt")
