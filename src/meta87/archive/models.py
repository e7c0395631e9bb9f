"""The model that a run tags with, loaded once in every process."""

from __future__ import annotations

import gc
import hashlib
import json
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from meta87.archive.packing.packings import Packing
from meta87.classify.labels import THEMES, Theme
from meta87.classify.reader import THREADS
from meta87.classify.store import DEFAULT, default_folder, load, read_manifest
from meta87.errors import ModelError

if TYPE_CHECKING:
    from meta87.pipeline import Tagger

SENT: dict[str, Path] = {}
"""Where the models lie that were sent to this process, by the folder that a run names them by."""

_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Settings:
    """What the outcome of every file depends on, beside its content.

    Attributes:
        model: folder of a trained model; "" for the default one.
        version: of the model, as `version` gives it.
        profile: what the model reads with.
        tool: version of Meta87.
        packing: of the passages.
        themes: that the model tells; the columns of a table are by them.
        threads: that a process may use; no outcome depends on it.
    """

    model: str
    version: str
    tool: str
    profile: str = DEFAULT
    packing: Packing = field(default=Packing.LINES, compare=False)  # no model is loaded anew for it
    themes: tuple[Theme, ...] = THEMES
    threads: int = THREADS


def settings(model: Path | None = None, profile: str = DEFAULT) -> Settings:
    """Returns the settings of a run.

    Raises:
        ModelError: the model is missing or foreign.
    """
    from meta87 import __version__  # noqa: PLC0415

    named = str(model) if model else ""
    folder = _folder(named)
    return Settings(
        named,
        version(folder, profile),
        __version__,
        str(profile),
        themes=tuple(read_manifest(folder)["themes"]),
    )


def version(folder: Path, profile: str = DEFAULT) -> str:
    """Returns the name of a model: its folder, its profile and the checksum of its manifest.

    Raises:
        ModelError: it is missing or foreign.
    """
    manifest = json.dumps(read_manifest(folder), sort_keys=True)
    name = folder.name if profile == DEFAULT else f"{folder.name}-{profile}"
    return f"{name}-{hashlib.sha256(manifest.encode()).hexdigest()[:_DIGITS]}"


@lru_cache(maxsize=1)
def tagger(wanted: Settings) -> Tagger:
    """Loads the model that the settings name.

    Raises:
        ModelError: it cannot be read, or is not of the version wanted: that of another machine.
    """
    from meta87.pipeline import Tagger  # noqa: PLC0415  heavy, and the parent of workers needs none

    folder = _folder(wanted.model)
    if version(folder, wanted.profile) != wanted.version:
        raise ModelError("model-differs", path=folder, version=wanted.version)
    model = load(folder, profile=wanted.profile)
    model.reader.threads = wanted.threads
    gc.freeze()  # what is loaded stays: to look at it again took a tenth of the time of an archive
    return Tagger(model)


def _folder(model: str) -> Path:
    return SENT.get(model, Path(model)) if model else default_folder()
