import pytest

from meta87.entities.entity import LinkValue
from meta87.entities.links import find_links


@pytest.mark.parametrize(
    ("text", "link", "url", "pattern"),
    [
        ("Véase https://example.org/a.", "https://example.org/a", "https://example.org/a", "link"),
        ("(http://example.org/x_(y)?z=1)", "http://example.org/x_(y)?z=1", None, "link"),
        ("En www.example.org, hoy", "www.example.org", "https://www.example.org", "bare-link"),
        ("En trabajo.gob.pe/mesa; hoy", "trabajo.gob.pe/mesa", "https://trabajo.gob.pe/mesa", "bare-link"),
        ("A ana.paz@example.org.", "ana.paz@example.org", "mailto:ana.paz@example.org", "mail"),
        ("«https://example.org/ñ»", "https://example.org/ñ", None, "link"),
    ],
)  # fmt: skip
def test_a_link_is_found_without_what_the_sentence_adds(text, link, url, pattern):
    (found,) = find_links(text)
    assert (found.text, found.value, found.pattern) == (link, LinkValue(url or link), pattern)
    assert text[found.start : found.end] == link


@pytest.mark.parametrize(
    "text", ["S.A. de C.V.", "EE.UU. y 1.502 casos", "a/b, ana@, @oit", "Art.3"]
)
def test_what_is_no_link(text):
    assert find_links(text) == []
