"""Filters what only looks like a date: codes, citations, telephone numbers, counts."""

from __future__ import annotations

import re

from meta87.entities.dates.points import Point
from meta87.entities.dates.words import COUNTED, FULL, NAMES_TOO, SHORT
from meta87.entities.links import addresses
from meta87.entities.spans import marked

_LETTERS = re.compile(r"[^\W\d_]+")
_COUNTED = re.compile(COUNTED)
_UNIT_AFTER = re.compile(
    r"\s*(?:%|€|°|mil\b|mill|pesos|dólares|d[óo]lar|usd|euros|km\b|m2|has?\b|kg\b)", re.IGNORECASE
)
# Before four digits that are a count, a number or a price.
_ABOUT = (
    r"\bm[áa]s\s+de|\bmenos\s+de|\bcasi|\bun[oa]s|\bcerca\s+de|\balrededor\s+de|\baproximadamente"
    r"|\btotal\s+de|\bsuma\s+de"
)
_CURRENCY = r"[$€₡₲]|\bS/\.?|\bBs\.?|\bRD|\bUSD|\bUS|\bMXN|\bCOP|\bQ\.?|\bL\.?"
_NUMBERED_AS = (
    r"\bn[úu]m(?:ero)?s?\.?|\bn\.?\s?[º°]|\bnro\.?|\bno\.|\bart(?:[íi]culos?|s?\.)"
    r"|\bp[áa]g(?:ina)?s?\.?|\bfolios?|\bc[óo]digo|\bresoluci[óo]n|\bdecreto|\bley|\bconvenio"
    r"|\bISO|\bSIE"
)
_COUNTING = re.compile(rf"(?:{_ABOUT}|{_CURRENCY}|{_NUMBERED_AS})\s*$", re.IGNORECASE)
# Before four digits that are a year whatever follows them.
_DATING = re.compile(
    r"(?:(?:^|\.\s+)(?:en|para|desde)|\bdurante(?:\s+el)?|\baños?|\bel|\bhacia|\bejercicio"
    r"|\ba\s+lo\s+largo\s+de|\ben\s+el\s+(?:trans)?curso\s+de"
    r"|\bgestión)\s+$",
    re.IGNORECASE,
)
# The same before a year of late: "entregó en 2018 bonos", not "en 1890 escuelas".
_DATING_LATE = re.compile(r"\b(?:en|desde)\s+$", re.IGNORECASE)
# Required before "12-03-24": files, articles and codes look alike.
_DASHED = re.compile(
    r"(?:\b(?:el|del|al|fechas?|desde|hasta|días?)\s*:?\s+|(?:^|[|;(\n•])\s*"
    r"|-\d\d(?:\s+(?:y|al?|hasta)\s+|\s*,\s*))$",
    re.IGNORECASE,
)
# Required before four digits that are an unlikely year.
_CUE = re.compile(
    r"\b(?:en|de|del|desde|hasta|a|al|durante|año|entre|para|y|el)\s+$", re.IGNORECASE
)
# Before a capitalised month that is no name.
_BEFORE_MONTH = re.compile(r"(?:\b(?:en|durante|desde|hasta|entre|a|y)|,)\s+$|^\s*$", re.IGNORECASE)

