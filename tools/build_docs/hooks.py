"""MkDocs hooks: pages that show the output of commands, and a site that needs no network.

A block of code in the language ``meta87`` holds one command line. Its output replaces the block:
Markdown unchanged, and for ``--help`` the help pages of all commands. Pages under ``en/`` get it in
English, and so is the text of the theme around it.
"""

from __future__ import annotations

import importlib
import io
import re
import shlex
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import typer

BLOCK = re.compile(r"^```meta87\n(.+)\n```$", re.MULTILINE)
TITLE = re.compile(r"\A# .+\n")  # the page has its own
FETCHED = re.compile(r'<(?:script|img|iframe|link)[^>]*(?:src|href)="(?:https?:)?//[^>]*>')
WIDTH = 74  # of a block of code beside the table of contents


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Returns the page with every ``meta87`` block replaced by the output of its command."""
    return BLOCK.sub(lambda block: _output(block[1], _language(page)), markdown)


def on_page_context(context: dict[str, Any], page: Any, config: Any, **_: Any) -> dict[str, Any]:
    """Sets the language of the theme to that of the page."""
    config.theme["language"] = _language(page)
    return context


def on_post_page(output: str, page: Any, **_: Any) -> str:
    """Returns the page with a name for its search box, which the theme leaves without one."""
    name = "Search" if _language(page) == "en" else "Buscar"
    return output.replace('role="dialog"', f'role="dialog" aria-label="{name}"')


def on_post_build(config: Any, **_: Any) -> None:
    """Raises an error where a page of the site would fetch something from the network.

    The theme's page for lost links goes: it looks for its style at the root of a server, and the
    local page tells a lost link in its own way.
    """
    Path(config.site_dir, "404.html").unlink()
    for page in Path(config.site_dir).rglob("*.html"):
        if fetched := FETCHED.search(page.read_text(encoding="utf8")):
            raise RuntimeError(f"{page.name} is not complete without a network: {fetched[0]}")


def _language(page: Any) -> str:
    return "en" if page.file.src_uri.startswith("en/") else "es"


def _output(line: str, lang: str) -> str:
    for name in [name for name in sys.modules if name.startswith("meta87.cli")]:
        del sys.modules[name]  # the commands take their language when they are imported
    importlib.import_module("meta87.cli.language").choose(["--lang", lang])
    if line == "--help":
        app = importlib.import_module("meta87.cli.app").app
        return "\n\n".join(_helps(typer.main.get_command(app), "meta87", None))
    with redirect_stdout(io.StringIO()) as printed:
        code = importlib.import_module("meta87.cli.main").run([*shlex.split(line), "--lang", lang])
    if code:
        raise RuntimeError(f"meta87 {line}: exit code {code}")
    return TITLE.sub("", printed.getvalue())


def _helps(command: Any, name: str, parent: Any) -> Iterator[str]:
    settings = {"terminal_width": WIDTH, **command.context_settings}
    context = typer.Context(command, info_name=name, parent=parent, **settings)
    yield f"## {context.command_path}\n\n```text\n{command.get_help(context)}\n```"
    for part, child in getattr(command, "commands", {}).items():
        yield from _helps(child, part, context)
