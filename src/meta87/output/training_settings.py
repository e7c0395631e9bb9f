"""The settings of a training as a commented TOML file."""

from __future__ import annotations

from collections.abc import Iterator

from meta87.messages import text
from meta87.training.settings import LIMITS, default_settings


def as_toml(lang: str) -> str:
    """Give every setting with what it is for, its limits and its default, ready to be changed."""
    return "\n".join(_lines(lang)) + "\n"


def _lines(lang: str) -> Iterator[str]:
    yield f"# {text('ui.settings.title', lang)}"
    shown = ""
    for name, default in default_settings().items():
        *tables, key = name.split(".")
        if (table := ".".join(tables)) != shown:
            shown = table
            yield f"\n[{table}]"
        least, most = LIMITS[name]
        limits = text("ui.settings.limits", lang, least=least, most=most)
        yield f"\n# {text(f'ui.settings.of.{name}', lang)} {limits}"
        yield f"{key} = {default}"
