"""Sending a model to the workers of a Dask cluster, once each."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from distributed import WorkerPlugin

from meta87.archive.models import WORKER_MODELS


class ModelSender(WorkerPlugin):
    """Unpacks a model in every worker, also in those that start later.

    Args:
        model: Its folder.
    """

    def __init__(self, model: Path) -> None:
        self.name = f"meta87-model-{model}"
        self.model = model
        packed = io.BytesIO()
        with ZipFile(packed, "w") as archive:
            for file in sorted(path for path in model.iterdir() if path.is_file()):
                archive.write(file, file.name)
        self.packed = packed.getvalue()

    def setup(self, worker: Any) -> None:
        """Unpacks the model's files into the worker's own folder."""
        place = Path(tempfile.mkdtemp(dir=worker.local_directory)) / self.model.name
        with ZipFile(io.BytesIO(self.packed)) as archive:
            archive.extractall(place)
        WORKER_MODELS[str(self.model)] = place
