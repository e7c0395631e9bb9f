"""Patterns of place names and of the text around them; they match text without accents."""

from __future__ import annotations

import re

from meta87.entities.lists import any_of
from meta87.entities.places.gazetteer import NOUNS

CAPITALISED = r"[A-ZÑ][\w']*(?:-[A-ZÑ]\w+)*"
_OF = r"(?:de|del|de\s+la|de\s+las|de\s+los|de\s+el)"
# "San Juan de Lurigancho", "Santo Domingo de los Tsáchilas".
NAME = rf"{CAPITALISED}(?:\s(?:{_OF}\s)?{CAPITALISED}){{0,4}}"
# Where a known name or a capitalised feature may begin.
WORD = re.compile(r"(?=[A-ZÑ])(?<![\w@./#])(?<!\S-)(?P<first>[A-ZÑ]\w*)[\w']*(?:-[A-ZÑ]\w+)*")
NAMED = re.compile(NAME)
# After a built place: "Internacional de la Ciudad de Guatemala", or else "Memoria y Tolerancia".
_KIND = (
    r"(?:Internacional|Nacional|Metropolitano|Metropolitana|Municipal|Central|Regional|Sur|Norte)"
)
AFTER_BUILT_OF = re.compile(rf"(?:\s{_KIND})?\s{_OF}\s(?:{NAME}|\d{{1,2}}\b)")
AFTER_BUILT = re.compile(
    rf"\s{CAPITALISED}(?:\s{CAPITALISED}){{0,4}}(?:\s(?:y|e)\s{CAPITALISED}(?:\s{CAPITALISED}){{0,2}})?"
)
# Before a name: the word, and the spaces between.
BEFORE = re.compile(r"(?P<word>[\w.]+)\s+\Z")
# "municipio de", "corregimientos de": the noun, an adjective, "de".
_NOUNS = any_of(NOUNS)
NOUN_OF = re.compile(rf"\b(?P<noun>{_NOUNS})(?:\s[a-zñ]+)?\s{_OF}\s\Z")
NOUN = re.compile(rf"\b(?P<noun>{_NOUNS})\s\Z")
SENTENCE = re.compile(r"(?:^|[.;:!?|•–—\n]|\s-)\s*\Z")
# Between the names of a list.
LISTED = re.compile(r"\s*,\s+(?:y\s+|e\s+)?(?:en\s+|de\s+)?|\s+(?:y|e|ni)\s+(?:en\s+|de\s+)?")
BETWEEN = re.compile(rf"(?:,\s+{NAME})+(?:,|,?\s+(?:y|e))\s+(?:en\s+|de\s+)?")
AND = re.compile(r"\s+(?:y|e|ni)\s+(?:en\s+|de\s+)?")
# A name that goes on is another's: "Lima Norte", "Santa Rosa 2".
GOES_ON = re.compile(r"\s[A-ZÑ]\w|-\w|\w|\.\w|@|\s\d+\.\d(?!\d)")
