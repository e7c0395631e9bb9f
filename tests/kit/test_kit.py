"""The kit: what is pinned for another system, the interpreter's paths, the installer's script."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tarfile
import time
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOL = ROOT / "tools/kit"
SPEC = importlib.util.spec_from_file_location("kit", TOOL / "build.py")
kit = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(kit)
LOCK = """\
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:aa \\
    --hash=sha256:bb
numpy==2.4.6 ; python_full_version < '3.12' \\
    --hash=sha256:cc
numpy==2.5.5 ; python_full_version >= '3.12' \\
    --hash=sha256:dd
rich==15.0.0 \\
    --hash=sha256:ee
"""


def environment(target: str, version: str) -> dict[str, str]:
    return {
        **kit.ENVIRONMENTS[target],
        "python_version": version,
        "python_full_version": f"{version}.0",
    }


@pytest.fixture
def embeddable(tmp_path) -> Path:
    """An archive like that of python.org's embeddable interpreter."""
    path = tmp_path / "python.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("python313._pth", "python313.zip\n.\n")
        for name in ("python.exe", "pythonw.exe", "python313.dll"):
            archive.writestr(name, b"MZ")
    return path


@pytest.fixture
def wheel(tmp_path) -> Path:
    """A wheel that holds a module alone."""
    path = tmp_path / "meta87-0.1.0-py3-none-any.whl"
    info = "meta87-0.1.0.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("meta87/__init__.py", "")
        archive.writestr(
            f"{info}/METADATA", "Metadata-Version: 2.1\nName: meta87\nVersion: 0.1.0\n"
        )
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return path


def build(target: str, python: Path, wheel: Path, out: Path, *more: str, sum_: str = "") -> None:
    sha256 = sum_ or hashlib.sha256(python.read_bytes()).hexdigest()
    given = {"--python": python, "--sha256": sha256, "--wheel": wheel, "--out": out}
    kit.main([target, *(str(part) for pair in given.items() for part in pair), *more])


@pytest.mark.parametrize(
    ("target", "version", "lines"),
    [
        ("windows", "3.13", ["colorama==0.4.6 --hash=sha256:aa --hash=sha256:bb",
                             "numpy==2.5.5 --hash=sha256:dd", "rich==15.0.0 --hash=sha256:ee"]),
        ("linux", "3.11", ["numpy==2.4.6 --hash=sha256:cc", "rich==15.0.0 --hash=sha256:ee"]),
    ],
)  # fmt: skip
def test_packages_are_pinned_for_the_target_and_not_for_this_machine(
    target, version, lines
) -> None:
    assert list(kit.pinned(LOCK, environment(target, version))) == lines


def test_the_lock_file_pins_what_the_package_asks_for() -> None:
    lock = (TOOL / "requirements.lock").read_text("utf8")
    found = list(kit.pinned(lock, environment("windows", "3.13")))
    names = {line.split("==")[0] for line in found}
    assert {"colorama", "onnxruntime", "spacy", "starlette", "uvicorn"} <= names
    assert all("--hash=sha256:" in line for line in found)
    assert "pytest" not in names
    whole = (ROOT / "requirements.lock").read_text("utf8")
    assert [line for line in found if f"\n{line.split(' ')[0]}" not in f"\n{whole}"] == []


def test_a_kit_for_windows_is_whole_and_its_installer_is_made(embeddable, wheel, tmp_path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("", "utf8")
    build("windows", embeddable, wheel, tmp_path / "kit", "--lock", str(lock))
    made = tmp_path / "kit/meta87-windows"
    paths = (made / "python/python313._pth").read_text("utf8").split()
    assert paths == ["python313.zip", ".", "..\\lib"]
    assert (made / "lib/meta87/__init__.py").exists()
    start = b'start "" "%~dp0python\\pythonw.exe" -m meta87.cli web %*\r\n'
    assert start in (made / "Meta87.cmd").read_bytes()
    packed = {
        f"meta87-windows/{part}" for part in ("Meta87.cmd", "LEAME.txt", "python/pythonw.exe")
    }
    assert packed <= {*zipfile.ZipFile(made.with_suffix(".zip")).namelist()}
    if not shutil.which("makensis"):
        pytest.skip("makensis is not installed")
    installer = tmp_path / "instalar.exe"
    command = ["makensis", "-WX", f"-DKIT={made}", f"-DOUT={installer}", TOOL / "meta87.nsi"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert installer.read_bytes()[:2] == b"MZ"


@pytest.mark.parametrize("fault", ["sum", "there"])
def test_another_interpreter_and_an_older_kit_are_refused(
    embeddable, wheel, tmp_path, fault
) -> None:
    if fault == "there":
        (tmp_path / "kit/meta87-windows").mkdir(parents=True)
    wrong = "0" * 64 if fault == "sum" else ""
    with pytest.raises(SystemExit, match="SHA-256" if fault == "sum" else "there already"):
        build("windows", embeddable, wheel, tmp_path / "kit", sum_=wrong)


def interpreter(folder: Path) -> Path:
    """An archive of the interpreter that runs the tests, without its packages and its own tests."""
    left_out = {"site-packages", "test", "tests", "idlelib", "__pycache__"}

    def kept(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
        parts = member.name.split("/")
        lost = left_out & {*parts[:-1]} or parts[-1] in left_out - {"site-packages"}
        return None if lost or member.name.endswith(".a") else member

    path = folder / "python.tar.gz"
    with tarfile.open(path, "w:gz", compresslevel=1) as archive:
        for part in ("bin", "lib"):
            archive.add(Path(sys.base_prefix, part), f"python/{part}", filter=kept)
    return path


@pytest.mark.skipif(
    not os.environ.get("META87_KIT"), reason="META87_KIT is not set: a kit takes minutes"
)
def test_a_kit_for_linux_opens_a_report_without_network_and_without_this_environment(
    tmp_path,
) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path],
        cwd=ROOT,
        check=True,
    )
    (wheel,) = tmp_path.glob("meta87*.whl")
    folder = tmp_path / "Mi carpeta número 1"
    build("linux", interpreter(tmp_path), wheel, folder)
    report = folder / "Informe año.docx"
    shutil.copy(ROOT / "examples/informe-valdoria-2024.docx", report)
    launcher = folder / "meta87-linux/meta87"
    start = f'ip link set lo up 2>&-; exec "{launcher}" --no-browser "{report}"'
    environment = {"HOME": str(tmp_path / "casa"), "PATH": "/usr/sbin:/usr/bin:/bin"}
    command = ["unshare", "--net", "--map-root-user", "sh", "-c", start]
    opened = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    address = opened.stdout.readline().strip()
    assert address.startswith("http://127.0.0.1:")
    inside = ["nsenter", "--net", "--user", "--preserve-credentials", "--target", str(opened.pid)]
    page = ""
    for _ in range(60):
        asked = [*inside, "curl", "--silent", "--location", "--cookie", tmp_path / "c",
                 "--cookie-jar", tmp_path / "c", address]  # fmt: skip
        page = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
        address = address.split("?")[0]
        if "Ministerio" in page:
            break
        time.sleep(1)
    opened.terminate()
    opened.wait(30)
    assert "Observaciones" in page or "observaciones" in page
