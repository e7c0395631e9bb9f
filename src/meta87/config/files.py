"""Finds and reads the settings file; an invalid setting is reported with its line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from meta87.config.levels import severities_by_word
from meta87.config.model import Settings
from meta87.errors import UsageError
from meta87.form.template import NONE
from meta87.form.template_lines import line_of, parsed_toml
from meta87.messages.suggest import nearest
from meta87.rules.registry import RULES

NAME = "meta87.toml"
# A value, and not a comment, with the quotes of a word processor.
_CURLY = re.compile(r"^[^#\n]*[=\[,][ \t]*[“”„‘’«»]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class SettingsInForce:
    """The settings in force."""

    settings: Settings  # The values
    path: Path | None  # The file that was read, or None
    origins: Mapping[str, str]  # Of each setting, ``file``, ``flag`` or ``default``


def in_force(near: Path, **flags: object) -> SettingsInForce:
    """Returns the settings in force: flags override the file, and the file the defaults.

    Args:
        near: A report; the file is searched from its folder upwards, then from the current one.
        flags: Values of the command line; None or empty where not given.

    Raises:
        UsageError: ``config-unreadable``, ``config-invalid``.
    """
    path = find(near.absolute().parent) or find(Path.cwd())
    written, content = _read(path) if path else ({}, "")
    flagged = {key: value for key, value in flags.items() if value not in (None, ())}
    try:
        settings = Settings.model_validate({**written, **flagged})
    except ValidationError as error:
        issues = [_issue(each, content) for each in error.errors()]
        raise UsageError("config-invalid", path=path or "–", faults=issues) from error
    given = {**dict.fromkeys(written, "file"), **dict.fromkeys(flagged, "flag")}
    origins = {key: given.get(key, "default") for key in Settings.model_fields}
    return SettingsInForce(settings, path, origins)


def find(folder: Path) -> Path | None:
    """Returns the nearest settings file from a folder upwards."""
    candidates = (place / NAME for place in (folder, *folder.parents))
    return next((path for path in candidates if path.is_file()), None)


def _read(path: Path) -> tuple[dict[str, Any], str]:
    """Returns the settings of a file, with paths relative to its folder, and its text."""
    try:
        content = path.read_text("utf8")
        values = parsed_toml(content)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("config-unreadable", path=path, line="–") from error
    except UsageError as error:
        kind = "config-quotes" if _CURLY.search(content) else "config-unreadable"
        raise UsageError(kind, path=path, line=error.details["line"]) from error
    if isinstance(values.get("template"), str) and values["template"] != NONE:
        values["template"] = str(path.parent / values["template"])
    return values, content


def _issue(error: Any, content: str) -> UsageError:
    """Returns the error for an invalid setting, as pydantic reports it."""
    keys = [part for part in error["loc"] if isinstance(part, str) and part != "[key]"]
    tables = [".".join(keys[:-1])] if keys[1:] else []
    names_none = error["loc"][0] == "questions" and error["loc"][-1] == "[key]"
    place = (".".join(keys),) if names_none else (*tables, keys[-1])
    details = {"line": line_of(content, place), "key": ".".join(keys)}
    if names_none:
        return UsageError("setting-unknown", **details, known="[questions.1], [questions.2], …")
    if error["type"] == "extra_forbidden":
        return UsageError("setting-unknown", **details, known=", ".join(Settings.model_fields))
    if error["type"] == "literal_error":
        allowed = error["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        names = ", ".join(severities_by_word(allowed))
        return UsageError("setting-not-among", **details, value=error["input"], allowed=names)
    known = [name for rule in RULES for name in (rule.code, rule.name)]
    near = nearest(str(error["input"]), known) if {"select", "ignore", "severity"} & {*keys} else ""
    near = f'["{error["input"]}"]' if error["type"] == "tuple_type" else near
    if keys == ["period"]:
        years = re.findall(r"\d{4}", str(error["input"])) or ["2024"]
        near = f"{min(years)}-01:{max(years)}-12"
    return UsageError("setting-invalid", **details, value=error["input"], near=near)
