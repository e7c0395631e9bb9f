"""Where a question or title ends with which a text begins, and how it asks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise, takewhile

from meta87.form.matching import IF_SO, ORDERS, Form

MAX_LENGTH = 700  # characters of a question
MAX_TITLE = 220  # characters of a title that may be a question
MAX_OPENING = 32  # words of a title and the first of its answer
MIN_LAST = 4  # letters of the last word of such a title
MIN_REST = 45  # characters of a text after the topic that such a title names in quotes
CLOSING = '»”)"'

SENTENCES = re.compile(r"(?:[^.?!:;]|(?<=\d)[.:](?=\d))*(?:[.?!:;]+[\s*]*|$)")
NUMBERED = re.compile(r"\W{0,3}\d{1,3}\s*[.)-]+\s*")
TITLE_END = re.compile(r"[.;!]\W*$")
CONTINUES = re.compile(r"[Yy] del? [^,?]+, [^?]+$")  # that goes on: "Y del segundo, el registro"
TITLED = re.compile(r"[^.:;?!]{4,80}(?::|\.\s*[—–-])\s+(?=\S)")
QUOTE_OPEN = re.compile(r"[«“][^»”]*$")
ASKED = re.compile(rf"(?:{IF_SO})?{ORDERS.pattern}", re.IGNORECASE)
NOTHING = re.compile(r"\W*(?:n\W?a|no aplica|s\W?d|ningun[oa]|sin respuesta)\W*", re.IGNORECASE)
WORD = re.compile(r"\S+")
# How a sentence begins that answers a question which it names: "A la pregunta de si hubo …".
REPLIES = re.compile(
    r"\W*(?:\d+\W+)?(?:\w+ ){1,3}la (?:pregunta|consulta|interrogante)\b", re.IGNORECASE
)
# How one begins that recalls a question and answers it: "En cuanto a los retos, pesó …".
RECALLS = re.compile(
    r"\W*(?:\d+\W+)?(?:(?:en|por) lo|(?:en|con) (?:cuanto|relaci[oó]n|respecto)|respecto|"
    r"acerca|sobre|tocante|referente|consultad[oa]s)\b",
    re.IGNORECASE,
)
CLAUSE_END = re.compile(r",(?= )|[.:;?!]")
LAST_CLAUSE = re.compile(r",\s+[a-záéíóúñ]+$")  # of one word
MOST_RECALLED = 3  # commas in what recalls a question


def asked_in(text: str, form: Form, bold: int = 0) -> Iterator[tuple[str, int]]:
    """Yields how a text, of which the first characters may be in bold, may ask, and until where."""
    openings = list(_openings(text))
    answered = next((end for end in openings if _is_answered(text, end, form)), 0)
    end, whole = asks_until(text), answered or len(text)
    openings = [each for each in openings if each <= whole and not text[each - 1].isdigit()]
    text = text if end else text[:whole]
    if 0 < answered < end and "?" not in text[:end]:
        yield "asks", answered
    elif end:
        yield ("asks" if end == len(text) <= MAX_LENGTH else "lead"), end
        yield from (("opening", each) for each in openings if "?" not in text[:end])
    if end:
        return
    if titled := TITLED.match(text):
        yield "titled", titled.end()
    if MIN_LAST <= bold < min(len(text), MAX_TITLE):
        yield "lead", bold
    yield from (("recall", each) for each in _recalled(text))
    for end in openings:
        yield ("title" if text[:end].isupper() else "opening"), end
    if CONTINUES.match(text):
        return
    if len(text) <= MAX_TITLE and (bold >= len(text) or not TITLE_END.search(text)):
        yield "title", len(text)
    elif len(text) <= MAX_LENGTH:
        yield "sentence", len(text)


def _is_answered(text: str, end: int, form: Form) -> bool:
    """Returns whether an answer begins at an offset: an option, nothing, a text after a topic."""
    rest = text[end:]
    is_text = text[end - 1] in CLOSING and len(rest) >= MIN_REST and not ORDERS.match(rest)
    return is_text or form.begins_option(rest) or NOTHING.fullmatch(rest) is not None


def _recalled(text: str) -> Iterator[int]:
    """Yields where a clause may end that recalls a question at the beginning of a sentence."""
    begun = REPLIES.match(text) or RECALLS.match(text)
    ends = CLAUSE_END.finditer(text, begun.end()) if begun else ()
    for end in takewhile(lambda end: end[0] == ",", islice(ends, MOST_RECALLED)):
        yield end.end()


def _openings(text: str) -> Iterator[int]:
    """Yields where a title ends that stands right above its answer, which begins with a capital."""
    words = list(islice(WORD.finditer(text[:MAX_LENGTH]), MAX_OPENING))
    for before, word in pairwise(words):
        head, following = text[: before.end()], word.group().lstrip('¿¡(«“"')
        is_long = len(before.group()) >= MIN_LAST or head[-1].isdigit()
        if head[-1] in ".,:;" or not is_long or _is_open(head):
            continue
        if following[:1].isdigit() or (head.isupper() and following.isupper()):
            continue
        if head.isupper() or following[:1].isupper():
            clause = LAST_CLAUSE.search(head)  # "Al calificar el año, esta": the answer's own
            yield clause.start() + 1 if clause else before.end()
        if head.isupper():
            return


def _is_open(text: str) -> bool:
    """Returns whether a quotation or parenthesis is open at the end of a text."""
    return (
        QUOTE_OPEN.search(text) is not None
        or text.count('"') % 2 > 0
        or "(" in text.rpartition(")")[2]
    )


def asks_until(text: str) -> int:
    """Returns the end of the questions and instructions that a text begins with."""
    numbered = NUMBERED.match(text)
    end = 0
    for sentence in SENTENCES.finditer(text, numbered.end() if numbered else 0):
        part = sentence.group()
        if (
            not part
            or QUOTE_OPEN.search(part)
            or not ("?" in part[-6:] or ASKED.match(part) or part[:1] == "(")
        ):
            break
        end = sentence.end()
    return end
