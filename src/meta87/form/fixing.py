"""Texts of a form put under the questions that a person says.

A text is named by its beginning, and found again by likeness once the draft has been edited. From
there to the next question, or the next text that is named, everything answers the question that is
said, or none, but what a further question has claimed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from rapidfuzz import fuzz, process

from meta87.form.draft import QuestionDraft
from meta87.form.fix import ANOTHER, NOTHING, Assignment, Fix
from meta87.form.folding import fold
from meta87.form.placing import AnswerAssembler
from meta87.form.questions import END
from meta87.form.report import Assigned, AssignedState, Placed, Role
from meta87.form.template import Question
from meta87.reading.document import Block, BlockKind

QUOTE = 160  # characters of the beginning of a text by which it is found again
MIN_LIKENESS = 75.0  # of the beginnings of a text before and after it was edited
MIN_ASKED = 60.0  # similarity to a question of a text that asks it
MAX_ASKED = 400  # characters of a question
MAX_TITLE = 20  # words of a question without a question mark or colon


def apply(assembler: AnswerAssembler, fix: Fix) -> tuple[Assigned, ...]:
    """Moves what was placed under the questions that a person says.

    Returns what became of each text; one without a question stays where it is.
    """
    said = [each for each in fix.block if each.question]
    known = [each for each in said if _is_nothing(each) or _target(assembler, each.question)]
    places = _places(assembler.placed, known)
    starts = {n: each for each, n in zip(known, places, strict=True) if n is not None}
    states: dict[Assignment, AssignedState] = dict.fromkeys(known, "gone")
    states |= dict.fromkeys(starts.values(), "applied")
    placed, assembler.placed = assembler.placed, []
    asked = {n for n, each in enumerate(placed) if each.role is Role.QUESTION}
    claimed = {_claimed(placed, start) for start in starts}
    for start, end in pairwise(sorted({0, *asked, *claimed, *starts, len(placed)})):
        if start in starts:
            _move(assembler, placed[start:end], starts[start])
        else:
            assembler.placed += placed[start:end]
    return assigned(fix, states, "unknown")


def _claimed(placed: Sequence[Placed], start: int) -> int:
    """Returns where the first text after another begins that a further question claims."""
    own = {"", placed[start].question}
    first = next((n for n in range(start, len(placed)) if placed[n].question not in own), None)
    if first is None:
        return len(placed)
    while first > start + 1 and placed[first - 1].role is Role.FORM:  # its title
        first -= 1
    return first


def assigned(
    fix: Fix, states: Mapping[Assignment, AssignedState], other: AssignedState
) -> tuple[Assigned, ...]:
    """Returns what became of each text of which a person says the question."""
    said = (each for each in fix.block if each.question)
    return tuple(Assigned(e.text, e.question, states.get(e, other), fix.file) for e in said)


def _is_nothing(said: Assignment) -> bool:
    return said.question.lower() in NOTHING


def _move(assembler: AnswerAssembler, run: Sequence[Placed], said: Assignment) -> None:
    first = run[0]
    target = None if _is_nothing(said) else _target(assembler, said.question)
    is_asked = first.block in [each.block for each in assembler.unrecognised]
    assembler.unrecognised = [e for e in assembler.unrecognised if e.block != first.block]
    if first.role is Role.QUESTION and target and target.number == first.question:
        assembler.placed += run
        return
    before = {draft.number for draft in assembler.drafts}
    assembler.take_out(run)
    gone = before - {draft.number for draft in assembler.drafts}
    if target and target.number not in before and first.question in gone:
        target.number = first.question  # of what only the text itself had asked
    is_line = len(first.block.text.split()) <= MAX_TITLE and not first.block.text.endswith(".")
    is_title = first.block.is_bold or (is_line and said.question.endswith(ANOTHER))
    asks = is_asked or is_title or first.block.kind is BlockKind.HEADING
    if target and not asks and len(first.block.text) <= MAX_ASKED:
        scores = assembler.form.similarity.rate(first.block.text)
        place = assembler.form.place_of.get(target.question.id)
        asks = place is not None and scores[place] >= MIN_ASKED
    assembler.place_again(run, target, _asked_end(first.block) if target and asks else 0)


def _asked_end(block: Block) -> int:
    """Returns where the question ends that a text asks, or 0 for one that asks none."""
    if block.kind is BlockKind.CHECKBOX:
        return 0
    found = END.match(block.text)
    asked = found[0] if found else block.text
    is_title = "?" in asked or asked.endswith(":") or len(asked.split()) <= MAX_TITLE
    return len(asked) * is_title


def _target(assembler: AnswerAssembler, said: str) -> QuestionDraft | None:
    """Returns the question that a number or id names, new if the form lacks it; None if unknown."""
    drafts, template = assembler.drafts, assembler.form.template
    question, number = template.question(said.removesuffix(ANOTHER)), said
    for draft in drafts:
        if draft.number == said or (draft.question.id == said and not draft.question.repeats):
            return draft
    if question:
        number = _number_of(template.questions.index(question), assembler) or said
    elif said.isdecimal():
        question = _question_at(int(said), assembler)
    if question is None:
        return None
    return QuestionDraft.of(question, number)


def _number_of(place: int, assembler: AnswerAssembler) -> str:
    """Returns the number of a question that the form lacks, from the nearest one, or the next."""
    used = {draft.number for draft in assembler.drafts}
    steps = sorted((abs(place - at) or 1, number, at) for number, at in _known(assembler))
    numbers = (str(max(number + (place - at or 1), 0)) for _, number, at in steps)
    last = max((int(number) for number in used if number.isdecimal()), default=0)
    following = str(last + 1) if last else ""
    return next((number for number in numbers if number not in {*used, "0"}), following)


def _question_at(number: int, assembler: AnswerAssembler) -> Question | None:
    """Returns the question that the form lacks, or asks several times, at a number."""
    questions = assembler.form.questions
    known = _known(assembler)
    asked = {at for _, at in known}
    before = [pair for pair in known if pair[0] < number][-1:]
    after = [pair for pair in known if pair[0] > number][:1]
    for other, at in sorted((*before, *after), key=lambda pair: abs(pair[0] - number)):
        place = at + number - other
        if 0 <= place < len(questions) and place not in asked:
            return questions[place]
    last = questions[before[0][1]] if before else None
    return last if last and last.repeats else None


def _known(assembler: AnswerAssembler) -> list[tuple[int, int]]:
    """Returns the numbers of the questions, in order, with their places in the template."""
    places = assembler.form.place_of
    drafts = (d for d in assembler.drafts if d.number.isdecimal() and d.question.id in places)
    return sorted((int(draft.number), places[draft.question.id]) for draft in drafts)


def _places(placed: Sequence[Placed], said: Sequence[Assignment]) -> list[int | None]:
    """Returns the place at which each text is found again, or None; no two have the same."""
    texts = {
        n: fold(each.block.text[: 2 * QUOTE]).text
        for n, each in enumerate(placed)
        if each.role is not Role.FORM
    }
    places: list[int | None] = []
    for each in said:
        whole = fold(each.text[: 2 * QUOTE]).text
        wanted = whole[:QUOTE]
        same = {n: text for n, text in texts.items() if text == whole} or texts
        beginnings = {n: text[: len(wanted)] for n, text in same.items() if text and wanted}
        found = process.extractOne(wanted, beginnings, scorer=fuzz.ratio, score_cutoff=MIN_LIKENESS)
        places.append(found[2] if found else None)
        if found:
            del texts[found[2]]
    return places
