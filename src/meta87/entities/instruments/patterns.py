"""What names and citations of instruments look like. Read on text without accents."""

from __future__ import annotations

import re
from functools import partial

from meta87.entities.dates.words import COUNTED
from meta87.entities.folding import fold
from meta87.entities.lists import ahead, any_of, table
from meta87.entities.lists import words as listed_words

_LISTS = "instruments/words.toml"
words = partial(listed_words, _LISTS)
_KNOWN = table(_LISTS)["known"]  # names that need no head
_CONNECTORS = rf"(?:(?:{any_of(words('connectors'))})\s+)"
_CAPITALISED = r"[A-ZÑ][\w'’]*(?:-[A-ZÑ]\w+)*"
_ORDINAL = (
    r"(?:(?:[IVX]{1,4}|Gran|Primer|Primera|Segundo|Segunda|Tercer|Tercera|Cuarto|Cuarta|Quinto)"
    r"\s+)?"
)
_HEADS = any_of([*words("heads"), *(word.upper() for word in words("heads"))])
HEAD = re.compile(rf"(?=[A-Z])(?<![\w-]){_ORDINAL}(?P<head>{_HEADS})(?!\w)")

# Citations: "Ley 1098 de 2006", "Decreto Supremo N.° 009-2021-IN", "Convenios 138 y 182".
_KIND = (
    r"(?:\s+(?:Supremo|Suprema|Ejecutivo|Legislativo|Ministerial|Administrativa|Gubernativo|Directoral"
    r"|Organica|General|Ley|Federal|Nacional|Exenta|Presidencial|Municipal|Departamental|Conjunta|Regional"
    r"|Decreto|Interministerial|de\s+(?:Urgencia|Ley|Superintendencia|Alcaldia|Gerencia|Presidencia))){0,6}"
)
_NUMBER_SIGN = r"(?:(?:[Nn]\.?\s?[°º]|[Nn][uú]ms?\.?|[Nn]ros?\.?|[Nn]os?\.|numeros?)\s*)?"
_CODE = r"(?:[A-Z]{1,8}[-/])*\d[\d.,]*(?:[-/–][A-Z0-9]\w*)*(?<![.,])(?!\w)"
_OF_YEAR = (
    r"(?:,?\s+del?\s+(?:ano\s+|(?:fecha\s+)?\d{1,2}\s+de\s+[a-z]+\s+del?\s+)?(?:18|19|20)\d\d"
    r"(?![-/\d]))?"
)
_AND_NUMBER = rf"(?:\s*,\s*{_NUMBER_SIGN}{_CODE})*(?:\s+y\s+{_NUMBER_SIGN}{_CODE}{_OF_YEAR})?"
CITATION = re.compile(
    rf"(?P<kind>{_KIND}(?:[-/]Ley|\s+[A-Z]{{2,8}}(?=\s+\d+[-/]\d))?)\s+(?:de\s+)?{_NUMBER_SIGN}(?P<code>{_CODE})(?!\s*%){_OF_YEAR}"
    rf"(?P<more>{_AND_NUMBER})"
)
# "Protocolo de 2014 relativo al Convenio sobre el trabajo forzoso"
OF_YEAR = re.compile(
    r"(?:(?<=Constitucion)\s+de\s+(?:19|20)\d\d|\s+de\s+(?:19|20)\d\d(?=\s+relativ))"
    rf"(?!{fold(COUNTED)})"
)
CODE = re.compile(
    r"(?=[NUI])(?<![\w-])(?:NOM|NMX|NTC|NTP|UNE|ISO)[- ]\d{1,5}(?:[-/][A-Z0-9]+)*(?![\w-])"
)
KNOWN = re.compile(rf"{ahead(_KNOWN)}(?<![\w-])(?:{any_of(_KNOWN)})(?![\w-])")

# One step of a name: connectors and a capitalised word.
STEP = re.compile(rf"\s+(?P<link>{_CONNECTORS}{{0,5}}(?:\d{{1,2}}\s+)?)(?P<word>{_CAPITALISED})")
_ITEM = rf"{_CONNECTORS}{{0,4}}{_CAPITALISED}(?:\s+{_CONNECTORS}{{0,4}}{_CAPITALISED}){{0,5}}"
LIST = re.compile(rf"(?:,\s+{_ITEM}){{1,6}},?\s+(?:y|e|y/o)\s+{_CONNECTORS}{{0,3}}{_CAPITALISED}")
WORD = re.compile(_CAPITALISED)
# What a treaty or law in lower case is about.
TOPIC = re.compile(
    rf"\s+(?:sobre|contra|para|relativ[oa]s?\s+al?)\s+(?:{_CONNECTORS}|(?:{any_of(words('topics'))}),?\s+){{0,16}}"
    rf"(?:{any_of(words('topics'))})(?!\w)"
)
# "Ley General contra la Trata, de 2012"
YEAR_OF_LAW = re.compile(rf",?\s+de\s+(?:18|19|20)\d\d(?![-/\d])(?!{fold(COUNTED)})")
ADDED_YEAR = re.compile(r",\s+(?:19|20)\d\d(?:\s+\([Nn][uú]m\.\s*\d+\))?(?![-/\d])")
ACRONYM = re.compile(r"\s+\((?P<acronym>[A-Z][\w-]{1,11})\)")
WITH_TOPIC = frozenset(
    ["Convenio", "Convencion", "Protocolo", "Ley", "Recomendacion", "Declaracion", "Constitucion"]
)

# Names in quotes. One that nothing closes, or too late, ends where the sentence goes on.
QUOTED = re.compile(
    r"(?<!\w)\"(?:(?P<open>[A-ZÑ][^\",;.\n]{2,200})(?=,\s+(?:con|dirigid[oa]s?|impartid[oa]s?)\s)"
    r"|(?=\S)(?P<plain>[^\"\n]{3,240})(?<=\S)\"(?!\w))"
    r"|[“«](?P<round>[^”»\n]{3,240})[”»]"
)
LAST_WORDS = re.compile(r"[^\W\d_]+")
NAMING = re.compile(
    rf"{ahead(words('naming'))}(?<![\w-])(?:{any_of(words('naming'))})(?:\s+(?:virtual|piloto|regional|nacional|en\s+linea|formativo))?"
    rf"\s+(?=[A-ZÑ])"
)
SENTENCE_END = re.compile(r"[.!?]\s|\n")
PARAGRAPH = re.compile(r"\n\s*\n")  # where every name ends
