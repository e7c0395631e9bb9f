"""What e-mails leave in a draft that was pasted from them: headers, signatures, quotations.

It belongs to no answer. A signature or header does not end one: what follows may go on with it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence, Set

from meta87.form.looks import names_institution
from meta87.form.matching import Form
from meta87.reading.document import Block, BlockKind

MAX_LINE = 90  # characters of a line of a signature
MAX_GREETING = 160  # characters of a line that says what an e-mail brings
MAX_HEADER = 500  # characters of a header whose fields were joined
MAX_SIGNED = 4  # lines of a signature after its first
MIN_FIELDS = 2  # of a header
MIN_ASKED = 60.0  # similarity of a line that may ask a question of the form

# How the lines read that e-mails leave.
_FIELD = (
    r"(?:de|from|para|to|cc|cco|bcc|asunto|subject|enviad[oa](?: el)?|sent|fecha|date|responder a)"
)
FIELD = re.compile(rf"\W*{_FIELD}\s*:\s*\S", re.IGNORECASE)
# Fields that only e-mails have: a date and a place may be those of an answer.
MAIL_FIELD = re.compile(r"\W*(?:de|from|para|to|asunto|subject)\s*:", re.IGNORECASE)
JOINED = re.compile(
    r"\W*(?:de|from|para|to|asunto|subject)\s*:[^:]{2,120}\b(?:enviado|para|fecha|sent|to|date|asunto)\b.{0,8}:",
    re.IGNORECASE,
)
_FORWARDED = "mensaje (?:original|reenviado)|original message|forwarded message"
DIVIDER = re.compile(rf"\s*+[-_=]{{2,}}+\s*+(?:{_FORWARDED})?\s*+[-_=]*+\s*+", re.IGNORECASE)
DIVIDED = re.compile(rf"\s*+[-_=]{{2,}}+\s*+(?:{_FORWARDED})", re.IGNORECASE)
WROTE = re.compile(r"\W*(?:el|on) .{6,150} (?:escribi[oó]|wrote)\s*:\W*", re.IGNORECASE)
SENT_FROM = re.compile(
    r"\W*(?:enviado|sent) (?:desde|con|from) "
    r"(?:mi|my|el|un|una|outlook|gmail|yahoo|correo)\b.{0,60}",
    re.IGNORECASE,
)
# Lines that only e-mails leave: what programs add, notices, and what one says to whom one writes.
_CONTACT = (
    r"(?:tel(?:[eé]fono|f)?|cel(?:ular)?|m[oó]vil|fax|whatsapp)\b\.?\s*:?\s*[+(\d][\d ()+./-]{5,30}"
)
_ADDRESS = r"[^.:;<@]{0,60}<?[\w.+-]{1,60}@[\w.-]{3,60}>?"
CONTACT = re.compile(rf"\W*(?:{_CONTACT}|{_ADDRESS})[\s|,>/-]*", re.IGNORECASE)
_SENDS = r"(?:paso|mando|env[ií]o|reenv[ií]o|comparto|adjunto|copio|pego)"
_LEFT = (
    r"(?:obtener|get|descargar) outlook (?:para|for) \w+",
    r"\[(?:imagen|image|cid|logo)[^\]]{0,100}\]",
    r"(?:re|rv|fw|fwd)\s*:\s*\S.{0,150}",
    r"(?:asunto|subject)\s*:.{0,150}",
    r"(?:enviad[oa](?: el)?|sent)\s*:\s*(?:lu|ma|mi|ju|vi|s[aá]|do|\d)\w{0,8}[,. /:].{0,60}",
    r"adjuntos?\s*:\s*[^:]{1,80}\.(?:docx?|xlsx?|pdf|odt|zip|jpe?g|png)\b.{0,80}",
    r"est[ea] (?:mensaje|correo|e-?mail)\b.{0,80}\b(?:confidencial|destinatari|error).{0,900}",
    r"(?:antes de imprimir|aviso (?:legal|de confidencialidad)|no imprima)\b.{0,900}",
    r"cualquier (?:cosa|duda|consulta)\b.{0,60}",
    r"qued(?:o|amos) (?:atent|a (?:la|su|tu) (?:orden|disposici)).{0,60}",
    r"(?:perd[oó]n|disculp\w{1,6})\b.{0,20}\bdemora\b.{0,40}",
    r"(?:muchas )?gracias (?:de antemano|por todo|por la paciencia).{0,40}",
    rf"(?:[a-záéíóúñ]{{2,20}}, )?(?:te|les|le) {_SENDS}\b.{{0,120}}",
    r"van? (?:abajo|adjunt\w{1,4}|aqu[ií]|m[aá]s abajo)\b.{0,80}",
)
LEFT = re.compile(rf"\W*(?:{'|'.join(_LEFT)})\W*", re.IGNORECASE | re.DOTALL)
_TITLE = r"(?:lic|licda?|dra?|ing|abog|arq|mg|msc|sra?)\.?"
_NAMED = r"[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+"
# The name of who signs, or a post: "Lic. Rosa Benítez", "Directora de Inspección".
NAME = re.compile(
    rf"\W*(?:(?i:{_TITLE}) )?{_NAMED}(?: (?:de|del|la|los|las|y|e|{_NAMED})){{1,7}}\W*"
)
_REGARDS = (
    r"(?:atte|abrazos?|saludos?|(?:muy )?(?:atentamente|cordialmente)|(?:muchas )?gracias"
    r"|(?:un )?(?:cordial )?(?:saludo|abrazo)|quedo atent[oa]|quedamos atentos|slds)"
)
SIGNED = re.compile(
    rf"\W*(?i:{_REGARDS}(?: (?:cordial(?:es)?|a todos|y gracias))?)"
    rf"(?:[.,]? (?:(?i:{_TITLE}) )?{_NAMED}(?: {_NAMED}){{0,3}})?\W*"
)
GREETING = re.compile(
    r"\W*(?:estimad[oa]s?|querid[oa]s?|colegas|compañer[oa]s|hola"
    r"|buen(?:os|as)? (?:d[ií]as?|tardes|noches))\b.{0,80}",
    re.IGNORECASE,
)
BRINGS = re.compile(
    r"\b(?:adjunt\w+|env[ií]o|enviamos|remito|remitimos|mando|mandamos|va|van|paso|comparto"
    r"|reenv[ií]o|quedo|avisa\w*|gracias|saludos)\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"(?:\s*>)+\s*")
STOPS = re.compile(r"[.;?]\W*$")


def set_mail_aside(
    blocks: Sequence[Block], form: Form
) -> tuple[list[Block], dict[int, list[Block]]]:
    """Returns the blocks without what e-mails left, and that by the index of the next block."""
    kept: list[Block] = []
    aside: dict[int, list[Block]] = defaultdict(list)
    lines = _mail_lines(blocks, form)
    for index, block in enumerate(blocks):
        if index in lines:
            aside[len(kept)].append(block)
        else:
            kept.append(block)
    return kept, aside


def _mail_lines(blocks: Sequence[Block], form: Form) -> set[int]:
    """Returns the indices of the blocks that e-mails left, none of which asks a question."""
    found = {n for n in range(len(blocks)) if _is_mail(blocks, n)}
    for index in sorted(found):
        found |= _opening(blocks, index, found)
        if CONTACT.fullmatch(blocks[index].text):
            found |= _named_above(blocks, index, found, form)
    for index, block in enumerate(blocks):
        if _closes(block) and form.note_at(blocks, index) is None:
            found |= _signature(blocks, index, form)
        elif _is_greeting(block):
            found |= {index, *_opening(blocks, index, found)}
    return {index for index in found if not _asks(blocks[index], form)}


def _asks(block: Block, form: Form) -> bool:
    """Returns whether a line asks a question of the form, in whole or in a quotation."""
    if form.question_at([block], 0):
        return True
    return block.marker == ">" and max(form.similarity.rate(block.text)) >= MIN_ASKED


def _is_mail(blocks: Sequence[Block], index: int) -> bool:
    block, text = blocks[index], blocks[index].text
    if block.cell is not None or block.kind is BlockKind.CHECKBOX:
        return False
    if block.marker == ">":
        return True
    if LEFT.fullmatch(text) or CONTACT.fullmatch(text):
        return True
    if len(text) <= MAX_HEADER and (JOINED.match(text) or DIVIDED.match(text)):
        return True
    is_forward = len(text) <= MAX_GREETING and (WROTE.fullmatch(text) or SENT_FROM.fullmatch(text))
    return bool(is_forward) or _is_divider(block) or _is_field(blocks, index)


def _closes(block: Block) -> bool:
    """Returns whether a block begins the signature of an e-mail."""
    return block.cell is None and (SIGNED.fullmatch(block.text) is not None or _is_divider(block))


def _is_divider(block: Block) -> bool:
    return DIVIDER.fullmatch(block.text) is not None


def _is_field(blocks: Sequence[Block], index: int) -> bool:
    """Returns whether a line is a field of a header: with another beside it, of e-mails alone."""
    if not FIELD.match(blocks[index].text):
        return False
    first = last = index
    while first > 0 and FIELD.match(blocks[first - 1].text) and index - first < MAX_SIGNED:
        first -= 1
    end = min(index + MAX_SIGNED, len(blocks) - 1)
    while last < end and FIELD.match(blocks[last + 1].text):
        last += 1
    fields = [block.text for block in blocks[first : last + 1]]
    return len(fields) >= MIN_FIELDS and any(map(MAIL_FIELD.match, fields))


def _is_greeting(block: Block) -> bool:
    text = block.text
    if block.cell is not None or len(text) > MAX_GREETING or not GREETING.match(text):
        return False
    return text.rstrip().endswith((":", ",")) or BRINGS.search(text) is not None


def _opening(blocks: Sequence[Block], index: int, found: set[int]) -> set[int]:
    """Returns the line after a header or greeting that says what the e-mail brings."""
    following = index + 1
    if following >= len(blocks) or following in found:
        return set()
    block = blocks[following]
    is_line = block.cell is None and block.kind is not BlockKind.CHECKBOX
    brings = len(block.text) <= MAX_GREETING and BRINGS.search(block.text) and not block.marker
    after = blocks[index].text.rstrip()
    return {following} if is_line and brings and after.endswith((":", ",")) else set()


def _named_above(blocks: Sequence[Block], index: int, found: Set[int], form: Form) -> set[int]:
    """Returns the lines right above how to reach someone that name that person."""
    lines: set[int] = set()
    for before in range(index - 1, max(index - 1 - MAX_SIGNED, -1), -1):
        block = blocks[before]
        is_name = len(block.text) <= MAX_LINE and block.cell is None and NAME.fullmatch(block.text)
        if before in found:
            continue
        if not is_name or form.is_option(block) or names_institution(block.text):
            break
        if max(form.similarity.rate(block.text)) >= MIN_ASKED:
            break
        lines.add(before)
    return lines


def _signature(blocks: Sequence[Block], index: int, form: Form) -> set[int]:
    """Returns the lines of a signature from its first one on; none if it has no other lines."""
    lines = {index}
    for following in range(index + 1, min(index + 1 + MAX_SIGNED, len(blocks))):
        block = blocks[following]
        is_line = block.kind is BlockKind.PARAGRAPH and block.cell is None and not block.marker
        if not is_line or len(block.text) > MAX_LINE or STOPS.search(block.text):
            break
        if form.question_at([block], 0) or max(form.similarity.rate(block.text)) >= MIN_ASKED:
            break
        lines.add(following)
    return lines
