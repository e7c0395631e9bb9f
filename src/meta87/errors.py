"""The errors that Meta87 shows to its users.

An error carries an id and details: the sentence, in the user's language, is in
``messages/es.toml`` and ``messages/en.toml`` under ``errors.<id>``.
"""

from __future__ import annotations


class Meta87Error(Exception):
    """Something the user can act on.

    Args:
        id: key of the message in the catalogue, such as ``file-missing``.
        details: values that the message names, such as ``path``.
    """

    exit_code = 2

    def __init__(self, id: str, **details: object) -> None:
        super().__init__(id, details)
        self.id = id
        self.details = details
        self.add_note(self._plain)  # so that tracebacks and logs tell them

    def __reduce__(self) -> tuple[object, ...]:
        """Supports pickling with the details, so that errors can be sent between processes."""
        return (_rebuild, (type(self), self.id, self.details))

    def __str__(self) -> str:
        """Returns the sentence that the command prints."""
        from meta87 import _sentence  # noqa: PLC0415  the package imports this module

        try:
            return _sentence(self)
        except KeyError:  # a detail of the sentence is not known yet
            return self._plain

    @property
    def _plain(self) -> str:
        """The id and the details."""
        shown = ", ".join(f"{key}={value}" for key, value in self.details.items())
        return f"{self.id} ({shown})" if shown else self.id


class UsageError(Meta87Error):
    """A wrong option, setting, template or data file: exit code 2."""


class ModelError(UsageError):
    """A model that is missing, changed, foreign or newer: exit code 2."""


class InputError(Meta87Error):
    """An input file that could not be read: exit code 3."""

    exit_code = 3


def reason_of(error: BaseException) -> str:
    """Returns the type and the text of an unexpected exception, for those who maintain Meta87."""
    return f"{type(error).__name__}: {error}".rstrip(": ")


def _rebuild(kind: type[Meta87Error], id: str, details: dict[str, object]) -> Meta87Error:
    return kind(id, **details)
