"""The exit codes that are no finding: wrong use, input not read, Ctrl-C."""

WRONG_USE, UNREADABLE, INTERRUPTED = 2, 3, 130
