"""The regular expressions of dates and periods, of what joins them and of what comes before them.

`points` reads the named groups of a pattern of `POINTS`. Where alternatives need one group several
times, they number it: ``month``, ``month2``, ``month3`` are one field.

| groups | hold |
| --- | --- |
| ``day`` ``day_word`` ``month`` | the day, in figures or words, and month; of a range, the last |
| ``year`` ``loose`` ``short`` | the year: after a preposition, without one, in two figures |
| ``relative`` ``own`` | the year by its distance, "el año pasado"; "del año", that of the report |
| ``from_day`` ``from_month`` ``link`` | the first of a range, and what joins both |
| ``year2`` | of ``years`` and ``named-year``, the last year |
| ``ordinal`` ``ordinal2`` ``unit`` ``letter`` | which part, to which, of what length or letter |
| ``edge`` ``count`` | "primeros", "finales"; how many months |
| ``part`` ``ago`` ``ago_unit`` | "el mes pasado"; "hace dos años" |
| ``sep`` | what parts the figures of a day, the same twice |
"""

from __future__ import annotations

import re

from meta87.entities.dates import words
from meta87.entities.lists import any_of

_YEAR = rf"(?P<year>{words.FIGURES}|{words.YEAR_WORDS_IN_DATE})"
# "del 1 al 15 y" before "del 20 al 30 de abril": the month that both are of comes last.
_MORE_DAYS = rf"(?:\s*,\s*|\s+y\s+)(?:del?\s+)?{words.DAY}\s+al?\s+{words.DAY}"
_SLOT_FORMS = (
    rf"(?:\s*,?\s+(?:del?|en)\s+(?:(?:el|este)\s+)?(?:año\s+)?{_YEAR}"
    rf"|(?:\s*,\s*|\s+|[/-])(?P<loose>{words.FIGURES})(?!-\d)(?!{words.COUNTED})(?!\s*(?:%|mil\b))"
    rf"|\s+del?\s+(?:el\s+)?(?P<relative>{words.RELATIVE_YEAR})"
    r"|\s+(?:pasado|próximo|último)\b"
)
_SLOT = rf"{_SLOT_FORMS})?"
_PART_SLOT = rf"{_SLOT_FORMS}|\s+(?P<own>del\s+año)\b(?!\s+\w+(?:ior|ente|ado)\b))?"
_ORDINAL = (
    r"(?:(?:primer[oa]?|segund[oa]|tercer[oa]?|cuart[oa]|quint[oa]|sext[oa]|[úu]ltim[oa]|VI|IV|V|I{1,3})\b"
    r"|[1-6]\.?(?:er|ro|ra|do|da|to|ta|[ºª°])\.?)"
)
_COUNT = rf"{'|'.join(words.COUNTS)}|\d{{1,2}}"
_LIST = r"(?:\s*,\s*|\s+(?:y|e|al?)\s+(?:(?:el|la)\s+)?|\s*[-–]\s*)"
# "hoy 9 de mayo", "día lunes 1 de abril", "este lunes 1 de abril"
_LEAD = rf"(?:{words.TODAY},?\s+)?(?:(?:(?:este|día)\s+)?{words.WEEKDAY},?\s+)?"
_THE = rf"(?:{words.ALONE}\b(?:el|la)\s+)?"
_NUMERIC_EDGE = r"(?:(?<![\w/.,$-])|(?<=\d{4}-)|(?<=\d{4}–))"
_END = r"(?![\w/%]|[.,-]\d)"
_TWO = r"\d{1,2}"
_THIRTY_ONE = r"treinta\s+y\s+un[oa]?\s+de\b"  # one day, not two

