"""What a link and an e-mail address look like."""

from __future__ import annotations

import re

LINK = re.compile(
    r"(?P<scheme>https?://)[^\s<>\"«»“”]+|(?<![\w@./])www\.[^\s<>\"«»“”]+"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
    r"|(?<![\w@./-])(?:[a-z0-9-]{1,40}\.){1,6}(?:gob|gov|gub|org|com|edu|go|net|int)"
    r"(?:\.[a-z]{2})?(?:/[^\s<>\"«»“”]*)?(?![\w@])",
)
# Cheap test: a text without any of these holds no link.
TRIGGER = re.compile(r"@|://|ww\.|\.(?:gob|gov|gub|org|com|edu|go|net|int)\b")
# What a sentence puts after a link and is no part of it.
CLOSING = ".,;:!?…'’»”\""
PAIRS = ((")", "("), ("]", "["))
