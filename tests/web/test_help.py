"""The documentation site, as /ayuda shows it, in Chromium: without a network, and accessible."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

sync_api = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")
pytest.importorskip("material")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt install chromium")

ROOT = Path(__file__).parents[2]
# Output of commands; wide tables; settings; Python, in English.
PAGES = ("guias/anterior", "explicacion/coste", "guias/ajustes", "en/python")


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder


def test_the_help_breaks_no_rule_of_accessibility(site) -> None:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name, (scheme, width) in [
            (name, sized) for name in PAGES for sized in (("dark", 390), ("light", 1280))
        ]:
            page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
            page.goto((site / f"{name}.html").as_uri())
            found = axe.Axe().run(page).response["violations"]
            assert [(each["id"], each["nodes"][0]["html"]) for each in found] == [], name
            page.close()
        browser.close()
