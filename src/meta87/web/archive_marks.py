"""The words that were looked for, in the text of a passage."""

from __future__ import annotations

from collections.abc import Iterator

from meta87.form.folding import Folded, fold


def marked(text: str, words: str) -> Iterator[tuple[str, bool]]:
    """Yields the parts of a text, each with whether it is one of the words that were looked for.

    >>> list(marked("La acción fue", "ACCION"))
    [('La ', False), ('acción', True), (' fue', False)]
    """
    folded, last = fold(text), 0
    for start, end in _found(folded, fold(words).text.split()):
        if start > last:
            yield text[last:start], False
        yield text[max(start, last) : end], True
        last = max(last, end)
    if last < len(text):
        yield text[last:], False


def _found(folded: Folded, words: list[str]) -> list[tuple[int, int]]:
    """Returns where words stand in the original text, in order, without those inside others."""
    spans = []
    for word in words:
        place = folded.text.find(word)
        while place >= 0:
            spans.append((folded.start(place), folded.end(place + len(word))))
            place = folded.text.find(word, place + len(word))
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept
