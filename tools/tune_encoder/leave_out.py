"""Give what encoders say of passages that they did not learn from, for those that the shipped did.

The passages of split ``train`` are left out hand by hand in turn: for each fold a network is tuned
on the other hands as `tune_encoder` does, and its logits are kept. Models that weigh the encoder's
logits learn from these. See README.md beside it.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from held import Array, read_constants, read_model
from loaded import first_layers
from network import ContextNetwork, Product
from passages import MARKS, Example, Texts, read_examples, read_tokenizer
from sklearn.model_selection import GroupKFold

from meta87.classification.encoder import Encoder
from meta87.classification.network import TEACHER
from meta87.training.encoding import LEFT_OUT
from meta87.training.keys import read_said, text_key, window_key, write_said
from training import Lessons, Settings, answers, by_answer, tune, vectors

_THREADS = 1


def main(say: Callable[[str], None] = print) -> None:
    """Parse the arguments, tune once a fold and write what was said."""
    arguments = _arguments()
    torch.set_num_threads(_THREADS)
    texts = Texts(read_tokenizer(arguments.encoder))
    learnt = [one for one in read_examples(arguments.data) if one.split == "train"]
    constants = read_constants(read_model(arguments.encoder))
    settings = Settings(seed=arguments.seed)
    said: dict[bytes, Array] = {}
    for number, (known, left_out) in enumerate(folds(learnt, arguments.folds), start=1):
        say(f"fold {number}: {len(known)} passages to learn from, {len(left_out)} left out")
        network = ContextNetwork(
            constants, first_layers(constants, settings.layers, Product), MARKS
        )
        tune(network, texts, Lessons([learnt[row] for row in known]), settings, say)
        said |= _said(network, texts, [learnt[row] for row in left_out])
    write_said(arguments.out, said)


@torch.no_grad()
def _said(network: ContextNetwork, texts: Texts, examples: Sequence[Example]) -> dict[bytes, Array]:
    """Give the logits ``[7]`` of passages and the sentences before them, alone and in context."""
    network.eval()
    alone = list(dict.fromkeys(t for one in examples for t in (one.window[0], *one.before)))
    logits = torch.cat(network.logits(vectors(network, texts, alone)), dim=1).numpy()
    found = {text_key(text): row for text, row in zip(alone, logits, strict=True)}
    said = answers(network, texts, examples)
    inside = torch.cat([said.kind_inside, said.themes_inside], dim=1).numpy()
    order = by_answer(examples)
    return found | {window_key(one.window): row for one, row in zip(order, inside, strict=True)}


def with_unread(folder: Path, examples: Sequence[Example]) -> dict[bytes, Array]:
    """Give logits of passages by networks that did not learn from them.

    Of those that are new to an encoder they are its own, and its student's where that is sure, as
    at run time.

    Args:
        folder: files of both, with what encoders that were left out say of what it learnt from.
        examples: of which any may be new to it.

    Raises:
        FileNotFoundError: there is no such file, so that nothing could be told to be new.
    """
    if not (folder / LEFT_OUT[TEACHER]).is_file():
        raise FileNotFoundError(folder / LEFT_OUT[TEACHER])
    known, encoder = read_said(folder / LEFT_OUT[TEACHER]), Encoder(folder)
    new = [one for one in examples if window_key(one.window) not in known]
    texts = list(dict.fromkeys(text for one in new for text in (*one.window, *one.before)))
    said = encoder.encode(texts)
    vectors = dict(zip(texts, said.vectors, strict=True))
    rows = dict(zip(texts, np.concatenate([said.kind, said.themes], axis=1), strict=True))
    alone = {text_key(t): rows[t] for one in new for t in (one.window[0], *one.before)}
    inside = encoder.in_context([one.window for one in new], vectors)
    keys = (window_key(one.window) for one in new)
    return {**alone, **dict(zip(keys, inside, strict=True)), **known}


def folds(examples: Sequence[Example], count: int) -> list[tuple[Array, Array]]:
    """Give the places of the passages of all hands but some, and of those, in turn."""
    hands = [example.writer for example in examples]
    return list(GroupKFold(count).split(np.zeros(len(examples)), groups=hands))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", type=Path, help="folder of the encoder with twelve layers")
    parser.add_argument("out", type=Path, help="file that is written, .npz")
    parser.add_argument("data", type=Path, nargs="+", help="files of passage records")
    parser.add_argument("--folds", type=int, default=2)
    parser.add_argument("--seed", type=int, default=Settings().seed)
    return parser.parse_args()


if __name__ == "__main__":
    main()
