"""Give what encoders say of passages that they did not learn from, for those that the shipped did.

The passages of split ``train`` are left out hand by hand in turn: for each fold a network is tuned
on the other hands as `tune_encoder` does, and its logits are kept. Models that weigh the encoder's
logits learn from these. See README.md beside it.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from network import Array, Network, read_constants, read_model
from passages import Example, read_examples, read_tokenizer, unlabelled
from sklearn.model_selection import GroupKFold

from meta87.training.encoding import text_key
from training import Settings, answers, tune

_THREADS = 2


@dataclass(frozen=True, slots=True)
class Said:
    """Texts with their logits, ``[n, 3]`` and ``[n, 4]``."""

    texts: list[str]
    kind: Array
    themes: Array


def main(say: Callable[[str], None] = print) -> None:
    """Parse the arguments, tune once a fold and write what was said."""
    arguments = _arguments()
    torch.set_num_threads(_THREADS)
    tokenizer = read_tokenizer(arguments.encoder)
    learnt = [one for one in read_examples(arguments.data, tokenizer) if one.split == "train"]
    constants = read_constants(read_model(arguments.encoder))
    settings = Settings(seed=arguments.seed)
    folds = []
    for number, (known, left_out) in enumerate(_folds(learnt, arguments.folds), start=1):
        say(f"fold {number}: {len(known)} passages to learn from, {len(left_out)} left out")
        network = Network(constants, settings.layers)
        tune(network, [learnt[row] for row in known], settings, say)
        folds.append(_said(network, unlabelled(_texts(learnt, left_out), tokenizer)))
    _write(arguments.out, folds)


def _texts(examples: Sequence[Example], rows: Array) -> list[str]:
    """Give the passages and the sentences before them, each once."""
    kept = [examples[row] for row in rows]
    return list(dict.fromkeys(text for one in kept for text in (one.text, *one.before)))


@torch.no_grad()
def _said(network: Network, examples: list[Example]) -> Said:
    kind, themes = network.logits(answers(network, examples).means)
    return Said([example.text for example in examples], kind.numpy(), themes.numpy())


def _write(path: Path, folds: Sequence[Said]) -> None:
    np.savez_compressed(
        path,
        texts=np.array(
            [np.frombuffer(text_key(text), dtype=np.uint8) for fold in folds for text in fold.texts]
        ),
        kind_logits=np.concatenate([fold.kind for fold in folds]).astype("f2"),
        theme_logits=np.concatenate([fold.themes for fold in folds]).astype("f2"),
    )


def _folds(examples: Sequence[Example], count: int) -> list[tuple[Array, Array]]:
    hands = [example.writer for example in examples]
    return list(GroupKFold(count).split(np.zeros(len(examples)), groups=hands))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", type=Path, help="folder of the encoder with twelve layers")
    parser.add_argument("out", type=Path, help="file that is written, .npz")
    parser.add_argument("data", type=Path, nargs="+", help="files of passage records")
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=Settings().seed)
    return parser.parse_args()


if __name__ == "__main__":
    main()
