"""What a report is compared with: an earlier draft, or the report of a period before."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Literal

from meta87.classify.tagged import TaggedReport
from meta87.form.folding import fold
from meta87.reading.suffixes import SUFFIXES
from meta87.rules.passage import Period

FOLDERS = ("previous", "anterior")  # beside a report, that hold the earlier file
LONG = 40  # characters of a folded passage that two reports share by copying alone
MOST, FEW = 0.6, 0.3  # of the passages of the shorter one that a draft, or another report, shares
LEAST = 3  # passages without which likeness tells nothing


class Relation(StrEnum):
    """What an earlier file is to a draft."""

    DRAFT = "draft"  # an earlier draft of the same report
    REPORT = "report"  # the report of a period before
    UNCLEAR = "unclear"
    LATER = "later"  # the report of a later period
    OTHER_COUNTRY = "other-country"
    OTHER_FORM = "other-form"  # not the questionnaire
    UNREAD = "unread"


Basis = Literal["period", "likeness", "asked", ""]


@dataclass(frozen=True, slots=True)
class Related:
    """What an earlier file is to a draft, what that is known by, and the period of the file."""

    relation: Relation
    basis: Basis = ""
    period: Period | None = None


def related(now: TaggedReport, before: TaggedReport, asked: Relation | None = None) -> Related:
    """Returns what an earlier file is to a draft: by country and period, else by its answers.

    Args:
        now: the draft.
        before: the earlier file.
        asked: what the user says that it is; None to find out.
    """
    here, there = now.report, before.report
    if not there.template:
        return Related(Relation.OTHER_FORM)
    if asked:
        return Related(asked, "asked")
    if here.country and there.country and here.country != there.country:
        return Related(Relation.OTHER_COUNTRY)
    if here.period and there.period:
        began, before_that = here.period[0], there.period[0]
        later = Relation.REPORT if before_that < began else Relation.LATER
        relation = Relation.DRAFT if before_that == began else later
        return Related(relation, "period", there.period)
    return _by_likeness(now, before)


def _by_likeness(now: TaggedReport, before: TaggedReport) -> Related:
    """Returns what the share of common passages indicates; most of them are short in a draft."""
    here, there = _passages(now), _passages(before)
    shorter = min(len(here), len(there))
    if shorter < LEAST:
        return Related(Relation.UNCLEAR)
    shared = len(here & there) / shorter
    if shared >= MOST:
        return Related(Relation.DRAFT, "likeness")
    return Related(Relation.REPORT, "likeness") if shared <= FEW else Related(Relation.UNCLEAR)


def _passages(report: TaggedReport) -> frozenset[str]:
    folded = (fold(p.text).text for answer in report.answers for p in answer.passages)
    return frozenset(text for text in folded if len(text) >= LONG)


def reports_in(folder: Path) -> list[Path]:
    """Returns the files of a folder that may be reports; none where there is no folder."""
    files: list[Path] = []
    with suppress(OSError):  # one that may not be read has none
        files = sorted(folder.iterdir()) if folder.is_dir() else []
    return [f for f in files if f.suffix.lower() in SUFFIXES and f.name[0] not in ".~"]


def only_beside(report: Path) -> Path | None:
    """Returns the only report in a folder beside a report, or None."""
    found = (reports_in(report.parent / name) for name in FOLDERS)
    return next((files[0] for files in found if len(files) == 1), None)


def several_beside(report: Path) -> list[tuple[str, int]]:
    """Returns the folders beside a report with several reports, each with their number."""
    counted = [(name, len(reports_in(report.parent / name))) for name in FOLDERS]
    return [(name, count) for name, count in counted if count > 1]
