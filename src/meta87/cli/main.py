"""The ``meta87`` command: runs a command line, and turns errors into messages and exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from meta87.cli import INTERRUPTED
from meta87.cli.plain_signs import use_plain_signs


def main() -> None:
    """Runs the command line and exits with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(args: Sequence[str]) -> int:
    """Runs a command line; errors become one sentence on standard error each.

    Returns:
        The exit code: 0 clean, 1 findings, 2 wrong use, 3 input not read, 130 interrupted.
    """
    try:
        return _run(args)
    except KeyboardInterrupt:  # also while modules are loaded
        return INTERRUPTED


def _run(args: Sequence[str]) -> int:
    from meta87.cli import language
    from meta87.cli.error_messages import report_error

    use_plain_signs()
    try:
        others = language.choose(args)
        from meta87.cli.app import command  # in the language just chosen

        code = command(others, prog_name="meta87", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("META87_DEBUG"):
            raise
        return report_error(error)
    return code if isinstance(code, int) else 0
