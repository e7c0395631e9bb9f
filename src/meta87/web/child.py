"""The end of a process beside the page: when it is stopped, and when the page is gone, however."""

from __future__ import annotations

import _thread
import os
import threading
import time


def end_with_page(seconds: float = 0) -> None:
    """Interrupts the work at the end of standard input, and ends the process after some seconds."""

    def _wait() -> None:
        while os.read(0, 1):  # standard input itself, whose reader would hold up the end
            pass
        _thread.interrupt_main()
        time.sleep(seconds)
        os._exit(1)

    threading.Thread(target=_wait, daemon=True).start()
