"""Help pages in the user's language: Typer's own words are put into it as well."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand, TyperGroup

from meta87.cli.language import current
from meta87.messages import catalogue

FRAME = "cli.frame."


class Command(TyperCommand):
    """A command whose help page is in the user's language."""

    def get_help(self, ctx: Any) -> str:
        """Returns the help page."""
        return _in_language(super().get_help(ctx))


class Group(TyperGroup):
    """A group of commands whose help page is in the user's language."""

    def get_help(self, ctx: Any) -> str:
        """Returns the help page."""
        return _in_language(super().get_help(ctx))


def _in_language(page: str) -> str:
    english = catalogue("en")
    for key, words in catalogue(current()).items():
        if key.startswith(FRAME):
            page = page.replace(english[key], words)
    return page
