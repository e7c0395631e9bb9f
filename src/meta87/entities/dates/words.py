"""The words of Spanish dates, as lists and as parts of patterns: months, years, their parts."""

from __future__ import annotations

from meta87.entities.lists import table

_LISTS = table("dates/words.toml")
MONTHS, SHORT_MONTHS, ORDINALS = (_LISTS[name] for name in ("months", "short_months", "ordinals"))
UNITS: dict[str, int] = _LISTS["units"]  # parts of a year, in months
COUNTS, UNIT_LETTERS = _LISTS["counts"], _LISTS["unit_letters"]
# Months whose capitalised form is also a name of people, places or feasts.
NAMES_TOO = frozenset(_LISTS["names_too"].split())

FULL = "|".join(MONTHS)
SHORT = "|".join(SHORT_MONTHS)
WEEKDAY = "(?:lunes|martes|miércoles|miercoles|jueves|viernes|sábado|sabado|domingo)"

_BELOW_TEN = "un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve"
_BELOW_HUNDRED = (
    f"(?:(?:treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa)(?:\\s+y\\s+(?:{_BELOW_TEN}))?"
    "|veinti(?:ún|uno?|d[óo]s|tr[ée]s|cuatro|cinco|s[ée]is|siete|ocho|nueve)|veinte"
    "|dieci(?:s[ée]is|siete|ocho|nueve)|diez|once|doce|trece|catorce|quince"
    f"|{_BELOW_TEN})"
)
# Days and weeks relative to the day of the text, which is not known.
_DAY_OF = r"(?:día\s+de\s+)?"
TODAY = rf"{_DAY_OF}hoy(?!\s+(?:en\s+)?día\b|\s+por\s+hoy\b)"
_NO_MORNING = "".join(
    rf"(?<!\b{word}\s)" for word in ("la", "una", "el", "un", "cada", "esa", "de", "toda", "media")
)
NEAR_DAY = (
    rf"{TODAY}|ante(?:ayer|anoche)|antier|{_DAY_OF}ayer|anoche|pasado\s+mañana"
    rf"|{_NO_MORNING}mañana(?!\s+siguiente)|esta\s+(?:mañana|tarde|noche)"
)
_WEEK = r"(?:semana|fin\s+de\s+semana)"
NEAR_WEEK = (
    rf"est[ea]\s+{_WEEK}|(?:pasad[oa]|próxim[oa])\s+{_WEEK}"
    rf"|{_WEEK}\s+(?:pasad[oa]|anterior|próxim[oa]|entrante|que\s+viene)"
)
NEAR_WEEKDAY = (
    rf"(?:este|ese|aquel|pasado|próximo)\s+{WEEKDAY}"
    rf"|{WEEKDAY}\s+(?:pasado|próximo|anterior|que\s+viene)"
)
LONE_WEEKDAY = (
    rf"(?:(?<=\bel\s)|(?<=\bdel\s)|(?<=\bal\s)){WEEKDAY}\b"
    rf"(?!\s+(?:santo|de\s|(?:a|y|o)\s+{WEEKDAY}))"
)
_NUMBER = rf"\d{{1,3}}|{_BELOW_HUNDRED}"
_ABOUT = r"(?:ya\s+)?(?:(?:más|menos)\s+de\s+|casi\s+|apenas\s+|un[oa]s\s+)?"
_LENGTH = r"días?|semanas?|mes(?:es)?|años?"
AGO = (
    rf"(?<!\bdesde\s)hace\s+{_ABOUT}(?P<ago>{_NUMBER})\s+(?P<ago_unit>{_LENGTH})\b"
    rf"|(?P<ago2>{_NUMBER})\s+(?P<ago_unit2>{_LENGTH})\s+atrás\b"
)
# An article belongs to "el año pasado", but not after one of these.
_PREPOSITIONS = ("a", "ante", "con", "de", "desde", "durante", "en", "hasta", "para", "por")
ALONE = "".join(rf"(?<!\b{word}\s)" for word in (*_PREPOSITIONS, "sobre", "todo"))

