"""What the button that undoes names: the last thing that a person said of a draft."""

from __future__ import annotations

from collections.abc import Sequence

from meta87.form.fix import Fix
from meta87.form.period import between_months
from meta87.messages import joined, text
from meta87.report import texts
from meta87.web.assigning import Went

QUOTED = 40  # characters of a text


def undone(before: Fix, now: Fix, went: Sequence[Went], lang: str) -> str:
    """Returns what a person said last, in a few words; "" where nothing has changed."""
    read, named = text("web.undo.read", lang), list[str]()
    if before.country != now.country:
        name = texts.country(now.country, lang) or read
        named.append(text("web.undo.country", lang, name=name))
    if before.period != now.period:
        months = texts.period(between_months(now.period), lang) or read
        named.append(text("web.undo.period", lang, months=months))
    said = {each.text for each in now.block if each.question}
    back = [each.text for each in before.block if each.question and each.text not in said]
    moved = [(each.words, each.answer.question if each.answer else "none") for each in went]
    moved += [(words, "") for words in back]
    for words, question in moved[:1]:
        key = {"": "back", "none": "nowhere"}.get(question, "under")
        details = {"quote": texts.shortened(words, QUOTED), "question": question}
        named.append(text(f"web.undo.{key}", lang, **details))
    if more := len(moved[1:]):
        named.append(text("web.undo.more", lang, count=more))
    return joined(named, lang)
