"""The signs by which questions are told from what else stands in a form."""

from __future__ import annotations

import re

QUOTES = "«“\"‘'"

# What may stand before a country's name, folded.
COUNTRY_TITLE = re.compile(r"(?:republica|reino|estado|gobierno) de(?:l| la)? ")

# A number printed before a text of the form; the number of a priority or next step.
PRINTED = re.compile(r"\W{0,3}(\d{1,3})(?=\W)")
NUMBER_CELL = re.compile(r"\W*\d{1,3}\W*")  # of a cell that holds nothing else
LEADING_NUMBER = re.compile(r"^\d{1,3} ")  # of a folded text
TOPIC_NUMBER = re.compile(r"\W*(\d{1,2})\s*[.:)]?[\s\"«“'\[(]+")

# Where a question may begin inside a line: its number after the end of a sentence; inside the
# label of a box, its number after anything.
NUMBERED = re.compile(r"(?<=[.?!:;»”\")\]*])\s+(?=\d{1,3}\s*[.)\-]+\s*\S)")
IN_LABEL = re.compile(r"\s+(?=\d{1,3}\s*[.)\-]+\s*[¿A-ZÁÉÍÓÚÑ])")

# A question right after another's end.
ADJOINING = re.compile(r"[?.*]\s+(?:\d{1,3}\s*[.)\-]+\s*)?[¿A-ZÁÉÍÓÚÑ]")

# How a form asks, and how it tells to answer.
ASKS = re.compile(r"¿[^?]+\?|\*\s*$")
ORDERS = re.compile(
    r"\W*(?:\d+\W+)?(?:por favor|s[ií]rvase|describa|especifique|indique|explique|señale|mencione"
    r"|enumere|facilite|proporcione|detalle|cuéntenos|díganos|informe|comente)\b",
    re.IGNORECASE,
)
ASKS_ALL = re.compile(
    rf"\W*(?:\d+\W+)?(?:¿[^?]+\?(?:\s*¿[^?]+\?)*|{ORDERS.pattern}[^.:?]+[.:]?)[\s*]*",
    re.IGNORECASE,
)
NEXT = re.compile(rf"(\d{{1,3}})\s*[.)\-]+\s*(?:¿|{ORDERS.pattern})", re.IGNORECASE)
# Where a question that no template has ends: at its question mark, else at its stop.
# With the order that may follow: "Si es así, describa cómo."
_IF_SO = r"(?:en (?:ese )?caso(?: \w+)?|(?:si|de) (?:es|fue|ser) así),?\s*"
END = re.compile(
    rf"\W*(?:\d+\W+)?(?:.*\?[\s*]*(?:{_IF_SO}{ORDERS.pattern}[^.:]*[.:*]*)?|[^.:]*[.:*]*)",
    re.DOTALL | re.IGNORECASE,
)

# What is typed in a cell to tick it; a lost number, letter or mark.
MARK = re.compile(r"\W*[xX✓✔✗✘]\W*")
# What stands between options in a line of nothing else: marks, blanks to put one in, and signs.
OPTION_TOKENS = re.compile(r"(?P<M>_*[xX✓✔✗✘]_*)|(?P<B>_{2,}|\{\s*\})|(?P<C>:)|(?P<S>[,/;|])")
BETWEEN_OPTIONS = re.compile(r"(?:[\s,/;|:.()\[\]{}*_–—-]|[xX✓✔✗✘](?![^\W_]))*")
# How an answer goes on after an option that it begins with.
GOES_ON = re.compile(r"\s*(?:[.,:;–—(]|-\s)")
STRAY = re.compile(r"\W*([^\W\d]|\d{1,3}[.)])?\W*")

# How an answer goes on after the label of a box.
WRITTEN = re.compile(r"\s*[,.:;–—(-]|\s+[¿¡«\"“A-ZÁÉÍÓÚÑ0-9]")

# A line that numbers a page.
PAGE_NUMBER = re.compile(
    r"\W*(?:p[aá]gina|p[aá]g\.?|page)\s*\d{1,3}(?:\s*(?:de|of|/)\s*\d{1,3})?\W*", re.IGNORECASE
)
DIGITS = re.compile(r"\d+")

