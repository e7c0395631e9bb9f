"""Labels that words alone do not give: what was put off, and rows that report no action."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import replace

from meta87.classify.labels import KINDS, Prediction

_STATE = r"(?:qued(?:ó|aron)|fue|fueron|han? (?:sido|quedado)|están?|siguen?|continúan?)"
_PUT_OFF = r"(?:(?:posterg|aplaz|reprogram)ad|diferid|pospuest)[oa]s?"
_PUTTING_OFF = (
    r"(?:(?:posterg|aplaz|reprogram)(?:ó|aron|ado)|pospus(?:o|ieron)|pospuesto|difiri(?:ó|eron))"
)
_STOPPED = r"(?:(?:cancel|paraliz)ad|suspendid|detenid)[oa]s?"
_STOPPING = r"(?:suspend(?:ió|ieron)|cancel(?:ó|aron)|paraliz(?:ó|aron))"
_BEGUN = (
    r"(?:(?:implementaci|creaci|instalaci|inauguraci|aprobaci|construcci|ejecuci|elaboraci|publicaci"
    r"|contrataci|habilitaci|ampliaci|realizaci|adopci)ón"
    r"|apertura|entrega|firma|obra|licitación|encuesta|puesta en marcha|entrada en vigor"
    r"|inicio|lanzamiento|comienzo|arranque|levantamiento|estudio|trámite|proyecto|proceso)"
)
_ENDS = (
    rf"\b{_STATE} (?:\w+mente )?(?:{_PUT_OFF}|en suspenso|sin efecto)\b",
    r"\bqued(?:ó|aron) para (?:más adelante|después|otr[oa]|el (?:próximo|siguiente|año)|20\d\d)\b",
    r"\bdebi(?:ó|eron) (?:postergar|aplazar|reprogramar|suspender)se\b",
    rf"\bse (?:han? )?{_PUTTING_OFF}\b",
    rf"^(?:El|La|Los|Las) {_BEGUN}\b[^,;]*\b(?:{_STATE} {_STOPPED}|se {_STOPPING})\b",
    rf"\b[Ss]e {_STOPPING} (?:el|la) {_BEGUN}\b",
)
_UNDONE = re.compile("|".join(_ENDS))
_BESIDE = re.compile(r"\b(?:que|cuy[oa]s?|pese|aunque)\b|;")
_DONE = re.compile(r"\b(?!fue)\w{3,}(?:ó|aron|ieron)\b|\b(?:ha|han) (?:sido )?\w+(?:ad|id)[oa]s?\b")


def is_undone(text: str) -> bool:
    """Returns whether a passage says that something was put off or stopped, and no more."""
    found = _UNDONE.search(text)
    if found is None or _BESIDE.search(text[: found.start()]):
        return False
    return not (_DONE.search(text[: found.start()]) or _DONE.search(text[found.end() :]))


def without_act(predicted: Prediction) -> Prediction:
    """Returns a prediction of context, whatever the words, without speech acts."""
    scores: dict[str, float] = {kind: float(kind == "context") for kind in KINDS}
    changed = replace(predicted, kind="context", kind_scores=scores, acts={})
    return _without(set(KINDS), changed)


def _without(labels: Set[str], predicted: Prediction) -> Prediction:
    """Returns a prediction without what is said of labels: their evidence and low confidence."""
    evidence = tuple(each for each in predicted.evidence if each.label not in labels)
    doubtful = tuple(each for each in predicted.doubtful if each not in labels)
    return replace(predicted, evidence=evidence, doubtful=doubtful)
