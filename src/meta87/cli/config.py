"""``meta87 config show``: what is set for a report, and where each value comes from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meta87.cli.help import Command, Group
from meta87.cli.language import current
from meta87.cli.options import LangOption, PeriodOption, TemplateOption, told, write
from meta87.cli.settings import IgnoreOption, SelectOption, keys, settings_for
from meta87.messages import text

if TYPE_CHECKING:
    from meta87.config.files import InForce

HERE = Path("informe.docx")  # any name: only its folder counts
NAME = 10


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    group = typer.Typer(cls=Group, help=told("config.help"), no_args_is_help=True,
                        rich_markup_mode=None)  # fmt: skip
    group.command("show", cls=Command, help=told("config.show"))(show)
    app.add_typer(group, name="config")


def show(
    file: Annotated[
        Path, typer.Argument(metavar=told("check.metavar"), help=told("config.file"))
    ] = HERE,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    period: PeriodOption = None,
    template: TemplateOption = None,
    lang: LangOption = None,  # noqa: ARG001  read before the commands are built
) -> None:
    """Shows the settings in force."""
    found = settings_for(file, select=keys(select), ignore=keys(ignore), period=period,
                         template=template)  # fmt: skip
    write("".join(f"{line}\n" for line in lines(found, current())), None)


def lines(found: InForce, lang: str) -> list[str]:
    """Returns the file, then each setting with its value and its origin."""
    values = json.loads(found.settings.model_dump_json())
    head = text("ui.config.file", lang, path=found.path) if found.path else text(
        "ui.config.no-file", lang)  # fmt: skip
    return [head, *(
        f"  {key:<{NAME}} = {_shown(value):<28} "
        f"{_origin(found.origins[key], lang)}"
        for key, value in values.items()
    )]  # fmt: skip


def _shown(value: object) -> str:
    """Returns a value as a settings file writes it, or a dash for none."""
    return json.dumps(value, ensure_ascii=False) if value else "–"


def _origin(origin: int | str, lang: str) -> str:
    if isinstance(origin, int):
        return text("ui.config.line", lang, line=origin)
    return text(f"ui.config.{origin}", lang)
