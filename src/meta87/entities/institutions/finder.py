"""Finding the institutions of one text: names by their head or from a list, and acronyms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from meta87.entities.folding import plain
from meta87.entities.institutions.acronyms import abridges, bracket, is_acronym, named_by, spells
from meta87.entities.institutions.coordinated import items
from meta87.entities.institutions.gazetteer import (
    begins_known,
    by_first_word,
    gazetteer_acronyms,
    gazetteer_names,
    known_from,
)
from meta87.entities.institutions.names import PLACES, NameReader
from meta87.entities.institutions.tokens import LISTS, Token, Tokens, tokenize, words
from meta87.entities.lists import ahead, any_of, table

_NEVER, _NEVER_BEGINS = (tuple(table(LISTS)[name]) for name in ("never", "never_begins"))
_INTRODUCERS = words("introducers")
# A capitalised word after a noun that introduces a name.
_INTRODUCED = re.compile(
    rf"{ahead([*_INTRODUCERS, *map(str.upper, _INTRODUCERS)])}"
    rf"\b(?i:{any_of(_INTRODUCERS, accents=True)}) ([A-ZÁÉÍÓÚÜÑÇ][^\W_]*)"
)
_CAPITALISED = re.compile(r"[A-ZÁÉÍÓÚÜÑÇ][^\W_]*")
_BRACKETED = re.compile(r"\(\s*[^\W\d_][\w./-]{1,14}\s*\)|[-–—]\s?[^\W\d_a-z]{2}")
_DASHES = frozenset("-–—")
_JOINTS = "-–_/@#.·"
_STATES = frozenset(["República", "Nación", "Estado", "Federación"])
_OF = frozenset(["de", "del", "la", "las", "los"])


@dataclass(frozen=True, slots=True)
class Mention:
    """A named institution: ``text[start:end]``."""

    start: int  # first code point, from 0
    end: int  # code point after the last
    name: str  # in full; empty when only the acronym stands there
    acronym: str  # when the text gives it
    pattern: str  # ``head``, ``known-name``, ``coordinated``, ``after-noun`` or ``acronym``


class InstitutionFinder:
    """Finds the institutions of a text, knowing some acronyms beforehand."""

    def __init__(self, text: str, acronyms: Mapping[str, str]) -> None:
        self.text, self.acronyms = text, acronyms
        self.known = (gazetteer_names(), by_first_word(tuple(acronyms.values())))

    @cached_property
    def tokens(self) -> Tokens:
        """The words and signs."""
        return tokenize(self.text)

    def institutions(self) -> Iterator[Mention]:
        """Yields the institutions in order, without overlap."""
        first = {word for word in _CAPITALISED.findall(self.text) if self._may_begin(word)}
        first.update(_INTRODUCED.findall(self.text))
        if not first:
            return
        reached = 0
        for at, token in enumerate(self.tokens):
            if at < reached or token.text not in first:
                continue
            found, after = self._name(at)
            if not found:
                found, after = self._acronym(at)
            yield from found
            reached = max(after, at + 1)

    def _may_begin(self, word: str) -> bool:
        """Returns whether the name or acronym of an institution may begin with a word."""
        if begins_known(word) or any(acronym.startswith(word) for acronym in self.acronyms):
            return True
        return bool(self.acronyms) and plain(word) in self.known[1]

    def introduced(self) -> Iterator[tuple[str, str]]:
        """Yields the (acronym, name) pairs that brackets introduce."""
        if not _BRACKETED.search(self.text):
            return
        covered: set[int] = set()
        for mention in self.institutions():
            if mention.name and mention.acronym:
                covered.add(mention.end)
                yield mention.acronym, " ".join(mention.name.split())
        for at, token in enumerate(self.tokens):
            if token.text != "(":
                continue
            read = bracket(self.text, self.tokens, at)
            if read is None or not is_acronym(read[1]) or self.tokens[read[0] - 1].end in covered:
                continue
            start = named_by(read[1], self.tokens, at)
            if start is not None:
                yield read[1], " ".join(self._covered(start, at).split())

    def _name(self, at: int) -> tuple[list[Mention], int]:
        """Reads the name that begins at a token; returns institutions and the index after it."""
        token = self.tokens[at]
        if token.text in words("plural_heads"):
            return self._coordinated(at)
        listed = max(known_from(names, self.tokens, at) for names in self.known)
        end, pattern = at + listed, "known-name"
        if token.text in words("heads"):
            reached = NameReader(self.tokens, at, self.known).read()
            if reached >= end and self._is_body(at, reached):
                end, pattern = reached, "head"
        elif listed:
            end = self._with_country(end)
        elif at and self._is_introduced(at):
            end, pattern = self._run(at), "after-noun"
        if end == at or self._is_anaphoric(at):
            return [], at
        return self._closed(at, end, pattern)

    def _is_introduced(self, at: int) -> bool:
        """Returns whether a noun introduces a name or an acronym: "el sindicato UNATRA"."""
        token, noun = self.tokens[at], self.tokens[at - 1]
        unknown = token.is_acronym and not self._is_known(token.text)
        acronym = unknown and noun.text.islower() and is_acronym(token.text)
        named = acronym or (token.is_capitalised and token.key not in words("generic"))
        return named and noun.key in words("introducers")

    def _closed(self, at: int, end: int, pattern: str) -> tuple[list[Mention], int]:
        """Returns the institutions of a name with the bracket after it; the index after it."""
        name = self._covered(at, end)
        read = bracket(self.text, self.tokens, end)
        acronym = ""
        if read is not None and (is_acronym(read[1]) or self._is_alias(read[1], at, end)):
            end = read[0]
            acronym = read[1] if is_acronym(read[1]) else ""
        dashed = self._dashed(at, end) if read is None else None
        acronym = dashed.text if dashed else acronym
        mention = Mention(self.tokens[at].start, self.tokens[end - 1].end, name, acronym, pattern)
        if dashed is None:
            return [mention], end
        return [mention, Mention(dashed.start, dashed.end, "", acronym, "acronym")], end + 2

    def _dashed(self, at: int, end: int) -> Token | None:
        """Returns the acronym after a dash: 'Unidad de Análisis Financiero -UAF-'."""
        dash, acronym = self.tokens.at(end), self.tokens.at(end + 1)
        if dash.text not in _DASHES or not is_acronym(acronym.text):
            return None
        apart = dash.tight != acronym.tight or not dash.tight
        return acronym if apart and spells(acronym.text, self.tokens[at:end]) else None

    def _is_body(self, at: int, end: int) -> bool:
        head = self.tokens[at]
        keys = [token.key for token in self.tokens[at + 1 : end]]
        content = [key for key in keys if key not in words("connectors")]
        named = " ".join([head.key, *keys])
        if not content or named in _NEVER or named.startswith(_NEVER_BEGINS):
            return False
        if all(key in words("generic") for key in content):
            return head.key in words("named_by_modifier")
        needed = table(LISTS)["requires"].get(head.text, "").split()
        return not needed or any(key in needed for key in keys) or self._is_spelt(at, end)

    def _is_spelt(self, at: int, end: int) -> bool:
        """Returns whether a bracket after a name holds the acronym that spells it."""
        read = bracket(self.text, self.tokens, end)
        return bool(read and is_acronym(read[1]) and spells(read[1], self.tokens[at:end]))

    def _is_anaphoric(self, at: int) -> bool:
        """Returns whether a name follows 'dicha', or is an activity after 'Protocolo de'."""
        before = self.tokens[at - 1] if at else None
        if before and before.key in words("pointers"):
            return True
        of = at > 1 and self.tokens[at - 1].key == "de" and self.tokens[at - 2].is_capitalised
        return of and self.tokens[at].key in words("activities")

    def _is_alias(self, inner: str, at: int, end: int) -> bool:
        """Returns whether a bracket repeats a name, in part or by letters: "CHS Alternativo"."""
        name = self.tokens[at:end]
        keys = {token.key for token in name}
        return bool(inner) and all(
            token.key in keys
            or (token.is_acronym and spells(token.text, name))
            or (token.is_capitalised and abridges(token.text, name))
            for token in tokenize(inner)
        )

    def _with_country(self, end: int) -> int:
        """Consumes 'México' after 'Save the Children', 'de la República' after 'Senado'."""
        while self._goes_on(end):
            end += 1
        if self.tokens.at(end).key not in {"de", "del"}:
            return end
        at = end + 1 + (self.tokens.at(end + 1).key == "la")
        return at + 1 if self.tokens.at(at).text in PLACES | _STATES else end

    def _goes_on(self, at: int) -> bool:
        token = self.tokens.at(at)
        return token.is_capitalised and token.text not in words("heads")

    def _run(self, at: int) -> int:
        """Returns the index after 'Hogares del Sol', 'SOC-SAT': capitals and their 'de'."""
        end = at + 1
        while True:
            after = end
            while self.tokens.at(after).key in _OF:
                after += 1
            if not self._goes_on(after):
                return end
            end = after + 1

    def _coordinated(self, at: int) -> tuple[list[Mention], int]:
        """Splits 'Secretarías de Economía y de Hacienda' into its institutions."""
        end = NameReader(self.tokens, at, self.known).read()
        singular = re.sub(r"(?<=d)es$|s$", "", self.tokens[at].text)
        mentions = []
        for first, named, last in items(self.tokens, at, end):
            of = "" if self.tokens[named].key in {"de", "del"} else "de "
            name = f"{singular} {of}{self._covered(named, last)}"
            span = self.tokens[first].start, self.tokens[last - 1].end
            mentions.append(Mention(*span, name, "", "coordinated"))
        return mentions, end

    def _acronym(self, at: int) -> tuple[list[Mention], int]:
        """Reads a known acronym that is not part of a code or a URL."""
        token = self.tokens[at]
        last = at + 1
        dash, branch = self.tokens.at(last), self.tokens.at(last + 1)
        if dash.text == "-" and dash.tight and branch.tight:
            last += 2 * self._is_one(token, f"{token.text}-{branch.text}")
        written = self._covered(at, last)
        known = self._is_known(written) or last > at + 1
        if not known or self._is_in_code(at, last):
            return [], at
        last += self.tokens.at(last).text in PLACES
        return [Mention(token.start, self.tokens[last - 1].end, "", written, "acronym")], last

    def _is_one(self, first: Token, joined: str) -> bool:
        """Returns whether a joined acronym is one institution, not two: 'PIT-CNT', 'UGT-FICA'."""
        last = joined.removeprefix(f"{first.text}-")
        branch = last.isalpha() and last.isupper() and len(last) > len("IP")
        return self._is_known(joined) or (
            branch and self._is_known(first.text) and not self._is_known(last)
        )

    def _is_known(self, acronym: str) -> bool:
        if acronym in self.acronyms:
            return True
        return acronym in gazetteer_acronyms() and acronym not in words("not_acronyms")

    def _is_in_code(self, at: int, last: int) -> bool:
        before, after = self.tokens[at - 1] if at else None, self.tokens[last : last + 2]
        if before and self.tokens[at].tight and before.text in _JOINTS:
            return not (before.text in "/–" and self._is_known(self.tokens[at - 2].text))
        if before and before.key in words("norms") and after and after[0].text.isdecimal():
            return True
        tight = [token for token in after if token.tight]
        joined = len(tight) > 1 and tight[0].text in _JOINTS
        return joined and not (tight[0].text in "/–" and self._is_known(tight[1].text))

    def _covered(self, at: int, end: int) -> str:
        return self.text[self.tokens[at].start : self.tokens[end - 1].end]
