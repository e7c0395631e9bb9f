"""What only looks like a date or a year, and what tells a year from a count. Lists only."""

from __future__ import annotations

from meta87.entities.dates import words

# A plural noun after four figures says that they count something; these plurals do not.
_NO_NOUN = (
    "además|los|las|sus|nos|les|otros|otras|estos|estas|esos|esas|dichos|dichas|unos|unas|todos|todas"
    "|menos|ambos|ambas|varios|varias|diversos|diversas|distintos|distintas|nuestros|nuestras|algunos"
    "|algunas|muchos|muchas|más|dos|tres|seis|tras|después|antes|es|apenas|entonces|mientras"
    "|cientos|miles|quienes|cuales|tales|través|atrás|lunes|martes|jueves|viernes"
)
COUNTED = rf"\s+(?:de\s+(?:los|las)\s+)?(?!(?:{_NO_NOUN})\b)(?![^\W\d_]+mos\b)[a-záéíóúñü]{{2,}}s\b"
UNIT_AFTER = r"\s*(?:%|€|°|mil\b|mill|pesos|dólares|d[óo]lar|usd|euros|km\b|m2|has?\b|kg\b)"
# What says, before four figures, that they count, number or price something.
COUNTING = (
    r"(?:\bm[áa]s\s+de|\bmenos\s+de|\bcasi|\bun[oa]s|\bcerca\s+de|\balrededor\s+de|\baproximadamente"
    r"|\bunos|\btotal\s+de|\bsuma\s+de|[$€₡₲]|\bS/\.?|\bBs\.?|\bRD|\bUSD|\bUS|\bMXN|\bCOP|\bQ\.?|\bL\.?"
    r"|\bn[úu]m(?:ero)?s?\.?|\bn\.?\s?[º°]|\bnro\.?|\bno\.|\bart(?:[íi]culos?|s?\.)|\bp[áa]g(?:ina)?s?\.?"
    r"|\bfolios?|\bc[óo]digo|\bresoluci[óo]n|\bdecreto|\bley|\bconvenio|\bISO|\bSIE)\s*$"
)
# What says, before four figures, that they are a year whatever follows them.
DATING = (
    r"(?:(?:^|\.\s+)(?:en|para|desde)|\bdurante(?:\s+el)?|\baños?|\bel|\bhacia|\bejercicio"
    r"|\bgestión)\s+$"
)
# The same before a year of late: "entregó en 2018 bonos", not "en 1890 escuelas".
DATING_LATE = r"\b(?:en|desde)\s+$"
# What must stand before four figures that are an unlikely year.
CUE = r"\b(?:en|de|del|desde|hasta|a|al|durante|año|entre|para|y|el)\s+$"
# What stands before a capitalised month that is no name.
BEFORE_MONTH = r"(?:\b(?:en|durante|desde|hasta|entre|a|y)|,)\s+$|^\s*$"

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
_STREET = "avenida|av\\.|avda\\.|calle|plaza|barrio|colonia|parque|estadio|hospital|puente"
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
    rf"(?!\s+de\s+(?:{words.FULL}))"
)
# "Ley General de Víctimas de 2013"
_NAMED = (
    r"(?=[LDCPRET])\b(?:Ley(?:es)?|Decreto|Constitución|Código|Convenio|Convención|Protocolo|Reglamento"
    rf"|Declaración|Estatuto|Tratado|Pacto|Recomendación){_CAPITALS}\s*,?\s+del?\s+{_ANY_YEAR}{_NO_RANGE}"
)
# After a comma or in brackets: "Convenio sobre la edad mínima, 1973"
_ENDING = (
    r"(?=[LCPRDT])\b(?:Ley|Constitución|Código|Convenio|Convención|Protocolo|Recomendación|Declaración|Tratado"
    rf"|Pacto)(?:\s+[^\W\d_]+){{1,12}}(?:\s*,\s*|\s*\(){_ANY_YEAR}{_NO_RANGE}"
)
# "la ley de 2011"
_SHORT = (
    r"(?=[lcprLCPR])\b(?i:ley|constitución|código|protocolo|convención|convenio|reforma\s+constitucional)\s+del?\s+"
    rf"{_ANY_YEAR}{_NO_RANGE}"
)
_DAY_IN_FULL = rf"\d{{1,2}}\s+de\s+(?:{words.FULL})\s+del?\s+{_ANY_YEAR}"
# "Ley Orgánica 8/2020, de 3 de marzo": as Spain cites its norms, whose year their number holds.
_CITED_BY_DAY = (
    rf"(?=[LDRO])\b{_DATED_HEAD}(?i:{_KIND})\s+\d{{1,5}}/\d{{4}},"
    rf"\s+de\s+\d{{1,2}}\s+de\s+(?:{words.FULL})\b(?:\s+del?\s+{_ANY_YEAR})?"
)
# After a part of a year: it is one of an undertaking, counted from its start.
UNDERTAKING = (
    r"\s+de\s+(?:funcionamiento|operaci(?:ón|ones)|actividades|aplicación|vigencia|vida|ejecución"
    r"|implementación|labores|trabajo|servicio|existencia)\b"
)
# Before "hoy" that is nowadays: "el mundo de hoy".
NOWADAYS = (
    r"\b(?:esclavitud|familias?|generación|jóvenes|juventud|mundo|niñ[ae][zs]?|niños|realidad|sistema"
    r"|sociedad|vida)\s+de\s+$"
)
# What must stand before "12-03-24": files, articles and codes look alike.
DASHED = (
    r"(?:\b(?:el|del|al|fechas?|desde|hasta|días?)\s*:?\s+|(?:^|[|;(\n•])\s*"
    r"|-\d\d(?:\s+(?:y|al?|hasta)\s+|\s*,\s*))$"
)
# Hides every kind of date, as addresses do.
HIDDEN = (
    _CITED_BY_DAY,
    # "Decreto 216 del 1 de marzo de 2021", "Ley N° 263, de fecha 31 de julio de 2012"
    rf"(?=[LDRACO])\b{_DATED_HEAD}(?i:{_KIND}){_CITED}\s*,?\s+(?:de\s+fecha|del?)\s+{_DAY_IN_FULL}",
    r"(?=[tcfwTCFW])(?i:\b(?:tel(?:éfono)?s?|cel(?:ular)?|fax|whatsapp))\b[.:]*\s*\+?[\d(][\d\s().-]{5,}",
    r"\+\d{1,3}[\s.-][\d\s().-]{6,}",
    r"(?=[lL])(?i:\blo\s+(?:que\s+(?:va|llevamos|resta|queda)|corrido)\s+del?\s+(?:(?:presente|este)\s+)?(?:año|mes)\b(?!\s+\d))",
    rf"(?=[abcehpABCEHP])(?i:\b(?:{_STREET})\s+(?:del?\s+)?(?:\d{{1,2}}\s+de\s+)?(?:{words.FULL})\b)",
)
# Hides years that stand alone.
HIDDEN_YEARS = (
    _NUMBERED,
    _NAMED,
    _ENDING,
    r"(?=[mM])(?i:\bmodelos?\s+(?:del?\s+)?(?:año\s+)?)\d{4}\b",
    # "… y 1448 de 2011"
    rf"(?=\d)\b(?:3[2-9]|[4-9]\d|\d{{3,}}|\d{{1,3}}(?:[.,]\d{{3}})+)\s*,?\s+del?\s+(?:año\s+)?{_ANY_YEAR}",
    _SHORT,
    # An agenda is known by its year; a period after its name would be a date.
    rf"\b(?:Agenda|Visión)(?:\s+[^\W\d_]+){{0,4}}\s+{_ANY_YEAR}{_NO_RANGE}",
    # Decades are longer than what a date may be.
    r"(?i:\bdécadas?\s+(?:de\s+)?(?:los\s+)?(?:años\s+)?)(?:\d{2,4}|[^\W\d_]+(?:\s+[^\W\d_]+){0,3})",
    r"(?i:\blos\s+(?:años\s+)?)(?:19|20)\d0s?\b(?!\s*(?:y|a|al|,|-|–)\s*\d)",
)
# Letters joined to figures by dashes or slashes are a code, unless they are these.
CODE = r"(?<![\w/.-])[^\W_][\w.]*(?:[-/–][^\W_][\w.]*)+"
CODE_LETTERS = rf"(?:{words.FULL}|{words.SHORT}|(?:bi|tri|cuatri|se)mestre|[TQS]|IV|I{{1,3}})"