# Name → what one date or period looks like, in the order in which they are tried.
POINTS = {
    "day-month": (
        rf"{_LEAD}(?:(?!{_THIRTY_ONE})(?P<from_day>{words.DAY}|{words.DAY_WORD}\b)(?:\s*,\s*{words.DAY}){{0,9}}"
        rf"(?P<link>\s*(?:,\s*)?(?:\b(?:al?|y|e|hasta)\b|[-–~])\s*)(?:(?:el|al)\s+)?(?:{words.WEEKDAY},?\s+)?)?"
        rf"(?:(?P<day>{words.DAY})(?:\s+de(?:l\s+mes\s+de)?)?|(?P<day_word>{words.DAY_WORD})\s+de)"
        rf"(?:\s+|(?<=\sde))(?P<month>(?:{words.FULL})\b){_SLOT}"
    ),
    "days-before-days": (
        rf"(?P<from_day>{words.DAY})(?P<link>\s+al?\s+)(?P<day>{words.DAY})"
        rf"(?=(?:{_MORE_DAYS}){{1,5}}\s+de\s+(?P<month>(?:{words.FULL})\b){_SLOT})"
    ),
    "day-short-month": (
        rf"(?:{words.WEEKDAY},?\s+)?(?:(?P<from_day>{words.DAY})(?P<link>\s*(?:\b(?:al?|y|hasta)\b|[-–~])\s*)"
        rf"(?:(?:el|al)\s+)?)?"
        rf"(?P<day>{words.DAY})(?:\s+de\s+(?P<month>(?:{words.SHORT})\b\.?){_SLOT}"
        rf"|[\s/-](?P<month2>(?:{words.FULL}|{words.SHORT})\b)\.?(?:[\s/-]|\s+del?\s+)(?P<year2>{words.FIGURES})"
        rf"|(?:(?<=,\s\d\d)|(?<=,\s\d))\s(?P<month3>{words.SHORT})\b(?=\.?\s*(?:[(.,;:—–-]|$)))"
    ),
    "numeric-range": (
        rf"(?<![\w/.,$-])(?P<from_day>{_TWO})(?:(?P<sep>[-/])(?P<from_month>{_TWO}))?"
        rf"(?P<link>\s?[-–]\s?|\s+(?:al?|y|hasta\s+el)\s+)"
        rf"(?P<day>{_TWO})/(?P<month>{_TWO})/(?:(?P<year>{words.BARE_FIGURES})|(?P<short>\d\d)){_END}"
    ),
    "year-month-day": (
        rf"{_NUMERIC_EDGE}(?P<year>{words.BARE_FIGURES})(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)"
        rf"(?P<day>\d{{1,2}}){_END}"
    ),
    "day-month-year": (
        rf"{_NUMERIC_EDGE}(?P<day>\d{{1,2}})(?P<sep>[-/.])(?P<month>\d{{1,2}})(?:(?P=sep)|,)"
        rf"(?P<year>(?:19|20|21)\d\d){_END}"
    ),
    "short-year": rf"(?<![\w/.,$-])(?P<day>{_TWO})/(?P<month>{_TWO})/(?P<short>\d\d){_END}",
    # With dashes only what can be a day: telephone numbers look alike.
    "dashed-short-year": (
        r"(?<![\w/.,$-])(?P<day>0[1-9]|[12]\d|3[01])-(?P<month>0[1-9]|1[0-2])-(?P<short>\d\d)"
        rf"{_END}"
    ),
    "day-of-month-number": (
        rf"(?<![\w.,])(?P<day>\d{{1,2}})\s+de\s+(?P<month>0?[1-9]|1[0-2])\s+del?\s+(?P<year>{words.FIGURES})"
    ),
    "part-of-month": (
        rf"(?P<ordinal>{_ORDINAL})(?:{_LIST}(?P<ordinal2>{_ORDINAL})){{0,3}}\s+(?P<unit>quincena|semana)s?"
        rf"\s+del?\s+(?:mes\s+de\s+)?(?P<month>(?:{words.FULL})\b){_SLOT}"
    ),
    "part-of-year": (
        rf"(?P<ordinal>{_ORDINAL})(?:(?P<link>{_LIST})(?P<ordinal2>{_ORDINAL})){{0,5}}"
        rf"\s+(?:(?P<unit>bimestre|trimestre|cuatrimestre|semestre)s?\b{_PART_SLOT}"
        rf"|(?P<unit2>mitad|cuarto)\s+del?\s+(?:(?P<own2>año)\b(?!\s+(?:(?:19|20)\d\d\b|\w+(?:ior|ente)\b))"
        rf"|(?:año\s+)?(?P<year2>{words.FIGURES}|{words.YEAR_WORDS_IN_DATE})|(?P<relative2>{words.RELATIVE_YEAR})))"
    ),
    "numbered-part": (
        rf"\b(?P<unit>bimestre|trimestre|cuatrimestre|semestre|semana)\s+(?P<ordinal>[1-6]|VI|IV|V|I{{1,3}})"
        rf"(?:\s+del?\s+|\s*[-,/]\s*|\s+){_YEAR}"
    ),
    "part-after-year": (
        rf"\b(?P<unit>bimestre|trimestre|cuatrimestre|semestre)\s+(?:del?\s+)?(?P<year>{words.FIGURES})"
        r"\s?[-–/]\s?(?P<ordinal>IV|I{1,3}|[1-6])\b"
    ),
    "lettered-part": (
        rf"\b(?:(?P<ordinal>[1-4])\.?(?P<letter>[TS])|(?P<letter2>[TQS])(?P<ordinal2>[1-4]))"
        rf"(?:\s+del?\s+|[\s/-]+)(?P<year>{words.FIGURES})"
    ),
    "some-months": (
        rf"\b(?:(?P<edge>primer|[úu]ltim)os\s+(?P<count>{_COUNT})"
        rf"|(?P<count2>{_COUNT})\s+(?P<edge2>primer|[úu]ltim)os)\s+meses\s+"
        rf"(?:del?\s+(?:año\s+)?(?P<year>{words.FIGURES})|del?\s+(?P<relative>{words.RELATIVE_YEAR})|(?P<own>del\s+año)\b)"
    ),
    "month": rf"\b(?P<month>(?:{words.FULL})\b){_SLOT}",
    "short-month": (
        rf"(?<![\w-])(?P<month>(?:{words.SHORT})\b)\.?(?:\s*,?\s+(?:del?\s+)?|[/-])(?P<year>{words.FIGURES}|{words.YEAR_WORDS_IN_DATE})"
    ),
    "month-number": (
        rf"(?<![\w/.,$-])(?P<month>0?[1-9]|1[0-2])(?:[-.]|\s?[/~]\s?)(?P<year>(?:19|20)\d\d){_END}"
    ),
    "named-year": (
        r"\b(?:año(?:\s+(?:fiscal|escolar|lectivo|académico|calendario|judicial|presupuestario))?"
        r"|ejercicio(?:\s+(?:fiscal|económico|presupuestal|presupuestario|anual))?|gestión(?:\s+fiscal)?"
        r"|vigencia(?:\s+fiscal)?|(?:ciclo|curso)\s+(?:escolar|lectivo|académico)"
        r"|bienio|trienio|cuatrienio|quinquenio|sexenio)\s+(?:del?\s+)?"
        rf"(?P<year>{words.FIGURES}|{words.YEAR_WORDS_IN_DATE})(?:\s?[-–/]\s?(?P<year2>(?:20)?\d\d)\b)?(?![-/]?\w)"
    ),
    "years": (
        rf"(?<![\w/.,$-])(?P<year>{words.FIGURES})\s?[-–—/~]\s?(?P<year2>{words.FIGURES}|(?:1[3-9]|[2-9]\d))"
        r"(?![\w/]|-\w)"
    ),
    "year-month": (rf"(?<![\w/.,$-])(?P<year>(?:19|20)\d\d)[-/.](?P<month>0?[1-9]|1[0-2]){_END}"),
    "same-part": (
        rf"{_THE}\b(?:mismo|igual|idéntico|similar)\s+(?P<unit>{words.SAME_UNIT})\s+"
        rf"del?\s+(?:(?:año\s+)?{words.FIGURES}|(?:la\s+)?(?:{words.RELATIVE_YEAR}|gestión\s+anterior))"
    ),
    "relative-part": (
        rf"{_THE}\b(?:(?P<part>{words.RELATIVE_PART})\b(?!\s+de\s+(?:{words.FULL})\b)|(?:{words.NEAR_WEEK})\b"
        rf"|(?:{words.NEAR_WEEKDAY})\b(?!,?\s+\d))|{words.LONE_WEEKDAY}(?!,?\s+\d)|\b(?:{words.NEAR_DAY})\b|{words.AGO}"
    ),
    "relative-year": rf"{_THE}\b(?P<relative>{words.RELATIVE_YEAR})\b(?!\s+(?:19|20)\d\d\b)",
    "edge-of-year": (
        r"\b(?P<edge>finales|fines|fin|inicios|principios|comienzos|mediados|cierre|último\s+día)\s+del?\s+año\b"
        r"(?!\s+(?:\d|dos\s+mil|\w+(?:ior|ente|ado|imo|ivo|ico|al|lar)\b))"
    ),
    "year": rf"(?<![\w/.,$°-])(?P<year>{words.FIGURES})(?![\w/°]|-\w)",
    "year-words": rf"\b(?P<year>{words.YEAR_WORDS})",
}

