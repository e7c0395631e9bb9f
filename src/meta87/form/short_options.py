"""Options that people shorten to a few words: "Sindicatos", "gran", "Otros organismos ONU"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set

from meta87.form.folding import fold
from meta87.form.options import TypedOption, match_option
from meta87.form.template import Question

STEM = 5  # first letters that two forms of a word share
MIN_CUT = 3  # letters of a word that is cut short: "Soc. civil"
MAX_WORDS = 9  # of a shortened option
MAX_LINE = 200  # characters of a line of them
# Words that say nothing of which option it is, unless there are no others.
STOP_WORDS = {"a", "de", "del", "el", "en", "la", "las", "los", "otros", "su", "sus", "y"}
NOT_APPLICABLE = re.compile(r"\bn ?[ac]\b")
NAME_END = re.compile(r"\s*[(:;,.–—-]")
PARTS = re.compile(r"\s*[,;/|]\s*|\s+[ye]\s+")
MARKED = re.compile(
    r"(?P<mark>[xX✓✔]\W+)?(?P<name>.*?)(?:[\s:=–—(\[-]+(?P<said>[xX✓✔]|s[ií]|no)\W*)?",
    re.IGNORECASE,
)


def option_named(question: Question, text: str, synonyms: Sequence[str]) -> tuple[str, int]:
    """Returns the option that a checkbox's text names, as `match_option` does, even shortened."""
    label, end = match_option(question, text)
    if label in question.choices:
        return label, end
    name_end = NAME_END.search(text[:MAX_LINE])
    for end in (len(text), name_end.start() if name_end else 0):
        if short := short_option(question.choices, text[:end], synonyms):
            return short, end
    return label, len(text)


def is_marked(text: str) -> bool:
    """Returns whether a text has a mark, "sí" or "no" where that would say whether an option holds.

    >>> is_marked("Sindicatos: sí"), is_marked("Sindicatos")
    (True, False)
    """
    marked = MARKED.fullmatch(text)
    return marked is not None and bool(marked["mark"] or marked["said"])


def short_options(
    labels: Sequence[str], text: str, synonyms: Sequence[str] = ()
) -> list[TypedOption]:
    """Returns the shortened options that a line consists of, each ticked unless "no" follows it.

    >>> short_options(("Sector privado", "OIT"), "Privado: no")
    [TypedOption(label='Sector privado', end=11, ticked=False)]
    """
    marked = MARKED.fullmatch(text) if len(text) <= MAX_LINE else None
    if marked is None or {"si", "no"}.intersection(fold(label).text for label in labels):
        return []
    if label := short_option(labels, marked["name"], synonyms):
        return [TypedOption(label, len(text), fold(marked["said"] or "").text != "no")]
    if marked["mark"] or marked["said"]:
        return []
    ends = [*(match.end() for match in PARTS.finditer(text)), len(text)]
    named = [short_option(labels, part, synonyms) for part in PARTS.split(text)]
    if not all(named) or len(set(named)) < len(named):
        return []
    return [TypedOption(*each, ticked=True) for each in zip(named, ends, strict=True)]


def short_option(labels: Sequence[str], text: str, synonyms: Sequence[str] = ()) -> str:
    """Returns the only option that has all the words of a text, or "".

    >>> short_option(("Sector privado", "Organizaciones de empleadores"), "El privado")
    'Sector privado'
    """
    words = NOT_APPLICABLE.sub("no aplica", fold(text).text).split()
    said = [word for word in words if word not in STOP_WORDS] or words
    if not said or len(said) > MAX_WORDS:
        return ""
    groups = [set(fold(group).text.split()) for group in synonyms]
    shares = [(_share(said, fold(label).text.split(), groups), label) for label in labels]
    best, label = max(shares, default=(0.0, ""))
    return label if best and sum(share == best for share, _ in shares) == 1 else ""


def _share(said: Sequence[str], words: Sequence[str], groups: Sequence[Set[str]]) -> float:
    """Returns the share of the words of a label that a text says, or 0 if it says another."""
    if ("no" in said) != ("no" in words):
        return 0.0
    found = [{n for n, word in enumerate(words) if _is_same(each, word, groups)} for each in said]
    return len(set().union(*found)) / len(words) if all(found) else 0.0


def _is_same(said: str, word: str, groups: Iterable[Set[str]]) -> bool:
    """Returns whether a word says one of an option: a form of it, cut short, or a synonym."""
    if len(said) >= MIN_CUT and word.startswith(said[:STEM]):
        return True
    forms = {said, said.removesuffix("s"), said.removesuffix("es")}
    return said == word or any(forms & group and word in group for group in groups)
