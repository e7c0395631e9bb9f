"""What tells of people beside a count, in lower case."""

from __future__ import annotations

import re

# "Se capacitará", "daremos", "abriría", "recibirían"; not "minería".
FUTURE = re.compile(r"\b\w{2,}(?:rán?|remos|[id]rían?|[ae]rían)\b")
PAST = re.compile(r"\s\w+(?:ó|aron|ieron)\b")
# "La meta para 2025 es atender", "el objetivo es que".
AIM = re.compile(
    r"\b(?:metas?|objetivos?|propósitos?|finalidad)(?: [^\s,;:]+){0,8}? (?:es|son|era|consiste en)"
    r"(?: (?:que|de|\w+[aei]r)\b|\s*\Z)"
)
# Whom no act reached: "a ninguna de las 35 víctimas".
NONE = re.compile(r"\b(?:ningun[oa]|ni un[oa](?: sol[oa])?) de (?:(?:l|est|es|dich)[ao]s )?\Z")
# What follows is about somebody else.
OTHERS = re.compile(
    r"\b(?:que|quien|quienes|por|para(?!\s*\Z)|cuy[oa]s?|donde|fue|fueron"
    r"|y (?:\w+(?:ó|ron)|el|la|los|las|un|una|se|a|en|de|con))\b"
)
# A passage that begins with what is to be done.
INFINITIVE = re.compile(r"\W*\w+[aei]r\b")
# Who only came, to what was told before.
CAME = re.compile(
    r"\b(?:asist(?!id)|acud|concurr|particip|culmin|complet|egres|aprob)\w+|\b(?:destin|dirig)id"
    r"|\A\W*(?:fueron|eran)\b|\blo \w+ron\b|\bde (?:él|ella) se "
)
PASSED = re.compile(r"\b(?:culmin|complet|superaron|aprob|egres|termina|acredit)")
# What may stand between people and the participle that tells of them.
PASSIVE = re.compile(r"\W*(?:que )?(?:(?:fue|fueron|son|recib\w+|han sido) )?")
# People who teach, and are not taught.
GIVING = re.compile(r"\W*(?:impart|dict|ofrec)")
ROOM = re.compile(r"\b(?:capacidad|cupo|aforo|razón)\b")
# Places and firms of so many people.
SIZED = re.compile(
    r"\b(?:municipi|ayuntamient|localidad|departament|empres|establecimient|explotaci|pueblo)\w*"
    r"(?: \w+){0,2} (?:de|con) \Z"
)
TOOK = re.compile(r"\w(?:ó|aron|ieron)\b")
# "40 personas fueron": what they are the subject of tells of them, and not what stands before.
SUBJECT = re.compile(r"\W*(?:fue|fueron|ha sido|han sido|están siendo|recib(?!an?\b)\w+) ")
# Where another clause begins after people.
CLAUSE = re.compile(r"[.;!?|](?=\s)|\n|,? y \w+(?:ó|ron)\b")
# No course, and no lesson: "el curso 2021-2022", "talleres clandestinos".
NOT_TAUGHT = re.compile(
    r"\bcurso (?=escolar|lectivo|académico|\d{4})|\btaller(?:es)? (?=textil|clandest|mecánic|famil"
    r"|artesan|inspecc|visitad|de (?:costura|confecci|cohet|cuero|ladrill|maquila))"
)