# What every point begins with, in lower case: patterns are tried only there, which makes the scan
# many times as fast. The first words of a new pattern belong in words.toml.
_FIRST = [*words.POINT_BEGIN, *words.RELATIVE_BEGIN, *words.MONTHS, *words.SHORT_MONTHS]
_LETTERS = "".join(
    sorted({word[0] for word in (*_FIRST, *words.NUMBER_BEGIN, "el", "t", "q", "s")})
)
_LENGTHS = r"(?:d[ií]as?|semanas?|mes(?:es)?|años?)"
START = re.compile(
    rf"(?=[\d{_LETTERS}])(?<!\w)(?:"
    rf"\d|{any_of(_FIRST)}\b|[tqs]\d"
    rf"|(?:el|la)(?=\s+{any_of(words.RELATIVE_BEGIN)}\b)"
    rf"|{any_of(words.NUMBER_BEGIN, accents=True)}(?=\s+(?:de|al?|y|e|hasta|mil|novecientos"
    rf"|(?:primer|[úu]ltim)os|{_LENGTHS})\b|\s*[,~–-]))"
)


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# Between two points: what makes them one period, and what makes them a list.
_EDGES = (
    r"(?P<edge>finales|fines|fin|inicios|principios|comienzos|mediados"
    r"|cierre|último\s+día)\s+del?\s+"
)
_ARTICLE = r"(?:(?:el|la|los)\s+)?(?:(?:mes\s+de|día|año)\s+)?"
RANGE_GAP = _form(
    r"\s*(?:,?\s*y\s+(?=hasta))?(?P<word>\b(?:al?|hasta)\b|[-–—~])"
    rf"\s*{_ARTICLE}(?:{_EDGES})?{_ARTICLE}"
)
AND_GAP = _form(rf"\s+(?:y|e)\s+{_ARTICLE}")
LIST_GAP = _form(r"\s*,\s*(?:(?:y|e)\s+)?(?:el\s+)?|\s+(?:y|e)\s+(?:(?:el|la)\s+)?")

