"""Settings of a check: `meta87.config.files` finds and reads ``meta87.toml``."""
