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
_REGARDS = (
    r"(?:saludos?|(?:muy )?(?:atentamente|cordialmente)|(?:muchas )?gracias|(?:un )?(?:cordial )?"
    r"(?:saludo|abrazo)|quedo atent[oa]|quedamos atentos|slds)"
)
SIGNED = re.compile(rf"\W*{_REGARDS}(?: (?:cordial(?:es)?|a todos|y gracias))?\W*", re.IGNORECASE)
GREETING = re.compile(
    r"\W*(?:estimad[oa]s?|querid[oa]s?|hola|buen(?:os|as)? (?:d[ií]as?|tardes|noches))\b.{0,80}",
    re.IGNORECASE,
)
BRINGS = re.compile(
    r"\b(?:adjunt\w+|env[ií]o|enviamos|remito|remitimos|mando|mandamos|va|van|paso|comparto"
    r"|reenv[ií]o|quedo|avisa\w*|gracias|saludos)\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"(?:\s*>)+\s*")
STOPS = re.compile(r"[.;?]\W*$")
