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
        ([(PROCESS, "En el marco del Día Mundial se emitió en las radios una campaña contra la trata.")], {}),
        ([(CONTEXT, "Los jueces de paz recibieron instrucción sobre la trata de personas.")], {}),
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
        ([(OUTPUT, "El 3 de mayo de 2023 se firmó la ley y el 5 de marzo de 2024 se publicó su reglamento.")], {}),
    ],
    "RES003": [
        ([(PROCESS, "El Ministerio publicará el listado de trabajos peligrosos en 2025.")], {}),
        ([(PROCESS, "Las dos direcciones se han propuesto revisar el registro de aprendices.")], {}),
        ([(PROCESS, "Está por firmarse el convenio con la cámara de productores.")], {}),
        ([(PROCESS, "Es intención de la Inspección visitar los talleres de la capital.")], {}),
        ([(PROCESS, "Se acordó con los gremios que, en lo sucesivo, todo aprendiz tenga contrato.")], {}),
        ([(CONTEXT, "Se elaborará un manual para los juzgados.")], {}),
    ],
    "RES004": [
        ([(CONTEXT, "Se aprecian mejoras muy alentadoras en la lucha contra la trata.")], {}),
        ([(CONTEXT, "Los adelantos en esta materia, con todo, son evidentes.")], {}),
        ([(PROCESS, "El trabajo con las provincias marcha por buen camino.")], {}),
        ([(CONTEXT, "Las actividades registran un avance del 45 %.")], {}),
    ],
    "RES005": [
        ([(PROCESS, "La comisión se reunió en cuatro oportunidades.")], {}),
        ([(PROCESS, "Hubo tres asambleas con los gremios del puerto.")], {}),
    ],
    "EVI001": [
        ([(OUTPUT, "En virtud del Reglamento 12-2024 se rescató en mayo de 2024 a 40 víctimas.")], {}),
        ([(OUTPUT, "En mayo de 2024 entró en vigor el reglamento de aprendices del puerto.")], {}),
        ([(OUTPUT, "En mayo de 2024, en cumplimiento del Convenio 182, se visitaron 40 fincas.")], {}),
        ([(OUTPUT, "Según el artículo 12 de la ley se rescató en mayo de 2024 a 40 víctimas.")], {}),
    ],
    "REL002": [
        ([(OUTPUT, "Se asfaltaron 40 calles del puerto en mayo de 2024.")],
         {"topic": "Erradicar el trabajo infantil"}),
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
    "RES003": [
        ([(PROCESS, "La estrategia será el marco de las acciones de los municipios.")], {}),
        ([(OUTPUT, "Se aprobó el reglamento, que entrará en vigor en 2025.")], {}),
        ([(PROCESS, "La Inspección visitó los talleres y los volverá a visitar en 2025.")], {}),
    ],
    "RES004": [
        ([(CONTEXT, "Se presentaron los avances de la encuesta de trabajo infantil.")], {}),
        ([(PROCESS, "Se lograron avances en la redacción del protocolo de inspección.")], {}),
    ],
    "EVI001": [
        ([(OUTPUT, "En 2024 se rescató a 40 víctimas (Anuario Estadístico Penal 2024).")], {}),
        ([(OUTPUT, "En 2024 se rescató a 40 víctimas, según la nota de prensa n.º 31.")], {}),
        ([(OUTPUT, "En 2024 se rescató a 40 víctimas: http:/cifras.example")], {}),
        ([(OUTPUT, "El 9 de mayo de 2024 se publicó el Reglamento 12-2024 de aprendices.")], {}),
        ([(OUTPUT, "El 9 de mayo de 2024 se firmó el Acuerdo Ministerial MTP-045-2024.")], {}),
        ([(OUTPUT, "El listado salió el 9 de mayo de 2024 en la Gaceta Oficial n.º 3211.")], {}),
        ([(OUTPUT, "El 9 de mayo de 2024 se aprobó la NTE-038-MTP-2024.")], {}),
        ([(OUTPUT, "Entraron en vigor en mayo de 2024 los decretos 118 y 207.")], {}),
    ],
    "REL002": [
        ([(OUTPUT, "La inspección recorrió en mayo de 2024 las calles del puerto.")],
         {"topic": "Erradicar el trabajo infantil"}),
    ],
    "RES002": [
        ([(PROCESS, "En el curso escolar 2024 se dio curso a nueve peticiones.")], {}),
        ([(PROCESS, "En mayo de 2024 se realizó un curso de inspección. En él participaron 12 jueces.")], {}),
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
        ([(OUTPUT, "El convenio se firmó el 12 de junio de 2023 y entró en vigor el 2 de enero de 2024.")], {}),
        ([(OUTPUT, "El Congreso votó la ley el 4 de diciembre de 2023, y se publicó el 8 de enero de 2024.")], {}),
        ([(OUTPUT, "El 2 de enero de 2024 entró en vigor la ley que el Congreso votó el 4 de octubre de 2023.")], {}),
        ([(OUTPUT, "El acuerdo se suscribió el 4 de mayo de 2021 y fue renovado el 6 de mayo de 2024.")], {}),
        ([(OUTPUT, "El albergue se inauguró el 15 de octubre de 2023 y comenzó a atender en febrero de 2024.")], {}),
        ([(OUTPUT, "La norma, dictada en noviembre de 2023, rige desde el 1 de febrero de 2024.")], {}),
    ],
}  # fmt: skip
