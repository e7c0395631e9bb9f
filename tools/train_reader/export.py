"""Writes a trained reader as ONNX with weights in 8 bits, beside the files that both depths share.

``python tools/train_reader/export.py accurate build/accurate.pt`` writes ``models/reader``.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import onnx
import torch
from network import WIDTH, Reader, shape_of
from onnxruntime.quantization import QuantType, quantize_dynamic
from start import from_cross_encoder, quantized_words
from torch import Tensor, nn
from train import ROOT, Words, batches, read

from data import Example, examples, groups, read_records
from meta87.classify.files import PROTOCOL, manifest_bytes, sha256_hex
from meta87.classify.reader import ACT_HEADS, DEPTHS, MANIFEST, TOKENIZER, files_of, words_file
from meta87.classify.tokens import Tokens

FOLDER = ROOT / "models/reader"
CALIBRATED_ON = 200
"""Windows that show how far the numbers of each product reach."""
EVENNESS = 0.6
"""Share of the unevenness that weights take over from what they are multiplied with."""
_LEAST = 1e-4
OPSET = 17


class Even(nn.Module):
    """A product whose input is evened out first; it computes what the product did.

    Activations are rounded by one step a window, so that one large number leaves little room to
    the others: each is divided by a factor, and its weights are multiplied by it (SmoothQuant, Xiao
    et al. 2023).

    Args:
        product: to even out.
        reach: largest absolute value of each number that it takes, ``[inner]``.
    """

    factor: Tensor

    def __init__(self, product: nn.Linear, reach: Tensor) -> None:
        super().__init__()
        weight = product.weight.detach()
        factor = reach.clamp_min(_LEAST) ** EVENNESS / weight.abs().amax(0).clamp_min(_LEAST) ** (
            1 - EVENNESS
        )
        self.register_buffer("factor", 1 / factor)
        self.product = nn.Linear(*product.weight.shape[::-1])
        self.product.weight.data = weight * factor
        self.product.bias.data = product.bias.detach()

    def forward(self, x: Tensor) -> Tensor:
        """Multiplies ``[…, inner]``."""
        result: Tensor = self.product(x * self.factor)
        return result


PRODUCTS = ("qkv", "ao", "fi", "fo")


@torch.no_grad()
def even_out(net: Reader, words: Words, shown: Sequence[Example]) -> None:
    """Replaces the products of a reader by evened ones, by what they take of some windows."""
    reach: dict[nn.Module, Tensor] = {}

    def note(module: nn.Module, taken: tuple[Tensor, ...], _given: Tensor) -> None:
        largest = taken[0].abs().amax((0, 1))
        reach[module] = torch.maximum(reach.get(module, largest), largest)

    products = [getattr(layer, name) for layer in net.layers for name in PRODUCTS]
    hooks = [product.register_forward_hook(note) for product in products]
    net.eval()
    for batch in batches(shown):
        read(net, words, batch)
    for hook in hooks:
        hook.remove()
    for layer in net.layers:
        for name in PRODUCTS:
            setattr(layer, name, Even(getattr(layer, name), reach[getattr(layer, name)]))


def write_network(net: Reader, path: Path, width: int = WIDTH) -> None:
    """Writes a reader as ONNX, its products in whole numbers.

    Weights have 7 bits, so that sums of products cannot overflow on processors without VNNI: labels
    do not depend on the processor.

    Args:
        net: the reader.
        path: of the file.
        width: numbers of a word's vector.
    """
    given = (torch.zeros(1, 8, width), torch.zeros(1, 8, dtype=torch.long))
    axes = {name: {1: "tokens"} for name in ("words", "blocks", "rows")}
    with TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            net,
            given,
            str(whole),
            input_names=["words", "blocks"],
            output_names=["rows"],
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
        quantize_dynamic(
            whole,
            path,
            op_types_to_quantize=["MatMul"],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=_unquantized(whole),
        )


def _unquantized(path: Path) -> list[str]:
    """Returns the products of the head, which stay as they are."""
    nodes = onnx.load(path).graph.node
    return [node.name for node in nodes if node.op_type == "MatMul" and "/head/" in node.name]


def trained_on(corpus: Path, real: Path) -> dict[str, Any]:
    """Returns the writers and the sources whose split `train` a reader learnt from.

    Filled forms are not among them: heads learn from them as well (see README).
    """
    writers = {
        record["writer"]
        for record in read_records([corpus / "passages"])
        if record["split"] == "train"
    }
    found = read_records([real])
    sources = {record["source"] for record in found if record["split"] == "train"}
    return {"writers": sorted(writers), "sources": sorted(sources)}


def write_manifest(folder: Path, learnt: dict[str, Any]) -> None:
    """Writes the sums of a reader's files, and what it was trained on."""
    names = [ACT_HEADS, *sorted({name for depth in DEPTHS for name in files_of(depth)})]
    files = [folder / name for name in names if (folder / name).is_file()]
    sums = {path.name: sha256_hex(path.read_bytes()) for path in files}
    manifest = {"protocol": PROTOCOL, "files": sums, "trained_on": learnt}
    (folder / MANIFEST).write_bytes(manifest_bytes(manifest))


def state_of(path: Path) -> Reader:
    """Reads the weights that training wrote."""
    state: dict[str, Tensor] = torch.load(path, weights_only=True)
    net = Reader(shape_of(state))
    net.load_state_dict(net.state_dict() | state)
    return net


def main() -> None:
    """Writes a depth of the reader."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("depth", choices=DEPTHS)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--start", type=Path, default=ROOT / "build/joint.onnx")
    parser.add_argument("--real", type=Path, default=ROOT / "build/real.jsonl")
    parser.add_argument("--forms", type=Path, default=ROOT / "build/forms.jsonl")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    asked = parser.parse_args()
    _, vectors = from_cross_encoder(asked.start)
    net = state_of(asked.weights).eval()
    own = vectors if net.own is None else net.own.weight.detach().numpy()
    codes, steps = quantized_words(own)
    asked.folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(asked.folder / words_file(asked.depth), codes=codes, steps=steps)
    tokens = Tokens((asked.folder / TOKENIZER).read_bytes())
    learnt = groups(ROOT / "corpus", asked.real, asked.forms, tokens)
    found = [answer for one, _ in learnt for answer in one]
    some = found[:: max(1, len(found) // CALIBRATED_ON)]
    even_out(net, Words(vectors), [next(examples(answer)) for answer in some])
    write_network(net, asked.folder / f"{asked.depth}.onnx", own.shape[1])
    write_manifest(asked.folder, trained_on(ROOT / "corpus", asked.real))


if __name__ == "__main__":
    main()
