"""onnxruntime, kept to this machine: a session for a file, on one thread."""

from __future__ import annotations

import os
from pathlib import Path

# Read when the library is first imported: without it, its builds may report how they are used.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime

from meta87.classification.foreign import foreign

_ERRORS_ONLY = 3


def session(path: Path) -> onnxruntime.InferenceSession:
    """Open an ONNX file; what it gives does not depend on how many threads there are.

    Raises:
        ModelError: it is none, or is damaged.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = _ERRORS_ONLY
    with foreign(path):
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
