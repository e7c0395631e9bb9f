"""Files of models: each must have the checksum that a manifest names, the manifest its own."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meta87.errors import ModelError

PROTOCOL = 1
"""Of manifests; raise it when the code of today could not read what they describe."""

_CHECKSUM = "checksum"  # field of a manifest: the SHA-256 of all its other fields
_MAX_ARRAY_BYTES = 32 << 20  # of a file


@contextmanager
def as_model_error(path: Path) -> Iterator[None]:
    """Turns every error of reading a file into a `ModelError`, ``model-foreign``, that names it."""
    try:
        yield
    except ModelError:
        raise
    except Exception:  # noqa: BLE001  a file that is damaged or made to harm may raise anything
        raise ModelError("model-foreign", path=path) from None


def sha256_hex(data: bytes) -> str:
    """Returns the SHA-256 of data, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def read_verified(path: Path, checksums: Mapping[str, str]) -> bytes:
    """Returns the bytes of a file, or raises a `ModelError` if they have not its checksum."""
    if not path.is_file():
        raise ModelError("model-file-missing", path=path)
    data = path.read_bytes()
    if sha256_hex(data) != checksums[path.name]:
        raise ModelError("model-changed", path=path)
    return data


def read_arrays(path: Path, data: bytes) -> dict[str, NDArray[Any]]:
    """Reads the arrays of an npz file; objects are never read, nor what would fill the memory."""
    with as_model_error(path), zipfile.ZipFile(io.BytesIO(data)) as members:
        if sum(member.file_size for member in members.infolist()) > _MAX_ARRAY_BYTES:
            raise ModelError("model-foreign", path=path)
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            return {name: arrays[name] for name in arrays.files}


def manifest_bytes(manifest: Mapping[str, Any]) -> bytes:
    """Returns a manifest as JSON, with the checksum of its fields, which `read_manifest` checks."""
    complete = {**manifest, _CHECKSUM: _checksum(manifest)}
    return (json.dumps(complete, ensure_ascii=False, indent=2) + "\n").encode()


def read_manifest(path: Path) -> dict[str, Any]:
    """Reads a manifest of this protocol or an older one.

    Raises:
        ModelError: it is missing, changed, is no manifest, or is of a newer protocol.
    """
    if not path.is_file():
        raise ModelError("model-file-missing", path=path)
    with as_model_error(path):
        manifest = dict(json.loads(path.read_text(encoding="utf-8")))
        protocol, checksum = manifest["protocol"], manifest.get(_CHECKSUM)
        if type(protocol) is not int or protocol < 1:
            raise ValueError(protocol)
        if protocol > PROTOCOL:
            raise ModelError("model-newer", path=path, protocol=protocol, known=PROTOCOL)
        if checksum != _checksum(manifest):
            raise ModelError("model-changed", path=path)
    return manifest


def _checksum(manifest: Mapping[str, Any]) -> str:
    """Returns the SHA-256 of the fields of a manifest but its checksum, as canonical JSON."""
    fields = {name: value for name, value in manifest.items() if name != _CHECKSUM}
    return sha256_hex(json.dumps(fields, sort_keys=True, separators=(",", ":")).encode())
