"""The student's reader of contexts: learnt from what students say of hands that they never read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from graph import export_logits
from held import Array
from network import HIDDEN, Reader, Spread
from passages import MARKS, Example
from torch import Tensor, nn
from torch.nn import functional

from meta87.classification.context_reader import sentence_marks
from meta87.classification.labels import KINDS
from meta87.classification.text import WINDOW
from training import descend_all, scheduled

_EPOCHS = 12
_BATCH = 32
_RATE = 1e-3
_WARM_UP = 0.1
_DECAY = 0.01
_SMOOTHING = 0.05
_THEMES = 2.0  # weight of their loss beside the kind's


class Standard(nn.Module):
    """A reader of contexts, before which vectors are divided by their spread."""

    def __init__(self) -> None:
        super().__init__()
        self.reader = Reader(MARKS)
        self.spread = Spread()

    def forward(self, rows: Tensor, absent: Tensor) -> Tensor:
        """Give logits ``[B, 7]`` of rows ``[B, 6, 397]``, as `ContextReader.read` takes them."""
        found: Tensor = self.reader(self.spread.rows(rows), absent)
        return found


@dataclass(frozen=True, slots=True)
class Windows:
    """Passages with those before them.

    Attributes:
        rows: vectors and marks, ``[n, 6, 397]``.
        absent: where a window has fewer sentences, ``[n, 6]``.
        kind, themes: what was annotated, ``[n]`` and ``[n, 4]``.
    """

    rows: Tensor
    absent: Tensor
    kind: Tensor
    themes: Tensor

    @classmethod
    def of(cls, examples: Sequence[Example], vectors: Mapping[str, Array]) -> Windows:
        """Put the windows of passages together; ``vectors`` are those of their texts."""
        rows = np.zeros((len(examples), WINDOW, HIDDEN + MARKS), dtype=np.float32)
        absent = np.ones((len(examples), WINDOW), dtype=bool)
        for place, one in enumerate(examples):
            for number, text in enumerate(one.window):
                rows[place, number] = [*vectors[text], *sentence_marks(text)]
                absent[place, number] = False
        return cls(
            torch.tensor(rows),
            torch.tensor(absent),
            torch.tensor([one.kind for one in examples]),
            torch.tensor([one.themes for one in examples]),
        )

    @classmethod
    def joined(cls, parts: Sequence[Windows]) -> Windows:
        """Put parts together."""
        names = ("rows", "absent", "kind", "themes")
        return cls(*(torch.cat([getattr(part, name) for part in parts]) for name in names))


def learn_reader(windows: Windows, seed: int) -> Standard:
    """Train a reader on windows whose vectors know nothing of their labels."""
    torch.manual_seed(seed)
    reader = Standard()
    passages = windows.rows[:, 0, :HIDDEN]
    reader.spread.measure(passages)
    optimiser = torch.optim.AdamW(reader.parameters(), lr=_RATE, weight_decay=_DECAY)
    every = [
        places for _ in range(_EPOCHS) for places in torch.randperm(len(passages)).split(_BATCH)
    ]
    reader.train()
    losses = (_loss(reader, windows, places) for places in every)
    descend_all(reader, losses, scheduled(optimiser, len(every), _WARM_UP))
    return reader.eval()


def _loss(reader: Standard, windows: Windows, places: Tensor) -> Tensor:
    logits = reader(windows.rows[places], windows.absent[places])
    kind, themes = logits[:, : len(KINDS)], logits[:, len(KINDS) :]
    loss = functional.cross_entropy(kind, windows.kind[places], label_smoothing=_SMOOTHING)
    return loss + _THEMES * functional.binary_cross_entropy_with_logits(
        themes, windows.themes[places]
    )


@torch.no_grad()
def read(reader: Standard, windows: Windows) -> Array:
    """Give the logits of passages in context, ``[n, 7]``."""
    found: Array = reader(windows.rows, windows.absent).numpy()
    return found


def export(reader: Standard, path: Path) -> None:
    """Write ``rows`` ``[windows, 6, 397]`` and ``absent`` → ``logits`` ``[windows, 7]``."""
    rows, absent = torch.zeros(2, WINDOW, HIDDEN + MARKS), torch.zeros(2, WINDOW, dtype=torch.bool)
    several = {0: torch.export.Dim("windows", min=1)}
    taken = {"rows": rows, "absent": absent}
    export_logits(reader, taken, dict.fromkeys(taken, several), path)
