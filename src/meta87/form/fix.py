"""What a person says of a draft: its country, its period, which text answers which question."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from meta87.form.countries import country_code, country_names
from meta87.form.period import between_months

NOTHING = frozenset({"none", "ninguna"})  # questions: the text answers no question
ANOTHER = "+"  # after the id of a question that repeats: an answer of its own
MAX_TEXTS = 500
SUFFIX = ".preguntas.toml"  # of the name of the file that says it, after that of the draft


def _as_text(value: object) -> object:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_number else value.strip() if isinstance(value, str) else value


def _country(value: str) -> str:
    is_code = value.upper() in {"", *country_names().values()}
    code = value.upper() if is_code else country_code(value)
    if value and not code:
        raise ValueError
    return code


def _period(value: str) -> str:
    if value and between_months(value) is None:
        raise ValueError
    return value


class Assignment(BaseModel):
    """A text and the question that it answers."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: Annotated[str, Field(min_length=1, max_length=4000)]  # its beginning
    # Number or id of the question; one of `NOTHING`; "" where nobody has said.
    question: Annotated[str, BeforeValidator(_as_text)] = ""


class Fix(BaseModel):
    """What a person says of a draft."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    country: Annotated[str, AfterValidator(_country)] = ""  # its code; "" as the draft has it
    period: Annotated[str, AfterValidator(_period)] = ""  # "2024-01:2024-12"
    block: Annotated[tuple[Assignment, ...], Field(max_length=MAX_TEXTS)] = ()  # the texts
    file: str = ""  # name of the file that says it
