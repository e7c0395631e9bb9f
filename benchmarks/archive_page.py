"""Write the figures of ``docs/explicacion/coste.md`` from ``results/archive.json``.

What was measured stands as it is; what more reports, cores and machines take is worked out from it.
Run: ``python benchmarks/archive_page.py``, after ``archive.py``; with ``--check`` it only says
whether the page is of these results.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
RESULTS, PAGE = ROOT / "benchmarks/results/archive.json", ROOT / "docs/explicacion/coste.md"
PLACE = re.compile(r"(<!-- cifras[^>]*-->\n).*?(<!-- fin de las cifras -->)", re.DOTALL)
PER_REPORT = 50  # passages of a filled form
REPORTS = (100, 1_000, 10_000, 100_000, 1_000_000)
CORES = (2, 16, 128)
HOUR, DAY = 3600, 86400
UNITS = ((1e9, "GB"), (1e6, "MB"), (1e3, "KB"))
NAMES = {"default": "por omisión", "fast": "`--profile fast`"}
Results = dict[str, Any]


def main() -> None:
    """Writes the page, or checks whether it is up to date."""
    found = json.loads(RESULTS.read_text(encoding="utf-8"))
    old = PAGE.read_text(encoding="utf-8")
    figures = "\n".join(lines(found))
    new = PLACE.sub(lambda match: f"{match[1]}{figures}\n{match[2]}", old)
    if "--check" in sys.argv[1:]:
        sys.exit(f"{PAGE.name} is not of {RESULTS.name}: run this again" if new != old else 0)
    PAGE.write_text(new, encoding="utf-8")


def lines(found: Results) -> Iterator[str]:
    """Yields the lines of the page with the measurements."""
    yield from measured(found)
    for profile, figures in found["profiles"].items():
        yield ""
        yield from on_paper(profile, figures)
    yield ""
    yield from sizes(found)
    told = {"alternative": "los mismos pasajes, sin leer", "with_reading": "los mismos archivos"}
    for key, what in told.items():
        if "alternative" in found.get(key, {}):
            yield ""
            yield from beside(found[key], what)


def measured(found: Results) -> Iterator[str]:
    """Yields the lines on the runs that were measured."""
    few, many = min(_numbers(found)), max(_numbers(found))
    yield (
        f"Medido con archivos sintéticos de {whole(few)} y {whole(many)} informes en un equipo de "
        f"{found['cores']} núcleos ({_repeats(found['repeats'])}; carga del equipo al empezar: "
        f"{number(found['load'], 1)}, y con carga los tiempos de reloj no dicen nada):"
    )
    yield ""
    yield (
        "| perfil | informes | pasajes | `--jobs` | tiempo | segundos de núcleo "
        "| memoria del que reparte | de los que leen |"
    )
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for profile, figures in found["profiles"].items():
        for run in figures["runs"]:
            yield row(
                NAMES[profile], whole(run["reports"]), whole(run["passages"]), whole(run["jobs"]),
                span(run["seconds"]), number(run["cpu"], 0), f"{number(run['parent'], 0)} MB",
                f"{number(run['workers'], 0)} MB",
            )  # fmt: skip
    for profile, figures in found["profiles"].items():
        yield ""
        yield (
            f"Perfil {NAMES[profile]}: {number(figures['passages_per_cpu_second'], 0)} pasajes por "
            f"segundo de núcleo; {number(many / few, 0)} veces los informes llevan "
            f"{number(figures['times_as_long'], 1)} veces el tiempo; con dos procesos "
            f"la velocidad se multiplica por {number(figures['speed_up'], 2)} (sus segundos de "
            f"núcleo permitirían {number(figures['speed_up_allowed'], 2)}); la memoria del que "
            f"reparte cambia en {number(figures['parent_growth'], 0)} MB de {whole(few)} a "
            f"{whole(many)} informes."
        )


def _repeats(times: int) -> str:
    return "una medida de cada" if times == 1 else f"medianas de {times}"


def on_paper(profile: str, figures: Results) -> Iterator[str]:
    """Yields the lines on what more reports would take, extrapolated."""
    yield f"En papel, con {PER_REPORT} pasajes por informe, perfil {NAMES[profile]}:"
    yield ""
    yield "| informes | horas de núcleo | 2 núcleos | 16 núcleos | 8 equipos de 16 |"
    yield "| --- | --- | --- | --- | --- |"
    for reports in REPORTS:
        work = reports * PER_REPORT / figures["passages_per_cpu_second"]
        taken = [span(work / cores + figures["start_cpu"]) for cores in CORES]
        yield row(whole(reports), number(work / HOUR, 1 if work > HOUR else 2), *taken)


def sizes(found: Results) -> Iterator[str]:
    """Yields the lines on the size of a table."""
    figures = next(iter(found["profiles"].values()))
    each = {
        ".parquet": figures["table_bytes"],
        "el estado": figures["state_bytes"],
        ".jsonl": found["jsonl"],
    }
    for_many = REPORTS[-1] * PER_REPORT
    told = (f"{name} {whole(count)} ({size(count * for_many)})" for name, count in each.items())
    yield (
        f"Bytes por pasaje (y para {whole(REPORTS[-1])} informes de {PER_REPORT} pasajes): "
        f"{'; '.join(told)}. Un proceso que lee usa unos "
        f"{number(_worker(found), 0)} MB, no importa cuántos informes haya."
    )


def beside(rates: dict[str, float], what: str) -> Iterator[str]:
    """Yields the lines of the comparison with the alternative."""
    yield f"| {what} | pasajes por segundo de núcleo | veces la otra forma |"
    yield "| --- | --- | --- |"
    yield row("la otra forma", number(rates["alternative"], 0), "1")
    for profile in filter(rates.__contains__, NAMES):
        ratio = rates[profile] / rates["alternative"]
        yield row(f"Meta87, perfil {NAMES[profile]}", number(rates[profile], 0), number(ratio, 1))


def _numbers(found: Results) -> list[int]:
    return [int(run["reports"]) for part in found["profiles"].values() for run in part["runs"]]


def _worker(found: Results) -> float:
    runs = [run for part in found["profiles"].values() for run in part["runs"]]
    return max(float(run["workers"]) / float(run["jobs"]) for run in runs)


def row(*cells: str) -> str:
    """Returns a row of a table."""
    return f"| {' | '.join(cells)} |"


def whole(value: float) -> str:
    """Returns a whole number with thousands separators."""
    return number(value, 0)


def number(value: float, digits: int) -> str:
    """Returns a number in the Spanish format.

    >>> number(1234.5, 1)
    '1.234,5'
    """
    return f"{value:,.{digits}f}".translate(str.maketrans(",.", ".,"))


def span(seconds: float) -> str:
    """Returns a duration in a suitable unit."""
    for least, unit, name in ((2 * DAY, DAY, "días"), (HOUR, HOUR, "h"), (120, 60, "min")):
        if seconds >= least:
            return f"{number(seconds / unit, 1)} {name}"
    return f"{number(seconds, 0)} s"


def size(count: float) -> str:
    """Returns a number of bytes in a suitable unit."""
    least, name = next((unit for unit in UNITS if count >= unit[0]), (1.0, "B"))
    return f"{number(count / least, 1)} {name}"


if __name__ == "__main__":
    main()
