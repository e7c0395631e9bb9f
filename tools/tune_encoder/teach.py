"""Have the slim encoder and its reader of contexts learn from networks that see every word of both.

It learns the labels of the passages of split ``train``, and what `tune_joint`'s networks say of
passages in answers that nobody wrote. What it said before of acts and of a passage's meaning, and
of the labels of a made one by itself, it goes on saying. What it said of passages that are new to
it is kept: models learn from what networks say that have not read a passage. See README.md.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import onnx
import torch
from graph import encoder_graph, export_reader
from held import read_constants, read_model
from leave_out import with_unread
from lessons import Lessons, Teacher
from loaded import tuned_context_network
from network import HEADED, HIDDEN, ContextNetwork
from passages import MARKS, grouped, padded, read_examples, read_told
from retold import Answer, Texts, annotated, by_student, made, said_by
from torch import Tensor
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence
from unheard import neighbours

from meta87.classification.encoder import READERS
from meta87.classification.joint_reader import JointReader
from meta87.classification.labels import KINDS
from meta87.classification.network import TEACHER
from meta87.training.encoding import LEFT_OUT
from meta87.training.keys import write_said
from training import descend_all, scheduled

_THREADS = 2  # 1.7 times as fast as one; the sums of two runs may differ in their last digits
_BATCH = 32  # passages, and the rest of an answer
_PIECE = 16  # texts of like length that are run at once
_TOLD = 4  # sentences with acts that are learnt beside a batch
_RATE, _HEAD_RATE, _READER_RATE = 5e-5, 2e-4, 4e-4
_WARM_UP = 0.05
_DECAY = 0.01
_THEMES, _ACTS, _VECTOR = 4.0, 3.0, 0.2  # of themes in context, acts and vectors beside the kind
_BY_STUDENT = 0.7  # share of the texts that the student is sure of whose vector is its own


def main(say: Callable[[str], None] = print) -> None:
    """Parse the arguments, make the lessons, teach and write."""
    asked = _arguments()
    torch.set_num_threads(_THREADS)
    torch.manual_seed(asked.seed)
    chance = random.Random(asked.seed)  # noqa: S311  draws an order, no secret
    encoder = Teacher(asked.encoder)
    shipped = read_model(asked.encoder)
    reader = onnx.load(asked.encoder / READERS[TEACHER])
    network = tuned_context_network(read_constants(shipped), reader, MARKS).eval()
    texts = Texts(encoder.tokenizer)
    learnt = [one for one in read_examples(asked.data) if one.split == "train"]
    asked.out.mkdir(parents=True, exist_ok=True)
    write_said(asked.out / LEFT_OUT[TEACHER], with_unread(asked.encoder, learnt))
    known = annotated(grouped(learnt), texts, encoder.tokens)
    near = neighbours(texts.ids, encoder.words, encoder.tokenizer)
    windows = made(known, texts, near, asked.new, chance)
    others = said_by([JointReader(path) for path in asked.joint], windows, texts)
    say(f"{len(learnt)} passages in {len(known)} answers, and {len(others)} answers made of them")
    heard = Lessons.of(texts.ids, encoder, [])
    every = [*others, *known * asked.repeats]
    chance.shuffle(every)
    told = [(encoder.tokens(one.text), one.acts) for one in read_told(asked.acts)]
    material = Material(texts, heard, by_student(texts, asked.encoder), told, chance)
    teach(network, material, list(together(every)), say)
    onnx.save(encoder_graph(shipped, network), asked.out / TEACHER)
    export_reader(network, MARKS, asked.out / READERS[TEACHER])


class Material:
    """What is read, and what was said of it before.

    Args:
        texts: all of them.
        heard: what the encoder said of each.
        by_student: vectors of its student, and where that is sure.
        told: tokens of sentences, and the acts that each tells.
        chance: draws sentences.
    """

    def __init__(
        self,
        texts: Texts,
        heard: Lessons,
        by_student: tuple[Tensor, Tensor],
        told: Sequence[tuple[list[int], list[float]]],
        chance: random.Random,
    ) -> None:
        self.ids = texts.ids
        self.marks = torch.tensor(texts.marks)
        self.heard = heard
        self.student, self.sure = by_student
        self._told = told
        self._chance = chance

    def some_told(self) -> tuple[list[list[int]], Tensor]:
        """Draw sentences: their tokens, and their acts ``[n, 5]``."""
        some = self._chance.sample(self._told, _TOLD)
        return [ids for ids, _ in some], torch.tensor([acts for _, acts in some])


def together(answers: Sequence[Answer]) -> Iterator[list[Answer]]:
    """Put answers together until they hold enough passages; a few last ones may be left."""
    batch: list[Answer] = []
    for answer in answers:
        batch.append(answer)
        if sum(len(one.windows) for one in batch) >= _BATCH:
            yield batch
            batch = []


def teach(
    network: ContextNetwork,
    material: Material,
    every: Sequence[Sequence[Answer]],
    say: Callable[[str], None],
) -> None:
    """Train the layers, the heads and the reader, in place; nothing is dropped."""
    heads = [p for name in HEADED for p in getattr(network, name).parameters()]
    layers = [p for p in network.layers.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(
        [
            {"params": layers, "lr": _RATE},
            {"params": heads, "lr": _HEAD_RATE},
            {"params": network.reader.parameters(), "lr": _READER_RATE},
        ],
        weight_decay=_DECAY,
        fused=True,
    )
    losses = (_loss(network, material, batch) for batch in every)
    descend_all(network, losses, scheduled(optimiser, len(every), _WARM_UP), say)


def _loss(network: ContextNetwork, material: Material, batch: Sequence[Answer]) -> Tensor:
    windows = [one for answer in batch for one in answer.windows]
    places = list(dict.fromkeys(place for one in windows for place in one))
    told, acts = material.some_told()
    found = _vectors(network, [*(material.ids[place] for place in places), *told])
    vectors, of_told = found.split([len(places), len(told)])
    row = {place: number for number, place in enumerate(places)}
    inside = _read_inside(network, material, vectors, row, windows)
    heard, own = material.heard, [one[0] for one in windows]
    alone = vectors[[row[place] for place in own]]
    said = torch.tensor([answer.annotated for answer in batch for _ in answer.windows])[:, None]
    kinds = torch.cat([answer.kinds for answer in batch])
    themes = torch.cat([answer.themes for answer in batch])
    kind_alone, themes_alone = network.logits(alone)
    cross, apart = functional.cross_entropy, functional.binary_cross_entropy_with_logits
    return (
        cross(inside[:, : len(KINDS)], kinds)
        + _THEMES * apart(inside[:, len(KINDS) :], themes)
        + cross(kind_alone, torch.where(said, kinds, heard.kind[own]))
        + apart(themes_alone, torch.where(said, themes, heard.themes[own]))
        + _ACTS * apart(network.act_logits(alone), heard.acts[own])
        + apart(network.act_logits(of_told), acts)
        + _VECTOR * functional.mse_loss(network.spread(alone), network.spread(heard.vectors[own]))
    )


def _read_inside(
    network: ContextNetwork,
    material: Material,
    vectors: Tensor,
    row: dict[int, int],
    windows: Sequence[Sequence[int]],
) -> Tensor:
    """Give the logits of windows, ``[n, 7]``; some vectors are the student's, as at run time."""
    places = list(row)
    by_student = material.sure[places] & (torch.rand(len(places)) < _BY_STUDENT)
    mixed = torch.where(by_student[:, None], material.student[places], vectors)
    rows = torch.cat([network.spread(mixed), material.marks[places]], dim=1)
    numbers = [torch.tensor([row[place] for place in one]) for one in windows]
    which = pad_sequence(numbers, batch_first=True, padding_value=len(rows))
    nothing = torch.zeros(1, rows.shape[1])
    with torch.autocast("cpu", torch.bfloat16):
        found = network.reader(torch.cat([rows, nothing])[which], which == len(rows))
    return torch.as_tensor(found.float())


def _vectors(network: ContextNetwork, texts: Sequence[Sequence[int]]) -> Tensor:
    """Give the vectors of texts by their tokens, ``[n, 384]``."""
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    found = torch.zeros(len(texts), HIDDEN)
    for start in range(0, len(order), _PIECE):
        places = order[start : start + _PIECE]
        with torch.autocast("cpu", torch.bfloat16):
            found[places] = network(*padded([texts[place] for place in places])).float()
    return found


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", type=Path, help="folder of the slim encoder and its student")
    parser.add_argument("out", type=Path, help="folder that is written to")
    parser.add_argument("data", type=Path, nargs="+", help="files of passage records")
    parser.add_argument("--joint", type=Path, nargs="+", required=True, help="files that teach")
    parser.add_argument("--acts", type=Path, required=True, help="file of sentences with acts")
    parser.add_argument("--new", type=int, default=40_000, help="passages that are made")
    parser.add_argument("--repeats", type=int, default=2, help="times that others are read")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
