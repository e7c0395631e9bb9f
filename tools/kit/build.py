r"""Build the kit: a folder with Python, the packages and the models, to be unpacked and clicked.

The interpreter is given: for Windows the embeddable package of python.org, for Linux a relocatable
one (a ``.tar.gz`` with ``bin`` and ``lib``). The packages are those of ``requirements.lock`` beside
this file, with its hashes, for the target; pip downloads them, or takes them from a folder. Beside
the folder comes its archive. From the folder for Windows, ``makensis`` makes an installer for one
user, as ``meta87.nsi`` tells.

Run::

    make docs && python -m hatchling build -t wheel
    python tools/kit/build.py windows --python PYTHON.zip --sha256 SUM \\
        --wheel dist/meta87-….whl --site build/site
    makensis -DKIT=build/kit/meta87-windows -DOUT=build/kit/instalar.exe tools/kit/meta87.nsi
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from packaging.requirements import Requirement

HERE = Path(__file__).parent
ENVIRONMENTS = {
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "platform_machine": "x86_64"},
    "windows": {
        "sys_platform": "win32",
        "platform_system": "Windows",
        "platform_machine": "AMD64",
    },
}
PLATFORMS = {
    "linux": [f"manylinux_2_{minor}_x86_64" for minor in (28, 27, 26, 24, 17)],
    "windows": ["win_amd64"],
}
FORMATS = {"linux": "gztar", "windows": "zip"}


def main(args: list[str] | None = None) -> None:
    """Builds a kit."""
    asked = _asked(args)
    kit = asked.out / f"meta87-{asked.target}"
    if kit.exists():
        sys.exit(f"{kit} is there already: remove it first")
    if hashlib.sha256(asked.python.read_bytes()).hexdigest() != asked.sha256:
        sys.exit(f"The SHA-256 of {asked.python} is not {asked.sha256}")
    kit.mkdir(parents=True)
    version = unpack(asked.python, kit, asked.target)
    install(asked, version, kit / "lib")
    if asked.site:
        shutil.copytree(asked.site, kit / "lib/meta87/_site")
    for path in (HERE / asked.target).iterdir():
        shutil.copy(path, kit)
    archive = shutil.make_archive(str(kit), FORMATS[asked.target], kit.parent, kit.name)
    sys.stdout.write(f"{archive}\n")


def unpack(archive: Path, kit: Path, target: str) -> str:
    """Unpacks the interpreter and tells it where the packages are; returns its version: "3.13"."""
    with tempfile.TemporaryDirectory(dir=kit) as made:
        shutil.unpack_archive(archive, made, filter="data" if target == "linux" else None)
        inside = [*Path(made).iterdir()]
        alone = len(inside) == 1 and inside[0].is_dir()
        shutil.copytree(inside[0] if alone else made, kit / "python", symlinks=True)
    return _windows_paths(kit) if target == "windows" else _linux_paths(kit)


def _windows_paths(kit: Path) -> str:
    """Adds the packages to the paths of an embeddable interpreter, which heeds no other file."""
    (paths,) = (kit / "python").glob("python3*._pth")
    paths.write_text(f"{paths.read_text('utf8')}\n..\\lib\n", "utf8")
    return re.sub(r"python3(\d+)", r"3.\1", paths.stem)


def _linux_paths(kit: Path) -> str:
    (packages,) = (kit / "python").glob("lib/python3*/site-packages")
    (packages / "meta87.pth").write_text("../../../../lib\n", "utf8")
    return packages.parent.name.removeprefix("python")


def install(asked: argparse.Namespace, version: str, folder: Path) -> None:
    """Installs the packages of the lock file and the wheel into a folder, whatever runs here."""
    environment = {
        **ENVIRONMENTS[asked.target],
        "python_version": version,
        "python_full_version": f"{version}.0",
    }
    source = ["--no-index", "--find-links", asked.wheels] if asked.wheels else []
    platforms = [word for name in PLATFORMS[asked.target] for word in ("--platform", name)]
    pip = [
        sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
        "--no-deps", "--no-compile", "--only-binary", ":all:", "--target", folder,
        "--python-version", version, "--ignore-requires-python",  # which pip asks of its own Python
        *platforms,
    ]  # fmt: skip
    with tempfile.TemporaryDirectory() as made:
        needed = Path(made, "requirements.txt")
        needed.write_text("\n".join(pinned(asked.lock.read_text("utf8"), environment)), "utf8")
        subprocess.run([*pip, *source, "--require-hashes", "-r", needed], check=True)
    subprocess.run([*pip, "--no-index", asked.wheel], check=True)


def pinned(lock: str, environment: Mapping[str, str]) -> Iterator[str]:
    """Yields what a lock file pins for an environment, with its hashes and without the markers.

    pip itself would read the markers for the machine on which it runs.
    """
    for entry in filter(None, re.split(r"\n(?=\S)", lock.strip())):
        written, *hashes = entry.replace("\\\n", "").split("--hash=")
        requirement = Requirement(written)
        if requirement.marker is None or requirement.marker.evaluate(dict(environment)):
            sums = (f"--hash={one.strip()}" for one in hashes)
            yield " ".join([f"{requirement.name}{requirement.specifier}", *sums])


def _asked(args: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("target", choices=sorted(ENVIRONMENTS))
    parser.add_argument("--python", type=Path, required=True, help="archive of the interpreter")
    parser.add_argument("--sha256", required=True, help="its sum, from where it is published")
    parser.add_argument("--wheel", type=Path, required=True, help="the wheel of Meta87")
    parser.add_argument("--wheels", type=Path, help="folder of wheels, to download nothing")
    parser.add_argument("--site", type=Path, help="documentation built by make docs, for /ayuda")
    parser.add_argument("--lock", type=Path, default=HERE / "requirements.lock")
    parser.add_argument("--out", type=Path, default=Path("build/kit"))
    return parser.parse_args(args)


if __name__ == "__main__":
    main()
