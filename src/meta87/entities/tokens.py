"""The tokenizer: a word is a run of word characters, and every other character stands alone.

A span that cuts no word therefore always begins and ends at a token, whatever pattern found it.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc
from spacy.vocab import Vocab

from meta87.entities.marking import keep_text

_TOKEN = re.compile(r"(\w+|[^\w\s]|\s)( ?)")


class WordTokenizer:
    """Split text into tokens that give back the text: ``tokenizer(text).text == text``."""

    def __init__(self, vocab: Vocab) -> None:
        """Stores the vocabulary that the documents share."""
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Returns the document of a text; one space after a token belongs to that token."""
        pairs = _TOKEN.findall(text)
        words, blanks = [word for word, _ in pairs], [bool(blank) for _, blank in pairs]
        return keep_text(Doc(self.vocab, words=words, spaces=blanks), text)
