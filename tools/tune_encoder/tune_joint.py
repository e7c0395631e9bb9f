"""Tune a network that reads a passage together with what stands before it; write it as ONNX.

It begins as the encoder was before tuning, learns from the passages of split ``train``, is made
slim, and learns again: first to say what it said before, then the labels of the passages and, of
windows that nobody wrote, what it said before and a deeper one says, together. On those of ``dev``
it is measured; those of ``test`` are left alone. The keys of what it learnt from are written beside
it, and the deeper one, which teaches the encoder too. See README.md beside it.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import onnx
import torch
from graph import joint_graph
from held import centred_words, read_constants, read_model
from joint import JointNetwork, Lessons, Window, figures, learn
from joint_slim import Targets, made_windows, relearn, slim
from loaded import first_layers
from passages import read_examples, tokens_in
from torch import nn
from unheard import neighbours

from meta87.classification.joint_reader import JOINT, side_by_side
from meta87.training.encoding import JOINTLY_LEARNT
from meta87.training.keys import window_key, write_keys

_THREADS = 2  # 1.7 times as fast as one; the sums of two runs may differ in their last digits
_SHOWN = 20  # of so many windows one shows what products take


def main(say: Callable[[str], None] = print) -> None:
    """Parse the arguments, learn, slim, learn again and write."""
    asked = _arguments()
    torch.set_num_threads(_THREADS)
    torch.manual_seed(asked.seed)
    chance = random.Random(asked.seed)  # noqa: S311  draws an order, no secret
    tokenizer, ids = tokens_in(asked.encoder)

    def window(texts: Sequence[str]) -> Window:
        return side_by_side([ids(text) for text in texts])

    examples = read_examples(asked.data)
    learnt = [one for one in examples if one.split == "train"]
    lessons = Lessons.of(learnt, ids)
    dev = Lessons.of([one for one in examples if one.split == "dev"], ids)
    shipped = read_model(asked.encoder)
    constants = read_constants(shipped)
    say(f"{len(learnt)} passages to learn from, {len(dev.windows)} of dev")
    networks = []
    for layers in asked.layers:
        network = JointNetwork(constants, first_layers(constants, layers, nn.Linear))
        learn(network, lessons, asked.epochs, chance, say)
        network.round_as(lessons.windows[::_SHOWN])
        say(f"dev, {layers} layers: {figures(network, dev)}")
        networks.append(network)
    near = neighbours((one for one, _ in lessons.windows), centred_words(constants), tokenizer)

    def made() -> list[Window]:
        return made_windows([one.window for one in learnt], window, near, asked.new, chance)

    windows = [*lessons.windows, *made()]
    small = slim(networks[0], constants, asked.heads, asked.inner, windows)
    relearn(small, windows, Targets.heard(networks[0], windows), chance, say)
    say(f"dev, slim: {figures(small, dev)}")
    others = made()
    targets = Targets.annotated(lessons).then(Targets.mean(networks, others))
    relearn(small, [*lessons.windows, *others], targets, chance, say)
    say(f"dev, of several: {figures(small, dev)}")
    asked.out.mkdir(parents=True, exist_ok=True)
    onnx.save(joint_graph(shipped, small), asked.out / JOINT)
    for layers, network in zip(asked.layers[1:], networks[1:], strict=True):
        onnx.save(joint_graph(shipped, network), asked.out / f"joint_{layers}.onnx")
    write_keys(asked.out / JOINTLY_LEARNT, (window_key(one.window) for one in learnt))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", type=Path, help="folder of the encoder with twelve layers")
    parser.add_argument("out", type=Path, help="folder that is written to")
    parser.add_argument("data", type=Path, nargs="+", help="files of passage records")
    parser.add_argument(
        "--layers",
        type=int,
        nargs="+",
        default=[8, 12],
        help="layers kept, of 12, of the network that is made slim, then of others that teach it",
    )
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--heads", type=int, default=8, help="that a layer keeps, of 12")
    parser.add_argument("--inner", type=int, default=768, help="numbers that it keeps, of 1536")
    parser.add_argument("--new", type=int, default=24_000, help="windows that are made")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
