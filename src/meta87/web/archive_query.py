"""Which passages of an archive are shown, by the parameters of an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import NamedTuple
from urllib.parse import urlencode

from markupsafe import Markup

UNKNOWN = "-"  # the value of a parameter for what a report does not state
PARAMETERS = {  # by what a figure counts
    "country": "pais", "year": "anio", "theme": "tema", "question": "pregunta", "kind": "tipo",
    "institution": "institucion", "people": "personas", "priority": "prioridad",
    "repeated": "repetido",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Query:
    """Which passages are shown: parameters of the address; "" shows everything."""

    texto: str = ""  # words that a passage has, in any order, whatever their accents and capitals
    pais: str = ""  # code of the country, or its name
    anio: str = ""
    tema: str = ""
    tipo: str = ""
    pregunta: str = ""  # id of the question; its number where it is none of the known form
    prioridad: str = ""  # number, in its country, of the priority whose progress is reported
    repetido: str = ""  # how it repeats a passage of an earlier year; "-" for not at all
    institucion: str = ""  # name of an institution, or a part of one
    informe: str = ""  # id of a report, or a part of one
    respuesta: str = ""  # verdict on the answer that it is part of
    personas: str = ""  # "1" for the passages that count people; a group and a scope of them

    @property
    def hides(self) -> bool:
        """Whether it hides anything."""
        return self != Query()

    def address(self, page: int = 1, **changes: str) -> str:
        """Returns the parameters of an address, with their question mark, once some are changed."""
        given = asdict(replace(self, **changes)) | {"pagina": str(page) if page > 1 else ""}
        return "?" + urlencode({name: value for name, value in given.items() if value})


class Links(NamedTuple):
    """Where the figures of a query lead, on the pages of an archive at a place."""

    query: Query
    place: str

    def link(self, where: Mapping[str, str], figure: str) -> str:
        """Returns a figure that leads to the passages that it counts; 0 leads nowhere."""
        if figure == "0":
            return figure
        changes = {PARAMETERS[name]: value or UNKNOWN for name, value in where.items()}
        address = f"{self.place}/pasajes{self.query.address(1, **changes)}"
        return Markup('<a href="{}">{}</a>').format(address, figure)


def query(parameters: Mapping[str, str]) -> Query:
    """Returns the query of an address."""
    return Query(**{each.name: parameters.get(each.name, "").strip() for each in fields(Query)})
