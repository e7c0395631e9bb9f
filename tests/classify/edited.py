"""Copies of models whose manifest is changed on purpose."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from meta87.classify.files import manifest_bytes, sha256_hex

MODELS = Path(__file__).parents[2] / "models"


def manifest_of(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "manifest.json").read_text("utf-8"))


def sign(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Writes a manifest with its checksum."""
    (folder / "manifest.json").write_bytes(manifest_bytes(manifest))


def vouch(path: Path) -> None:
    """Makes the manifest give the checksum of a file as it is now."""
    manifest = manifest_of(path.parent)
    manifest["files"][path.name] = sha256_hex(path.read_bytes())
    sign(path.parent, manifest)


class Harmful:
    """Leaves a mark when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        """Touches the mark."""
        return Path.touch, (self.mark,)
