"""Measure the rules on the filled forms of ``corpus/findings``, whose faults are known.

A finding is right when the form has a fault of that code in that question (or in the question that
it is paired with) whose words, where the fault names any, are those of the passage. A fault is met
by one finding and a finding meets one fault; one that lists several for the whole report, as of
acronyms, is as many findings, each wherever its fault is. Printed by rule and by family: precision
and recall with 95 % Wilson intervals; then the findings that are wrong for each form, and how many
of the places made to mislead a rule are taken for faults.

Run: ``python benchmarks/findings.py [dev|test] [--all]``; ``--all`` lists each error.
"""

from __future__ import annotations

import json
import math
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rapidfuzz.fuzz import partial_ratio

from meta87 import load_model
from meta87.form.folding import fold
from meta87.pipeline import Tagger, open_report
from meta87.rules.finding import Finding
from meta87.rules.personal import MASK
from meta87.rules.registry import findings

FORMS = Path(__file__).parents[1] / "corpus/findings"
# New codes: in forms that are not labelled for them (`codes = "v2"`), nothing is right or wrong.
NEW = {
    "COM009", "COM010", "COM011", "CON008", "CON009", "CON010", "DRA001", "EVI006", "PRI001",
    "RES008", "RES009",
}  # fmt: skip
ALIKE = 85  # of 100: words are those of a passage, whatever blanks a reader left out
UNPLACED = {"PRE003", "PRE005", "PRE006"}  # about what a report leaves out, wherever it is shown
Z = 1.96

Fault = dict[str, Any]


@dataclass
class Tally:
    """What was found of the faults of a code or family."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def line(self, name: str) -> str:
        """Returns precision and recall with their intervals."""
        found, wanted = self.right + len(self.wrong), self.right + len(self.missed)
        precision, recall = interval(self.right, found), interval(self.right, wanted)
        counts = f"{name:<7} found {found:>3}  faults {wanted:>3}"
        return f"{counts}  precision {precision}  recall {recall}\n"


def main() -> None:
    """Prints the metrics of a split."""
    split = next((word for word in sys.argv[1:] if not word.startswith("-")), "dev")
    tagger = Tagger(load_model())
    tallies: dict[str, Tally] = defaultdict(Tally)
    misled, forms = Counter[str](), sorted((FORMS / split).glob("*.docx"))
    for path in forms:
        told = found_in(path, tagger)
        truth = [
            json.loads(line) for line in path.with_suffix(".jsonl").read_text("utf8").splitlines()
        ]
        found = judged(told, truth)
        compare(path.stem, found[:], list(faults(truth)), tallies)
        misled.update(_misled(found, truth))
    show(tallies, len(forms), misled, everything="--all" in sys.argv)


def judged(told: Iterable[Finding], truth: list[dict[str, Any]]) -> list[Finding]:
    """Returns the findings of the codes that a form is labelled for, one for each thing listed."""
    every = truth[0].get("codes") == "v2"
    known = (finding for finding in told if every or finding.rule.code not in NEW)
    return [each for finding in known for each in parted(finding)]


def found_in(path: Path, tagger: Tagger) -> tuple[Finding, ...]:
    """Returns what is found in a form, compared with that of the year before where it has one."""
    named = tomllib.loads(path.with_suffix(".toml").read_text("utf8")).get("previous")
    before = tagger.report(open_report(path.with_name(f"{named}.docx"))) if named else None
    return findings(tagger.report(open_report(path)), previous=before)


def faults(truth: list[dict[str, Any]]) -> Iterator[Fault]:
    """Yields the expected findings of a form, each with the questions where it may be reported."""
    for answer in truth:
        for fault in answer["expected"]:
            places = {answer["question"], fault.get("or_question", answer["question"])}
            yield {**fault, "places": places}


def compare(
    form: str, found: list[Finding], wanted: list[Fault], tallies: dict[str, Tally]
) -> None:
    """Matches the findings of a form with the expected ones, and adds them to the tallies."""
    for fault in wanted:
        met = next((f for f in found if meets(f, fault)), None)
        for name in (fault["code"], fault["code"][:3]):
            if met is None:
                where = "/".join(sorted(fault["places"]))
                tallies[name].missed.append(f"{form} {where} {fault['code']} {fault['words']}")
            else:
                tallies[name].right += 1
        if met is not None:
            found.remove(met)
    for finding in found:
        for name in (finding.rule.code, finding.rule.family):
            place = f"{form} {finding.question} {finding.rule.code} {finding.quote[:150]}"
            tallies[name].wrong.append(place)


def parted(finding: Finding) -> Iterator[Finding]:
    """Yields a finding unchanged, or one for each thing that it lists."""
    listed = finding.hit.listed
    for words in listed:
        yield replace(finding, hit=replace(finding.hit, evidence=(words,), listed=(words,)))
    if not listed:
        yield finding


def meets(finding: Finding, fault: Fault) -> bool:
    """Returns whether a finding matches an expected one."""
    if finding.rule.code != fault["code"]:
        return False
    if finding.hit.listed and finding.rule.scope == "report":
        return fault["words"] in (None, *finding.hit.evidence)
    if finding.question not in fault["places"] and fault["code"] not in UNPLACED:
        return False
    return not fault["words"] or says(finding, fault["words"])


def says(finding: Finding, words: str) -> bool:
    """Returns whether a finding is about some words: its passage or its evidence contains them.

    Words with a name that is masked cannot be compared: code and question suffice.
    """
    passage = [finding.hit.passage.block.text] if finding.hit.passage else []
    texts = [fold(text).text for text in (*passage, *finding.hit.evidence)]
    if any(MASK * 2 in text for text in (*passage, *finding.hit.evidence)):
        return True
    return any(partial_ratio(fold(words).text, text) >= ALIKE for text in texts if text)


def _misled(found: list[Finding], truth: list[dict[str, Any]]) -> Iterator[str]:
    """Yields the codes of the near misses that were reported as findings."""
    for answer in truth:
        for near in answer["near_misses"]:
            fault = {**near, "places": {answer["question"]}}
            if any(meets(finding, fault) for finding in found):
                yield near["code"]


def interval(right: int, total: int) -> str:
    """Returns a share with its 95 % Wilson interval."""
    if not total:
        return "   –            "
    share, spread = right / total, Z * Z / total
    middle = (share + spread / 2) / (1 + spread)
    half = Z * math.sqrt(share * (1 - share) / total + spread / (4 * total)) / (1 + spread)
    return f"{share:.2f} ({max(0, middle - half):.2f}–{min(1, middle + half):.2f})"


def show(tallies: dict[str, Tally], forms: int, misled: Counter[str], *, everything: bool) -> None:
    """Prints the tallies: by rule, then by family."""
    for name in sorted(tallies, key=lambda name: (len(name) == len("RES"), name)):
        sys.stdout.write(tallies[name].line(name))
    families = [tally for name, tally in tallies.items() if len(name) == len("RES")]
    wrong = sum(len(tally.wrong) for tally in families)
    rate = f"false alarms per report {wrong / forms:.1f}"
    sys.stdout.write(f"forms {forms}; {rate}; misled {misled.total()}\n")
    for tally in families if everything else ():
        for mark, places in (("wrong ", tally.wrong), ("missed", tally.missed)):
            sys.stdout.writelines(f"{mark} {place}\n" for place in places)


if __name__ == "__main__":
    main()
