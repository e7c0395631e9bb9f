"""Sentences of given files that must not stand in a corpus: eight words in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from meta87.corpus.files import LocatedRecord
from meta87.corpus.ngrams import NAME, ngrams, quoted
from meta87.corpus.rows import Fault
from meta87.corpus.schema import BareRecord, read_lines
from meta87.entities.institutions.gazetteer import gazetteer_names
from meta87.entities.institutions.tokens import folded_words
from meta87.form.period import MONTHS
from meta87.form.template import default_template
from meta87.guarded.process import read_guarded

_SLOT = re.compile(r"\{\w+\}")


def shared_ngrams(passages: Sequence[LocatedRecord], against: Sequence[Path]) -> Iterator[Fault]:
    """Yields passages that share eight words in a row with one of the files.

    A known name of an institution and a URL count as one word each, since anybody must write them
    so. N-grams only of words from names of institutions and from the form itself, of dates and of
    numbers are set phrases of the field, and do not count.

    Raises:
        InputError: a file cannot be read.
    """
    common = common_words()
    known = {
        ngram: path
        for path in against
        for ngram in ngrams(_texts(path))
        if not all(word in common or word.isdecimal() for word in ngram)
    }
    for here in passages if known else ():
        texts = [here.record.text, here.record.context]
        shared = ((text, ngram) for text in texts for ngram in ngrams([text]) if ngram in known)
        for text, ngram in islice(shared, 1):
            found = {"run": quoted(text, ngram), "other": known[ngram].name}
            yield Fault(here.path, here.line, "shared-run", {**found})


def _texts(path: Path) -> list[str]:
    if path.suffix.lower() == ".jsonl":
        return [text for r in read_lines(path, BareRecord) for text in (r.text, r.context or "")]
    return [block.text for block in read_guarded(path).document.blocks]


def common_words() -> set[str]:
    """Returns the words of the names of institutions, of the form and of dates."""
    index = gazetteer_names().values()
    named = {word for names in index for words in names for word in words}
    template = default_template()
    texts = [*template.notes, *(section.title for section in template.sections)]
    for question in template.questions:
        texts += [question.wording, question.topic, *question.choices]
    parts = (part for text in texts for part in _SLOT.split(text))
    return {NAME, *named, *MONTHS, *(word for part in parts for word in folded_words(part))}
