"""``python -m meta87.cli``: the command, where its script is not on the path."""

from meta87.cli.main import main

main()
