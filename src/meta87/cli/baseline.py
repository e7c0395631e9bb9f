"""``meta87 baseline``: findings that are known already, so that a check tells only new ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from meta87.cli.checked import check_with
from meta87.cli.help import Command, Group
from meta87.cli.language import current
from meta87.cli.options import (
    LangOption,
    ModelOption,
    PeriodOption,
    Profile,
    ProfileOption,
    TemplateOption,
    note,
    told,
    write,
)
from meta87.cli.settings import (
    BaselineOption,
    ConfigOption,
    ReportArgument,
    settings_for,
)

if TYPE_CHECKING:
    from meta87.checking import CheckedReport

FOUND = 1


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(cls=Group, help=told("baseline.help"), no_args_is_help=True,
                        rich_markup_mode=None)  # fmt: skip
    for name, command in (("write", write_), ("check", check), ("prune", prune)):
        group.command(name, cls=Command, help=told(f"baseline.{name}"))(command)
    app.add_typer(group, name="baseline")


def write_(
    file: ReportArgument,
    baseline: BaselineOption = None,
    config: ConfigOption = None,
    model: ModelOption = None,
    profile: ProfileOption = Profile.DEFAULT,
    template: TemplateOption = None,
    period: PeriodOption = None,
    lang: LangOption = None,  # noqa: ARG001  read before the commands are built
) -> None:
    """Take the findings of a report into the baseline."""
    from meta87.settings import baseline as known  # noqa: PLC0415

    checked, place = _checked(
        file, baseline, config, model, profile, template=template, period=period
    )
    entries = known.load(place) if place.exists() else {}
    kept = known.kept(checked, entries)
    write(known.dump({**kept, **known.entries_of(checked)}), place)


def check(
    file: ReportArgument,
    baseline: BaselineOption = None,
    config: ConfigOption = None,
    model: ModelOption = None,
    profile: ProfileOption = Profile.DEFAULT,
    template: TemplateOption = None,
    period: PeriodOption = None,
    lang: LangOption = None,  # noqa: ARG001  read before the commands are built
) -> None:
    """Tell the findings that are not in the baseline; exit code 1 if there are any."""
    from meta87.output import check_compact  # noqa: PLC0415
    from meta87.output.check_formats import View  # noqa: PLC0415
    from meta87.settings import baseline as known  # noqa: PLC0415

    checked, place = _checked(
        file, baseline, config, model, profile, template=template, period=period
    )
    entries = known.load(place)
    told_ = known.apply(checked, entries)
    write(check_compact.render(told_, View(current(), file)), None)
    if stale := known.gone(checked, entries):
        note("ui.baseline-stale", count=len(stale), path=place)
    raise typer.Exit(FOUND if told_.findings else 0)


def prune(
    file: ReportArgument,
    baseline: BaselineOption = None,
    config: ConfigOption = None,
    model: ModelOption = None,
    profile: ProfileOption = Profile.DEFAULT,
    template: TemplateOption = None,
    period: PeriodOption = None,
    lang: LangOption = None,  # noqa: ARG001  read before the commands are built
) -> None:
    """Take out of the baseline what the report does not hold any more."""
    from meta87.settings import baseline as known  # noqa: PLC0415

    checked, place = _checked(
        file, baseline, config, model, profile, template=template, period=period
    )
    entries = known.load(place)
    kept = known.kept(checked, entries)
    write(known.dump(kept), place)
    note("ui.baseline-pruned", count=len(entries) - len(kept))


def _checked(
    file: Path,
    baseline: Path | None,
    config: Path | None,
    model: Path | None,
    profile: str,
    **flags: object,
) -> tuple[CheckedReport, Path]:
    """Check a report without its baseline; give it and where the baseline is.

    Args:
        file: the report.
        baseline: as the command line names it.
        config: the settings file, as the command line names it.
        model: folder of a trained model.
        profile: what the model reads with.
        flags: settings that the command line gives.
    """
    from meta87.settings.baseline import beside  # noqa: PLC0415

    settings = settings_for(file, config, **flags).settings
    place = baseline or settings.baseline or beside(file)
    return check_with(file, settings.model_copy(update={"baseline": None}), model, profile), place
