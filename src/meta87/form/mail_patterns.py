"""How the lines read that e-mails leave in a text."""

from __future__ import annotations

import re

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
