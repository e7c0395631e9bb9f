"""``meta87 config show``: the settings in force for a report, and the origin of each value."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

from meta87.cli import options
from meta87.cli.check_report import settings_for
from meta87.cli.language import current
from meta87.cli.options import argument
from meta87.cli.output import write
from meta87.config.levels import LEVELS, NEVER
from meta87.messages import text


def show(
    file: Annotated[Path, argument("check.metavar", "config.file")] = Path("informe.docx"),
    select: options.SelectOption = None,
    ignore: options.IgnoreOption = None,
    period: options.PeriodOption = None,
    template: options.TemplateOption = None,
) -> None:
    """Shows the settings in force for a report, of which only the folder counts."""
    found = settings_for(file, select=select, ignore=ignore, period=period, template=template)
    lang = current()
    source = "file-read" if found.path else "no-file"
    lines = [text(f"ui.config.{source}", lang, path=found.path)]
    for key, value in json.loads(found.settings.model_dump_json()).items():
        shown = json.dumps(value, ensure_ascii=False) if value else "–"
        for level in (*LEVELS, NEVER):
            shown = shown.replace(f'"{level}"', json.dumps(text(f"ui.level.{level}", lang)))
        origin = text(f"ui.config.{found.origins[key]}", lang)
        lines.append(f"  {key:<10} = {shown:<28} {origin}")
    write("\n".join(lines) + "\n", None)
