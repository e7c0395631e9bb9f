"""The exit codes of the command."""

FINDINGS, WRONG_USE, UNREADABLE, INTERRUPTED = 1, 2, 3, 130
