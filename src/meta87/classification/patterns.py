"""Patterns of the form of a text; what its words say is in themes.toml and cues.toml."""

from __future__ import annotations

import re

URL = re.compile(r"(?:https?://|www\.)\S+")

LETTERS = re.compile(r"[^\W\d_]{3}")

WORD = re.compile(r"\b\w\w+\b")
"""A word that is weighed, as scikit-learn's vectorizers take them."""

BOUNDARY = re.compile(r"\n+|(?<=[.!?:;])\s+(?=[A-ZÁÉÍÓÚÑ«\"“¿•✓–(\d-])")
"""Between two sentences or list items; rough, and quick enough for every context."""

ANAPHOR = re.compile(
    r"(?<!\w)(?:est[aeo]s?|dich[oa]s?|es[ao]s|tal(?:es)?|sus?|ell[oa]s?|(?:l[oa]s? )?mism[oa]s?"
    r"|referid[oa]s?|citad[oa]s?|asimismo|ademas|tambien|igualmente|ahi|alli|por ello|para ello"
    r"|dos mas|otr[oa]s?|la segunda|la primera|el segundo|se les|cuy[oa]s?)(?!\w)"
)
"""Words that point back, in folded text."""

ITEM = re.compile(r"\s*(?:[•✓*–-]|\(?[a-z0-9]{1,2}[.)])\s*|[a-záéíóúñ]")
"""How a list item starts."""

FINITE = re.compile(
    r"(?<!\w)(?:[^\W\d_]{2,}(?:ó|ieron|aron|ían?|aban?|ará|arán|erá|erán|irá|irán|[aei]mos)"
    r"|es|son|está|están|fue|fueron|ha|han|había|hay|tiene|tienen|tuvo|hubo|puede|pueden|debe|deben"
    r"|se)(?!\w)"
)
"""Signs of a finite verb, in lower case with accents."""

UNREACHED = re.compile(
    r"(?<!\w)(?:sesion|reunion|evento|encuentro|taller|jornada|campana|recorrid|visita|ronda|charla"
    r"|mesa|dialogo|conversatorio|foro|seminario|edicion|clase|curso|modulo|hora|dia|semana|mes|ano"
    r"|trimestre|bimestre|semestre|decada|minuto)\w*"
)
"""Nouns whose count reaches nobody: events and spans of time, in folded text."""

JOINTS = frozenset({
    "para", "cada", "segun", "como", "esta", "este", "esto", "estos", "estas", "esos",
    "esas", "aquel", "aquella", "aquellos", "aquellas", "sobre", "entre", "donde", "cuando",
    "desde", "hasta", "quien", "quienes", "cual", "cuales", "mientras", "aunque", "tambien",
    "ademas", "porque", "pero", "sino", "ante", "bajo", "contra", "durante", "mediante",
    "tras", "ellos", "ellas", "unos", "unas", "otro", "otra", "otros", "otras", "todo",
    "toda", "todos", "todas", "mismo", "misma", "mismos", "mismas", "solo", "mayor",
    "menor", "queda", "quedan", "suele", "suelen",
})  # fmt: skip
"""Folded words of four letters and more that join others and say nothing alone."""
