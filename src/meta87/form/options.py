"""The options of a closed question: which one a box's text names, and what else stands there."""

from __future__ import annotations

from rapidfuzz import fuzz

from meta87.form.folding import Folded, fold
from meta87.form.patterns import WRITTEN
from meta87.form.remains import is_cropped
from meta87.form.template import Question
from meta87.form.wording import Wording

LIKE = 80.0  # likeness of a label with noise; there are few others to mistake it for
SHORTEST = 5  # folded characters of such a label


def option(question: Question, text: str) -> tuple[str, int]:
    """Returns the label of an option and its end in a checkbox's text.

    Text after a label belongs to the answer where the label asks for details, or where it continues
    as an answer does; a text that matches no option is a label itself.
    """
    folded = fold(text)
    found = [hit for label in question.choices if (hit := _hit(label, text, folded))]
    return max(found, default=(0.0, text, len(text)))[1:]


def _hit(label: str, text: str, folded: Folded) -> tuple[float, str, int] | None:
    match = Wording.of(label).match(text, folded)
    if match:
        return match.score, label, match.end
    wanted = fold(label).text
    if folded.text.startswith(f"{wanted} "):
        end = folded.end(len(wanted))
        if WRITTEN.match(text[end:]) or is_cropped(text[end:], label):
            return LIKE + len(wanted) / 100, label, end
    likeness = fuzz.ratio(wanted, folded.text)
    if len(wanted) >= SHORTEST and likeness >= LIKE:
        return likeness, label, len(text)
    return None
