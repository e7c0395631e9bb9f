"""Where corrections are kept, and who makes them, as the user chose."""

from __future__ import annotations

from pathlib import Path

from meta87.classify.chosen import keep, kept
from meta87.corpus.journal import Journal
from meta87.errors import UsageError

_FOLDER, _WHO = "corrections-folder", "annotator"


def journal() -> Journal:
    """Returns the journal in the folder that the user chose, else in one of their documents."""
    if chosen := kept(_FOLDER):
        return Journal(Path(chosen))
    documents = (Path.home() / name for name in ("Documents", "Documentos"))
    return Journal(next((each for each in documents if each.is_dir()), Path.home()) / "Meta87")


def who() -> str:
    """Returns the name of the person who labels, as they gave it; "" until then."""
    return kept(_WHO) or ""


def settle(folder: str, who: str) -> None:
    """Keeps where corrections are to be kept from now on, and who makes them.

    Raises:
        UsageError: ``journal-folder``: it is not a whole path; ``journal-unwritable``.
    """
    try:
        path = Path(folder.strip().strip('"')).expanduser()
    except RuntimeError as error:
        raise UsageError("journal-folder") from error
    if not path.is_absolute() or not folder.isprintable():
        raise UsageError("journal-folder")
    Journal(path).add(None)
    keep(_WHO, " ".join(who.split()))
    keep(_FOLDER, str(path))
