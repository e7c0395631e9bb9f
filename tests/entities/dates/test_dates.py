from calendar import monthrange
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from tests.numerals import in_words

from meta87.entities.dates.dates import find_dates
from meta87.entities.entity import DateValue, Reference

MONTHS = [
    *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre"),
    *("octubre", "noviembre", "diciembre"),
]
WEEKDAYS = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"]
DAYS = st.dates(date(1950, 1, 1), date(2080, 12, 31))
WRITTEN = (
    lambda d: f"{d.day} de {MONTHS[d.month - 1]} de {d.year}",
    lambda d: f"{d.day:02}/{d.month:02}/{d.year}",
    lambda d: f"{d.day}-{d.month}-{d.year}",
    lambda d: d.isoformat(),
    lambda d: f"{d.day}-{MONTHS[d.month - 1][:3]}-{d.year}",
    lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{d.day} de {MONTHS[d.month - 1]} del año {d.year}",
    lambda d: f"{d.day}.º de {MONTHS[d.month - 1].upper()}, {d.year}",
    lambda d: f"{d.year}/{d.month:02}/{d.day:02}",
    lambda d: f"{d.day}.{d.month}.{d.year}",
    lambda d: f"{d.day} de {d.month} de {d.year}",
    lambda d: f"{WEEKDAYS[d.weekday()]} {d.day} de {MONTHS[d.month - 1]} de {d.year}",
    lambda d: f"{in_words(d.day)} de {MONTHS[d.month - 1]} de {in_words(d.year)}",
    lambda d: f"{d.day} del mes de {MONTHS[d.month - 1]} del {d.year}",
    lambda d: f"{d.day} de {MONTHS[d.month - 1][:3]}. de {d.year}",
)


def months(month, length):
    """Give first and last month of the part of the year that a month is in."""
    part = (month - 1) // length
    return part * length + 1, (part + 1) * length


PERIODS = (
    lambda y, m: (f"{MONTHS[m - 1]} de {y}", m, m),
    lambda y, m: (f"{MONTHS[m - 1][:3]}. {y}", m, m),
    lambda y, m: (f"{y}-{m:02}", m, m),
    lambda y, m: (f"{m:02}/{y}", m, m),
    lambda y, m: (
        f"{QUARTERS[(m - 1) // 3]} trimestre de {y}",
        *months(m, 3),
    ),
    lambda y, m: (f"{(m + 2) // 3}T {y}", *months(m, 3)),
    lambda y, m: (f"{QUARTERS[m // 7]} semestre del {y}", *months(m, 6)),
    lambda y, m: (f"año {y}", *months(m, 12)),
    lambda y, m: (f"enero a {MONTHS[m - 1]} de {y}" if m > 1 else f"enero de {y}", 1, m),
)
QUARTERS = ("primer", "segundo", "tercer", "cuarto")


@given(DAYS, st.sampled_from(WRITTEN))
def test_reads_back_the_day_that_was_written(day, write):
    text = f"Se firmó el {write(day)} en la capital."
    (found,) = find_dates(text)
    assert text[found.start : found.end] == write(day)
    assert found.value == DateValue(day, day)


@given(st.integers(1990, 2050), st.integers(1, 12), st.sampled_from(PERIODS))
def test_reads_back_the_period_that_was_written(year, month, write):
    written, first, last = write(year, month)
    text = f"Se publicó en {written}."
    (found,) = find_dates(text)
    assert text[found.start : found.end] == written
    end = date(year, last, monthrange(year, last)[1])
    assert found.value == DateValue(date(year, first, 1), end)


@given(DAYS, DAYS)
def test_reads_back_a_range_of_days(one, other):
    first, last = sorted((one, other))
    text = f"Rigió del {WRITTEN[0](first)} al {WRITTEN[0](last)}."
    (found,) = find_dates(text)
    assert found.value == DateValue(first, last)
    assert text[found.start : found.end].startswith("del ")


@given(st.text())
def test_reads_any_text(text):
    assert all(text[f.start : f.end].strip() for f in find_dates(text, Reference(context=text)))


def test_days_that_run_backwards_have_no_value() -> None:
    assert [found.value for found in find_dates("Se hizo del 5 al 3 de abril de 2023.")] == [None]