# A pattern opens with a look-ahead at its first letters: the search leaps over all the rest.
_HEAD = (
    r"(?:ley(?:es)?(?!\s+(?:\w+\s+)?de\s+presupuestos?\b)|decretos?(?:[\s-]ley)?|resoluci(?:ón|ones)|convenios?|convenci(?:ón|ones)|protocolos?"
    r"|acuerdos?|códigos?|constitución|reglamentos?|recomendaci(?:ón|ones)|directivas?|instrucci(?:ón|ones)|circular(?:es)?"
    r"|acordadas?|ordenanzas?|sentencias?|autos?|oficios?|actas?|expedientes?|dict[aá]men(?:es)?|conpes|contratos?"
    r"|normas?|edictos?|disposici(?:ón|ones)|memorand(?:o|um)|declaración|pacto|tratado|estatuto"
    r"|DS|RM|RD|DL|D\.S|R\.M|R\.D)"
)
# Norms that are cited with the day on which they were given.
_DATED_HEAD = (
    "(?:Ley|Decreto(?:[ -]Ley)?|Resolución|Acuerdo|Acordada|Circular|Ordenanza|Directiva|Orden"
    "|Reglamento)"
)
_NUMBER = r"(?:(?:n[úu]m(?:eros?)?\.?|n\.?\s?[º°o]s?\.?|nros?\.?|no\.)\s*)?"
_KIND = (
    r"(?:\s+(?:supremo|ministerial|ejecutivo|legislativo|administrativ[oa]|general|orgánica|ley"
    r"|federal|nacional|conjunt[oa]|directoral|exent[oa]|gubernativ[oa]|municipal|sub)){0,6}"
)
_BODY = r"(?:(?:\s+de)?(?:\s+la|\s+el|\s+los)?\s+[A-ZÁÉÍÓÚÑ]\w+){0,4}"
_ANY_YEAR = r"(?:18|19|20)\d\d\b"
_NO_RANGE = r"(?!\s?[-–/]\s?\d)"
_CAPITALS = r"(?:\s+(?:[A-ZÁÉÍÓÚÑ]\w*|de|del|la|las|los|el|y|e|para|contra|sobre|a|al|por)){0,14}"
# "Decreto 1377 de 2013", "Ley N° 30364, de 2015", "Resolución 35/2022"
_CITED = (
    rf"\s*(?i:{_NUMBER})(?:[A-Z]{{1,4}}[ -])?"
    rf"(?!{_ANY_YEAR}\s?[-–/]\s?{_ANY_YEAR})\d[\d.,]*(?:[-/]\w+)*"
)
# Whose a convention is: "Convenio 138 de la Organización Internacional del Trabajo (OIT) de 1973".
_GIVEN_BY = r"(?:\s+de\s+la\s+O[^\W\d]+(?:\s+(?:[-–]|de|del|\(?[A-Z]\w+\)?)){0,6}?)?"
_NUMBERED = (
    rf"(?=[acdeilmnoprstACDEILMNOPRST])(?i:\b{_HEAD}{_KIND}){_BODY}{_CITED}"
    rf"(?:{_GIVEN_BY}(?:\s*,)?\s+del?\s+(?:año\s+)?\d{{4}}\b|\s*,\s*\d{{4}}\b|\s*\(\d{{4}}\))?"
    rf"(?!\s+de\s+(?:{FULL}))"
)
# "Ley General de Víctimas de 2013"; or after a comma or in brackets, "Convenio sobre la edad
# mínima, 1973"; only the short "la ley de 2011" in small letters
_TITLE = (
    r"(?:Ley(?:es)?|Decreto|Constitución|Código|Convenio|Convención|Protocolo|Reglamento|Declaración"
    r"|Estatuto|Tratado|Pacto|Recomendación)"
)
_SHORT = r"(?i:ley|constitución|código|protocolo|convención|convenio|reforma\s+constitucional)"
_NAMED = (
    rf"(?=[lcprdteLCPRDTE])\b(?:{_TITLE}(?:{_CAPITALS}\s*,?\s+del?\s+"
    r"|(?:\s+[^\W\d_]+){1,12}(?:\s*,\s*|\s*\())"
    rf"|{_SHORT}\s+del?\s+){_ANY_YEAR}{_NO_RANGE}"
)
_DAY = rf"\d{{1,2}}\s+de\s+(?:{FULL})\b"
# "Decreto 216 del 1 de marzo de 2021", "Ley N° 263, de fecha 31 de julio de 2012", "Ley Orgánica
# 8/2020, de 3 de marzo"
_DATED = (
    rf"(?=[LDRACO])\b{_DATED_HEAD}(?i:{_KIND}){_CITED}\s*,?\s+"
    rf"(?:(?:de\s+fecha|del?)\s+{_DAY}\s+del?\s+{_ANY_YEAR}|de\s+{_DAY})"
)
_STREET = r"avenida|av\.|avda\.|calle|plaza|barrio|colonia|parque|estadio|hospital|puente"
# Hides every kind of date, as addresses do.
_HIDDEN = re.compile(
    "|".join(
        (
            _DATED,
            r"(?=[tcfwTCFW])(?i:\b(?:tel(?:éfono)?s?|cel(?:ular)?|fax|whatsapp))\b[.:]*\s*\+?[\d(][\d\s().-]{5,}",
            r"\+\d{1,3}[\s.-][\d\s().-]{6,}",
            rf"(?=[abcehpABCEHP])(?i:\b(?:{_STREET})\s+(?:del?\s+)?(?:\d{{1,2}}\s+de\s+)?(?:{FULL})\b)",
        )
    )
)
_MODEL = r"(?=[mM])(?i:\bmodelos?\s+(?:del?\s+)?(?:año\s+)?)\d{4}\b"
# "… y 1448 de 2011"
_NEXT_NUMBER = (
    r"(?=\d)\b(?:3[2-9]|[4-9]\d|\d{3,}|\d{1,3}(?:[.,]\d{3})+)\s*,?\s+del?\s+(?:año\s+)?"
    rf"{_ANY_YEAR}"
)
# An agenda is known by its year; a period after its name would be a date.
_AGENDA = rf"\b(?:Agenda|Visión)(?:\s+[^\W\d_]+){{0,4}}\s+{_ANY_YEAR}{_NO_RANGE}"
# Decades are longer than what a date may be.
_DECADE = (
    r"(?i:\bdécadas?\s+(?:de\s+)?(?:los\s+)?(?:años\s+)?)"
    r"(?:\d{2,4}|[^\W\d_]+(?:\s+[^\W\d_]+){0,3})"
)
# Hides years without a day or month.
_HIDDEN_YEARS = re.compile("|".join((_NUMBERED, _NAMED, _MODEL, _NEXT_NUMBER, _AGENDA, _DECADE)))
# Letters joined to figures by dashes or slashes are a code, unless they are these.
_CODE = re.compile(r"(?<![\w/.-])[^\W_][\w.]*(?:[-/–][^\W_][\w.]*)+")
_CODE_LETTERS = re.compile(
    rf"(?:{FULL}|{SHORT}|(?:bi|tri|cuatri|se)mestre|[TQS]|IV|I{{1,3}})", re.IGNORECASE
)
_FIGURES_ALONE = frozenset(
    {"year", "year-words", "month-number", "year-month", "years", "named-year"}
)
_NAME_FOLLOWS = re.compile(r"\s+[A-ZÁÉÍÓÚÑ]")
_FIRST_LIKELY, _LAST_LIKELY = 1980, 2060
_FIRST_LATE, _LAST_LATE = 2010, 2030
_REACH = 24

