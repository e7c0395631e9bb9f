"""The model that a run tags with, loaded once in every process."""

from __future__ import annotations

import gc
import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from meta87.classify.labels import THEMES, Theme
from meta87.classify.reader import THREADS
from meta87.classify.store import DEFAULT, default_folder, load, read_manifest
from meta87.errors import ModelError

if TYPE_CHECKING:
    from meta87.pipeline import Tagger


@dataclass(frozen=True, slots=True)
class Settings:
    """All that an outcome depends on beside the file's content; ``threads`` changes no outcome."""

    model: str  # folder of a trained model; "" for the default one
    version: str  # of the model, as `version` returns it
    tool: str  # version of Meta87
    profile: str = DEFAULT
    themes: tuple[Theme, ...] = THEMES  # of the model, with a column each in a table
    threads: int = THREADS  # the most that a process may use
    checks: bool = False  # whether forms are checked, for the tables of answers and findings


def settings(model: Path | None = None, profile: str = DEFAULT) -> Settings:
    """Returns the settings of a run.

    Raises:
        ModelError: the model is missing or invalid.
    """
    from meta87 import __version__  # noqa: PLC0415

    name = str(model) if model else ""
    folder = _folder(name)
    themes = tuple(read_manifest(folder)["themes"])
    return Settings(name, version(folder, profile), __version__, str(profile), themes)


def version(folder: Path, profile: str = DEFAULT) -> str:
    """Returns the name of a model: its folder, its profile and the checksum of its manifest.

    Raises:
        ModelError: it is missing or invalid.
    """
    manifest = json.dumps(read_manifest(folder), sort_keys=True)
    name = folder.name if profile == DEFAULT else f"{folder.name}-{profile}"
    return f"{name}-{hashlib.sha256(manifest.encode()).hexdigest()[:12]}"


@lru_cache(maxsize=1)
def tagger(wanted: Settings) -> Tagger:
    """Loads the model of the settings.

    Raises:
        ModelError: it cannot be read, or another machine has another version.
    """
    from meta87.pipeline import Tagger  # noqa: PLC0415  heavy, and the parent of workers needs none

    folder = _folder(wanted.model)
    if version(folder, wanted.profile) != wanted.version:
        raise ModelError("model-differs", path=folder, version=wanted.version)
    model = load(folder, profile=wanted.profile)
    model.reader.threads = wanted.threads
    gc.freeze()  # exempts the model from garbage collection: scanning it cost 10 % of the time
    return Tagger(model)


def _folder(model: str) -> Path:
    return Path(model) if model else default_folder()
