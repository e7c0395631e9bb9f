"""Where a number is no count, and the words that bound one. Read on folded text: no accents.

``BEFORE`` patterns end where the number begins, ``AFTER`` patterns begin where it ends,
``INSIDE`` patterns cover stretches of text in which no number counts.
"""

from __future__ import annotations

import re

_MONTH = (
    r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre)"
)
_LISTED = r"(?:\d+(?:[./]\d+)*\s*(?:,|y|e|o|al?|-|–)\s*)*"
_NUMBERED = "|".join(
    (
        r"ley(?:es)?(?:\s+organica|\s+general|\s+federal|\s+nacional)?",
        r"articulos?|arts?\.|incisos?|numeral(?:es)?|fraccion(?:es)?|literal(?:es)?|parrafos?",
        r"decretos?(?:[ -](?:ley|supremo|ejecutivo|legislativo|presidencial))?",
        r"acuerdos?(?:\s+(?:ministerial|gubernativo|ejecutivo))?",
        r"resolucion(?:es)?(?:\s+(?:ministerial|suprema|directoral|administrativa|exenta))?",
        r"convenios?|convencion(?:es)?|recomendacion(?:es)?|protocolos?|directivas?|ordenanzas?",
        r"circular(?:es)?|oficios?|expedientes?|folios?|sentencias?|dictamen|gacetas?",
        r"anexos?|tablas?|cuadros?|graficos?|graficas?|figuras?|capitulos?|titulos?|secciones|seccion",
        r"ejes?|metas?|objetivos?|ods|alianza|indicador|preguntas?|fases?|etapas?|lineas?|apartados?",
        r"paginas?|pags?\.|pp?\.|modulos?|version|tomos?|volumen|vol\.|piso|km",
        r"telefonos?|tel\.|celular|whatsapp|extension|ext\.|codigo|clave",
    )
)
# "gracias a ese convenio 91 víctimas" cites no number of a convention.
_NOT_POINTED_AT = "".join(
    rf"(?<!\b{word}\s)" for word in ("este", "esta", "ese", "esa", "dicho", "dicha", "su")
)
BEFORE = {
    "citation": re.compile(
        rf"\b{_NOT_POINTED_AT}(?:{_NUMBERED})\s+(?:(?:n[.º°]+o?|nums?\.?|nro\.?|no\.|numeros?)\s*)?{_LISTED}\Z",
        re.IGNORECASE,
    ),
    "numbered": re.compile(r"\b(?:n[.º°]+o?|nums?\.|nro\.?|no\.|numeros?)\s*\Z", re.IGNORECASE),
    "proportion": re.compile(r"\b(?:de|por)\s+cada\s+\Z", re.IGNORECASE),
    "day": re.compile(rf"\bdias?\s+{_LISTED}\Z", re.IGNORECASE),
    "day-of-range": re.compile(r"\b(?:del|al)\s+\Z", re.IGNORECASE),
    "code": re.compile(r"(?:[^\W\d][-–/]|\d[/:]|[_#@+]|\d[-–]\d{1,3}[-–])\Z"),
}
# Capitals matter here: "Q 450", "L 4.2 millones", "Bs 300".
CURRENCY_BEFORE = re.compile(
    r"(?:[$€£₡₲]|\b(?:US|RD|C|R|A|MX)\$|\b(?:S|B|Bs)/\.?|\b(?:UF|Q|L|Lps?\.?|Bs\.?|Gs\.?|USD|EUR|MXN|COP"
    r"|CLP|ARS|PEN|GTQ|HNL|CRC|NIO|PAB|DOP|PYG|UYU|BOB|VES))\s*\Z"
)
AFTER = {
    "percentage": re.compile(r"\s*(?:%|por\s+cien(?:to)?\b|puntos?\s+porcentual)", re.IGNORECASE),
    "proportion": re.compile(r"\s+de\s+cada\b", re.IGNORECASE),
    "day": re.compile(
        rf"(?:\s*(?:,|y|e|al?|-|–)\s*\d{{1,2}}(?!\d)){{0,12}}\s+(?:del?\s+)?{_MONTH}\b",
        re.IGNORECASE,
    ),
    "code": re.compile(r"[-–](?!\d+\s+[a-zñ])\w|/\w|°|:\d"),
    "verb": re.compile(r"\s+ha\s+(?:[a-zñ]+[ai]do|hecho|dicho|visto|puesto)\b", re.IGNORECASE),
}
INSIDE = re.compile(
    r"(?=[a\d])\b(?:a\s+las\s+\d{1,2}(?::\d\d)?\s+horas|\d{3,4}[- ]\d{4}"
    r"|\d{1,3}\s+(?:dias|meses)\s+(?:a|y|hasta)\s+(?:los\s+)?\d{1,2}\s+años)\b"
)

