"""What a count of people is of: reached, trained, convicted, or none that an act reached."""

from __future__ import annotations

import re
from collections.abc import Iterator

from meta87.entities.entity import Scope
from meta87.entities.people.beside import NONE, Beside
from meta87.entities.people.groups import Noun, pattern

_MANY = 100  # people: so many in a diagnosis are a figure of the problem
_STOCK = 10_000  # people: an act that reached so many would be a result
_PLANNED, _HELD, _TAIL = 110, 70, 40  # characters that a verb may stand before or after the count
_CLOSE = 40  # characters that an act may stand from a count in a diagnosis
_CLOSEST = 25  # characters that a future verb stands before staff whom it governs
_INSIDE = 25  # as far as such a participle counts: a course that stands before it is nearer
_BEHIND, _LATER = 1.5, 5  # what stands after a count is less near
_BY_KIND: dict[str, Scope] = {"context": "prevalence", "process": "target"}
_STAFF = {"officials", "other"}  # who is counted so is seldom whom an act reaches
_ALSO = {"prevalence": ("problem",)}  # figures of the problem are so among results too
_CERTAIN = {"trained", "audience", "problem"}
_TAUGHT: tuple[Scope, ...] = ("trained", "audience")
# "Se capacitará", "daremos", "abriría", "recibirían"; not "minería".
_FUTURE = re.compile(r"\b\w{2,}(?:rán?|remos|[id]rían?|[ae]rían)\b")
# What follows is about somebody else.
_OTHERS = re.compile(
    r"\b(?:que|quien|quienes|por(?! (?:trata|tráfico) a \Z)|para(?!\s*\Z)|cuy[oa]s?|donde"
    r"|fue|fueron|y (?:\w+(?:ó|ron)|el|la|los|las|un|una|se|a|en|de|con))\b"
)
# A passage that begins with what is to be done.
_INFINITIVE = re.compile(r"\W*\w+[aei]r\b")
_PAST = re.compile(r"\s\w+(?:ó|aron|ieron)\b")
# "La meta para 2025 es atender", "el objetivo es que".
_AIM = re.compile(
    r"\b(?:metas?|objetivos?|propósitos?|finalidad)(?: [^\s,;:]+){0,8}? (?:es|son|era|consiste en)"
    r"(?: (?:que|de|\w+[aei]r)\b|\s*\Z)"
)
# Who only came, to what was named before.
_CAME = re.compile(
    r"\b(?:asist(?!id)|acud|concurr|particip|culmin|complet|egres|aprob)\w+|\b(?:destina|dirigi)d"
    r"|\A\W*(?:fueron|eran|tuvo)\b|\blo \w+ron\b|\bde (?:él|ella) se "
)
# What may stand between people and the participle that tells of them.
_PASSIVE = re.compile(r"\W*(?:que )?(?:(?:fue|fueron|son|recib\w+|ha(?:n|bían) sido) )?")
_RECEIVED = re.compile(r"\W*(?:que )?recib\w+ (?:una? |la |el |su )?")
# A figure to compare with: "frente a las 49 víctimas de 2020".
_COMPARED = re.compile(r"\b(?:frente a|(?:en comparación|comparad[oa]s?) con) (?:l[ao]s )?\Z")
# Who came to what a pronoun stands for: what was named before tells, and no word nearer.
_CAME_TO_IT = re.compile(r"\A\W*l[ao] \w+(?:ó|ron)\s+\Z")
# People who teach, and are not taught.
_GIVING = re.compile(r"\W*(?:impart|dict|ofrec)")
_ROOM = re.compile(r"\b(?:capacidad|cupo|aforo|razón)\b")
# Places and firms of so many people: "pueblos de 5.000 habitantes".
_SIZED = re.compile(
    r"\b(?:municipi|ayuntamient|localidad|departament|empres|establecimient|explotaci|pueblo)\w*"
    r"(?: \w+){0,2} (?:de|con) \Z|\bque emplean? a \Z"
)


def is_held(words: Beside) -> bool:
    """Returns whether the people are accused or arrested, by the verb that governs them."""
    return _governs(words, "fates", "perpetrators")


def is_convicted(words: Beside) -> bool:
    """Returns whether the people are sentenced, by the verb that governs them."""
    return _governs(words, "scopes", "convicted")


