"""What the check has to say of the example: for the tests and for the reader."""

from __future__ import annotations

import json
from typing import Any

from form import Form, Question

README = """\
# Un informe de ejemplo

`{stem}` es un informe anual de País Pionero inventado de principio a fin: la {country} \
no existe, y tampoco sus leyes, instituciones, lugares ni cifras; solo la redacción del formulario \
es la real. Está en cuatro formatos con el mismo contenido: `.docx` (con controles de contenido, \
casillas y cambios con seguimiento), `.pdf`, `.md` y `.txt`. Lo que la revisión (`meta87 check`) \
debe encontrar figura en la tabla y, para los programas, en `expected.json`. Los archivos se \
generan con `python tools/build_examples/build.py` a partir de \
`tools/build_examples/valdoria.toml`, que es lo que se edita.

Hallazgos: RES001, la respuesta solo cuenta procesos; RES002, una formación o campaña sin fechas o \
sin personas alcanzadas; RES005, un número de reuniones en lugar de lo que decidieron; PER001, una \
fecha fuera del período de referencia; COM001, una respuesta obligatoria vacía o «No aplica»; \
EVI001, un resultado sin medio de verificación. Una pregunta que solo se contesta con casillas no \
lleva texto: su veredicto es `no_action` si hay alguna marcada y `empty` si no la hay.

| pregunta | obligatoria | casillas marcadas | veredicto | hallazgos |
| ---: | :---: | --- | --- | --- |
{rows}
"""


def write_expected(form: Form) -> str:
    """Give the expected verdicts, choices and findings as JSON."""
    first, last = form.report.period
    report = {
        "country": form.report.country,
        "year": form.report.year,
        "period": {"from": first.isoformat(), "to": last.isoformat()},
    }
    content = {"report": report, "answers": [_answer(question) for question in form.questions]}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def write_readme(form: Form) -> str:
    """Give the Spanish page that says what the example holds."""
    rows = "\n".join(_row(question) for question in form.questions)
    return README.format(stem=form.report.stem, country=form.report.country, rows=rows)


def _answer(question: Question) -> dict[str, Any]:
    return {
        "question": str(question.number),
        "required": question.required,
        "closed": bool(question.options),
        "ticked": list(question.ticked),
        "verdict": question.verdict,
        "findings": list(question.findings),
    }


def _row(question: Question) -> str:
    required = "sí" if question.required else ""
    ticked = "; ".join(label.removesuffix(":") for label in question.ticked)
    cells = (
        str(question.number),
        required,
        ticked,
        f"`{question.verdict}`",
        ", ".join(question.findings),
    )
    return f"| {' | '.join(cells)} |"