# "Una" is a number and no article after one of these, or before a number ("una o dos").
BEFORE_ONE = re.compile(r"\b(?:[ye](?:\s+a)?|entre)\s+\Z", re.IGNORECASE)
OR_AFTER = re.compile(r"\s+(?:o|u|a|hasta)\s", re.IGNORECASE)
# People counted without a noun: "38 de ellas", "dos de nacionalidad peruana", "12 no acompañados".
OF_THEM = re.compile(r"\s+de\s+ell[oa]s\b", re.IGNORECASE)
# Some of more people: "cuatro de los detenidos", "78 el número de heridos", "son 34 los heridos".
OF_THOSE = re.compile(r"\s+de\s+(?:l[oa]s|es[oa]s|est[oa]s|dich[oa]s)(?=\s)", re.IGNORECASE)
THE = re.compile(r"\s+(?:l[oa]s|el\s+numero\s+de)(?=\s)", re.IGNORECASE)
ARE_BEFORE = re.compile(r"\b(?:a|son|eran|fueron|seran|suman|sumaban)\s+\Z", re.IGNORECASE)
_NATION = (
    r"(?:nacionalidad|origen)\s+(?!desconocid|[a-zñ]+mente\b)[a-zñ]+"
    r"|(?:otr|distint|divers)as\s+nacionalidades"
)
UNNAMED = re.compile(rf"\s+(?:de\s+(?:ell[oa]s|{_NATION})|no\s+acompañad[oa]s)\b", re.IGNORECASE)
# Between two counts of a list.
AND = re.compile(r"\s+(?:y|e)\s+(?:a\s+)?")
# Around a number repeated in words: "12 (doce) fincas".
OPENS_REPEAT, CLOSES_REPEAT = re.compile(r"\s*\(\s*"), re.compile(r"\s*\)")
# Between the figures of a range, and before it.
RANGE = re.compile(r"\s+a\s+|\s+o\s+|\s*[-–]\s*|\s+hasta\s+", re.IGNORECASE)
RANGE_BETWEEN = re.compile(r"\s+y\s+", re.IGNORECASE)
RANGE_OPENS = re.compile(r"\bde\s+\Z", re.IGNORECASE)
BETWEEN_OPENS = re.compile(r"\bentre\s+\Z", re.IGNORECASE)
WORDS_BEFORE = re.compile(r"[^\W\d_]+")

# Before "N años": what makes it an age.
_OLDER = r"(?<!\bno\s)(?<!\bni\s)(?:menor|mayor)(?:es)?\s+(?:de|a|que)|(?:el|la)\s+(?:menor|mayor),"
_AGE_OF = (
    r"edad\s+minima(?:\s+\w+){0,6}\s+(?:es|sea|fija)(?:\s+de)?|edad(?:es)?(?:\s+\w+)?(?:\s+(?:de|entre)|:)"
    r"|edad(?:\s+(?!años\b)\w+){1,6}\s+(?:de|a)"
)
_AGED = r"cumplid[oa]s?|cumpl\w+|tienen?|tenian|desde\s+sus|de\s+ell[oa]s\s+de"
_AT_THE = r"(?:a|de|desde|hasta|entre|por|con|bajo|antes\s+de)\s+los"
AGE_BEFORE = re.compile(
    rf"\b(?:{_OLDER}|{_AGE_OF}|{_AGED}|{_AT_THE})"
    r"\s+(?:entre\s+|de\s+|los\s+)*(?:\w+(?:\s*,|\s+[yoae])\s+){0,4}\Z",
    re.IGNORECASE,
)
# "La edad de admisión (15 años)", "con menos de 16 años".
AGE_IN_BRACKET = re.compile(r"\bedad(?:\s+\w+){0,8}\s+\(\Z", re.IGNORECASE)
AGE_WITH = re.compile(r"\bcon\s+\Z", re.IGNORECASE)
_PENALTIES = r"penas?|prision|presidio|reclusion|carcel|privacion|encierro|inhabilitacion"
YEARS_SPENT = re.compile(
    rf"\s+de\s+(?:{_PENALTIES}|servicio|experiencia|antiguedad|ejercicio|vigencia)\b"
)
AGE_AFTER = re.compile(r"\s+(?:cumplidos\b|de\s+edad\b|la\s+edad\b)", re.IGNORECASE)
OF_YEARS = re.compile(
    r"(?P<noun>(?:[^\W\d_]+\s+){0,2}[^\W\d_]+,?\s+)de\s+(?:entre\s+|apenas\s+|solo\s+)?(?:\w+(?:\s*,|\s+[yoae])\s+){0,4}\Z",
    re.IGNORECASE,
)

# After "de": a place, a time, a manner or a number, and not the object of an act.
WHERE = (
    r"(?:manera|forma|modo|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince"
    r"|dieci\w+|vein\w+|(?:tre|cuare|cincue|sese|sete|oche|nove)nta|cien\w*"
    r"|barrio|canton|capital|ciudad|comarca|comuna|costa|departamento|distrito|estado|frontera|interior|isla"
    r"|localidad|municipio|norte|oriente|occidente|pais|provincia|region|sierra|sur|territorio|zona)s?\b"
    r"|\d|[A-ZÑ]"
)
# The same of one word, and what only points at a noun.
NOT_MADE = (
    r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre"
    r"|ayer|hoy|tod[oa]|cada|dich[oa]|amb[oa]|tal(?:es)?|otr[oa]|est[aeo]|es[aeo]|nuestr[oa]|vari[oa]|much[oa])s?\b"
)

# The next word, with the genders that it names: "niños/as", "niños(as)".
WORD = re.compile(
    r"[ \t\u00a0\u202f]+(?P<word>[^\W\d_]+(?:[/@'’-][^\W\d_]+)*(?:\([aeo]?s\))?)(?!\w)"
)
