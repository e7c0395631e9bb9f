"""The ``meta87`` command, one module per command.

`meta87.cli.main` runs a command line; `meta87.cli.app` puts the commands together, and
`meta87.cli.options` holds the options that they share.
"""
