"""Small archives for tests, and what a run makes of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from meta87.archive.models import settings
from meta87.archive.plan import plan
from meta87.archive.run import Run, Tally, Target
from meta87.archive.sink.dictionary import PASSAGES, Options
from meta87.archive.sink.formats import Format, write_tables
from meta87.archive.work import Outcome

TEXTS = {
    "MX/2023/a.txt": "Se formó a 30 jueces en mayo de 2023 sobre la trata de personas.",
    "peru-2022/b.md": "El 4 de marzo de 2022 se aprobó la Ley 12 contra el trabajo infantil.",
    "c.html": "<html><body><p>Se celebraron nueve reuniones sobre el trabajo forzoso.</p></body></html>",
}
RECORDS = [
    {"id": 7, "country": "CL", "year": 2021, "kind": "context", "text": "Persiste la falta de presupuesto.", "more": {"x": [1]}},
    {"text": "Se rescató a 12 víctimas de trata.", "year": None},
]  # fmt: skip


def fill(folder: Path, texts: Mapping[str, str] = TEXTS) -> Path:
    """Write texts as files of a folder."""
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf8")
    return folder


def record_lines() -> str:
    """Give passage records as a file holds them."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in RECORDS)


def tag(
    folder: Path,
    out: Path,
    progress: Callable[[Outcome], None] = lambda _: None,
    profile: str = "fast",
    **how: object,
) -> Tally:
    """Tag a folder in this process, or as said."""
    target = Target(Format(out.suffix[1:] or "folder"), out)
    run = Run(plan([str(folder)], out=out), settings(profile=profile), target, **how)  # type: ignore[arg-type]
    return run.tag(progress)


def write_table(
    format: Format, out: Path, passages: Iterable[Mapping[str, Any]], options: Options
) -> None:
    """Write the table of passages alone."""
    write_tables(format, out, {PASSAGES: passages}, options)
