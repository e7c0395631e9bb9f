"""Make the tuned encoder slim: fewer heads and inner numbers, taught by what it was.

It learns from what the tuned encoder says of the passages of split ``train``, the sentences before
them and those with acts, and of many more that are made of these. See README.md.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Sequence

import onnx
import torch
from graph import encoder_graph
from held import read_constants, read_model
from lessons import Lessons, Teacher, made_of, teaching_arguments
from loaded import tuned_network
from network import Network, Spread
from passages import read_examples, read_told, texts_of
from slimming import slimmer
from torch import Tensor
from torch.nn import functional

from meta87.classification.network import TEACHER
from training import descend_all, scheduled

_THREADS = 2  # 1.7 times as fast as one; the sums of two runs may differ in their last digits
_MOST_TOKENS = 200  # of a text; longer ones are cut
_SHOWN, _SHOWN_MADE = 25, 275  # of so many texts one shows what products take
_BATCH = 32
_RATE = 7e-5
_WARM_UP = 0.05
_DECAY = 0.01


def main(say: Callable[[str], None] = print) -> None:
    """Parse the arguments, slim, teach and write."""
    asked = _arguments()
    asked.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(_THREADS)
    torch.manual_seed(asked.seed)
    chance = random.Random(asked.seed)  # noqa: S311  draws sentences, no secret
    teacher = Teacher(asked.encoder)
    examples = [one for one in read_examples(asked.data) if one.split == "train"]
    texts = sorted(texts_of(examples) | {one.text for one in read_told(asked.acts)})
    known = [ids[:_MOST_TOKENS] for ids in made_of(texts, teacher, asked.new, chance)]
    say(f"{len(texts)} texts and {asked.new} that are made of them are read")
    lessons = Lessons.of(known, teacher, [])
    shipped = read_model(asked.encoder)
    constants = read_constants(shipped)
    shown = [*range(0, len(texts), _SHOWN), *range(len(texts), len(known), _SHOWN_MADE)]
    pieces = [lessons.padded(places) for places in lessons.batches(shown, _BATCH, chance)]
    slim = slimmer(tuned_network(constants), constants, asked.heads, asked.inner, pieces)
    every = dealt(lessons, len(texts), asked.repeats, chance)
    relearn(slim, lessons, every, say)
    onnx.save(encoder_graph(shipped, slim), asked.out / TEACHER)


def dealt(lessons: Lessons, real: int, repeats: int, chance: random.Random) -> list[list[int]]:
    """Give places of texts in batches: the first ones so many times, each of the others once."""
    made = list(range(real, len(lessons.ids)))
    chance.shuffle(made)
    turns = [[*range(real), *made[turn::repeats]] for turn in range(repeats)]
    return [places for turn in turns for places in lessons.batches(turn, _BATCH, chance)]


def relearn(
    network: Network,
    lessons: Lessons,
    every: Sequence[Sequence[int]],
    say: Callable[[str], None],
) -> None:
    """Train a network, in place, to say what its lessons tell; nothing is dropped."""
    network.eval()
    spread = Spread()
    spread.measure(lessons.vectors)
    weights = [one for one in network.parameters() if one.requires_grad]
    optimiser = torch.optim.AdamW(weights, lr=_RATE, weight_decay=_DECAY, fused=True)

    def loss(places: Sequence[int]) -> Tensor:
        with torch.autocast("cpu", torch.bfloat16):
            vectors = network(*lessons.padded(places))
        kind, themes = network.logits(vectors)
        return (
            functional.mse_loss(spread(vectors), spread(lessons.vectors[places]))
            + functional.cross_entropy(kind, lessons.kind[places])
            + lessons.label_loss(themes, network.act_logits(vectors), places)
        )

    schedule = scheduled(optimiser, len(every), _WARM_UP)
    descend_all(network, map(loss, every), schedule, say)


def _arguments() -> argparse.Namespace:
    parser = teaching_arguments(__doc__, new=110_000)
    parser.add_argument("--heads", type=int, default=8, help="that a layer keeps, of 12")
    parser.add_argument("--inner", type=int, default=768, help="numbers that it keeps, of 1536")
    parser.add_argument("--repeats", type=int, default=3, help="times that others are read")
    return parser.parse_args()


if __name__ == "__main__":
    main()
