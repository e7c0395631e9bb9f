"""The ``meta87`` command, a function per command.

`meta87.cli.main` runs a command line; `meta87.cli.app` puts the commands together, and
`meta87.cli.options` holds the options that they share.
"""

FINDINGS, WRONG_USE, UNREADABLE, INTERRUPTED = 1, 2, 3, 130
"""Exit codes other than 0."""
