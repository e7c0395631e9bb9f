"""What links, years, acronyms and figures look like, well or badly written."""

from __future__ import annotations

import re

# A link that no program can open, by what is wrong with it. Trailing marks of the sentence are
# no part of a link.
BROKEN_LINKS = {
    # Its beginning: one slash or no colon, a letter short, a blank after it.
    "scheme": re.compile(
        r"\b(?:https?:/(?!/)|https?//|https?;//|h?tt?ps?://(?<!http://)(?<!https://)|https?:\\\\)"
        r"\S+|\bhttps?://(?:\s+\S+\.\S+|\s*$)"
    ),
    # Its site: a comma for a dot, no dot at all, a letter w too many or too few.
    "host": re.compile(
        r"\bwww\.[\w.-]*,[\w.-]*\w\S*|\bhttps?://[\w-]*[,;][\w.-]*\w\S*"
        r"|\bhttps?://(?![^/\s]*\.)[^\s/]+(?:/\S*)?|\bww\.[\w-]+\.\S+|\bwww,\S+|\bwwww+\.\S+"
    ),
    # Blanks before the name of a file, or after a mark that ends no link.
    "spaced": re.compile(
        r"\b(?:https?://|www\.)[^\s<>«»“”\"]+"
        r"(?:(?<![.;:,)])(?:\s+[^\s<>«»“”\".,;:]{1,30}){1,6}?\s?\.(?:pdf|docx?|xlsx?|pptx?|html?|php|aspx?)\b"
        r"|(?<=[-/_=%])\s+(?=[\w%-]*[-/_.=][\w%-])[\w%./=&?#-]*\w"
        r"|(?<=[-/_=%]\.)\s?(?=\d)\d+|(?<=[-_=%./]-)\s?\d+)"
    ),
    # Dots for what was left out.
    "cut": re.compile(r"\b(?:https?://|www\.)\S+?(?:…|\.\.\.)(?=\s|$|[.,;)»\"])"),
}
# The title of something published, in quotes.
TITLE = re.compile(
    r"(?:informes?|estudios?|publicaci[oó]n|memorias?|t[ií]tulo|libro|bolet[ií]n|diagn[oó]stico)"
    r" [«“\"]",
    re.IGNORECASE,
)
TRIGGER = re.compile(r"http|htp|ttp|www|ww\.|//")
TRACKING = re.compile(
    r"[?&#](?:utm_\w+|fbclid|gclid|igshid|igsh|mc_[ce]id|msclkid|yclid|_hsenc|ref_src)=[^&#\s]*"
)
HOST = re.compile(r"^(?:https?://)?([^/?#\s]+)")
FIGURE = re.compile(r"(?:[$€₡]|US\$|Q|L)?\s*(\d[\d.,'’\s\u00a0\u202f]*?)\s*(?:%)?")
GROUPS = re.compile(r"\d{1,3}(?:[.,'’\s\u00a0\u202f]\d{3})+")
ACRONYM = re.compile(r"(?<![\w/.@-])[A-ZÁÉÍÓÚÑ][A-ZÁÉÍÓÚÑ]+(?:-[A-ZÁÉÍÓÚÑ]{2,})*(?![\w/@-]|\s\d)")
ROMAN = re.compile(r"[IVXLC]+")
YEAR_AFTER = re.compile(
    r"(?:\b(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre"
    r"|diciembre)(?: del?| del año)?|\b(?:en|durante|desde|año|gestión|ejercicio))"
    r" (?P<year>\d[\dOo]{2,4})\b",
    re.IGNORECASE,
)
