"""What follows a number that is a share."""

from __future__ import annotations

import re

SIGN = re.compile(r"\s*%|\s+por\s+cien(?:to)?\b|\s+puntos?\s+porcentual(?:es)?\b", re.IGNORECASE)
# Cheap test: a text without any of these holds no share.
SIGNS = ("%", "cien", "CIEN", "porcentual", "PORCENTUAL")
# Between the figures of a range, and what opens one.
RANGE = re.compile(r"\s*%?\s*[-–]\s*")
RANGE_AND = re.compile(r"\s*%?\s+y\s+(?:el\s+)?")
BETWEEN = re.compile(r"\bentre\s+(?:el\s+)?\Z", re.IGNORECASE)
