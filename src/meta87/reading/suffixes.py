"""The endings of the files that may be reports."""

from __future__ import annotations

SUFFIXES = frozenset({
    ".docx", ".docm", ".odt", ".pdf", ".html", ".htm", ".md", ".txt", ".doc", ".rtf",
})  # fmt: skip
