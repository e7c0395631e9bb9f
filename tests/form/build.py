"""Documents for tests, written as lines.

`[x] label` is a ticked box, `- text` a list item, `> text` a line of a quotation.
"""

from __future__ import annotations

import re

from meta87.form.parser import parse
from meta87.form.report import Report
from meta87.reading.document import Anchor, Block, BlockKind, Document, Piece
from meta87.reading.read import read_bytes

BOX = re.compile(r"\[( |x)\] ?(.*)")


def block(line: str, unit: int = 0) -> Block:
    """Make the block of a line."""
    kind, text, checked, marker = BlockKind.PARAGRAPH, line.lstrip("> "), None, ""
    quoted = line[: len(line) - len(text)].count(">")
    if box := BOX.fullmatch(line):
        kind, text, checked = BlockKind.CHECKBOX, box[2], box[1] == "x"
    elif line.startswith("- "):
        kind, text, marker = BlockKind.LIST_ITEM, line[2:], "-"
    elif line.startswith("# "):
        kind, text = BlockKind.HEADING, line[2:]
    piece = Piece(0, len(text), Anchor("text", unit, 0, len(text)))
    return Block(kind, text, (piece,), marker=marker, checked=checked, quoted=quoted)


def document(*lines: str) -> Document:
    """Make a document of lines."""
    return Document("prueba.md", "md", tuple(block(line, n) for n, line in enumerate(lines)))


def read(text: str) -> Report:
    """Read a draft in Markdown."""
    return parse(read_bytes(text.encode(), "borrador.md"))


def texts(report: Report) -> dict[str, list[str]]:
    """Give the texts of the answers by the numbers of their questions."""
    return {each.question: [block.text for block in each.blocks] for each in report.answers}


def told(report: Report) -> list[tuple[str, str]]:
    """Give the answers by the ids of their questions, in order."""
    return [(a.id, " | ".join(block.text for block in a.blocks)) for a in report.answers]


FORM = tuple(
    """\
Le invitamos a compartir los avances logrados por Uruguay, entre enero de 2023 y diciembre de 2023, \
respecto de la consecución de la Meta 8.7 de los ODS. Sus respuestas se utilizarán en el Informe de \
progreso anual 2023.
# Progresos anuales respecto de las prioridades establecidas en la hoja de ruta
1. Desde enero de 2023, ¿qué progresos ha logrado su país respecto de la prioridad 1 «Inspección \
rural» establecida en su hoja de ruta nacional? *
En abril se inspeccionaron 40 chacras.
2. Desde enero de 2023, ¿qué progresos ha logrado su país respecto de la prioridad 2 «Registro \
único» establecida en su hoja de ruta nacional? *
- Se creó el registro.
3. ¿Qué retos anticiparía en este proceso?
4. ¿Necesita más apoyo en la aplicación de su hoja de ruta? En caso afirmativo, describa de qué \
manera y de quién.
Sí, de la cooperación regional.
5. ¿Cómo calificaría los progresos logrados respecto de las prioridades establecidas en su hoja de \
ruta?
[ ] no hay progreso
[x] poco progreso
[ ] gran progreso""".splitlines()
)
