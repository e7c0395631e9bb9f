"""What is known of a document before its answers: its languages, its country and its years."""

from __future__ import annotations

from datetime import date

import pytest

from meta87.errors import InputError
from meta87.form.opening import understood
from meta87.reading.read import read_bytes

SPANISH = (
    "Entre marzo y octubre de 2021 la inspección del trabajo visitó ochenta predios y retiró de las "
    "faenas a cuarenta niñas y niños, que volvieron a la escuela."
)
ENGLISH = (
    "Between March and October 2021 the labour inspectorate visited eighty farms and withdrew from "
    "the work forty girls and boys, who went back to school."
)


def test_a_bilingual_file_is_read_in_its_spanish_part_and_this_is_told() -> None:
    text = "\n\n".join(
        ["# Results of the year", ENGLISH, "# Resultados", SPANISH, "En 2021 subió."]
    )
    report = understood(read_bytes(text.encode(), "x.md"))
    read = [block.text for answer in report.answers for block in answer.blocks]
    assert SPANISH in read
    assert ENGLISH not in read
    (remark,) = report.remarks
    assert (remark.kind, remark.count) == ("foreign", 2)


def test_a_quotation_is_no_part_and_a_foreign_file_is_refused() -> None:
    text = "\n\n".join([*[f"{n}. {SPANISH}" for n in range(5)], ENGLISH])
    report = understood(read_bytes(text.encode(), "x.txt"))
    assert ENGLISH in [each.block.text for each in report.placed]
    assert report.remarks == ()
    with pytest.raises(InputError, match="not-spanish"):
        understood(read_bytes(ENGLISH.encode(), "x.txt"))


@pytest.mark.parametrize("ending", ["txt", "md"])
@pytest.mark.parametrize(
    ("title", "country", "year"),
    [
        ("Informe de Perú 2021", "PE", 2021),
        ("Memoria anual de la República Dominicana, 2019-2020", "DO", 2020),
        ("Chile", "CL", None),
        ("En Chile y en Perú se celebraron reuniones en 2021.", "", None),
        ("El informe de Chile de 2020 fue breve.", "", None),
    ],
)
def test_a_plain_title_gives_country_and_year(title, country, year, ending) -> None:
    report = understood(read_bytes(f"{title}\n\n{SPANISH}\n".encode(), f"x.{ending}"))
    assert (report.template, report.country, report.year) == ("", country, year)
    if year:
        assert report.period is not None
        assert report.period[1] == date(year, 12, 31)
