"""The attacks of the security review, read as a file of a user is, in a Markdown table.

Run: ``python benchmarks/attacks.py [WORD…]``; words choose the attacks whose names hold one.
What takes too long, or is read though it should be refused, is in bold.
"""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.fuzz.attacks import Attack, attacks

from meta87.errors import InputError
from meta87.guarded.process import Guard
from meta87.guarded.wire import Request

LOOK = 0.01  # seconds between two looks at the memory
LONG = 10  # seconds
HEADER = (
    "| finding | attack | bytes | outcome | seconds | peak MB |\n|---|---|---:|---|---:|---:|\n"
)


class Peak:
    """Context manager that watches the memory of the child processes, in MB."""

    def __enter__(self) -> Peak:
        self.megabytes, self._ended = 0.0, threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(LOOK):
            for child in psutil.Process().children():
                try:
                    self.megabytes = max(self.megabytes, child.memory_info().rss / 1e6)
                except psutil.Error:
                    continue


def row(attack: Attack, guard: Guard) -> str:
    """Reads an attack, and returns its row of the table."""
    data = attack.make()
    guard.read(b"Hola.", Request(name="hola.txt"))  # a running process, as for a second file
    started = time.monotonic()
    with Peak() as peak:
        try:
            guard.read(data, Request(name="informe.md"))
            outcome = "**read**" if attack.refused else "read"
        except InputError as error:
            outcome = error.id
    seconds = time.monotonic() - started
    slow = f"**{seconds:.1f}**" if seconds > LONG else f"{seconds:.1f}"
    cells = (attack.finding, attack.name, f"{len(data):,}", outcome, slow, f"{peak.megabytes:.0f}")
    return f"| {' | '.join(cells)} |\n"


def main() -> None:
    """Prints the table."""
    words = sys.argv[1:] or [""]
    guard = Guard()
    sys.stdout.write(HEADER)
    for attack in attacks():
        if any(word in f"{attack.finding} {attack.name}" for word in words):
            sys.stdout.write(row(attack, guard))
            sys.stdout.flush()
    guard.close()


if __name__ == "__main__":
    main()
