import pytest

from meta87.rules.registry import findings
from tests.tagged_build import answer, report


def broken(link: str) -> list[str]:
    tagged = report(answer([("context", f"Consta en {link}")]))
    return [f.hit.evidence[0] for f in findings(tagged) if f.rule.code == "EVI002"]


@pytest.mark.parametrize(
    "link",
    [
        "https://fiscalia.ex/comunicados/2021 /acajutla",
        "https ://www.trabajo.gob.ex/informe",
        "htps//www.trabajo.gob.ex/informe",
        "http s://www.trabajo.gob.ex/informe",
        "https: //www.trabajo.gob.ex/informe",
        "http://www. trabajo.gob.ex/informe",
        "https://www.trabajo .gob.ex/informe",
        "https://trabajo-infantil. ejemplo/informe",
        "https://www.trabajo.gob .ex/informe",
        "https://www.trabajo.gob.ex /informe.pdf",
        "https://www.trabajo.gob.ex/ informe-anual",
        "https://www.trabajo.gob.ex/informe anual.pdf",
        "https://https://www.trabajo.gob.ex/informe",
        "http://http//www.trabajo.gob.ex",
        "https:www.trabajo.gob.ex/informe",
        "https.//www.trabajo.gob.ex/informe",
        "https:///www.trabajo.gob.ex/informe",
        "htpps://www.trabajo.gob.ex/informe",
        "httos://www.trabajo.gob.ex/informe",
        "hhttps://www.trabajo.gob.ex/informe",
        "https//:www.trabajo.gob.ex/informe",
        "https;//www.trabajo.gob.ex",
        r"http:\\www.trabajo.gob.ex",
        "www.trabajo,gob.ex",
        "wwww.trabajo.gob.ex",
        "ww.trabajo.gob.ex",
        "www.trabajo.gob.ex/documentos/ley 45.pdf",
        "www trabajo.gob.ex/informe",
        "www..trabajo.gob.ex",
        "https://www.trabajo..gob.ex/x",
        "https://www.trabajo.gob,ex/informe",
        "https://trabajo/informe",
        "https://www.trabajo.gob.ex/informe…",
        "https://www.trabajo.gob.ex/inf[...]",
        r"https://www.trabajo.gob.ex\informe",
        "https://www.trabajo.gob.ex//informe - 2024.pdf",
        "https://trabajo.gob.ex/informe_ 2024.pdf",
        "https://trabajo.gob.ex/docs/informe-",
        "https://(por completar)",
    ],
)
def test_a_link_that_cannot_be_opened_is_found_once(link) -> None:
    assert len(broken(f"{link} desde mayo.")) == 1


@pytest.mark.parametrize(
    "link",
    [
        "https://www.trabajo.gob.ex/informe",
        "https://www.trabajo.gob.ex/informe, donde consta.",
        "https://www.trabajo.gob.ex/informe.pdf /consultado en mayo de 2024",
        "https://www.trabajo.gob.ex/informe. El informe anual.pdf se adjunta",
        "www.trabajo.gob.ex",
        "(https://www.trabajo.gob.ex/a-b_c/d?x=1&y=2#z)",
        "https://www.trabajo.gob.ex/informe y https://otro.ex/b",
        "https://www.trabajo.gob.ex/ y en el sitio",
        "https://www.trabajo.gob.ex/informe (2024)",
        "Véase trabajo.gob.ex",
    ],
)
def test_a_link_that_opens_is_none(link) -> None:
    assert broken(link) == []
