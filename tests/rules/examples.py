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
        ([(CONTEXT, "Se capacitó a servidores públicos en materia de trata de personas.")], {}),
        ([(OUTPUT, "Se realizaron 25 jornadas de sensibilización en mayo de 2024.")], {}),
        ([(PROCESS, "Se impartió un curso de trabajo forzoso a fiscales."),
          (OUTPUT, "Por otra parte, en 2024 se rescató a 45 víctimas de trata.")], {}),
        ([(PROCESS, "En junio de 2024 se realizó un taller con la asistencia técnica de la OIT.")], {}),
        ([(CONTEXT, "Se realizaron las siguientes actividades:"),
          (PROCESS, "- Campaña de sensibilización en las terminales de buses.")], {}),
    ],
    "COM001": [
        ([], {"required": True}),
        ([], {"required": True, "closed": True}),
        ([(CONTEXT, "No aplica.")], {"required": True}),
        ([(CONTEXT, "N/A")], {"required": True}),
        ([(CONTEXT, "Ninguno.")], {"required": True}),
        ([(CONTEXT, "Ver respuesta anterior.")], {"required": True}),
        ([(PROCESS, "Se completará más adelante.")], {"required": True}),
        ([(CONTEXT, "Pendiente de la información del Ministerio de Educación.")], {"required": True}),
    ],
    "PER001": [
        ([(OUTPUT, "El 15 de marzo de 2022 se aprobó el protocolo de inspección.")], {}),
        ([(OUTPUT, "En febrero de 2025 se inauguró el albergue de Salto.")], {}),
        ([(OUTPUT, "Fue publicado el 3 de mayo de 2022 el Decreto Supremo 12.")], {}),
        ([(OUTPUT, "En diciembre de 2023 se publicó la ley y en febrero de 2024 su reglamento.")], {}),
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
        ([(PROCESS, "Se realizó en mayo de 2024 la revisión de contenidos del curso virtual.")], {}),
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
        ([(OUTPUT, "Como antecedente, en 2019 se ratificó el Protocolo.")], {}),
        ([(OUTPUT, "El 3 de abril de 2021 se firmó el acuerdo.")], {"tells": "any"}),
        ([(OUTPUT, "Desde 2022 funciona el refugio de Rivera.")], {}),
    ],
}  # fmt: skip
