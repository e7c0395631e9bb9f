import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta87.reading.document import Anchor, BlockKind
from meta87.reading.normalise import SourceSpan, build, make_block, normalise

_CHARACTERS = st.one_of(
    st.sampled_from("aeno .,\t\n\u00a0\u00adﬁﬂ\u200b\u0301\u0303\ufeffÁñ1"),
    st.characters(exclude_categories=["Cs"]),
)


def test_white_space_folds_and_soft_hyphens_go() -> None:
    assert normalise(" 1\u00a0250\t capaci\u00adtadas\r\n ") == "1 250 capacitadas"


def test_ligatures_expand_and_accents_compose() -> None:
    assert normalise("o\ufb01cina de inspeccio\u0301n") == "oficina de inspección"


def test_an_accent_stands_with_its_letter_for_both_and_a_letter_has_few() -> None:
    source = "acto\u0301n" + "\u0301" * 40
    block = make_block(BlockKind.PARAGRAPH, [SourceSpan(source, Anchor("body", 0, 0, 46))])
    assert (block.text[:5], len(block.text)) == ("actóń", 36)
    assert block.locate(3, 4) == (Anchor("body", 0, 3, 5),)


@pytest.mark.parametrize("mark", ["\u0301", "\u0591", "\u0f71", "\U0001d165"])
def test_no_letter_keeps_many_marks_of_any_kind_or_run(mark: str) -> None:
    assert len(normalise("a" + mark * 5_000 + "b")) <= 35
    anchors = [Anchor("body", unit, 0, 1) for unit in range(100)]
    text, _ = build(
        [SourceSpan("a", Anchor("body", 0, 0, 1)), *(SourceSpan(mark, a) for a in anchors)]
    )
    assert len(text) <= 33


def test_an_accent_in_a_run_of_its_own_is_composed() -> None:
    text, _ = build(
        [
            SourceSpan("inspeccio", Anchor("body", 0, 0, 9)),
            SourceSpan("\u0301n", Anchor("body", 0, 9, 11)),
        ]
    )
    assert text == "inspección"


def test_a_ligature_stands_as_a_whole_for_its_anchor() -> None:
    block = make_block(BlockKind.PARAGRAPH, [SourceSpan("la o\ufb01cina", Anchor("body", 0, 0, 9))])
    assert block.locate(4, 5) == (Anchor("body", 0, 4, 5),)
    assert block.locate(5, 9)[-1] == Anchor("body", 0, 5, 8)


@given(st.lists(st.text(_CHARACTERS, max_size=12), max_size=5))
def test_anchored_source_is_the_text_up_to_the_normal_form(parts: list[str]) -> None:
    spans, start = [], 0
    for part in parts:
        spans.append(SourceSpan(part, Anchor("text", 1, start, start + len(part))))
        start += len(part)
    source = "".join(parts)
    text, pieces = build(spans)
    assert text == " ".join(text.split())
    assert "".join(text[p.start : p.end] for p in pieces) == text
    for piece in pieces:
        raw = source[piece.anchor.start : piece.anchor.end]
        shown = text[piece.start : piece.end]
        assert shown == " " if raw.isspace() else normalise(raw) == normalise(shown)
