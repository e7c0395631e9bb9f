"""Help pages in the user's language, Typer's own words included."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand, TyperGroup

from meta87.cli.language import current
from meta87.messages import catalogue, text

FRAME = "cli.frame."


def help_text(id: str) -> str:
    """Returns a help text in the language in force."""
    return text(f"cli.{id}", current())


class Command(TyperCommand):
    """A command whose help page is in the user's language."""

    def get_help(self, ctx: Any) -> str:
        """Returns the help page."""
        return f"{_translated(super().get_help(ctx))}\n\n{help_text('option.lang')}"


class Group(TyperGroup):
    """A group of commands whose help page is in the user's language."""

    def get_help(self, ctx: Any) -> str:
        """Returns the help page."""
        return _translated(super().get_help(ctx))


def _translated(page: str) -> str:
    english = catalogue("en")
    for key, words in catalogue(current()).items():
        if key.startswith(FRAME):
            page = page.replace(english[key], words)
    return page
