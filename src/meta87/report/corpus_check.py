"""The faults of a corpus, one a line with its place, or the sentence that there are none."""

from __future__ import annotations

from collections.abc import Iterator

from meta87.corpus.checks import CheckedCorpus
from meta87.corpus.pointers import Joined
from meta87.corpus.rows import Fault
from meta87.messages import text


def render(checked: CheckedCorpus, lang: str) -> str:
    """Returns every issue with file and line, and the totals."""
    return "".join(f"{line}\n" for line in _lines(checked, lang))


def fault_line(fault: Fault, lang: str) -> str:
    """Returns an issue with its file and line."""
    return f"{fault.path}:{fault.line}: {text(f'faults.{fault.id}', lang, **fault.details)}"


def joined_line(joined: Joined, lang: str) -> str:
    """Returns the number of pointers that were joined with their texts, and their total."""
    return text("ui.corpus.joined", lang, count=len(joined.records), total=joined.total)


def _lines(checked: CheckedCorpus, lang: str) -> Iterator[str]:
    for fault in checked.faults:
        yield fault_line(fault, lang)
    if checked.warnings:
        yield text("ui.corpus.warnings", lang, count=len(checked.warnings))
    for warning in checked.warnings:
        yield f"  {fault_line(warning, lang)}"
    files = {passage.path for passage in checked.passages} | {f.path for f in checked.faults}
    yield text(
        f"ui.corpus.{'faults' if checked.faults else 'clean'}",
        lang,
        count=len(checked.faults),
        passages=len(checked.passages),
        reports=len({passage.record.report for passage in checked.passages}),
        files=len(files),
    )
