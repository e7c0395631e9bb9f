"""Which answers and findings of a review are shown: parameters of its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from urllib.parse import urlencode

from meta87.classify.tagged import TaggedAnswer
from meta87.rules.checked import CheckedReport
from meta87.rules.finding import Severity

LEVELS = tuple(each.value for each in Severity)
WITH_FINDINGS = "con-observaciones"
NEW = "nuevas"


@dataclass(frozen=True, slots=True)
class Filters:
    """What is shown; "" shows everything."""

    nivel: str = ""  # severity of the findings, whose answers alone are shown
    respuestas: str = ""  # `WITH_FINDINGS`: the answers in which a finding is shown
    tema: str = ""  # theme of a passage of the answers
    borrador: str = ""  # `NEW`: the findings that an earlier draft does not have, and their answers

    @property
    def hide(self) -> bool:
        """Whether they hide anything."""
        return self != Filters()

    def query(self, **changes: str) -> str:
        """Returns the parameters of an address, with their question mark, once some are changed."""
        set_ = {name: value for name, value in asdict(replace(self, **changes)).items() if value}
        return "?" + urlencode(set_) if set_ else "?"

    def seen(self, checked: CheckedReport) -> CheckedReport:
        """Returns the answers and the findings that are shown."""
        checked = checked.only_new() if self.borrador else checked
        findings = tuple(f for f in checked.findings if self.nivel in {"", f.severity})
        found = {finding.question for finding in findings}
        asked = checked.tagged.answers
        kept = tuple(item for item in asked if self._shows(item, found))
        hidden = {each.answer.question for each in asked} - {each.answer.question for each in kept}
        return replace(
            checked,
            tagged=replace(checked.tagged, answers=kept),
            findings=tuple(f for f in findings if f.question not in hidden),
        )

    def _shows(self, item: TaggedAnswer, found: set[str]) -> bool:
        themes = {theme for each in item.passages for theme in each.prediction.themes}
        is_whole = not (self.nivel or self.respuestas or self.borrador)
        return (is_whole or item.answer.question in found) and (
            not self.tema or self.tema in themes
        )


def filters(parameters: Mapping[str, str], checked: CheckedReport) -> Filters:
    """Returns the filters of an address; a value that is none of the page's shows everything."""
    known = choices(checked)
    given = {name: parameters.get(name, "") for name in known}
    return Filters(**{name: value for name, value in given.items() if value in known[name]})


def choices(checked: CheckedReport) -> dict[str, tuple[str, ...]]:
    """Returns the values of each filter that a report can be shown by."""
    found = {
        "nivel": ("", *LEVELS),
        "respuestas": ("", WITH_FINDINGS),
        "tema": ("", *checked.tagged.themes),
    }
    is_of_drafts = checked.compared is not None and checked.compared.is_of_drafts
    return {**found, "borrador": ("", NEW)} if is_of_drafts else found
