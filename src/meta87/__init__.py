"""Meta87: reads Spanish reports on SDG target 8.7, labels their passages, checks their answers.

>>> import meta87
>>> report = meta87.tag("informe.docx")        # doctest: +SKIP
>>> checked = meta87.check(report)             # doctest: +SKIP
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

    from meta87.classify.model import Model
    from meta87.classify.tagged import TaggedReport
    from meta87.reading.document import Document
    from meta87.rules.checked import CheckedReport

__version__ = "0.1.0"
__all__ = ["check", "load_model", "read", "spanish", "tag"]


def read(path: str | Path) -> Document:
    """Reads a file into blocks of text with their anchors, in a process apart with limits.

    Args:
        path: of a .docx, .odt, .pdf, .html, .md or .txt file; of a .doc or .rtf file where
            LibreOffice is installed.

    Raises:
        meta87.errors.InputError: the file cannot be read.
    """
    from meta87.guarded.process import read_guarded  # noqa: PLC0415  heavy

    return read_guarded(Path(path)).document


def load_model(folder: str | Path | None = None, profile: str = "default") -> Model:
    """Loads a trained model, by default the one that is shipped.

    Args:
        folder: of the model.
        profile: ``default``, or ``fast`` to read with the smaller network.

    Raises:
        meta87.errors.ModelError: the model is missing, changed, foreign or newer.
    """
    from meta87.classify.store import default_model, load  # noqa: PLC0415  heavy

    return load(Path(folder), profile=profile) if folder else default_model(profile)


def tag(path: str | Path, model: Model | None = None) -> TaggedReport:
    """Reads a report and labels every passage of every answer.

    Raises:
        meta87.errors.InputError: the file cannot be read, or is not in Spanish.
    """
    from meta87.pipeline import tag as tag_file  # noqa: PLC0415  heavy

    return tag_file(Path(path), model or load_model())


def check(report: TaggedReport) -> CheckedReport:
    """Applies every rule to a tagged report; findings come in the order of the report."""
    from meta87.rules.checked import check as check_report  # noqa: PLC0415  heavy

    return check_report(report)


def spanish() -> Language:
    """Returns the spaCy pipeline that finds sentences and entities.

    Entities are dates, counts of people, quantities, money, institutions, places, instruments,
    links and percentages.
    """
    from meta87.entities.pipeline import spanish as pipeline  # noqa: PLC0415  heavy

    return pipeline()