def _governs(words: Beside, kind: str, name: str) -> bool:
    form = pattern(kind, name)
    later = _PASSIVE.match(words.after)
    if form.search(words.inside) or (later and form.match(words.after, later.end())):
        return True
    before = words.before[-_HELD:]
    verb = next(reversed([*form.finditer(before)]), None)
    return verb is not None and not _OTHERS.search(before, verb.end())


def scope_of(words: Beside, noun: Noun, number: int) -> Scope:
    """Returns the scope of a count of people who are neither accused nor sentenced."""
    is_staff = noun in _STAFF
    is_size = _SIZED.search(words.before) or _ROOM.search(words.before[-_TAIL:])
    is_none = NONE.search(words.before) or _COMPARED.search(words.before)
    if is_size or is_none or _GIVING.match(words.after):
        return "other"
    if _is_planned(words, is_staff=is_staff):
        return "target"
    near = _nearest(words, is_staff=is_staff)
    if near == "reached" and number >= _STOCK and words.kind in _BY_KIND:
        return _BY_KIND[words.kind]
    came = _CAME.search(words.before or words.inside)
    return near or (came and _taught(words)) or _unsaid(words, number, is_staff=is_staff)


def _unsaid(words: Beside, number: int, *, is_staff: bool) -> Scope:
    """Returns the scope of a count beside which no word says it."""
    if is_staff or words.kind == "process":
        return "other"
    if words.kind == "output":
        return "reached"
    return "prevalence" if number >= _MANY else "other"


def _nearest(words: Beside, *, is_staff: bool) -> Scope | None:
    """Returns the scope whose words stand nearest to a count, if there are any."""
    received = _RECEIVED.match(words.after)
    if received and pattern("scopes", "trained").match(words.after, received.end()):
        return "trained"
    if _CAME_TO_IT.match(words.before) and (named := _taught(words)):
        return named
    scopes = _TAUGHT if is_staff else (*_TAUGHT, "reached", "other", "prevalence")
    distances: dict[Scope, float] = {
        scope: far for scope in scopes if (far := _distance(words, scope)) is not None
    }
    if words.kind == "context" and distances.get("reached", 0) > _CLOSE:
        del distances["reached"]
    return min(distances, key=lambda scope: distances[scope], default=None)


def _is_planned(words: Beside, *, is_staff: bool) -> bool:
    form = pattern("scopes", "target")
    if form.search(words.inside):
        return True
    before = words.before[-_PLANNED:]
    near = len(before) - (_CLOSEST if is_staff else _PLANNED)
    verbs = [*form.finditer(before), *_AIM.finditer(before)]
    verbs += _FUTURE.finditer(before, max(0, near))
    for verb in verbs:
        relative = before[: verb.start()].endswith("que ")
        if not relative and not _PAST.search(before, verb.end()):
            return True
    later = _FUTURE.search(words.after[:_TAIL])
    if later and not is_staff and not _OTHERS.search(words.after[: later.start()]):
        return True
    return words.kind == "process" and _INFINITIVE.match(words.before) is not None


def _distance(words: Beside, scope: Scope) -> float | None:
    """Returns how far the nearest word of a scope is from the count, None without any."""
    names = [scope] if scope != "prevalence" or words.kind != "output" else []
    found = [far for name in [*names, *_ALSO.get(scope, ())] for far in _distances(words, name)]
    return min(found, default=None)


def _distances(words: Beside, name: str) -> Iterator[float]:
    form = pattern("scopes", name)
    if form.search(words.inside):
        yield 0 if name in _CERTAIN else _INSIDE
    yield from (len(words.before) - match.end() for match in form.finditer(words.before))
    if name != "prevalence" or words.kind == "context":
        yield from (_BEHIND * match.start() + _LATER for match in form.finditer(words.after))


def _taught(words: Beside) -> Scope | None:
    """Returns whether a course, or an event, was named last before a sentence."""
    taught = [
        (match.end(), scope)
        for scope in _TAUGHT
        for match in pattern("scopes", scope).finditer(words.context)
    ]
    if taught:
        return max(taught)[1]
    return "audience" if _CAME.search(words.inside) else None
