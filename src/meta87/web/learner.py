"""The process that trains on corrections: it tells each step on standard output, a line each.

It ends with the page that started it, whose end closes its standard input.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path

from meta87.errors import Meta87Error, reason_of
from meta87.training.corrections import learn


def main() -> None:
    """Trains on the passages in the folder that is named."""
    threading.Thread(target=_end_with_page, daemon=True).start()
    try:
        learn(Path(sys.argv[1]), lambda step, *_: _tell(step=step))
    except Meta87Error as error:
        details = {name: str(value) for name, value in error.details.items()}
        numbers = {name: value for name, value in error.details.items() if isinstance(value, int)}
        _tell(error=error.id, details={**details, **numbers})
    except Exception as error:  # noqa: BLE001  told on the page
        _tell(error="training-died", details={"reason": reason_of(error)})


def _tell(**said: object) -> None:
    os.write(1, (json.dumps(said) + "\n").encode())


def _end_with_page() -> None:
    while os.read(0, 1):  # standard input itself, whose reader would hold up the end
        pass
    os._exit(1)


if __name__ == "__main__":
    main()
