"""Pages from the Jinja2 templates in ``templates/``; whatever is filled into HTML is escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from meta87 import __version__
from meta87.classify.labels import KINDS, THEMES, Theme
from meta87.entities.entity import LABELS
from meta87.messages import text, theme_name
from meta87.messages.filling import blanked
from meta87.reading.patterns import OWN_PAGE
from meta87.report import texts


def page(template: str, lang: str, **values: object) -> str:
    """Returns a whole page of a template that extends ``page.html.j2``.

    Every page needs the values ``title`` and ``style``, the name of its style sheet.
    """
    return templates(lang).get_template(template).render(values) + "\n"


def rules_page(rules: Sequence[Mapping[str, Any]], lang: str) -> str:
    """Returns all rules as one page of Markdown, each as ``meta87 rules --format json`` has it."""
    plain = templates(lang).overlay(autoescape=False)
    return plain.get_template("rules.md.j2").render(rules=rules, blanked=blanked)


@cache
def templates(lang: str) -> Environment:
    """Returns the templates in a language.

    They call the sentences of `meta87.report.texts`, and as ``t`` the texts of the catalogue.
    """
    environment = Environment(
        loader=PackageLoader("meta87.report"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, finalize=_printable,
    )  # fmt: skip
    environment.globals |= {
        "t": lambda key, **details: text(key, lang, **details),
        "texts": texts,
        "theme_name": theme_name,
        "theme_class": theme_class,
        "lang": lang,
        "version": __version__,
        "generator": OWN_PAGE,
        "kinds": KINDS,
        "entity_labels": LABELS,
    }
    return environment


def theme_class(theme: Theme) -> str:
    """Returns the CSS class that colours a theme; all custom themes share one.

    Their names could otherwise be those of unrelated classes.
    """
    return theme if theme in THEMES else "own"


def _printable(value: object) -> object:
    is_markup = hasattr(value, "__html__")
    return value if is_markup else texts.printable(str(value))