# Before the first point, up to it. The look-back reads no more characters than PREFIX_REACH.
PREFIX_REACH = 48
EDGE_PREFIX = _form(rf"\b{_EDGES}(?:(?:mes\s+de|el)\s+)?$")
_DAYS = r"(?:(?:los|el|la|las)\s+)?(?:(?:días?|meses\s+de|mes\s+de|años?)\s+)?"
FROM_PREFIX = _form(rf"(?<!meses\s)\b(?:del?|desde|a\s+partir\s+del?|entre)\s+{_DAYS}$")
BETWEEN_PREFIX = _form(rf"\bentre\s+{_DAYS}$")
DASH_PREFIX = _form(rf"\b(?:entre|desde)\s+{_DAYS}$")
SINCE_PREFIX = _form(rf"\b(?:desde|a\s+partir\s+del?)\s+{_DAYS}(?:pasado\s+(?:mes\s+de\s+)?)?$")
UNTIL_PREFIX = _form(rf"\b(?:hasta|antes\s+del?)\s+{_DAYS}(?:próximo\s+(?:mes\s+de\s+)?)?$")
# "Durante el 1 de enero y 31 de marzo" is one period, of days.
DURING_PREFIX = _form(rf"\b(?:entre\s+{_DAYS}|(?:durante|en)\s+(?:el|los\s+días)\s+)$")
QUARTER_PREFIX = _form(r"\b(?:bimestre|trimestre|cuatrimestre|semestre)\s+(?:móvil\s+)?(?:de\s+)?$")
# What comes every year has no year of its own.
EVERY_YEAR = _form(r"\s+de(?:l\s+año\s+correspondiente|(?P<each>\s+cada\s+año))\b")
# A year under these words is the year that the text goes on to speak of.
YEAR_OF_STORY = _form(r"\b(?:en|durante)(?:\s+(?:el|todo|todo\s+el))?\s+$")