DAY = r"(?<![\d.,])(?:0?[1-9]|[12]\d|3[01])(?!\d)(?:(?:\.?\s?[º°]|er\b|ro\b|o\b)\.?)?"
DAY_WORD = rf"\b(?:primero|{_BELOW_HUNDRED})"
BARE_FIGURES = r"(?:18|19|20|21)\d\d"
FIGURES = rf"{BARE_FIGURES}(?![\w%]|[.,]\d)"
YEAR_WORDS = (
    rf"(?:mil\s+novecientos|dos\s+mil)\s+{_BELOW_HUNDRED}\b|(?<=año\s)dos\s+mil\b"
    r"|dos\s+mil(?=\s+(?:y|al?|hasta)\s+(?:el\s+)?dos\s+mil\s)"
    r"|mil\s+novecientos\b"
)
YEAR_WORDS_IN_DATE = rf"(?:mil\s+novecientos|dos\s+mil)(?:\s+{_BELOW_HUNDRED})?\b"

# Years and other spans relative to the reporting year ("report") or to the last
# year named in the text ("named"): pattern, anchor, distance in years.
_YEAR_NOUN = r"(?:(?:año|ejercicio)(?:\s+(?:fiscal|escolar|lectivo))?|vigencia(?:\s+fiscal)?)"
RELATIVE_YEARS = (
    (rf"(?:est[ea]|presente|actual|corriente)\s+{_YEAR_NOUN}", "report", 0),
    (rf"{_YEAR_NOUN}\s+(?:en\s+curso|actual|corriente)", "report", 0),
    (rf"pasad[oa]\s+{_YEAR_NOUN}|{_YEAR_NOUN}\s+(?:recién\s+)?pasad[oa]", "report", -1),
    (rf"próxim[oa]\s+(?:{_YEAR_NOUN}|gestión)", "report", 1),
    (rf"{_YEAR_NOUN}\s+(?:próxim[oa]|entrante|venider[oa])", "report", 1),
    (rf"(?:{_YEAR_NOUN}|gestión)\s+que\s+viene", "report", 1),
    (rf"(?:es[ea]\s+mism[oa]|mism[oa]|dich[oa]|es[ea]|aquel)\s+{_YEAR_NOUN}", "named", 0),
    (rf"{_YEAR_NOUN}\s+(?:anterior|previ[oa]|precedente)|anterior\s+{_YEAR_NOUN}", "named", -1),
    (rf"{_YEAR_NOUN}\s+siguiente|siguiente\s+{_YEAR_NOUN}", "named", 1),
)
RELATIVE_YEAR = "(?:" + "|".join(pattern for pattern, _, _ in RELATIVE_YEARS) + ")"
# Months, quarters and halves relative to the last day of the reporting period.
_PART = "(?:mes|trimestre|semestre|bimestre)"
RELATIVE_PARTS = (
    (rf"(?:este|presente|actual)\s+{_PART}|{_PART}\s+(?:en\s+curso|actual)", 0),
    (rf"pasado\s+{_PART}|{_PART}\s+(?:pasado|anterior|previo)", -1),
    (rf"próximo\s+{_PART}|{_PART}\s+(?:próximo|entrante|siguiente|que\s+viene)", 1),
)
RELATIVE_PART = "(?:" + "|".join(pattern for pattern, _ in RELATIVE_PARTS) + ")"

SAME_UNIT = "(?:per[íi]odo|lapso|mes|bimestre|trimestre|cuatrimestre|semestre)"

# First words of dates and periods: of the relative ones, of the rest, and numbers.
RELATIVE_BEGIN, POINT_BEGIN, NUMBER_BEGIN = (
    _LISTS[name].split() for name in ("relative_begin", "point_begin", "number_begin")
)

# A plural noun after four digits means that they are a count; these plurals do not.
_NO_NOUN = (
    "además|los|las|sus|nos|les|otros|otras|estos|estas|esos|esas|dichos|dichas|unos|unas|todos|todas"
    "|menos|ambos|ambas|varios|varias|diversos|diversas|distintos|distintas|nuestros|nuestras|algunos"
    "|algunas|muchos|muchas|más|dos|tres|seis|tras|después|antes|es|apenas|entonces|mientras"
    "|cientos|miles|quienes|cuales|tales|través|atrás|lunes|martes|jueves|viernes"
)
COUNTED = rf"\s+(?:de\s+(?:los|las)\s+)?(?!(?:{_NO_NOUN})\b)(?![^\W\d_]+mos\b)[a-záéíóúñü]{{2,}}s\b"
