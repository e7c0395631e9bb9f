from meta87.entities.entity import InstitutionValue, Reference
from meta87.entities.institutions.institutions import collect_acronyms, find_institutions


def test_acronyms_are_collected_over_a_whole_document():
    texts = [
        "El Instituto Costero de Pesca (ICOPES) y la Red Brava de Alerta (REBRA) firmaron.",
        "Otro Instituto Costeño de Pesca (ICOPES) no cambia el primero.",
        "Las niñas, niños y adolescentes (NNA) y la Encuesta de Hogares (EH) no son organismos.",
        "Tejedoras Unidas del Norte (TUN) es una cooperativa.",
    ]
    assert collect_acronyms(texts) == (
        ("ICOPES", "Instituto Costero de Pesca"),
        ("REBRA", "Red Brava de Alerta"),
        ("TUN", "Tejedoras Unidas del Norte"),
    )


def test_a_collected_name_with_an_unknown_head_is_found_in_full_and_by_its_acronym():
    reference = Reference(acronyms=(("TUN", "Tejedoras Unidas del Norte"),))
    found = find_institutions("Tejedoras Unidas del Norte (TUN) y otra vez TUN.", reference)
    assert [e.text for e in found] == ["Tejedoras Unidas del Norte (TUN)", "TUN"]
    assert {e.value for e in found} == {InstitutionValue("Tejedoras Unidas del Norte", "TUN")}
