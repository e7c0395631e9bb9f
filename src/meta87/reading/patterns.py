"""The symbols and patterns that the readers look for: boxes, list markers, style names, URLs."""

from __future__ import annotations

import re

# The codes in the private use area are those of Wingdings and Wingdings 2, as fonts without
# a Unicode table give them.
EMPTY_BOXES = "☐□◻⬜▢❏❐❑❒🗆\uf06f\uf071\uf072\uf0a3\uf0a8"
TICKED_BOXES = "☒☑⊠⮽🗹🗷🗵▣✅❎⌧\uf051\uf052\uf053\uf078\uf0fd\uf0fe"
# Ticks that are as often bullets: they count as boxes only with real boxes.
TICKS = "■◼⬛✓✔✗✘✖✕☓\uf0fb\uf0fc"

EMPTY, TICKED = "☐", "☒"

# (font, code) of w:sym → box.
SYMBOL_BOXES = {
    ("wingdings", 0x6F): EMPTY, ("wingdings", 0x71): EMPTY, ("wingdings", 0x72): EMPTY,
    ("wingdings", 0xA8): EMPTY, ("wingdings", 0x78): TICKED, ("wingdings", 0xFD): TICKED,
    ("wingdings", 0xFE): TICKED, ("wingdings", 0xFB): "✗", ("wingdings", 0xFC): "✔",
    ("wingdings 2", 0x2A): EMPTY, ("wingdings 2", 0xA3): EMPTY, ("wingdings 2", 0x51): TICKED,
    ("wingdings 2", 0x52): TICKED, ("wingdings 2", 0x53): TICKED, ("wingdings 2", 0x4F): "✗",
    ("wingdings 2", 0x50): "✔",
}  # fmt: skip

# Boxes typed with brackets: "[x] sí [ ] no", "( X ) sí ( ) no".
TYPED_BOX = r"(?<![^\s☐☒])[\[(](?: *| *[xX] *)[\])](?!\()"

BULLETS = "-–—−*+•●○◦▪▫◾◽‣⁃∙·►▶➢➤➔❖♦◆→\uf0b7\uf0a7\uf0d8\uf0e0\uf076\uf0fc"

# A bullet, a number or a letter before the text of an item. Converters of PDF write
# "- 24. Texto", and leave a stray stop after the number: "13. . Texto".
_BULLET = rf"[{re.escape(BULLETS + TICKS)}]"
_NUMBER = r"\(?\d{1,3}(?:\.-|[.)])(?=\s)"
_LETTER = r"\(?[a-zA-Z]\)(?=\s)|[a-z]\.(?=\s)"
_ROMAN_NUMBER = r"\(?(?:[ivx]{1,5}|[IVX]{1,5})[.)](?=\s)"
MARKER = re.compile(
    rf"(?:{_BULLET}\s*(?=(?:\(?\d{{1,3}}[.)]|[-–—])\s))?"
    rf"(?P<marker>{_BULLET}(?=\s)|[•●\uf0b7\uf0a7\uf0d8]|{_NUMBER}|{_LETTER}|{_ROMAN_NUMBER})"
    r"(?:\s+\.(?=\s))?\s*"
)

QUOTE = re.compile(r"(?:\s*>)+\s*")  # what programs for e-mails put before each line of a quotation

HEADING_STYLE = re.compile(r"(?:heading|t[ií]tulo|titre|t[ií]tol)\s*([1-9])", re.IGNORECASE)
TITLE_STYLE = re.compile(r"(?:title|t[ií]tulo|puesto)", re.IGNORECASE)
LIST_STYLE = re.compile(
    r"list\s*(?:bullet|number)|lista?\s*(?:con\s*)?(?:vi[ñn]?etas?|n[uú]?meros?|numerada)",
    re.IGNORECASE,
)

# The character style of prompts: its name, which programs do not translate, and its ids.
PROMPT_STYLE = re.compile(
    r"placeholder\s?text|texto\s?d?e?l?\s?marcador\s?de\s?posici", re.IGNORECASE
)
# A prompt by its words: one order to whoever fills the form in, as Word or an author words it.
_SPANISH_ORDER = (
    r"haga|haz|pulse|pulsa|presione|toque|escrib[ae]|elija|elige|seleccion[ae]|introdu[zc]\w+"
    r"|ingrese|ingresa|inserte|indique|especifique|complete|rellene|teclee|digite|anote|describa"
)
_ENGLISH_ORDER = r"click|tap|choose|enter|select|type"
PROMPT = re.compile(
    rf"[\[<«(]*(?:por favor,? |please,? )?(?:{_SPANISH_ORDER}|{_ENGLISH_ORDER})\b"
    r"[^.:;!?\n]{0,150}(?:\.{0,3}|…)[\]>»)]*",
    re.IGNORECASE,
)

FINAL = re.compile(r"[.:;?!…][»”’\"')\]*\s]*$")
# Words that no sentence, heading or cell ends with.
_PREPOSITION = "a|al|ante|bajo|con|de|del|desde|en|entre|hasta|para|por|según|sin|sobre"
_ARTICLE_OR_CONJUNCTION = "como|cuya|cuyo|e|el|la|las|los|ni|o|que|su|sus|u|un|una|y"
OPEN_END = re.compile(rf"(?:^|\s)(?:{_PREPOSITION}|{_ARTICLE_OR_CONJUNCTION}),?$", re.IGNORECASE)
PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:p[áa]g(?:ina|\.)?\s*)?\d{1,4}(?:\s*(?:de|/)\s*\d{1,4})?[-–—\s]*", re.IGNORECASE
)
# What a note at the foot of a page begins with: its number, letter or star.
NOTE_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[a-z](?=[)\]])|[*†‡]{1,3})[\])]?[.\s]*(?=[^\W\d])")
URL = re.compile(r"(?:https?://|www\.)", re.IGNORECASE)
ADDRESS_END = re.compile(r"(?:\w{1,12} )?\.(?:pdf|html?|php|aspx?|docx?|xlsx?)", re.IGNORECASE)

# Elements of HTML that begin and end a paragraph.
HTML_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li", "main", "menu", "nav", "ol", "p",
    "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip

OWN_PAGE = "Meta87"  # what our own pages say that they were made by
