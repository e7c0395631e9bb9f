"""Messy drafts of the form, seeded, each with its truth: which text answers which question.

A draft is made of a form of ``corpus/findings/dev``: its questions are shortened, cut, retyped,
renumbered, merged and left out, laid out as people lay them out, and e-mails stand between.
"""

from __future__ import annotations

import random
import re
import sys
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tools" / name) for name in ("build_forms", "build_examples")]

from assembly import TEMPLATE, assemble  # noqa: E402  the forms of the findings set
from source import Source, load_source  # noqa: E402

from form import Form, Question, Section  # noqa: E402

Role = Literal["question", "answer", "noise", "form"]
Style = Literal["text", "line", "bold", "heading", "bullet", "number", "quote", "row", "table"]

DRAFTS = ROOT / "benchmarks" / "drafts"
SHORTENED = tomllib.loads((DRAFTS / "shortened.toml").read_text(encoding="utf-8"))
TITLES = tomllib.loads((DRAFTS / "titles.toml").read_text(encoding="utf-8"))
NOISE = tomllib.loads((DRAFTS / "noise.toml").read_text(encoding="utf-8"))
FORMS = sorted((ROOT / "corpus/findings/dev").glob("*.toml"))
NUMBERINGS = ("kept", "kept", "lost", "counted anew", "some lost")
STYLES: tuple[Style, ...] = ("text", "text", "bold", "bold", "heading", "bullet", "row", "row")
TITLE_STYLES: tuple[Style, ...] = ("text", "line", "line", "bold", "heading", "row")
TITLE_NUMBERINGS = ("lost", "lost", "lost", "kept", "counted anew")
TOPICS = "{n}: {topic}", '{n} "{topic}"', "{n}. {topic}", "{n} ({topic})", "{n}"
CUTS = 0.55, 0.8  # of the words of a wording that a cut leaves
REPEATED = {question.id for question in TEMPLATE.questions if question.repeats}
_SMALL = (
    "de la el los las en a su sus que qué es son cuáles cuál cómo ha y o al del por con un una se"
    " para"
)
SMALL = frozenset(_SMALL.split())
# How often each mess is made.
MAILED, REPLIES, TITLED, MERGED, QUOTES = 0.5, 0.07, 0.6, 0.04, 0.02
NOUNS, SHUFFLED = 0.75, 0.5
LOST, TYPED, SLIPS, SMALL_KEPT = 0.4, 0.4, 0.12, 0.4
MIN_SLIP = 5  # letters of a word that is misspelt
MIN_CUT = 8  # words of a wording that may lose its first half
ORDER = re.compile(r"\s\*|(?:Por favor, s|S)eleccione tod[^.]*\.|En caso afirmativo, desc[^.]*\.")
KEYBOARD = {"a": "s", "e": "r", "i": "o", "o": "p", "n": "m", "s": "d", "r": "t", "c": "v"}


@dataclass(frozen=True)
class Line:
    """A line of a draft, or a row of a table.

    Attributes:
        text: what is written, without its number or bullet.
        role: what it is.
        owner: index of its question; -1 where it belongs to none.
        style: how it is laid out.
        number: what is printed before it.
        cells: of a row of a table, the lines of each cell.
    """

    text: str
    role: Role
    owner: int = -1
    style: Style = "text"
    number: str = ""
    cells: tuple[tuple[Line, ...], ...] = ()

    @property
    def leaves(self) -> tuple[Line, ...]:
        """The line, or those of the cells of a row."""
        return tuple(line for cell in self.cells for line in cell) if self.cells else (self,)


@dataclass(frozen=True)
class Asked:
    """A question of a draft: the ids that it may have, and the kinds of mess made of it."""

    ids: tuple[str, ...]
    text: str
    messes: tuple[str, ...]


@dataclass
class Draft:
    """A messy draft with its truth."""

    seed: int
    lines: list[Line] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)


def make_draft(seed: int, wordings: str = "seen") -> Draft:
    """Makes the draft of a seed.

    Its shortened wordings are ``seen`` or ``kept``, or the titles ``train`` or ``held_out``.
    """
    return (_TitleMaker if wordings in TITLES else _Maker)(seed, wordings).draft()


@cache
def _form(path: Path) -> tuple[Source, Form]:
    source = load_source(path)
    return source, assemble(source, path.stem)


