"""Tune the sentence encoder and its reader of contexts on annotated passages; write both as ONNX.

Passages whose ``split`` is ``train`` are learnt from; on those of ``dev`` it is measured; those of
``test`` are left alone. See README.md beside it.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from graph import encoder_graph, export_reader
from held import read_constants, read_model
from loaded import first_layers
from network import ContextNetwork, Product
from passages import MARKS, Example, Texts, read_examples, read_tokenizer, read_told

from meta87.classification.encoder import Encoder
from meta87.classification.network import TEACHER
from training import Lessons, Settings, answers, by_answer, figures, tune, vectors

_COMPARED = 200  # passages on which ONNX and PyTorch are compared
_THREADS = 1  # with more, the sums of a run would depend on what else the machine does


def main(say: Callable[[str], None] = print) -> None:
    """Parse the arguments, tune, measure and write."""
    arguments = _arguments()
    settings = Settings(
        layers=arguments.layers, trained=arguments.trained or arguments.layers,
        epochs=arguments.epochs, rate=arguments.rate, seed=arguments.seed,
    )  # fmt: skip
    torch.set_num_threads(_THREADS)
    examples = read_examples(arguments.data)
    texts = Texts(read_tokenizer(arguments.encoder))
    learnt = [example for example in examples if example.split in arguments.learn_from]
    dev = [example for example in examples if example.split == "dev"]
    shipped = read_model(arguments.encoder)
    constants = read_constants(shipped)
    network = ContextNetwork(constants, first_layers(constants, settings.layers, Product), MARKS)
    say(f"{len(learnt)} passages to learn from, {len(dev)} of dev")
    tune(network, texts, Lessons(learnt, read_told(arguments.acts)), settings, say)
    for hand in sorted({one.writer for one in dev}):
        say(f"dev, {hand}: {figures(network, texts, [d for d in dev if d.writer == hand])}")
    arguments.out.mkdir(parents=True, exist_ok=True)
    onnx.save(encoder_graph(shipped, network), arguments.out / "encoder.onnx")
    export_reader(network, MARKS, arguments.out / "context.onnx")
    shutil.copyfile(arguments.encoder / "tokenizer.json", arguments.out / "tokenizer.json")
    say(agreement(arguments.out, network, texts, dev[:_COMPARED]))


def agreement(
    folder: Path, network: ContextNetwork, texts: Texts, examples: Sequence[Example]
) -> str:
    """Say how often the rounded files and the network agree, alone and in context."""
    encoder, order = Encoder(folder, (TEACHER,)), by_answer(examples)
    wanted = list(dict.fromkeys(text for one in order for text in one.window))
    encoded = encoder.encode(wanted)
    found = dict(zip(wanted, zip(encoded.vectors, encoded.kind, strict=True), strict=True))
    meanings = {text: vector for text, (vector, _) in found.items()}
    inside = encoder.in_context([one.window for one in order], meanings)
    said = answers(network, texts, examples)
    alone = np.array([found[one.window[0]][1].argmax() for one in order])
    kinds = (alone == said.kind.argmax(1).numpy()).mean()
    kinds_inside = (inside[:, :3].argmax(1) == said.kind_inside.argmax(1).numpy()).mean()
    themes = ((inside[:, 3:] > 0) == (said.themes_inside > 0).numpy()).mean()
    logits = network.act_logits(vectors(network, texts, list(found))).detach().numpy()
    acts = ((encoded.acts > 0) == (logits > 0)).mean()
    shares = f"themes {themes:.1%}, acts {acts:.1%}"
    return f"alike: kinds {kinds:.1%}, in context {kinds_inside:.1%}, {shares}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    default = Settings()
    parser.add_argument("encoder", type=Path, help="folder of the encoder that is tuned")
    parser.add_argument("out", type=Path, help="folder that the tuned encoder is written to")
    parser.add_argument("data", type=Path, nargs="+", help="files of passage records")
    parser.add_argument("--acts", type=Path, required=True, help="file of sentences with acts")
    parser.add_argument("--learn-from", nargs="+", default=["train"], choices=["train", "dev"])
    parser.add_argument("--layers", type=int, default=default.layers, help="layers kept, of 12")
    parser.add_argument("--trained", type=int, help="of those, from the last; all when absent")
    parser.add_argument("--epochs", type=int, default=default.epochs)
    parser.add_argument("--rate", type=float, default=default.rate)
    parser.add_argument("--seed", type=int, default=default.seed)
    return parser.parse_args()


if __name__ == "__main__":
    main()
