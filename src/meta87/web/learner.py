"""The process that trains on corrections: it tells each step on standard output, a line each."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from meta87.errors import Meta87Error, UsageError, reason_of
from meta87.guarded.wire import Failure
from meta87.training.corrections import learn
from meta87.web.child import end_with_page


def main() -> None:
    """Trains on the passages in the folder that is named."""
    end_with_page()
    try:
        learn(Path(sys.argv[1]), lambda step, *_: _tell(json.dumps({"step": step})))
    except Meta87Error as error:
        _tell(Failure.of(error).model_dump_json())
    except Exception as error:  # noqa: BLE001  told on the page
        died = UsageError("training-died", reason=reason_of(error))
        _tell(Failure.of(died).model_dump_json())


def _tell(line: str) -> None:
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    main()
