"""Which model its user wants by default: a line in a file of the user's, outside the package."""

from __future__ import annotations

import os
from pathlib import Path

from meta87.errors import UsageError

_FILE = "default-model.txt"


def chosen_folder() -> Path | None:
    """Give the folder of the model that was chosen, or None if none was."""
    file = config_folder() / _FILE
    return Path(file.read_text(encoding="utf8").strip()) if file.is_file() else None


def choose(folder: Path | None) -> None:
    """Remember the folder of a model as the default; None goes back to the one that is shipped.

    Raises:
        UsageError: ``out-unwritable``.
    """
    file = config_folder() / _FILE
    try:
        if folder is None:
            file.unlink(missing_ok=True)
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{folder.resolve()}\n", encoding="utf8")
    except OSError as error:
        raise UsageError("out-unwritable", path=file) from error


def config_folder() -> Path:
    """Give the folder of what the user chose: ``META87_CONFIG``, else one of the user's."""
    named = os.environ.get("META87_CONFIG")
    return Path(named) if named else Path.home() / ".config" / "meta87"
