"""Read documents beside other readers: time, and what of the text each keeps.

DOCX beside mammoth and docx2python, PDF beside pdfminer.six and pdfplumber. The readers take turns
on each file in one run; of each its median time stands, the ratio of that to ours, and the share
of the words of all readers together that its text has.

mammoth and docx2python come with the development packages; the PDF readers are used where they are
installed (``pip install pdfplumber``), and are no part of the lock.
Run: ``python benchmarks/reading.py``.
"""

from __future__ import annotations

import importlib.util
import io
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from figures import SHARED

from meta87.reading.read import read_bytes

Reader = Callable[[bytes], str]

ROUNDS = 9
EXAMPLES = Path(__file__).parents[1] / "examples"
WORD = re.compile(r"\w{2,}")


def main() -> None:
    """Prints one block per file."""
    folders = (EXAMPLES, SHARED / "reports")
    for suffix, peers in (("docx", docx_readers()), ("pdf", pdf_readers())):
        for path in sorted(path for folder in folders for path in folder.glob(f"*.{suffix}")):
            measure(path, {"meta87": ours(path.name), **peers})


def measure(path: Path, readers: dict[str, Reader]) -> None:
    """Runs the readers in turn on a file, and prints the time and the output of each."""
    data = path.read_bytes()
    texts = {name: read(data) for name, read in readers.items()}  # and each is warm
    times: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(ROUNDS):
        for name, read in readers.items():
            began = time.perf_counter()
            read(data)
            times[name].append(time.perf_counter() - began)
    words = {name: set(WORD.findall(text.casefold())) for name, text in texts.items()}
    every = set().union(*words.values())
    own = median(times["meta87"])
    sys.stdout.write(f"{path.name}, {len(data) // 1000} kB, {ROUNDS} rounds\n")
    for name in readers:
        took, kept = median(times[name]), len(words[name]) / len(every)
        sys.stdout.write(
            f"  {name:<14} {took * 1000:8.1f} ms  ×{took / own:<6.2f} words {kept:.1%}\n"
        )


def ours(name: str) -> Reader:
    """Returns our reader, with headers and footers, as the others read them."""

    def read(data: bytes) -> str:
        """Reads a document."""
        document = read_bytes(data, name)
        shown = (f"{block.marker} {block.text}" for block in (*document.blocks, *document.running))
        return "\n".join(shown)

    return read


def docx_readers() -> dict[str, Reader]:
    """Returns the other readers of DOCX."""
    import mammoth  # noqa: PLC0415
    from docx2python import docx2python  # noqa: PLC0415

    def read_docx2python(data: bytes) -> str:
        """Reads with docx2python."""
        with docx2python(io.BytesIO(data)) as document:
            return str(document.text)

    return {
        "mammoth": lambda data: str(mammoth.extract_raw_text(io.BytesIO(data)).value),
        "docx2python": read_docx2python,
    }


def pdf_readers() -> dict[str, Reader]:
    """Returns the other readers of PDF that are installed."""
    found: dict[str, Reader] = {}
    if importlib.util.find_spec("pdfminer"):
        from pdfminer.high_level import extract_text  # noqa: PLC0415

        found["pdfminer.six"] = lambda data: str(extract_text(io.BytesIO(data)))
    if importlib.util.find_spec("pdfplumber"):
        import pdfplumber  # noqa: PLC0415

        def read_pdfplumber(data: bytes) -> str:
            """Reads with pdfplumber."""
            with pdfplumber.open(io.BytesIO(data)) as document:
                return "\n".join(page.extract_text() or "" for page in document.pages)

        found["pdfplumber"] = read_pdfplumber
    return found


if __name__ == "__main__":
    main()
