"""What the pages share: the drafts, the templates, the language, and how an error is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import ChoiceLoader, PackageLoader
from starlette.responses import HTMLResponse, RedirectResponse

from meta87.errors import Meta87Error
from meta87.messages import text
from meta87.reading.suffixes import SUFFIXES
from meta87.report.pages import templates
from meta87.web.access import HELP
from meta87.web.reviews import Reviews

STATUS = {"upload-large": 413, "web-busy": 503, "web-forgotten": 404, "web-archive-gone": 404}
"""Status codes of the errors that have another one than 400."""

ASKED = ("title", "says", "yes")  # the texts of a question

Describe = Callable[[Meta87Error, str], str]


class Site:
    """What the pages share.

    Args:
        reviews: the drafts.
        describe: returns the sentence of an error in a language.
        lang: of the pages.
    """

    def __init__(self, reviews: Reviews, describe: Describe, lang: str) -> None:
        self.reviews = reviews
        self.lang = lang
        self._describe = describe
        loaders = ChoiceLoader([PackageLoader("meta87.web"), PackageLoader("meta87.report")])
        self._pages = templates(lang).overlay(loader=loaders)
        own = {"help": HELP if help_folder() else "", "accept": ",".join(sorted(SUFFIXES))}
        self._pages.globals = {**self._pages.globals, **own}

    def show(
        self, template: str, *, error: Meta87Error | None = None, status: int = 0, **values: Any
    ) -> HTMLResponse:
        """Returns a page made from a template; an error is told in it, and gives it its status."""
        status = status or (STATUS.get(error.id, 400) if error else 200)
        values = {"model": self.reviews.model, "error": self.told(error), **values}
        return HTMLResponse(self._pages.get_template(template).render(values), status)

    def ask(self, what: str, action: str, back: str, **details: object) -> HTMLResponse:
        """Asks whether something is to be done: by ``action``; ``back`` is where to go else."""
        texts: dict[str, Any] = {
            name: self.text(f"web.confirm.{what}.{name}", **details) for name in ASKED
        }
        return self.show("confirm.html.j2", action=action, back=back, **texts)

    def told(self, error: Meta87Error | None) -> str:
        """Returns the sentence of an error; "" for none."""
        return self._describe(error, self.lang) if error else ""

    def text(self, id: str, **details: object) -> str:
        """Returns a text of the catalogue in the language of the pages."""
        return text(id, self.lang, **details)


def help_folder() -> Path | None:
    """Returns the folder of the documentation site: of the kit, or where ``make docs`` built it."""
    package = Path(__file__).parents[1]
    folders = (package / "_site", package.parents[1] / "build/site")
    return next((folder for folder in folders if (folder / "index.html").is_file()), None)


def led(place: str) -> RedirectResponse:
    """Returns what leads to a page once something was done."""
    return RedirectResponse(place, 303)


def named(name: str) -> dict[str, str]:
    """Returns the header that names a download."""
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
