"""Old Word files and rich text, turned into DOCX by LibreOffice where it is installed.

LibreOffice runs without a window, in a folder of its own that is removed afterwards, with macros
off and links to other addresses blocked, so that nothing that a file asks for is fetched.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from meta87.errors import InputError

TIMEOUT = 60  # seconds
_PROGRAMS = ("soffice", "libreoffice")
_SETTINGS = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def to_docx(data: bytes, name: str, kind: str) -> bytes:
    """Converts a file of the format ``doc`` or ``rtf``.

    Raises:
        InputError: ``libreoffice-missing``, ``libreoffice-failed``, or ``libreoffice-timeout``,
            which names the ``limit`` in seconds.
    """
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise InputError("libreoffice-missing", path=name, format=f".{kind}")
    with tempfile.TemporaryDirectory(prefix="meta87-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        settings = folder / "profile/user/registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf8")
        source = folder / f"informe.{kind}"
        source.write_bytes(data)
        _run(program, source, name)
        made = folder / "informe.docx"
        if not made.is_file():
            raise InputError("libreoffice-failed", path=name, format=f".{kind}")
        return made.read_bytes()


def _run(program: str, source: Path, name: str) -> None:
    folder = source.parent
    profile = (folder / "profile").as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore",
               "--convert-to", "docx", "--outdir", str(folder), str(source)]  # fmt: skip
    process = subprocess.Popen(  # noqa: S603  the program is looked up, the file is our own copy
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        process.wait(TIMEOUT)
    except subprocess.TimeoutExpired as error:
        raise InputError("libreoffice-timeout", path=name, limit=TIMEOUT) from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the process and all its child processes."""
    if process.poll() is None:
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()
