"""The numbers of the questions: as printed where they can be right, else counted on."""

from __future__ import annotations

from collections.abc import Sequence

MOST_SKIPPED = 10  # numbers that a form leaves out before its last questions
MOST_STRAY = 3  # such last questions; more bear each other out
FEW_SKIPPED = 2  # the same, of a form whose questions stand in another order


def numbers(printed: Sequence[int | None]) -> list[int]:
    """Returns the number of each question.

    Keeps the longest increasing sequence of printed numbers that leaves room for the questions
    between them; the others continue from the number before. Where questions have only changed
    places, so that nearly every number up to the last is printed, each once, all are kept.

    >>> numbers([1, 2, 30, 4, None, 6])
    [1, 2, 3, 4, 5, 6]
    >>> numbers([1, 2, 12, 13])
    [1, 2, 12, 13]
    >>> numbers([1, 4, 3, 2, 5])
    [1, 4, 3, 2, 5]
    """
    known = [number for number in printed if number is not None]
    if len(set(known)) == len(printed) >= max(known, default=0) - FEW_SKIPPED:
        return known
    kept = set(trusted(printed))
    given: list[int] = []
    for index, number in enumerate(printed):
        before = given[-1] if given else 0
        given.append(number if index in kept and number is not None else before + 1)
    return given


def trusted(printed: Sequence[int | None]) -> list[int]:
    """Returns the indices of the longest sequence of printed numbers that can all be right.

    Among sequences of that length, the one that leaves out the fewest numbers.
    """

    def worth(run: Sequence[int]) -> tuple[int, int]:
        """Scores a sequence of indices."""
        return len(run), -(printed[run[-1]] or 0) if run else 0

    runs: list[list[int]] = []
    for index, number in enumerate(printed):
        if number is not None and number > index:
            fits = [run for run in runs if _leaves_room(run[-1], index, printed)]
            runs.append([*max(fits, key=worth, default=[]), index])
    run = max(runs, key=worth, default=[])
    return run[: _leap(run, printed)]


def _leap(run: Sequence[int], printed: Sequence[int | None]) -> int:
    """Returns the length of a sequence before a leap that is too large and near its end."""
    for at in range(max(1, len(run) - MOST_STRAY), len(run)):
        first, last = printed[run[at - 1]] or 0, printed[run[at]] or 0
        if last - first > run[at] - run[at - 1] + MOST_SKIPPED:
            return at
    return len(run)


def _leaves_room(before: int, index: int, printed: Sequence[int | None]) -> bool:
    first, last = printed[before], printed[index]
    return first is not None and last is not None and last - first >= index - before
