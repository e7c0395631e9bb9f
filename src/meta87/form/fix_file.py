"""The file beside a draft in which a person says its country, its period and what answers what."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic import ValidationError

from meta87.errors import UsageError
from meta87.form.fix import SUFFIX, Fix
from meta87.form.template_lines import line_of, parsed_toml


def beside(draft: Path) -> Path:
    """Returns the path of the file of a draft: "informe.preguntas.toml" for "informe.docx"."""
    return draft.with_name(f"{draft.stem}{SUFFIX}")


def load_beside(draft: Path) -> Fix | None:
    """Returns what the file of a draft says, or None where there is none.

    Raises:
        UsageError: ``fix-missing``, ``fix-invalid``.
    """
    return load(path) if (path := beside(draft)).is_file() else None


def load(path: Path) -> Fix:
    """Reads a file.

    Raises:
        UsageError: ``fix-missing``; ``fix-invalid``, with the line.
    """
    try:
        text = path.read_text("utf-8-sig")  # Notepad may write a mark before the text
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("fix-missing", path=path) from error
    try:
        return Fix.model_validate(parsed_toml(text)).model_copy(update={"file": path.name})
    except UsageError as error:
        raise UsageError("fix-invalid", path=path, line=error.details["line"]) from error
    except ValidationError as error:
        line = line_of(text, error.errors()[0]["loc"] or ("block",))
        raise UsageError("fix-invalid", path=path, line=line) from error


def written(fix: Fix, notes: Mapping[str, str], head: Iterable[str] = ()) -> str:
    """Returns the text of a file, for a person to complete.

    Args:
        fix: what it says.
        notes: a comment above a text, by the text.
        head: the lines of the comment at its top.
    """
    lines = [f"# {line}".rstrip() for line in head]
    stated = fix.model_dump(include={"country", "period"}, exclude_defaults=True)
    lines += [f"{name} = {_quoted(value)}" for name, value in stated.items()]
    for each in fix.block:
        lines += ["", *(f"# {line}" for line in notes.get(each.text, "").splitlines()), "[[block]]"]
        lines += [f"text = {_quoted(each.text)}", f"question = {_quoted(each.question)}"]
    return "\n".join(lines) + "\n"


def save(path: Path, fix: Fix, notes: Mapping[str, str], head: Iterable[str] = ()) -> None:
    """Writes a file, as `written`; it replaces the one that is there as a whole.

    Raises:
        UsageError: ``out-unwritable``.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        try:
            draft.write_text(written(fix, notes, head), "utf8")
            if path.exists():
                shutil.copymode(path, draft)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError("out-unwritable", path=path) from error


def _quoted(text: str) -> str:
    """Returns a text as TOML; its strings are those of JSON, but for one character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
