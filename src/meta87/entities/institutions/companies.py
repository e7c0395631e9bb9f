"""Companies: the name before "S.A. de C.V.", "Ltda." and other legal forms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from meta87.entities.institutions.tokens import LISTS, words
from meta87.entities.lists import any_of, table

_WORD = r"[A-ZÁÉÍÓÚÜÑ][\w&'’]*(?:-[A-ZÁÉÍÓÚÜÑ]\w*)*"
# "y" joins two institutions more often than two words of a company's name.
_LINK = r"(?:(?:de|del|la|las|los|&|y(?=\s+(?:Cía|Compañía|Hijos|Hermanos|Asociados)\b))\s+)*"
# The words of a name are looked for from its form back, no further than this.
_REACH = 90
_NAME = re.compile(rf"(?<![\w.]){_WORD}(?:\s+{_LINK}{_WORD})*,?\s+\Z")
_FORM = re.compile(rf"(?<!\w)(?:{any_of(table(LISTS)['forms'])})(?!\w)")


def companies(text: str) -> Iterator[tuple[int, int]]:
    """Yields start and end of the companies that a text names with their legal form."""
    for form in _FORM.finditer(text):
        floor = max(0, form.start() - _REACH)
        name = _NAME.search(text[floor : form.start()])
        start = floor + name.start() if name else form.start()
        first = text[start : form.start()].split()[:1]
        if first and first[0] in words("opening"):
            start += len(first[0]) + 1
        if text[start : form.start()].strip(" ,"):
            yield start, form.end()
