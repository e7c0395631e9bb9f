"""Reading an institution's name from its first word on: where it ends.

A name is a head ("Comisión"), capitalised words after it, and what connectors add: "de Trabajo",
"y Previsión Social", "para prevenir y erradicar los delitos …", "contra la trata de personas".
It ends before another institution, a lower-case word that no name has, and a mark that opens no
list.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from meta87.entities.institutions.gazetteer import Names, known_from
from meta87.entities.institutions.tokens import Token, Tokens, words

PLACES = words("places")
_ARTICLES = frozenset(["la", "las", "los", "el"])
_LO = frozenset(["lo"])  # "Juzgado de lo Penal"
_OF = frozenset(["de", "del"])
_PURPOSE = frozenset(["para", "contra", "sobre", "por"])
_AND = frozenset(["y", "e", "o"])
_TO = frozenset(["a", "al"])
_POINTING = frozenset(["estos", "estas", "este", "esta", "su", "sus"])
_SIGNS = frozenset([".", "°", "º"])
_NUMBER = frozenset(["n", "no", "nº", "num", "nro"])
_TARGET = ["8", ".", "7"]  # "Comité para la Meta 8.7"
_INFINITIVE = ("ar", "er", "ir")
_LIST_AHEAD = 14
_LONGEST = 60


@dataclass(slots=True)
class NameReader:
    """Reads one name."""

    tokens: Tokens  # of the text
    head: int  # index of the first word
    known: tuple[Names, ...]  # names at which another institution begins
    end: int = 0  # index after the last token read so far
    purpose: bool = field(default=False, init=False)

    def read(self) -> int:
        """Returns the index after the last token of the name."""
        self.end = self.head + 1
        while self.end - self.head < _LONGEST and (
            self._ordinal() or self._word() or self._joined() or self._list() or self._link()
        ):
            pass
        return self.end

    def _word(self) -> bool:
        """Consumes a capitalised word, or an adjective that closes a name."""
        token = self.tokens.at(self.end)
        if self._after_sign():
            return False
        if [each.text for each in self.tokens[self.end : self.end + 3]] == _TARGET:
            self.end += len(_TARGET)
            return True
        if token.is_capitalised:
            self.end += 1
            return True
        closes = token.text in words("closes") and self._last().is_capitalised
        goes_on = self.purpose and token.key in words("topics") and self._last().text.islower()
        if (closes or goes_on) and self.end > self.head + 1:
            self.end += 1
            return True
        return False

    def _ordinal(self) -> bool:
        """Consumes 'N° 2' after 'Tribunal Oral Federal'."""
        after = self._after_sign()
        if not after or self.tokens[self.head].key not in words("numbered"):
            return False
        self.end = after
        return True

    def _after_sign(self) -> int:
        """Returns the index after 'N° 2', or 0 if the next token is no sign of a number."""
        at = self.end + 1
        while self.tokens.at(at).text in _SIGNS:
            at += 1
        sign = self.tokens.at(self.end).key in _NUMBER and self.tokens.at(at).text.isdecimal()
        return at + 1 if sign else 0

    def _joined(self) -> bool:
        """Consumes '-Buglé' in 'Ngäbe-Buglé'."""
        dash, word = self.tokens.at(self.end), self.tokens.at(self.end + 1)
        if not (dash.text in "-–'’" and dash.tight and word.tight):
            return False
        self.end += 2
        return True

    def _list(self) -> bool:
        """Consumes ', Niñas' if the list continues to an 'y' and a last item."""
        comma = self.tokens.at(self.end)
        if comma.text != ",":
            return False
        item = self.end + 1
        if self.tokens[self.head].text in words("plural_heads"):
            item = self._past(item, _OF)
        if not self._item(item) or not self._list_closes(item + 1):
            return False
        self.end = item + 1
        return True

    def _list_closes(self, at: int) -> bool:
        for index in range(at, at + _LIST_AHEAD):
            token = self.tokens.at(index)
            if token.key in _AND:
                return self._item(self._past(index + 1, _OF | _ARTICLES | {"para"}))
            if token.text == "," or token.key in _OF | _ARTICLES:
                continue
            if not self._item(index):
                return False
        return False

    def _link(self) -> bool:
        """Consumes a connector and the word after it."""
        token = self.tokens.at(self.end)
        if token.key not in words("connectors") or not token.text.islower():
            return False
        ways = (self._of, self._and, self._for, self._in, self._to, self._object)
        reached = next(filter(None, (way(token) for way in ways)), 0)
        self.end = reached or self.end
        return reached > 0

    def _of(self, token: Token) -> int:
        if token.key not in _OF:
            return 0
        at = self._past(self.end + 1, _ARTICLES | _POINTING | _LO)
        word = self.tokens.at(at)
        if word.is_acronym:
            return at + 1 if self._is_generic() else 0
        if word.text in words("strong_heads") and not self._is_generic() and self._heads(at):
            return 0
        return self._content(at)

    def _and(self, token: Token) -> int:
        if token.key not in _AND:
            return 0
        at = self._past(self.end + 1, _OF | _PURPOSE | _TO)
        article = self.tokens.at(at)
        bare = article.key not in _ARTICLES
        at = self._past(at, _ARTICLES)
        word = self.tokens.at(at)
        another = not bare and at == self.end + 2 and word.key not in words("goes_on")
        if word.is_capitalised and (another or not self._item(at)):
            return 0
        return self._content(at)

    def _for(self, token: Token) -> int:
        """Consumes 'para la Prevención', 'para prevenir la trata' or 'en materia de trata'."""
        in_matter = token.key == "en" and self.tokens.at(self.end + 1).key == "materia"
        if token.key not in _PURPOSE and not in_matter:
            return 0
        at = self._past(self.end + 1, _ARTICLES | _OF | {"materia"})
        word = self.tokens.at(at)
        if word.is_acronym or word.text in words("heads"):
            return 0
        if word.is_capitalised:
            self.purpose = True
            return at + 1
        if not ((self._is_bare() or in_matter) and self._is_lowercase_content(word)):
            return 0
        self.purpose = True
        return self._content(at)

    def _in(self, token: Token) -> int:
        """Consumes 'en Edad Permitida', and no 'en México'."""
        if token.key not in {"en", "con", "sin"}:
            return 0
        at = self._past(self.end + 1, _ARTICLES | _LO)
        word = self.tokens.at(at)
        if not word.is_capitalised or word.text in words("heads"):
            return 0
        if self.tokens.at(at - 1).key == "lo" or self.tokens[self.head].key in words("abroad"):
            return at + 1
        if token.key == "sin" or word.key in words("goes_on") or word.key == "discapacidad":
            return at + 1
        return 0

    def _to(self, token: Token) -> int:
        """Consumes 'a la Niñez' after 'Protección' or 'Protección Especializada'."""
        nouns = {t.key for t in self.tokens[max(self.head, self.end - 2) : self.end]}
        takes = self.tokens.at(self.end + 1).key in words("after_a") or nouns & words("takes_a")
        if token.key not in _TO or not takes:
            return 0
        return self._content(self._past(self.end + 1, _ARTICLES | _POINTING))

    def _object(self, token: Token) -> int:
        """Consumes 'los delitos' after 'erradicar'."""
        if token.key not in _ARTICLES or not self._last().key.endswith(_INFINITIVE):
            return 0
        return self._content(self._past(self.end, _ARTICLES))

    def _content(self, at: int) -> int:
        """Returns the index after a word that a name can contain at ``at``, or 0."""
        word = self.tokens.at(at)
        if word.is_acronym:
            return 0
        lower = self.purpose and self._is_lowercase_content(word)
        return at + 1 if word.is_capitalised or lower else 0

    def _is_lowercase_content(self, word: Token) -> bool:
        if not word.text.islower():
            return False
        return word.key in words("topics") or word.key.endswith(_INFINITIVE)

    def _item(self, at: int) -> bool:
        """Returns whether a word may be an item of this name, and begins no other institution."""
        word = self.tokens.at(at)
        if word.is_capitalised:
            is_place = word.text in PLACES and self._last().text not in PLACES
            return not (self._heads(at) or is_place)
        return self.purpose and self._is_lowercase_content(word)

    def _heads(self, at: int) -> bool:
        if self.tokens[at].text in words("heads") | words("plural_heads"):
            return True
        return any(known_from(names, self.tokens, at) for names in self.known)

    def _is_generic(self) -> bool:
        """Returns whether the words read so far are all generic: 'Secretaría Ejecutiva'."""
        return all(token.key in words("generic") for token in self.tokens[self.head + 1 : self.end])

    def _is_bare(self) -> bool:
        """Returns whether only modifiers follow the head: 'Comisión Nacional'."""
        read = self.tokens[self.head + 1 : self.end]
        keys = [token.key for token in read]
        purposeful = self.tokens[self.head].key in words("purposeful") and "general" not in keys
        return purposeful and all(token.is_capitalised for token in read)

    def _past(self, at: int, skipped: frozenset[str]) -> int:
        while self.tokens.at(at).text.islower() and self.tokens.at(at).key in skipped:
            at += 1
        return at

    def _last(self) -> Token:
        return self.tokens[self.end - 1]
