"""Make a synthetic archive of filled forms from the project's own corpus; the same seed, the same.

Run: ``python benchmarks/archive_generate.py FOLDER --reports 1000 [--seed 87]``: from 10 to 100,000
reports as ``MX/2023/informe-00012.docx``, half of them .docx, a quarter .html, a quarter .md. What
they tell was made up for the corpus, and is no proof of anything that a country did.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from html import escape
from itertools import groupby
from pathlib import Path

from docx import Document

from meta87.corpus.files import corpus_records
from meta87.form.countries import country_names

CORPUS = Path(__file__).parents[1] / "corpus"
YEARS = range(2015, 2025)
PRIORITIES, PASSAGES = (4, 8), 6  # answers of a report, passages of an answer at most
SUFFIXES = (".docx", ".docx", ".html", ".md")
Answer = tuple[str, str]  # topic, text


def main() -> None:
    """Generates the archive specified on the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=87)
    asked = parser.parse_args()
    generate(asked.folder, asked.reports, asked.seed)


def generate(folder: Path, reports: int, seed: int = 87) -> None:
    """Writes a number of reports into a folder; the first are the same whatever the number."""
    answers, names = (
        corpus_answers(),
        sorted({code: n for n, code in country_names().items()}.items()),
    )
    for number in range(reports):
        draw = random.Random(f"{seed}-{number}")  # noqa: S311  no secret
        code, name = draw.choice(names)
        year = draw.choice(YEARS)
        chosen = draw.sample(answers, draw.randint(*PRIORITIES))
        suffix = SUFFIXES[number % len(SUFFIXES)]
        path = folder / code / str(year) / f"informe-{number:05}{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        WRITERS[suffix](path, list(lines(name.title(), year, chosen)))


def corpus_answers() -> list[Answer]:
    """Returns the answers of the corpus: passages that follow each other under one topic."""
    records = corpus_records([CORPUS])
    grouped = groupby(records, lambda record: (record.report, record.answer, record.topic))
    return [
        (topic, " ".join(record.text for record in list(group)[:PASSAGES]))
        for (_, _, topic), group in grouped
        if topic
    ]


def lines(country: str, year: int, answers: list[Answer]) -> Iterator[str]:
    """Yields the lines of a filled form."""
    yield f"Informe de progreso anual de País Pionero {year}"
    yield (
        f"Le invitamos a compartir los avances logrados por {country}, entre enero de {year} y "
        f"diciembre de {year}, respecto de la consecución de la Meta 8.7 de los ODS. "
        f"Sus respuestas se utilizarán en el Informe de progreso anual {year}."
    )
    for number, (topic, text) in enumerate(answers, start=1):
        yield (
            f"{number}. Desde enero de {year}, ¿qué progresos ha logrado su país respecto de la "
            f'prioridad {number} "{topic}" establecida en su hoja de ruta nacional? *'
        )
        yield text


def write_docx(path: Path, written: list[str]) -> None:
    """Writes lines as paragraphs of a Word document."""
    document = Document()
    for line in written:
        document.add_paragraph(line)
    document.save(str(path))


def write_html(path: Path, written: list[str]) -> None:
    """Writes lines as paragraphs of an HTML page."""
    body = "\n".join(f"<p>{escape(line)}</p>" for line in written)
    path.write_text(f"<!doctype html>\n<html><body>\n{body}\n</body></html>\n", encoding="utf-8")


def write_md(path: Path, written: list[str]) -> None:
    """Writes lines as paragraphs of Markdown."""
    path.write_text("\n\n".join(written) + "\n", encoding="utf-8")


WRITERS = {".docx": write_docx, ".html": write_html, ".md": write_md}

if __name__ == "__main__":
    main()
