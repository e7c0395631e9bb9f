"""For every rule, answers that break it and answers that keep it: (kind, passage) pairs."""

from __future__ import annotations

from typing import Any

PROCESS, OUTPUT, CONTEXT = "process", "output", "context"

Example = tuple[list[tuple[str, str]], dict[str, Any]]

BREAKS: dict[str, list[Example]] = {
    "RES001": [
        ([(PROCESS, "La mesa nacional sostuvo seis reuniones de coordinación.")], {}),
        ([(CONTEXT, "El trabajo infantil persiste en el agro."),
          (PROCESS, "Está en revisión el protocolo de derivación.")], {}),
    ],
    "RES002": [
        ([(PROCESS, "Se impartió un curso sobre trata de personas a funcionarios.")], {}),
        ([(PROCESS, "El 4 de mayo de 2024 se realizó un taller para docentes rurales.")], {}),
        ([(OUTPUT, "Se capacitó a 120 inspectores de trabajo.")], {}),
        ([(CONTEXT, "Se realizaron las siguientes actividades:"),
          (PROCESS, "- Campaña de sensibilización en las terminales de buses.")], {}),
    ],
    "COM001": [
        ([], {"required": True}),
        ([], {"required": True, "closed": True}),
        ([(CONTEXT, "No aplica.")], {"required": True}),
        ([(CONTEXT, "N/A")], {"required": True}),
    ],
    "PER001": [
        ([(OUTPUT, "El 15 de marzo de 2022 se aprobó el protocolo de inspección.")], {}),
        ([(OUTPUT, "En febrero de 2025 se inauguró el albergue de Salto.")], {}),
        ([(PROCESS, "Durante 2023 se celebraron nueve sesiones de la comisión.")], {}),
    ],
}  # fmt: skip

KEEPS: dict[str, list[Example]] = {
    "RES001": [
        ([(PROCESS, "La mesa sostuvo seis reuniones."),
          (OUTPUT, "En julio se aprobó la hoja de ruta 2024-2027.")], {}),
        ([(CONTEXT, "El trabajo infantil persiste en el agro.")], {}),
        ([], {}),
        ([(PROCESS, "Se prevé reforzar la inspección.")], {"expects": "plans"}),
    ],
    "RES002": [
        ([(OUTPUT, "Del 5 al 9 de mayo de 2024 se capacitó a 120 inspectores de trabajo.")], {}),
        ([(PROCESS, "Se realizó un curso sobre trata de personas."),
          (OUTPUT, "Dicho curso, dictado en junio de 2024, formó a 45 fiscales.")], {}),
        ([(PROCESS, "Se prevé realizar un taller para docentes.")], {}),
        ([(CONTEXT, "El curso tuvo como objetivo sensibilizar a los docentes.")], {}),
        ([(OUTPUT, "Se aprobó el Curso Básico de Inspección.")], {}),
        ([(CONTEXT, "Durante junio de 2024 se realizaron:"),
          (OUTPUT, "- Un taller con 30 docentes.")], {}),
        ([(PROCESS, "Se realizó un curso.")], {"tells": "any"}),
        ([(PROCESS, "La mesa sostuvo seis reuniones de coordinación en mayo de 2024.")], {}),
    ],
    "COM001": [
        ([], {"required": False}),
        ([(CONTEXT, "No aplica.")], {"required": False}),
        ([(OUTPUT, "Se publicó la ley.")], {"required": True}),
    ],
    "PER001": [
        ([(OUTPUT, "El 15 de marzo de 2024 se aprobó el protocolo.")], {}),
        ([(PROCESS, "El Plan de Acción 2019-2022 sigue en ejecución.")], {}),
        ([(OUTPUT, "La comisión, creada en 2015, aprobó en mayo de 2024 su reglamento.")], {}),
        ([(OUTPUT, "Se rescató a 40 víctimas, frente a 25 en 2023.")], {}),
        ([(PROCESS, "En 2025 se prevé fiscalizar 900 fincas.")], {}),
        ([(CONTEXT, "En 2019 el país ratificó el Protocolo.")], {}),
        ([(OUTPUT, "El 3 de abril de 2021 se firmó el acuerdo.")], {"tells": "any"}),
        ([(OUTPUT, "Desde 2022 funciona el refugio de Rivera.")], {}),
    ],
}  # fmt: skip
