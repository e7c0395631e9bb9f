"""The settings of a training as a commented TOML file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from meta87.messages import text
from meta87.training.settings import LIMITS, Settings


def as_toml(lang: str) -> str:
    """Returns every setting with its purpose, limits and default, as TOML to edit."""
    return "\n".join(_lines(lang)) + "\n"


def _lines(lang: str) -> Iterator[str]:
    yield f"# {text('ui.settings.title', lang)}"
    for name, default in asdict(Settings()).items():
        least, most = LIMITS[name]
        limits = text("ui.settings.limits", lang, least=least, most=most)
        yield f"\n# {text(f'ui.settings.of.{name}', lang)} {limits}"
        yield f"{name} = {default}"
