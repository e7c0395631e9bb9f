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
