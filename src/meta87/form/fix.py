"""What a person says of a draft: which of its texts answers which question."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

NOTHING = frozenset({"none", "ninguna"})  # questions: the text answers no question
MAX_TEXTS = 500


def _as_text(value: object) -> object:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_number else value.strip() if isinstance(value, str) else value


class Assignment(BaseModel):
    """A text and the question that it answers."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: Annotated[str, Field(min_length=1, max_length=4000)]  # its beginning
    # Number or id of the question; one of `NOTHING`; "" where nobody has said.
    question: Annotated[str, BeforeValidator(_as_text)] = ""


class Fix(BaseModel):
    """What a person says of a draft."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    block: Annotated[tuple[Assignment, ...], Field(max_length=MAX_TEXTS)] = ()  # the texts
    file: str = ""  # name of the file that says it
