"""Templates: the form of a questionnaire, read from TOML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from meta87.errors import UsageError
from meta87.form.folding import fold
from meta87.form.report import Asks, Expects, Tells
from meta87.form.template_lines import line_of, parsed_toml

DEFAULT = "alianza87"
NONE = "none"
SLOT = re.compile(r"\{(\w+)\}")
# The groups that the regular expressions of a template must name.
PATTERNS = {"country": ("country",), "period": ("first", "last")}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Section(_Strict):
    """A heading of the form."""

    id: str
    title: str


class Question(_Strict):
    """A question of the form."""

    id: str  # its name, the same in every edition
    section: str  # id of its section
    # As printed; ``{name}`` stands for text that changes, ``{topic}`` for what the question is
    # about.
    wording: str
    topic: str = ""  # what it is about, when the wording does not say
    titles: tuple[str, ...] = ()  # what people write in its place as a title, by its keywords
    repeats: bool = False  # whether it is asked several times (once a priority)
    # Whether it is asked only of who has reported before, so that it may be left out.
    later: bool = False
    required: bool = False  # whether the form always asks for it
    expects: Expects = "choice"  # what a good answer holds
    tells: Tells = "any"  # ``past`` when its facts must lie in the reference period
    choices: tuple[str, ...] = ()  # its options, when it is answered by ticking
    several: bool = False  # whether more than one option may be ticked
    # What it asks for, where that is something to check: ``partners`` (which kinds), ``tools``
    # (of evaluation), ``highlights`` (progress to show), ``collaboration`` (what was done with
    # others).
    asks: Asks = ""
    follows: str = ""  # id of an earlier question that this one asks more about
    # Options of that question that call for an answer to this one ("sí").
    when: tuple[str, ...] = ()


class Template(_Strict):
    """A questionnaire's form."""

    id: str  # its name
    title: str  # what it is called
    country: str  # regular expression that finds the country, as ``country``
    period: str  # regular expression that finds the reference period, as ``first`` and ``last``
    notes: tuple[str, ...]  # its texts that are never an answer
    synonyms: tuple[str, ...] = ()  # groups of words of which one may stand for another in a title
    fillers: tuple[str, ...] = ()  # words that say nothing in a title
    option_synonyms: tuple[str, ...] = ()  # the same as synonyms, in an option that is shortened
    # Words of the titles that authors give to the parts of an answer.
    headings: tuple[str, ...] = ()
    sections: tuple[Section, ...]  # its headings
    questions: tuple[Question, ...]  # its questions

    def question(self, id: str) -> Question | None:
        """Returns the question of that id, or None."""
        return next((q for q in self.questions if q.id == id), None)


@cache
def default_template() -> Template:
    """Returns the template of the Alliance 8.7 questionnaire."""
    folder = resources.files(__package__).joinpath("templates")
    return parse_template(folder.joinpath(f"{DEFAULT}.toml").read_text(encoding="utf8"), DEFAULT)


@cache
def no_template() -> Template:
    """Returns the template of documents without a form: it has no questions."""
    nothing: dict[str, object] = {"id": "", "notes": (), "sections": (), "questions": ()}
    return default_template().model_copy(update=nothing)


def load_template(path: Path) -> Template:
    """Reads a template from a file; `NONE` is the name of that without questions.

    Raises:
        UsageError: ``template-missing``, or ``template-invalid`` with every error and its line.
    """
    if str(path) == NONE:
        return no_template()
    try:
        return parse_template(path.read_text(encoding="utf8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("template-missing", path=path) from error


def parse_template(text: str, name: str) -> Template:
    """Reads a template from TOML text.

    Args:
        text: the content.
        name: name of the file, for messages.

    Raises:
        UsageError: ``template-invalid``; its ``faults`` are errors too, each with its ``line``.
    """
    try:
        template = Template.model_validate(parsed_toml(text))
    except UsageError as error:
        raise UsageError("template-invalid", path=name, faults=[error]) from error
    except ValidationError as error:
        faults = sorted((_fault(each, text) for each in error.errors()), key=_line)
        raise UsageError("template-invalid", path=name, faults=faults) from error
    if faults := sorted(_validate(template, text), key=_line):
        raise UsageError("template-invalid", path=name, faults=faults)
    return template


def _fault(error: ErrorDetails, text: str) -> UsageError:
    """Returns the error of a value of the wrong type: what it should be."""
    line = line_of(text, error["loc"])
    key = ".".join(str(part) for part in error["loc"] if not isinstance(part, int))
    if error["type"] == "missing":
        return UsageError("template-key-missing", line=line, key=key)
    if error["type"] == "extra_forbidden":
        return UsageError("template-key-unknown", line=line, key=key)
    kind = error["type"].removesuffix("_type").replace("tuple", "list")
    expected = error.get("ctx", {}).get("expected", kind).replace(" or ", ", ")
    return UsageError("template-value-wrong", line=line, key=key, expected=expected)


def _line(fault: UsageError) -> int:
    return int(str(fault.details["line"]))


def _validate(template: Template, text: str) -> Iterator[UsageError]:
    if not template.questions:
        yield UsageError("template-without-questions", line=line_of(text, ("questions",)))
    for index in range(len(template.questions)):
        for fault, key, details in _question_errors(template, index):
            yield UsageError(fault, line=line_of(text, ("questions", index, key)), **details)
    for key, groups in PATTERNS.items():
        try:
            named = {*re.compile(getattr(template, key)).groupindex}
        except re.error:
            named = set()
        if not named.issuperset(groups):
            place, needed = line_of(text, (key,)), ", ".join(groups)
            yield UsageError("template-pattern-wrong", line=place, key=key, groups=needed)


def _question_errors(template: Template, index: int) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yields the errors of a question: id, invalid key, details of the message."""
    question, earlier = template.questions[index], template.questions[:index]
    if question.section not in {section.id for section in template.sections}:
        yield "template-section-unknown", "section", {"section": question.section}
    if not question.id or question.id in {each.id for each in earlier}:
        yield "template-id-repeated", "id", {"question": question.id}
    if not fold(SLOT.sub("", question.wording)).text:
        yield "template-wording-empty", "wording", {"question": question.id}
    followed = next((each for each in earlier if each.id == question.follows), None)
    if question.follows and followed is None:
        yield "template-follows-unknown", "follows", {"question": question.follows}
    for label in question.when:
        if followed is None or label not in followed.choices:
            yield "template-when-unknown", "when", {"option": label}
