import pytest

from meta87.messages import has, text


def test_details_are_filled_in() -> None:
    assert text("errors.file-missing", "en", path="a.docx").startswith("There is no file “a.docx”")


def test_an_unknown_id_or_a_lacking_detail_is_an_error() -> None:
    assert not has("errors.no-such")
    with pytest.raises(KeyError):
        text("errors.no-such")
    with pytest.raises(KeyError):
        text("errors.file-missing")
