"""Files of models, read with care: each must have the sum that a manifest names."""

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
"""Of manifests; raise it when a reader of today could not read what they describe."""

_LARGEST = 32 << 20  # bytes of the arrays of a file


@contextmanager
def foreign(path: Path) -> Iterator[None]:
    """Context manager that refuses a file by name, whatever its reader makes of it.

    Raises:
        ModelError: ``model-foreign``: it could not be read.
    """
    try:
        yield
    except ModelError:
        raise
    except Exception:  # noqa: BLE001  a file that is damaged or made to harm may raise anything
        raise ModelError("model-foreign", path=path) from None


def sum_of(data: bytes) -> str:
    """Returns the SHA-256 of data, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def checked(path: Path, sums: Mapping[str, str]) -> bytes:
    """Returns what a file holds, if it has its sum.

    Raises:
        ModelError: ``model-file-missing``, or ``model-changed``.
    """
    if not path.is_file():
        raise ModelError("model-file-missing", path=path)
    data = path.read_bytes()
    if sum_of(data) != sums[path.name]:
        raise ModelError("model-changed", path=path)
    return data


def read_arrays(path: Path, data: bytes) -> dict[str, NDArray[Any]]:
    """Reads the arrays of an npz file; objects are never read, nor what would fill the memory.

    Raises:
        ModelError: ``model-foreign``.
    """
    with foreign(path), zipfile.ZipFile(io.BytesIO(data)) as members:
        if sum(member.file_size for member in members.infolist()) > _LARGEST:
            raise ModelError("model-foreign", path=path)
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            return {name: arrays[name] for name in arrays.files}


def read_json(path: Path) -> dict[str, Any]:
    """Reads a manifest of this protocol or an older one.

    Raises:
        ModelError: it is missing, is no manifest, or is of a newer protocol.
    """
    if not path.is_file():
        raise ModelError("model-file-missing", path=path)
    with foreign(path):
        manifest = json.loads(path.read_text(encoding="utf-8"))
        protocol = manifest["protocol"]
        if type(protocol) is not int or protocol < 1:
            raise ValueError(protocol)
    if protocol > PROTOCOL:
        raise ModelError("model-newer", path=path, protocol=protocol, known=PROTOCOL)
    return dict(manifest)
