"""Addresses that stand behind a word: an answer may give its evidence as "el informe"."""

from __future__ import annotations


def address(text: str, target: str) -> str:
    """Returns the URL behind a text as shown after it, or "" if the text already shows it.

    >>> address("el informe", "https://ejemplo.org/a.pdf")
    ' (https://ejemplo.org/a.pdf)'
    >>> address("ejemplo.org", "https://www.ejemplo.org/")
    ''
    """
    said = text.strip().rstrip("/")
    known = target.rstrip("/") in said or ("." in said and said in target)
    return "" if known or "://" not in target or not said else f" ({target})"
