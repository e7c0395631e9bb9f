"""Options of closed questions: with a box, or ticked by typing ("X Sí", "Sí: X No:")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz

from meta87.form.folding import Folded, fold
from meta87.form.residue import is_cropped_copy
from meta87.form.template import Question
from meta87.form.wording import Wording

MIN_SIMILARITY = 80.0  # of a label with conversion errors; few others could be mistaken for it
MAX_LINE = 1_000  # characters of a line of options; all those of a question have 230
MOST_KEPT = 4_000  # lines of which it is kept what options they are
MIN_LENGTH = 5  # folded characters of such a label

MARK = re.compile(r"\W*[xX✓✔✗✘]\W*")  # what is typed to tick an option
# How an answer continues after the label of a box, and after an option that it begins with.
AFTER_LABEL = re.compile(r"\s*[,.:;–—(-]|\s+[¿¡«\"“A-ZÁÉÍÓÚÑ0-9]")
AFTER_OPTION = re.compile(r"[»”\"]?\s*(?:[.,:;–—(]|-\s)")
# Words before an option of at least so many characters, in one sentence: "Quedó en curso."
MAX_LED, MIN_LED, ENDED = 6, 8, re.compile(r"[.:;?!]")
# The same, where it is a whole sentence; with brackets, these date what follows it.
AFTER_SENTENCE = re.compile(r"\s*\.\s+(?=[¿¡«\"“A-ZÁÉÍÓÚÑ])|\s+(?=[A-ZÁÉÍÓÚÑ][a-záéíóúñ])")
# What may occur between options in a line of nothing else.
BETWEEN_OPTIONS = re.compile(r"(?:[\s,/;|:.()\[\]{}*_•·–—-]|[xX✓✔✗✘](?![^\W_])|\b[ye]\b)*")
# Such a line in tokens: L an option, M a mark, B a blank for one, C a colon, S a separator. Marks
# are all before their options, or all after.
TOKENS = re.compile(r"(?P<M>_*[xX✓✔✗✘]_*)|(?P<B>_{2,}|\{\s*\})|(?P<C>:)|(?P<S>[,/;|]|\b[ye]\b)")
MARK_LAST = re.compile(r"\b[xX]\W*$|[✓✔✗✘]\W*$")
MARK_AT_EDGE = re.compile(rf"^\W*[xX]\b|^\W*[✓✔✗✘]|{MARK_LAST.pattern}")
MARKS_BEFORE = re.compile(r"(?:[MB]?L)+")
MARKS_AFTER = re.compile(r"(?:LC?[MB]?)+")


@dataclass(frozen=True, slots=True)
class TypedOption:
    """An option in a line of nothing but options and marks."""

    label: str  # label of the option in the template
    end: int  # offset in the text where the next option begins
    ticked: bool  # whether a mark is next to it


def match_option(question: Question, text: str) -> tuple[str, int]:
    """Returns the label of an option and its end in a checkbox's text.

    Text after a label belongs to the answer where the label asks for details, or where it continues
    as an answer does; a text that matches no option is itself the label.
    """
    folded = fold(text)
    matches = [m for label in question.choices if (m := _match(label, text, folded))]
    return max(matches, default=(0.0, text, len(text)))[1:]


def _match(label: str, text: str, folded: Folded) -> tuple[float, str, int] | None:
    match = _wording(label).match(text, folded)
    if match:
        return match.score, label, match.end
    name = fold(label).text
    if folded.text.startswith(f"{name} "):
        end = folded.end(len(name))
        if AFTER_LABEL.match(text[end:]) or is_cropped_copy(text[end:], label):
            return MIN_SIMILARITY + len(name) / 100, label, end
    similarity = fuzz.ratio(name, folded.text)
    if len(name) >= MIN_LENGTH and similarity >= MIN_SIMILARITY:
        return similarity, label, len(text)
    return None


def typed_options(
    labels: tuple[str, ...], text: str, *, marks_after: bool = False
) -> tuple[TypedOption, ...]:
    """Returns the options that a line consists of; none if it contains anything else.

    Nor are any returned where a mark may belong to the option before it or to the one after it,
    "Sí X No", unless a document is known to set its marks after them.

    >>> [(option.label, option.ticked) for option in typed_options(("sí", "no"), "X Sí / No")]
    [('sí', True), ('no', False)]
    """
    return _typed_options(labels, text, marks_after) if len(text) <= MAX_LINE else ()


@lru_cache(MOST_KEPT)
def _typed_options(
    labels: tuple[str, ...], text: str, marks_after: bool
) -> tuple[TypedOption, ...]:
    folded = fold(text)
    found = list(_any_label(labels).finditer(folded.text))
    places = [(folded.start(match.start()), folded.end(match.end())) for match in found]
    edges = [0, *(edge for place in places for edge in place), len(text)]
    gaps = [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    names = [match.group() for match in found]
    if not names or len(set(names)) < len(names) or not all(map(BETWEEN_OPTIONS.fullmatch, gaps)):
        return ()
    ticks = list(_ticks("L".join(_tokens(gap) for gap in gaps), marks_after=marks_after))
    if len(ticks) < len(names):
        return ()
    known = {fold(label).text: label for label in labels}
    ends = [*(start for start, _ in places[1:]), len(text)]
    typed = zip(names, ends, ticks, strict=True)
    return tuple(TypedOption(known[name], end, ticked) for name, end, ticked in typed)


def sets_marks_after(labels: tuple[str, ...], texts: Iterable[str]) -> bool:
    """Returns whether an option is ticked by a mark after it in a text, and none by one before.

    >>> sets_marks_after(("sí", "no"), ["Sí", "No X", "Sí X No"])
    True
    """
    marked = [text for text in texts if typed_options(labels, text)]
    sides = {bool(MARK_LAST.search(text)) for text in marked if MARK_AT_EDGE.search(text)}
    return sides == {True}


def leading_option(labels: Sequence[str], text: str) -> str | None:
    """Returns the option that an answer begins with, or with which its first words end.

    >>> leading_option(("sí", "no"), "Sí, desde mayo.")
    'sí'
    >>> leading_option(("En curso", "Completado"), "El Ministerio lo da por completado. Abrió.")
    'Completado'
    >>> leading_option(("sí", "no"), "No hay avances.") is None
    True
    """
    folded = fold(text)
    for label in labels:
        name = fold(label).text
        most = MAX_LED if len(name) >= MIN_LED else 0
        found = re.match(rf"(?P<led>(?:\w+ ){{0,{most}}}?){re.escape(name)}\b", folded.text)
        if found and AFTER_OPTION.match(text, folded.end(found.end())):
            led = text[: folded.start(found.end("led"))]
            if "no" not in found["led"].split() and not ENDED.search(led):
                return label
    return None


def option_sentence(labels: Sequence[str], text: str) -> TypedOption | None:
    """Returns the option that is the first sentence of an answer, and ticks it.

    >>> option_sentence(("sí", "no"), "Sí. Desde mayo.")
    TypedOption(label='sí', end=4, ticked=True)
    """
    folded = fold(text)
    for label in labels:
        name = fold(label).text
        if f"{folded.text} ".startswith(f"{name} "):
            after = AFTER_SENTENCE.match(text, folded.end(len(name)))
            if after:
                return TypedOption(label, after.end(), ticked=True)
    return None


@lru_cache(MOST_KEPT)
def _wording(label: str) -> Wording:
    return Wording.parse(label)


@cache
def _any_label(labels: tuple[str, ...]) -> re.Pattern[str]:
    names = sorted((fold(label).text for label in labels), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")


def _tokens(gap: str) -> str:
    return "".join(match.lastgroup or "" for match in TOKENS.finditer(gap))


def _ticks(tokens: str, *, marks_after: bool) -> Iterator[bool]:
    """Yields for each option whether it is ticked; stops early where that is ambiguous."""
    for part in filter(None, tokens.split("S")):
        before, after = MARKS_BEFORE.fullmatch(part), MARKS_AFTER.fullmatch(part)
        if marks_after and after:
            before = None
        if "M" not in part:
            yield from [False] * part.count("L")
        elif bool(before) != bool(after):
            pattern = r"(M|B)?L" if before else r"LC?(M|B)?"
            yield from (match[1] == "M" for match in re.finditer(pattern, part))
