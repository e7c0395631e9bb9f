"""Sentences of given files that must not stand in a corpus: eight words in a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from meta87.corpus.files import LocatedRecord
from meta87.corpus.rows import Fault
from meta87.corpus.schema import BareRecord, read_lines
from meta87.entities.institutions.gazetteer import gazetteer_names
from meta87.entities.institutions.tokens import folded_words
from meta87.form.template import default_template
from meta87.guarded.process import read_guarded

NGRAM_LENGTH = 8
_NAME = "¤"
_SLOT = re.compile(r"\{\w+\}")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")


def shared_ngrams(passages: Sequence[LocatedRecord], against: Sequence[Path]) -> Iterator[Fault]:
    """Yields passages that share eight words in a row with one of the files.

    A known name of an institution and a URL count as one word each, since anybody must write them
    so. N-grams only of words from names of institutions and from the form itself are set phrases of
    the field, and do not count.

    Raises:
        InputError: a file cannot be read.
    """
    common = common_words()
    known = {
        ngram: path
        for path in against
        for ngram in ngrams(_texts(path))
        if not common.issuperset(ngram)
    }
    for here in passages if known else ():
        texts = [here.record.text, here.record.context]
        shared = [ngram for ngram in ngrams(texts) if ngram in known]
        if shared:
            found: dict[str, object] = {"run": " ".join(shared[0]), "other": known[shared[0]].name}
            yield Fault(here.path, here.line, "shared-run", found)


def ngrams(texts: Iterable[str], length: int = NGRAM_LENGTH) -> Iterator[tuple[str, ...]]:
    """Yields every n-gram of the texts; a known name of an institution counts as one word."""
    for text in texts:
        words = _words(text)
        yield from zip(*(words[start:] for start in range(length)), strict=False)


def _words(text: str) -> list[str]:
    """Returns the words without accents and case, each known name as one."""
    words = [
        word
        for word in folded_words(_ADDRESS.sub(_NAME, text))
        if word[:1].isalnum() or word == _NAME  # an accent that stands alone leaves an empty word
    ]
    names = gazetteer_names().by_first
    kept, after = list[str](), 0  # after the last name
    for at, word in enumerate(words):
        if at < after:
            continue
        kept.append(word)
        for name, _ in names.get(word, ()):
            if tuple(words[at : at + len(name)]) == name:
                kept[-1], after = _NAME, at + len(name)
                break
    return kept


def _texts(path: Path) -> list[str]:
    if path.suffix.lower() == ".jsonl":
        return [text for r in read_lines(path, BareRecord) for text in (r.text, r.context or "")]
    return [block.text for block in read_guarded(path).document.blocks]


def common_words() -> set[str]:
    """Returns the words of the names of institutions and of the form."""
    index = gazetteer_names().by_first.values()
    named = {word for names in index for words, _ in names for word in words}
    template = default_template()
    texts = [*template.notes, *(section.title for section in template.sections)]
    for question in template.questions:
        texts += [question.wording, question.topic, *question.choices]
    parts = (part for text in texts for part in _SLOT.split(text))
    return {_NAME, *named, *(word for part in parts for word in folded_words(part))}
