"""Comparison with what was sent before: the report of the period before, or an earlier draft."""
