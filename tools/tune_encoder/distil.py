"""Make the encoder's student: a small network that learns to say of a text what the encoder says.

It learns from the passages of split ``train``, the sentences before them and those with acts, and
from many more that are made of these. With ``--left-out`` it is not written; what students say of
passages that they did not learn from is, as `leave_out` does for the encoder, and what reads
passages in their contexts. See README.md.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import onnx
import torch
from contexts import Windows, export, learn_reader, read
from held import Array
from leave_out import folds
from lessons import BATCH, Lessons, Teacher, learn, made_of, teaching_arguments
from passages import Example, read_examples, read_told, texts_of
from student import Student
from student_graph import Steps, student_graph

from meta87.classification.encoder import READERS
from meta87.classification.network import DIMENSIONS, LABELS, STUDENT, Network
from meta87.classification.tokens import PREFIX_TOKENS
from meta87.training.encoding import LEFT_OUT
from meta87.training.keys import text_key, window_key, write_said

_MEASURED = 40  # batches of texts that show how far numbers reach


def main(say: Callable[[str], None] = print) -> None:
    """Parse the arguments, learn and write."""
    asked = _arguments()
    torch.set_num_threads(1)
    examples = [one for one in read_examples(asked.data) if one.split == "train"]
    acts = [one.text for one in read_told(asked.acts)]
    teacher = Teacher(asked.encoder)
    asked.out.mkdir(parents=True, exist_ok=True)
    if asked.left_out:
        _leave_out(teacher, examples, acts, asked, say)
    else:
        onnx.save(_student(teacher, examples, acts, asked, say), asked.out / STUDENT)


def _leave_out(
    teacher: Teacher,
    examples: Sequence[Example],
    acts: Sequence[str],
    asked: argparse.Namespace,
    say: Callable[[str], None],
) -> None:
    """Write what students say of hands that they did not learn from, and what reads contexts.

    A reader learns from the vectors of left-out hands alone: those of others know their labels.
    """
    parts = []
    for known, left_out in folds(examples, asked.folds):
        kept, left = [examples[row] for row in known], [examples[row] for row in left_out]
        heard = texts_of(left)
        student = _student(teacher, kept, [text for text in acts if text not in heard], asked, say)
        parts.append((left, _read(teacher, student, sorted(heard))))
    windows = [
        Windows.of(left, {text: row[:DIMENSIONS] for text, row in said.items()})
        for left, said in parts
    ]
    said: dict[bytes, Array] = {}
    for number, (left, alone) in enumerate(parts):
        others = Windows.joined([one for place, one in enumerate(windows) if place != number])
        inside = read(learn_reader(others, asked.seed), windows[number])
        labels = slice(DIMENSIONS, DIMENSIONS + LABELS)
        said |= {text_key(text): row[labels] for text, row in alone.items()}
        said |= {window_key(one.window): row for one, row in zip(left, inside, strict=True)}
    write_said(asked.out / LEFT_OUT[STUDENT], said)
    export(learn_reader(Windows.joined(windows), asked.seed), asked.out / READERS[STUDENT])


def _read(teacher: Teacher, student: onnx.ModelProto, texts: Sequence[str]) -> dict[str, Array]:
    """Give what a student says of texts, a row each."""
    with TemporaryDirectory() as folder, ThreadPoolExecutor(1) as threads:
        onnx.save(student, Path(folder) / STUDENT)
        known = [teacher.tokens(text) for text in texts]
        return dict(zip(texts, Network(Path(folder) / STUDENT).read(known, threads), strict=True))


def _student(
    teacher: Teacher,
    examples: Sequence[Example],
    acts: Sequence[str],
    asked: argparse.Namespace,
    say: Callable[[str], None],
) -> onnx.ModelProto:
    """Make a student of passages and sentences with acts, and of what is made of them."""
    chance = random.Random(asked.seed)  # noqa: S311  draws sentences, no secret
    kinds = {one.window[0]: one.kind for one in examples}
    texts = sorted({*texts_of(examples), *acts})
    known = made_of(texts, teacher, asked.new, chance)
    say(f"{len(texts)} texts and {asked.new} that are made of them are read by the teacher")
    lessons = Lessons.of(known, teacher, [kinds.get(text) for text in texts])
    torch.manual_seed(asked.seed)
    student = Student(teacher.words, teacher.axes(known[: len(texts)]))
    learn(student, lessons, asked.epochs, chance, say)
    some = list(lessons.batches(range(len(known)), BATCH, chance))[:_MEASURED]
    pieces = [lessons.padded(places, PREFIX_TOKENS) for places in some]
    steps = Steps.measured(student.eval(), pieces)
    return student_graph(student, steps)


def _arguments() -> argparse.Namespace:
    parser = teaching_arguments(__doc__, new=150_000)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument(
        "--left-out", action="store_true", help="write what comes of left-out hands"
    )
    parser.add_argument("--folds", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main()