class _Maker:
    """Makes one draft; everything at random comes from its seed."""

    def __init__(self, seed: int, wordings: str) -> None:
        self.random = chance = random.Random(f"{seed} {wordings}")  # noqa: S311
        self.wordings = wordings
        self.source, self.form = _form(chance.choice(FORMS))
        self.numbering = chance.choice(NUMBERINGS)
        self.style: Style = chance.choice(STYLES)
        self.letters = chance.choice(["", "", "", "slips", "slips", "capitals", "no accents"])
        self.is_mailed = chance.random() < MAILED
        self.is_reply = chance.random() < REPLIES and self.style == "text"
        self.shortens = chance.choice([0.4, 0.7, 0.9])
        self.result = Draft(seed)

    def draft(self) -> Draft:
        """Makes the draft."""
        self._head()
        titled = self.random.random() < TITLED
        left_out = self.random.choice([0, 0, 1, 3, 6])
        every = [q for section in self.form.sections for q in section.questions]
        dropped = {q.number for q in self.random.sample(every, k=left_out)}
        for section in self._sections():
            if titled:
                style: Style = self.random.choice(["heading", "bold"])
                self._add(Line(self._typed(section.heading), "form", style=style))
            kept = [q for q in section.questions if q.number not in dropped]
            for group in self._groups(kept):
                self._noise(0.12)
                self._question(group)
        self._noise(0.8)
        return self.result

    def _sections(self) -> Sequence[Section]:
        """Returns the sections in their order."""
        return self.form.sections

    def _add(self, *lines: Line) -> None:
        self.result.lines += lines

    def _head(self) -> None:
        """Writes what stands before the first question."""
        if self.is_mailed:
            self._noise(0.7, "forwards")
            self._noise(0.7, "greetings")
        front = self.form.report
        whole = [front.country, front.title, front.subtitle, *front.intro]
        short = [f"{front.country} – Informe anual {front.year}"]
        for text in self.random.choice([whole, short, [front.country], whole]):
            self._add(Line(text, "form"))

    def _noise(self, often: float, kind: str = "") -> None:
        """Writes what an e-mail leaves, now and then."""
        if self.is_mailed and self.random.random() < often:
            kinds = [kind] if kind else ["signatures", "signatures", "forwards", "quoted"]
            for text in self.random.choice(NOISE[self.random.choice(kinds)]):
                said = text.format(year=self.source.year, country=self.source.country)
                quoted = said.startswith("> ")
                style: Style = "quote" if quoted else "text"
                self._add(Line(said.removeprefix("> "), "noise", style=style))

    def _groups(self, questions: Sequence[Question]) -> Iterator[list[Question]]:
        """Yields the questions, now and then two of them merged into one."""
        left = list(questions)
        while left:
            are_open = not any(q.options or self._id(q) in REPEATED for q in left[:2])
            merges = len(left) > 1 and are_open and self.random.random() < MERGED
            yield left[: 1 + merges]
            left = left[1 + merges :]

    def _question(self, group: Sequence[Question]) -> None:
        """Writes a question, or two merged, with what was answered."""
        owner = len(self.result.asked)
        wordings, kinds = zip(*(self._wording(question) for question in group), strict=True)
        text = self._typed(" / ".join(wordings))
        title = "title" if not {"?", "¿"} & set(text) else "sentence"
        merged = ["merged"] if len(group) > 1 else []
        layout = f"as {self.style}", f"numbers {self.numbering}", self.letters or "typed well"
        replied = ["in a reply"] * self.is_reply
        messes = (*dict.fromkeys(kinds), title, *layout, *merged, *replied)
        ids = tuple(map(self._id, group))
        self.result.asked.append(Asked(ids, text, messes))
        style: Style = "quote" if self.is_reply else self.style
        question = Line(text, "question", owner, style, self._number(group[0]))
        answers = [line for each in group for line in self._answer(each, owner)]
        if self.style == "row":
            cells = ((replace(question, style="text"),), tuple(answers))
            self._add(Line("", "question", owner, "row", cells=cells))
        else:
            self._add(question, *answers)

    def _number(self, question: Question) -> str:
        if self.numbering == "lost" or (
            self.numbering == "some lost" and self.random.random() < LOST
        ):
            return ""
        anew = self.numbering == "counted anew"
        number = len(self.result.asked) if anew else question.number
        return f"{number}{self.random.choice(['.', '.', ')', '.-'])}"

    def _id(self, question: Question) -> str:
        """Returns the id in the template of a question."""
        return self.source.answers[question.number - 1].to

    def _wording(self, question: Question) -> tuple[str, str]:
        """Returns the wording of a question in the draft, and what was done to it."""
        chance = self.random.random()
        if chance > self.shortens:
            return question.text, "whole"
        if chance > self.shortens * 0.75:
            return self._cut(question.text), "cut"
        if chance > self.shortens * 0.7:
            words = question.text.split()
            kept = [w for w in words if w.lower() not in SMALL or self.random.random() < SMALL_KEPT]
            return " ".join(kept), "keywords"
        shortened = self.random.choice(SHORTENED[self._id(question)][self.wordings])
        number, topic = self._topic(question)
        return shortened.format(n=number, topic=topic, year=self.source.year), "shortened"

    def _topic(self, question: Question) -> tuple[int, str]:
        """Returns number and name of the priority or step of a question that repeats."""
        for topics in (self.source.priorities, self.source.next_steps):
            for number, topic in enumerate(topics, start=1):
                if topic in question.text:
                    return number, topic
        return 0, ""

    def _cut(self, text: str) -> str:
        """Returns a wording without its first or last words; no topic is cut."""
        asked = ORDER.sub("", text).strip()
        words = asked.split()
        if '"' in text or "«" in text:
            return self._without_opening(asked)
        if len(words) < MIN_CUT:
            return asked
        kept = int(len(words) * self.random.uniform(*CUTS))
        if self.random.choice([True, False]):
            return " ".join(words[-kept:])
        while words[kept - 1].lower().strip("¿,") in SMALL:
            kept += 1
        first = " ".join(words[:kept]).rstrip(" ,:;")
        return f"{first}?" if first.rpartition("?")[2].count("¿") else first

    def _without_opening(self, text: str) -> str:
        """Returns a question about a topic from one of the words before it on."""
        before = re.split('["«]', text)[0]
        starts = [0, *(match.start() for match in re.finditer(r"(?<= )[¿a-zñ]", before))]
        return text[self.random.choice(starts) :]

    def _typed(self, text: str) -> str:
        """Returns a text as this writer types it."""
        if self.letters == "capitals":
            return text.upper()
        if self.letters == "no accents":
            parts = unicodedata.normalize("NFD", text.replace("¿", ""))
            return "".join(char for char in parts if not unicodedata.combining(char))
        if self.letters == "slips":
            return " ".join(self._slip(word) for word in text.split())
        return text

    def _slip(self, word: str) -> str:
        """Returns a word, now and then with letters swapped, doubled, lost or beside the right."""
        if len(word) < MIN_SLIP or not word.isalpha() or self.random.random() > SLIPS:
            return word
        at = self.random.randint(1, len(word) - 3)
        letter, following = word[at], word[at + 1]
        return word[:at] + self.random.choice(
            [f"{following}{letter}", f"{letter}{letter}{following}", following,
             f"{KEYBOARD.get(letter, letter)}{following}"]
        ) + word[at + 2 :]  # fmt: skip

    def _answer(self, question: Question, owner: int) -> list[Line]:
        """Returns what was ticked and written under a question."""
        lines: list[Line] = []
        if question.options:
            lines += self._ticks(question, owner)
        if self.random.random() < QUOTES:
            quoted = self.random.choice([q for q in TEMPLATE.questions if not q.repeats]).wording
            told = f"Como ya se respondió en «{self.source.fill(quoted)}», remitimos a lo dicho."
            lines.append(Line(told, "answer", owner))
        for block in question.answer:
            style: Style = {"bullets": "bullet", "numbers": "number"}.get(block.kind, "text")  # type: ignore[assignment]
            if block.kind != "table":
                for n, line in enumerate(block.lines, start=1):
                    number = f"{n}." if style == "number" else ""
                    lines.append(Line(line, "answer", owner, style, number))
            elif self.style == "row":
                lines += [Line("; ".join(row), "answer", owner) for row in block.rows]
            else:
                lines += [_row(row, owner) for row in block.rows]
        if not lines:
            said = self.random.choice(["", "Sin respuesta.", "No aplica."])
            lines += [Line(said, "answer", owner)] if said else []
        return lines

    def _ticks(self, question: Question, owner: int) -> Iterator[Line]:
        """Yields the options of a question with their ticks, or only what was chosen."""
        if self.style == "row" or self.random.random() < TYPED:
            for option in question.ticked:
                style: Style = "text" if len(question.ticked) == 1 else "bullet"
                yield Line(option[:1].upper() + option[1:], "answer", owner, style)
            return
        for option, ticked in question.choices:
            yield Line(option, "answer", owner, number="☒" if ticked else "☐")


class _TitleMaker(_Maker):
    """Makes a draft whose questions are replaced by titles, its sections in any order."""

    def __init__(self, seed: int, wordings: str) -> None:
        super().__init__(seed, wordings)
        self.numbering = self.random.choice(TITLE_NUMBERINGS)
        self.style = self.random.choice(TITLE_STYLES)
        self.letters = self.random.choice(["", "", "capitals", "no accents"])
        self.is_reply = False
        self.named = self.random.choice(TOPICS)

    def _sections(self) -> Sequence[Section]:
        whole = self.form.sections
        is_shuffled = self.random.random() < SHUFFLED
        return self.random.sample(whole, k=len(whole)) if is_shuffled else whole

    def _wording(self, question: Question) -> tuple[str, str]:
        kind = "titles" if self.random.random() < NOUNS else "shortened"
        text = self.random.choice(TITLES[self.wordings][self._id(question)][kind])
        number, topic = self._topic(question)
        return text.format(topic=self.named.format(n=number, topic=topic)), kind


def _row(row: Sequence[str], owner: int) -> Line:
    cells = tuple((Line(text, "answer", owner),) for text in row)
    return Line("", "answer", owner, "table", cells=cells)
