"""Templates: what a questionnaire's form looks like, read from TOML."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from meta87.errors import UsageError
from meta87.questionnaire.report import Expects, Tells

DEFAULT = "alianza87"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Section(_Strict):
    """A heading of the form."""

    id: str
    title: str


class Question(_Strict):
    """A question of the form.

    Attributes:
        id: its name, the same in every edition.
        section: id of its section.
        wording: as printed; ``{name}`` stands for text that changes, ``{topic}`` for what
            the question is about.
        topic: what it is about, when the wording does not say.
        repeats: whether it is asked several times (once a priority).
        required: whether the form always asks for it.
        expects: what a good answer holds.
        tells: ``past`` when its facts must lie in the reference period.
        choices: its options, when it is answered by ticking.
    """

    id: str
    section: str
    wording: str
    topic: str = ""
    repeats: bool = False
    required: bool = False
    expects: Expects = "choice"
    tells: Tells = "any"
    choices: tuple[str, ...] = ()


class Template(_Strict):
    """A questionnaire's form."""

    id: str
    title: str
    country: str
    period: str
    notes: tuple[str, ...]
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]

    def question(self, id: str) -> Question | None:
        """Give the question of that id, or None."""
        return next((q for q in self.questions if q.id == id), None)


@cache
def default_template() -> Template:
    """Give the template of the Alliance 8.7 questionnaire."""
    folder = resources.files(__package__).joinpath("templates")
    return parse_template(folder.joinpath(f"{DEFAULT}.toml").read_text(encoding="utf8"), DEFAULT)


def load_template(path: Path) -> Template:
    """Read a template from a file.

    Raises:
        UsageError: ``template-missing`` or ``template-invalid``, with what is wrong.
    """
    try:
        return parse_template(path.read_text(encoding="utf8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("template-missing", path=path) from error


def parse_template(text: str, name: str) -> Template:
    """Read a template from TOML text; ``name`` is for the error message."""
    try:
        return Template.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise UsageError("template-invalid", path=name, reason=str(error)) from error
    except ValidationError as error:
        faults = (f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise UsageError("template-invalid", path=name, reason="; ".join(faults)) from error
