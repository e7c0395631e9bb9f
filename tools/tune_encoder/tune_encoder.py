"""Tune the sentence encoder on annotated passages and write it as ONNX again.

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
import onnxruntime
import torch
from graph import tuned_graph
from network import Network, read_constants, read_model
from passages import Example, read_examples, read_tokenizer

from training import Settings, answers, figures, tune

_COMPARED = 200  # passages on which ONNX and PyTorch are compared
_THREADS = 2


def main(say: Callable[[str], None] = print) -> None:
    """Parse the arguments, tune, measure and write."""
    arguments = _arguments()
    settings = Settings(
        layers=arguments.layers, trained=arguments.trained or arguments.layers,
        epochs=arguments.epochs, rate=arguments.rate, seed=arguments.seed,
    )  # fmt: skip
    torch.set_num_threads(_THREADS)
    examples = read_examples(arguments.data, read_tokenizer(arguments.encoder))
    learnt = [example for example in examples if example.split in arguments.learn_from]
    dev = [example for example in examples if example.split == "dev"]
    shipped = read_model(arguments.encoder)
    network = Network(read_constants(shipped), settings.layers)
    say(f"{len(learnt)} passages to learn from, {len(dev)} of dev")
    tune(network, learnt, settings, say)
    say(f"dev, the heads alone: {figures(answers(network, dev), dev)}")
    arguments.out.mkdir(parents=True, exist_ok=True)
    path = arguments.out / "encoder.onnx"
    onnx.save(tuned_graph(shipped, network, settings.trained), path)
    shutil.copyfile(arguments.encoder / "tokenizer.json", arguments.out / "tokenizer.json")
    say(agreement(path, network, dev[:_COMPARED]))


def agreement(path: Path, network: Network, examples: Sequence[Example]) -> str:
    """Say how far the rounded graph is from the network: cosine of the vectors, kinds alike."""
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    outputs = [session.run(None, _feed(example)) for example in examples]
    found = answers(network, examples)
    means = torch.nn.functional.normalize(found.means, dim=1).numpy()
    cosines = (np.concatenate([output[0] for output in outputs]) * means).sum(axis=1)
    kinds = np.concatenate([output[1] for output in outputs]).argmax(axis=1)
    alike = (kinds == found.kind.argmax(1).numpy()).mean()
    return f"cosine {cosines.mean():.6f}, least {cosines.min():.6f}; kinds alike {alike:.1%}"


def _feed(example: Example) -> dict[str, np.ndarray]:
    ids = np.array([example.ids], dtype=np.int64)
    return {"input_ids": ids, "attention_mask": np.ones_like(ids)}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    default = Settings()
    parser.add_argument("encoder", type=Path, help="folder of the encoder that is tuned")
    parser.add_argument("out", type=Path, help="folder that the tuned encoder is written to")
    parser.add_argument("data", type=Path, nargs="+", help="files of passage records")
    parser.add_argument("--learn-from", nargs="+", default=["train"], choices=["train", "dev"])
    parser.add_argument("--layers", type=int, default=default.layers, help="layers kept, of 12")
    parser.add_argument("--trained", type=int, help="of those, from the last; all when absent")
    parser.add_argument("--epochs", type=int, default=default.epochs)
    parser.add_argument("--rate", type=float, default=default.rate)
    parser.add_argument("--seed", type=int, default=default.seed)
    return parser.parse_args()


if __name__ == "__main__":
    main()
