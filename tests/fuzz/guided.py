"""Coverage-guided fuzzing of the readers and the form parser: ``make fuzz``; needs atheris (Linux).

Each format is tried for a number of seconds. Inputs are mutated towards lines that none reached
before; of a package, the main part is mutated and packed. What is no documented refusal, or takes
over 5 s or 1 GB, ends the run and is written to ``build/fuzz``: make a test of it. Where PDFium
itself breaks, in native code, the process that guards the program must tell it as a documented
error; then the run goes on.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import meta87
from meta87.errors import InputError
from tests.fuzz.mutations import docx_seed, html_seeds, markdown_seeds, odt_seed, pdf_seed
from tests.reading.build import unzipped, zipped

ROOT = Path(__file__).parents[2]
CRASHES = ROOT / "build/fuzz"
INSTRUMENTED = ("meta87.reading", "meta87.form")
SECONDS, MEGABYTES = 5, 1000  # that one input may take
FORMATS = ("docx", "odt", "html", "md", "pdf")
PACKAGES = {"docx": (docx_seed, "word/document.xml"), "odt": (odt_seed, "content.xml")}


def main() -> int:
    """Fuzz every format, each in a process of its own; give the worst exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="for each format")
    parser.add_argument("--format", choices=FORMATS, help="only this one")
    given = parser.parse_args()
    CRASHES.mkdir(parents=True, exist_ok=True)
    return max(run(name, given.seconds) for name in ([given.format] if given.format else FORMATS))


def run(name: str, seconds: int) -> int:
    """Fuzz a format in a new process, begun from the seeds."""
    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(seeds(name)):
            Path(corpus, str(number)).write_bytes(seed)
        limits = [f"-timeout={SECONDS}", f"-rss_limit_mb={MEGABYTES}"]
        where = [f"-artifact_prefix={CRASHES}/{name}-", "-max_len=20000", "-print_final_stats=1"]
        code = f"from tests.fuzz.guided import fuzz; fuzz({name!r})"
        command = [sys.executable, "-c", code, corpus, *where, *limits]
        ends = time.monotonic() + seconds
        while (left := int(ends - time.monotonic())) > 0:
            result = subprocess.run([*command, f"-max_total_time={left}"], cwd=ROOT, check=False)
            if result.returncode and not told_by_the_guard(name):
                return result.returncode
        return 0


def told_by_the_guard(name: str) -> bool:
    """Whether the last input that ended a run only ends the process that guards the program."""
    crash = max(CRASHES.glob(f"{name}-*"), key=lambda path: path.stat().st_mtime)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, f"informe.{name}")
        report.write_bytes(crash.read_bytes())
        try:
            meta87.read(report)
        except InputError as error:
            return error.id == "reading-died"
    return False


def seeds(name: str) -> list[bytes]:
    """What the mutations of a format begin with."""
    if name == "pdf":
        return [pdf_seed(), pdf_seed(pageCompression=0)]
    if name in PACKAGES:
        seed, part = PACKAGES[name]
        return [unzipped(seed())[part]]
    return [*(html_seeds() if name == "html" else markdown_seeds())]


def packed(data: bytes, name: str) -> bytes:
    """The seed of a format with its main part replaced."""
    seed, part = PACKAGES[name]
    return zipped({**unzipped(seed()), part: data})


def fuzz(name: str) -> None:
    """Try mutations of a format until the time is over."""
    import atheris  # noqa: PLC0415  on Linux alone

    for module in [each for each in sys.modules if each.startswith(INSTRUMENTED)]:
        del sys.modules[module]  # the seeds loaded it
    with atheris.instrument_imports(include=[*INSTRUMENTED]):
        from meta87.form.parser import parse  # noqa: PLC0415
        from meta87.reading.read import read_bytes  # noqa: PLC0415

    def one(data: bytes) -> None:
        whole = packed(data, name) if name in PACKAGES else data
        with suppress(InputError):
            parse(read_bytes(whole, f"informe.{name}"))

    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
