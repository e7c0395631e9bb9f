"""Whether a corpus can be trusted: what must hold of its passages together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from meta87.corpus.duplicates import near_duplicates, repeated
from meta87.corpus.files import LocatedPointer, LocatedRecord, located_records
from meta87.corpus.rows import Fault
from meta87.corpus.splits import Split

_WARNING = "writer-leak"
# Splits that may share no writer, and which of each pair is learnt from.
_APART = ((Split.TRAIN, Split.HEADS), (Split.TRAIN, Split.TEST), (Split.HEADS, Split.TEST))

AnyLocated = LocatedRecord | LocatedPointer


@dataclass(frozen=True, slots=True)
class CheckedCorpus:
    """The passages of a corpus, and what is wrong, in the order of files and lines."""

    passages: tuple[AnyLocated, ...]  # and pointers
    faults: tuple[Fault, ...]  # what must be corrected
    warnings: tuple[Fault, ...] = ()  # what may be meant so, as in a small corpus of few writers


def check_corpus(paths: Iterable[Path]) -> CheckedCorpus:
    """Finds every error of files of passage records, and of folders of them.

    Raises:
        InputError: a file cannot be opened.
    """
    passages, pointers, faults = located_records(paths)
    faults += check_ids([*passages, *pointers])
    for found in (passages, pointers):
        faults += [*check_splits(found), *check_writers(found), *check_pairs(found)]
    faults += [*check_duplicates(passages), *check_pointer_texts(pointers)]
    faults.sort(key=lambda fault: (str(fault.path), fault.line))
    sides = (tuple(f for f in faults if (f.id == _WARNING) is mild) for mild in (False, True))
    return CheckedCorpus((*passages, *pointers), *sides)


def check_ids(passages: Sequence[AnyLocated]) -> Iterator[Fault]:
    """Yields ids that occur in two files; those within one file are errors of its lines."""
    first: dict[str, AnyLocated] = {}
    for here in passages:
        there = first.setdefault(here.record.id, here)
        if there.path != here.path:
            yield _fault(here, "duplicate-id", value=here.record.id, other=location(there))


def check_splits(passages: Sequence[AnyLocated]) -> Iterator[Fault]:
    """Yields passages without a split where others of the file have one, and reports in two."""
    divided = {here.path for here in passages if here.record.split}
    first: dict[str, AnyLocated] = {}
    reported: set[tuple[str, str | None]] = set()
    for here in passages:
        report, split = here.record.report, here.record.split
        there = first.setdefault(report, here)
        if split is None and here.path not in divided:
            continue
        if split is None:
            yield _fault(here, "split-missing")
        elif split != there.record.split and (report, split) not in reported:
            reported.add((report, split))
            yield _fault(here, "report-split", report=report, other=location(there))


def check_writers(passages: Sequence[AnyLocated]) -> Iterator[Fault]:
    """Yields writers of heads in train, and writers of test in a split that is trained on."""
    found: dict[tuple[str, str], list[AnyLocated]] = defaultdict(list)
    for here in passages:
        if here.record.writer and here.record.split:
            found[here.record.split, here.record.writer].append(here)
    for learnt, split in _APART:
        for writer in [writer for of, writer in found if of == split]:
            if leaked := found.get((learnt, writer)):
                details = {"split": split, "count": len(leaked), "learnt": learnt}
                yield _fault(leaked[0], "writer-leak", writer=writer, **details)


def check_pairs(passages: Sequence[AnyLocated]) -> Iterator[Fault]:
    """Yields invalid minimal pairs: incomplete, in two splits, or of one kind."""
    members: dict[str, list[AnyLocated]] = defaultdict(list)
    for here in passages:
        if here.record.pair:
            members[here.record.pair].append(here)
    for pair, group in members.items():
        kinds = {here.record.kind for here in group}
        if len(group) == 1:
            yield _fault(group[0], "pair-alone", pair=pair)
        elif len({here.record.split for here in group}) > 1:
            yield _fault(group[0], "pair-split", pair=pair)
        elif len(kinds) == 1:
            yield _fault(group[0], "pair-kind", pair=pair, kind=group[0].record.kind)


def check_duplicates(passages: Sequence[LocatedRecord]) -> Iterator[Fault]:
    """Yields passages that occur twice in the corpus, and near-duplicates in two splits."""
    for here, there in repeated(passages):
        yield _fault(here, "duplicate", other=location(there))
    for here, there, similarity in near_duplicates(passages):
        yield _fault(here, "near-duplicate", other=location(there), likeness=similarity)


def check_pointer_texts(pointers: Sequence[LocatedPointer]) -> Iterator[Fault]:
    """Yields texts of pointers that are in two splits."""
    first: dict[str, LocatedPointer] = {}
    for here in pointers:
        there = first.setdefault(here.record.sha1, here)
        if there.record.split != here.record.split:
            yield _fault(here, "pointer-split", other=location(there))


def location(passage: AnyLocated) -> str:
    """Returns the file and line of a passage."""
    return f"{passage.path.name}:{passage.line}"


def _fault(where: AnyLocated, id: str, **details: object) -> Fault:
    return Fault(where.path, where.line, id, details)