# What opens a part after the form: a heading that says so, with a number and a title if any; a
# title with a stop or an address is a sentence of the answer.
_NUMBERED = r"(?:\s+(?:n\.?\s?[º°o]\.?\s*)?(?:\d{1,2}|[IVX]{1,4}|[A-Z]))?"
_TITLED = r"(?:\s*[.:–—-]+\s+(?!\S*(?://|www\.))[^.?!]+)?"
ANNEX = re.compile(
    rf"\W*(?:(?:anexos?|ap[eé]ndices?){_NUMBERED}{_TITLED}"
    r"|anexo (?:estad[ií]stico|documental|fotogr[aá]fico|t[eé]cnico|normativo)"
    r"|(?:lista(?:do)? de )?(?:siglas|acr[oó]nimos|abreviaturas)"
    r"(?: (?:y|e|,) (?:siglas|acr[oó]nimos|abreviaturas))*(?: utilizad[oa]s| empleadas)?"
    r"|glosario(?: de (?:t[eé]rminos|siglas))?|agradecimientos)\s*[.:]?",
    re.IGNORECASE,
)
# The same, if it is a heading: a line of the text that says so may open what verifies an answer.
SOURCES = re.compile(
    r"\W*(?:bibliograf[ií]a|referencias(?: bibliogr[aá]ficas)?"
    r"|fuentes(?: consultadas| de informaci[oó]n)?"
    r"|(?:documentos|archivos) (?:adjuntos|anexos)|(?:lista(?:do)?|[ií]ndice) de anexos)\s*[.:]?",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"https?:|//|www\.", re.IGNORECASE)
# Who wrote, read and signed a report.
_DEED = (
    r"(?:elaborado|preparado|redactado|revisado|aprobado|validado|firmado|suscrito|presentado"
    r"|completado|remitido|cumplimentado|visto bueno)"
)
SIGNED = re.compile(
    rf"\W*(?:{_DEED}(?: (?:y|/) {_DEED})? por(?:\s*:.*|)"
    r"|(?:elaborado|preparado|redactado|revisado) por (?!\d)[^.,;]+"
    r"|firmas?(?: (?:y|/|e) (?:sello|fecha|nombre|cargo|aclaraci[oó]n))*(?:\s*:?[\s_.…-]*)"
    r"|(?:atentamente|cordialmente|muy atentamente|saludos cordiales)\W*"
    r"|(?:personas?|datos|informaci[oó]n) de contacto(?:\s*:.*|)"
    r"|responsables? (?:del informe|de la elaboraci[oó]n|del (?:llenado|cuestionario))"
    r"(?:[^:.]*:.*|)"
    r"|nombre(?: completo)?,? (?:y|/) (?:apellidos?|cargo|firma|puesto)(?:[^:.]*:.{0,60}|)"
    r"|lugar y fecha\s*:.*"
    r"|fecha de (?:elaboraci[oó]n|env[ií]o|presentaci[oó]n|entrega)(?: del informe)?\s*:.*)",
    re.IGNORECASE,
)
# What stands beside a signature, and by itself may as well be a field of an answer.
BESIDE_SIGNED = re.compile(
    r"\W*(?:fecha|lugar|nombre(?: completo)?|cargo|puesto|sello|instituci[oó]n|tel[eé]fono|correo"
    r"(?: electr[oó]nico)?|punto focal)\s*(?::.*)?",
    re.IGNORECASE,
)
# A sentence: a verb, an article that opens a noun of its own, or a stop at its end.
SENTENCE = re.compile(
    r"\b(?:se|es|son|era|eran|fue|fueron|ha|han|est[aá]n?|tienen?|rigen?"
    r"|[a-zñáéíóú]+(?:ó|[aei]rá|[aei]rán|aron|ieron|yeron|jeron))\b"
    r"|(?<!\bde)(?<!\bpor)(?<!\b[yeao])(?<!\ben)(?<!\bcon)(?<!\bpara)(?<!\bcontra)(?<!\bsobre)"
    r" (?:el|la|los|las|un|una) |\.\s*$"
)
