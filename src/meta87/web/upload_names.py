"""What an uploaded file is called, and where it may be kept, by the name that was sent with it."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

_LONGEST, _DEEPEST = 60, 4  # characters of a name, which may have four bytes each; folders
_UNSAFE = re.compile(r'[<>:"|?*\x00-\x1f\x7f\ud800-\udfff]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


def base_name(name: str) -> str:
    """Returns a file's name without folders, whatever system it comes from.

    >>> base_name("../../etc/passwd")
    'passwd'
    """
    return name.replace("\\", "/").rpartition("/")[2] or "informe"


def place_in(name: str) -> PurePosixPath:
    r"""Returns where a file is kept inside a folder, by the name that was sent with it.

    >>> str(place_in("..\\..\\Chile\\2024/informe.docx"))
    'Chile/2024/informe.docx'
    """
    parts = [_safe(part) for part in name.replace("\\", "/").split("/")]
    return PurePosixPath(*([part for part in parts if part][-_DEEPEST:] or ["informe"]))


def _safe(part: str) -> str:
    """Returns a part of a path that every system takes; "" for one that leads elsewhere."""
    name = _UNSAFE.sub("_", part).strip(" .")
    if len(name) > _LONGEST:
        suffix = PurePosixPath(name).suffix[:10]
        name = name[: _LONGEST - len(suffix)] + suffix
    return f"_{name}" if _RESERVED.match(name) else name