Offsets = tuple[int, int]


def real_dates(text: str, points: list[Point]) -> list[Point]:
    """Returns the points that are dates in this text."""
    if not points:
        return []
    codes = [span for span in _spans(_CODE, text) if _is_code(text[slice(*span)])]
    hidden = marked(text, [*_spans(_HIDDEN, text), *addresses(text), *codes])
    figures = any(point.pattern in _FIGURES_ALONE for point in points)
    hidden_years = marked(text, _spans(_HIDDEN_YEARS, text) if figures else ())
    return [
        p
        for p in points
        if not any(hidden[p.start : p.end])
        and not (p.pattern in _FIGURES_ALONE and any(hidden_years[p.start : p.end]))
        and _reads_as_date(text, p)
    ]


def _spans(form: re.Pattern[str], text: str) -> list[Offsets]:
    return [match.span() for match in form.finditer(text)]


def _is_code(written: str) -> bool:
    """Returns whether letters and digits are a code; "31-dic-1994" is none."""
    words = _LETTERS.findall(written)
    figures = any(c.isdigit() for c in written)
    return figures and bool(words) and not all(_CODE_LETTERS.fullmatch(w) for w in words)


def _reads_as_date(text: str, point: Point) -> bool:
    if point.pattern in {"year", "year-words"}:
        return _reads_as_year(text, point)
    if point.pattern == "month":
        return _reads_as_month(text, point)
    if point.pattern == "dashed-short-year":
        return bool(_DASHED.search(text[max(0, point.start - _REACH) : point.start]))
    return True


def _reads_as_year(text: str, point: Point) -> bool:
    """Returns whether four digits (or the words of a year) are a year, by the text around them."""
    before = text[max(0, point.start - _REACH) : point.start]
    if _UNIT_AFTER.match(text, point.end) or _COUNTING.search(before):
        return False
    if _COUNTED.match(text, point.end):
        late = _FIRST_LATE <= (point.year or 0) <= _LAST_LATE and _DATING_LATE.search(before)
        return bool(late or _DATING.search(before))
    likely = _FIRST_LIKELY <= (point.year or 0) <= _LAST_LIKELY and point.pattern == "year"
    return likely or bool(_CUE.search(before))


def _reads_as_month(text: str, point: Point) -> bool:
    """Returns whether a month without a year is not a name: "Plaza de Mayo", "Julio Prado"."""
    written = text[point.start : point.end]
    if point.has_year or written not in NAMES_TOO:
        return True
    before = text[max(0, point.start - _REACH) : point.start]
    return bool(_BEFORE_MONTH.search(before)) and not _NAME_FOLLOWS.match(text, point.end)
