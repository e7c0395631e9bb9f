"""A passage as one flat row, for spreadsheets."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from meta87.archive.sink.fields import (
    DUPLICATE_OF,
    EXTRA,
    plain,
    source_location,
    text,
)
from meta87.archive.sink.options import Options
from meta87.classify.labels import Theme
from meta87.classify.tagged import ENTITY_COLUMNS
from meta87.entities.counts.counts import counts_members
from meta87.entities.entity import DATE, INSTITUTION, PARTICIPANTS
from meta87.report.spreadsheets import no_formula

JOINT = "; "
_FIRST = ("report", "country", "year", "section", "question", "topic", "text")
_AS_WRITTEN = {**ENTITY_COLUMNS, INSTITUTION: "institutions_written"}
_LAST = (DUPLICATE_OF, "id", "question_id", "paragraph", "sentence", "context")

Value = str | int | float | None


@cache
def header(themes: tuple[Theme, ...]) -> tuple[str, ...]:
    """Returns the names of the columns of a table whose model predicts some themes."""
    return (
        *_FIRST, "kind", "kind_score", "themes", *(f"score_{theme}" for theme in themes),
        "date_from", "date_to", "people", "institutions", *_AS_WRITTEN.values(), "file", "place",
        *_LAST, EXTRA, "model",
    )  # fmt: skip


def flat(row: Mapping[str, Any], options: Options) -> list[Value]:
    """Returns a record's values in the order of its table's `header`; lists are joined by "; ".

    ``people`` is the sum of the people counted in the passage, without members of institutions;
    ``date_from`` and ``date_to`` are its first and last day, ``institutions`` the full names of its
    institutions.
    """
    found, fields, where = row["predicted"], plain(row), source_location(row)
    by_label: dict[str, list[Mapping[str, Any]]] = {}
    for entity in found["entities"]:
        by_label.setdefault(entity["label"], []).append(entity)
    values = {
        **fields,
        "kind": found["kind"],
        "kind_score": found["kind_scores"][found["kind"]],
        "themes": JOINT.join(found["themes"]),
        **{f"score_{theme}": found["theme_scores"].get(theme) for theme in options.themes},
        **_normal(row["text"], by_label),
        **{name: _written(by_label.get(label, ())) for label, name in _AS_WRITTEN.items()},
        "file": where["file"],
        "place": JOINT.join(map(_anchor, where["anchors"])),
        "model": text(row.get("model")) or options.model,
    }
    return [no_formula(values[name]) for name in header(options.themes)]


def _normal(text: str, by_label: Mapping[str, list[Mapping[str, Any]]]) -> dict[str, Value]:
    dates = [entity.get("value") or {} for entity in by_label.get(DATE, ())]
    people = [
        entity["value"]["number"]
        for entity in by_label.get(PARTICIPANTS, ())
        if not counts_members(text, entity["start"])
    ]
    names = [entity["value"]["name"] for entity in by_label.get(INSTITUTION, ())]
    return {
        "date_from": min(filter(None, (value.get("from") for value in dates)), default=None),
        "date_to": max(filter(None, (value.get("to") for value in dates)), default=None),
        "people": sum(people) if people else None,
        "institutions": JOINT.join(dict.fromkeys(names)),
    }


def _written(entities: Any) -> str:
    return JOINT.join(entity["text"] for entity in entities)


def _anchor(anchor: Mapping[str, Any]) -> str:
    return f"{anchor['part']} {anchor['unit']}:{anchor['start']}-{anchor['end']}"
