"""``meta87 models``: lists the models, shows one's card, verifies it or makes it the default."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from meta87.cli.language import current
from meta87.cli.options import argument, folder_of, option
from meta87.cli.output import write
from meta87.errors import ModelError
from meta87.messages import text

CARD = "README.md"


def models(
    model: Annotated[Path | None, argument("models.metavar", "models.model")] = None,
    verify: Annotated[bool, option("--verify", help="models.verify")] = False,
    default: Annotated[Path | None, option("--default", help="models.default")] = None,
) -> None:
    """Lists the models, shows one's card, verifies checksums, or sets the default."""
    if default:
        shown = _set_default(folder_of(default))
    elif verify:
        shown = "\n".join(map(_verified, [folder_of(model)] if model else _known()))
    elif model:
        shown = _card(folder_of(model))
    else:
        shown = "\n".join(line for folder in _known() for line in _lines(folder))
    write(shown.rstrip("\n") + "\n", None)


def _set_default(folder: Path) -> str:
    """Makes a model the default, after verifying that it is complete."""
    from meta87.classify.chosen import choose
    from meta87.classify.store import DEFAULT, load, model_folder

    load(folder)
    is_shipped = folder.resolve() == (model_folder() / DEFAULT).resolve()
    choose(None if is_shipped else folder)
    return text("ui.models.chosen", current(), path=folder)


def _verified(folder: Path) -> str:
    from meta87.classify.store import verify

    verify(folder)
    return text("ui.models.intact", current(), path=folder)


def _known() -> list[Path]:
    """Returns the folders of the models that are known, the default one first."""
    from meta87.classify.store import default_folder, models

    default = default_folder()
    return [default, *(each for each in models() if each.resolve() != default.resolve())]


def _card(folder: Path) -> str:
    """Returns the text of a model's card.

    Raises:
        ModelError: ``model-file-missing``: it has no card.
    """
    try:
        return (folder / CARD).read_text(encoding="utf8")
    except OSError as error:
        raise ModelError("model-file-missing", path=folder / CARD) from error


def _lines(folder: Path) -> Iterator[str]:
    """Yields a line on the model, and one on each profile with its last metrics."""
    from meta87.classify.store import default_folder, read_manifest
    from meta87.report.texts import decimal

    manifest, lang = read_manifest(folder), current()
    is_default = folder.resolve() == default_folder().resolve()
    mark = text("ui.models.mark", lang) if is_default else ""
    yield text("ui.models.line", lang, name=folder.name, mark=mark, **manifest["trained_on"])
    for profile in manifest["profiles"]:
        measured = {k: v for k, v in manifest["figures"].items() if k.endswith(f"-{profile}")}
        name, last = list(measured.items())[-1]
        yield text(
            "ui.models.profile",
            lang,
            profile=profile,
            measured=name.removesuffix(f"-{profile}"),
            n=last["n"],
            themes=decimal(last["themes"]["micro_f1"], lang),
            kind=decimal(last["kind"]["macro_f1"], lang),
        )
