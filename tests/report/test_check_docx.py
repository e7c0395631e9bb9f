"""Comments in the author's Word file: on the exact words, and nothing else changes."""

from __future__ import annotations

import io
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from meta87 import check
from meta87.cli.main import run
from meta87.errors import InputError, UsageError
from meta87.reading.document import Anchor
from meta87.reading.docx import read_docx
from meta87.reading.docx_remarks import COMMENT_AUTHOR
from meta87.reading.package import W
from meta87.report import check_docx
from meta87.report.check_formats import FORMATS, View
from meta87.report.docx_comments import PendingComment, commented
from meta87.report.texts import headline
from meta87.rules.checked import CheckedReport
from tests.form.build import FORM
from tests.reading.build import checkbox, docx, p, r, relations, sdt, table, tc, unzipped, zipped
from tests.reading.test_docx_parts import strict
from tests.report.example import EXAMPLE, example

ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared/reports/mexico-2024.docx"
REPORTS = [
    pytest.param(EXAMPLE, id="example"),
    pytest.param(REAL, id="real", marks=pytest.mark.skipif(not REAL.exists(), reason="absent")),
]
MARKS = {f"{W}comment{name}" for name in ("RangeStart", "RangeEnd", "Reference")}
TITLE = "Error: Respuesta que solo cuenta procesos"


@cache
def checked(path: Path) -> CheckedReport:
    return example() if path == EXAMPLE else check(path)


def commented_copy(path: Path) -> bytes:
    return bytes(FORMATS["docx"].render(checked(path), View(path=path)))


def body(data: bytes) -> etree._Element:
    return etree.fromstring(unzipped(data)["word/document.xml"])


def characters(data: bytes) -> list[tuple[str, bytes, str]]:
    """Give each character of the body with its format and where it stands."""
    told = []
    for run_ in body(data).iter(f"{W}r"):
        properties = run_.find(f"{W}rPr")
        look = b"" if properties is None else etree.tostring(properties, method="c14n")
        path = "/".join(etree.QName(a).localname for a in run_.iterancestors())
        for child in run_:
            if child.tag not in {f"{W}rPr", f"{W}commentReference"}:
                shown = child.text or "" if child.tag in {f"{W}t", f"{W}delText"} else "\0"
                told += [(letter, look, path) for letter in shown]
    return told


def elements(data: bytes) -> Counter[str]:
    """Count the elements that are no runs, texts, formats of runs or marks of comments."""
    root = body(data)
    for properties in [*root.iter(f"{W}rPr")]:
        properties.getparent().remove(properties)
    return Counter(e.tag for e in root.iter() if e.tag not in {f"{W}r", f"{W}t", *MARKS})


def comments(data: bytes) -> list[tuple[str, str]]:
    """Give the text of each comment of Meta87 with the characters that it is on."""
    marked = {}
    for comment in Document(io.BytesIO(data)).comments:
        if comment.author == COMMENT_AUTHOR:
            marked[str(comment.comment_id)] = (comment.text, "")
    opened: set[str] = set()
    for element in body(data).iter():
        key = element.get(f"{W}id", "")
        if element.tag == f"{W}commentRangeStart":
            opened.add(key)
        elif element.tag == f"{W}commentRangeEnd":
            opened.discard(key)
        for each in opened & set(marked) if element.tag == f"{W}t" else ():
            marked[each] = (marked[each][0], marked[each][1] + (element.text or ""))
    return list(marked.values())


def remark(words: str, title: str = TITLE, *, data: bytes) -> PendingComment:
    """Give a remark on the first place where words stand in a file."""
    for block in read_docx(data, "x").blocks:
        at = block.text.find(words)
        if at >= 0:
            anchors = block.locate(at, at + len(words))
            return PendingComment(anchors, (), title, ("Falta la fecha.",))
    raise AssertionError(words)


@pytest.mark.parametrize("path", REPORTS)
def test_a_commented_report_reads_the_same_and_its_structure_is_unharmed(path) -> None:
    original = path.read_bytes()
    made = commented_copy(path)
    assert path.read_bytes() == original
    assert read_docx(made, "x") == read_docx(original, "x")
    assert characters(made) == characters(original)
    assert elements(made) == elements(original)


@pytest.mark.parametrize("path", REPORTS)
def test_every_finding_is_a_comment_on_its_words(path) -> None:
    told = comments(commented_copy(path))
    places = [finding.anchors or finding.question for finding in checked(path).findings]
    assert len(told) == 1 + len({*places})
    for finding in checked(path).findings:
        words = [on for text, on in told if headline(finding, "es") in text]
        if finding.quote:
            assert any(_same(on, finding.quote) for on in words), finding.quote


def _same(marked: str, quote: str) -> bool:
    """Compare without spaces, and without what joins the cells of a row."""
    return re.sub(r"[\s|]", "", quote) == re.sub(r"[\s|]", "", marked)


def with_macros(data: bytes) -> bytes:
    """The same document with the type of one that has macros."""
    kind = b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    other = b"vnd.ms-word.document.macroEnabled.main+xml"
    return zipped({path: part.replace(kind, other) for path, part in unzipped(data).items()})


@pytest.mark.parametrize("spoilt", [with_macros, strict])
def test_what_python_docx_refuses_is_commented_too(spoilt) -> None:
    data = EXAMPLE.read_bytes()
    made = commented(spoilt(data), "a.docm", [remark("cinco reuniones", data=data)])
    assert [on for _, on in comments(made)] == ["cinco reuniones"]
    assert read_docx(made, "x") == read_docx(data, "x")


def test_the_other_parts_stay_as_they_were() -> None:
    before, after = unzipped(EXAMPLE.read_bytes()), unzipped(commented_copy(EXAMPLE))
    written = {"word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
    for name in before.keys() - written:
        old, new = before[name], after[name]
        if name.endswith((".xml", ".rels")) and old != new:
            old, new = (etree.tostring(etree.fromstring(x), method="c14n") for x in (old, new))
        assert len(old) == len(new), name
    assert after.keys() - before.keys() == {"word/comments.xml"}


def test_a_second_run_replaces_the_comments(tmp_path) -> None:
    path = tmp_path / EXAMPLE.name
    path.write_bytes(first := commented_copy(EXAMPLE))
    second = bytes(FORMATS["docx"].render(check(path), View(path=path)))
    assert comments(second) == comments(first)
    assert len(Document(io.BytesIO(second)).comments) == len(Document(io.BytesIO(first)).comments)
    assert characters(second) == characters(EXAMPLE.read_bytes())


def test_comments_of_people_are_not_touched() -> None:
    word = Document(io.BytesIO(docx(p("Se celebró una reunión en mayo."))))
    word.add_comment(word.paragraphs[0].runs[0], "¿Seguro?", author="Ana", initials="A")
    page = io.BytesIO()
    word.save(page)
    data = page.getvalue()
    for _ in range(2):
        data = commented(data, "x", [remark("reunión", data=data)])
    assert [(c.author) for c in Document(io.BytesIO(data)).comments] == ["Ana", COMMENT_AUTHOR]
    starts = [e.get(f"{W}id") for e in body(data).iter(f"{W}commentRangeStart")]
    assert starts == ["0", "1"]


def test_an_answered_comment_stays_and_is_not_doubled() -> None:
    data = docx(p("Se celebró una reunión en mayo."))
    once = commented(data, "x", [remark("una reunión", data=data)])
    answered = _with_answer(once)
    again = commented(answered, "x", [remark("una reunión", data=answered)])
    assert [c.author for c in Document(io.BytesIO(again)).comments] == [COMMENT_AUTHOR, "Ana"]


def test_remarks_on_the_same_words_share_a_comment_each_with_its_title() -> None:
    data = docx(p("Se celebró una reunión en mayo."))
    both = [remark("una reunión", title, data=data) for title in (TITLE, "Otra")]
    (comment,) = Document(io.BytesIO(commented(data, "x", both))).comments
    bold = [each.text for each in comment.paragraphs if any(run.bold for run in each.runs)]
    assert bold == [TITLE, "Otra"]
    answered = _with_answer(commented(data, "x", both[:1]))
    again = Document(io.BytesIO(commented(answered, "x", both)))
    assert [c.text.split("\n")[0] for c in again.comments if c.author == COMMENT_AUTHOR] == [TITLE, "Otra"]  # fmt: skip


def _with_answer(data: bytes) -> bytes:
    """Add an answer by Ana to the one comment, as Word writes it."""
    w14 = "http://schemas.microsoft.com/office/word/2010/wordml"
    word = Document(io.BytesIO(data))
    (ours,) = word.comments
    ours.paragraphs[-1]._p.set(f"{{{w14}}}paraId", "00000001")
    word.comments.add_comment("Se corrige.", "Ana", "A")
    page = io.BytesIO()
    word.save(page)
    extended = (
        '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
        '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001"/></w15:commentsEx>'
    )
    relation = (
        '<Relationship Id="rIdE" Type="http://schemas.microsoft.com/office/2011/relationships/'
        'commentsExtended" Target="commentsExtended.xml"/></Relationships>'
    )
    parts, known = unzipped(page.getvalue()), "word/_rels/document.xml.rels"
    known_now = parts[known].replace(b"</Relationships>", relation.encode())
    return zipped({**parts, known: known_now, "word/commentsExtended.xml": extended})


BOLD = '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">tres reuniones</w:t><w:tab/><w:t>en mayo</w:t></w:r>'
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://a.example" </w:instrText></w:r>'
    f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("tres reuniones")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
TRAPS = {
    "within a run": p("Se celebraron tres reuniones en mayo."),
    "across runs": p("Se celebraron tres ", r("reuniones en"), " mayo."),
    "a formatted run with a tab": p("Se celebraron ", BOLD, "."),
    "a hyperlink": p("Se celebraron ", f"<w:hyperlink>{r('tres reuniones')}</w:hyperlink>", " más."),
    "a tracked insertion": p("Se celebraron ", f'<w:ins w:id="9" w:author="Ana">{r("tres reuniones")}</w:ins>', " más."),
    "a rich control": p("Se celebraron ", sdt(r("unas tres reuniones más")), "."),
    "a control around": sdt(p("Se celebraron tres reuniones."), tag="respuesta_1"),
    "a table": table(tc(p("Año")) + tc(p("Se celebraron tres reuniones."))),
    "beside a checkbox": p(checkbox('<w14:checked w14:val="1"/>'), " Se celebraron tres reuniones."),
    "a hyperlink of a field": p("Se celebraron ", FIELD, " más."),
    "half a hyperlink": p("Se celebraron tres ", f"<w:hyperlink>{r('reuniones largas')}</w:hyperlink>", "."),
    "an insertion in a hyperlink in a cell": table(tc(p("Año")) + tc(p("Se celebraron ", f'<w:hyperlink>{r("tres ")}<w:ins w:id="9" w:author="Ana">{r("reuniones")}</w:ins></w:hyperlink>', "."))),
    "moved words": p("Se celebraron ", f'<w:moveTo w:id="9" w:author="Ana">{r("tres reuniones")}</w:moveTo>', " más."),
    "a control of a row": f"<w:tbl>{sdt('<w:tr>' + tc(p('Se celebraron tres reuniones.')) + '</w:tr>')}</w:tbl>",
    "from one control to another": p(sdt(r("Se celebraron tres")), sdt(r(" reuniones más"))),
    "a table in a cell": table(tc(table(tc(p("Se celebraron tres reuniones."))) + p("fin"))),
    "a deletion inside": p("Se celebraron tres ", '<w:del w:id="3" w:author="Ana"><w:r><w:delText>o cuatro </w:delText></w:r></w:del>', "reuniones."),
}  # fmt: skip


@pytest.mark.parametrize("name", TRAPS)
def test_exact_words_are_marked_in(name) -> None:
    data = docx(TRAPS[name])
    made = commented(data, "x", [remark("tres reuniones", data=data)])
    ((text, on),) = comments(made)
    assert on == "tres reuniones"
    assert text == f"{TITLE}\nFalta la fecha."
    assert characters(made) == characters(data)
    assert elements(made) == elements(data)
    assert read_docx(made, "x") == read_docx(data, "x")


def test_a_row_of_a_table_is_marked_from_its_first_cell_to_its_last() -> None:
    cells = tc(p("Salto")) + tc(p("12") + p("chacras")) + tc(p("4 actas"))
    data = docx(table(tc(p("Departamento")) + tc(p("Visitas")) + tc(p("Actas")), cells))
    row = [b for b in read_docx(data, "x").blocks if b.cell.row == 1]
    anchors = tuple(a for block in row for a in block.locate(0, len(block.text)))
    made = commented(data, "x", [PendingComment(anchors, (), TITLE, ())])
    assert comments(made) == [(TITLE, "Salto12chacras4 actas")]
    assert elements(made) == elements(data)
    assert read_docx(made, "x") == read_docx(data, "x")
    assert comments(commented(made, "x", [])) == []


def test_a_comment_never_runs_over_several_rows() -> None:
    rows = table(tc(p("Salto")) + tc(p("12")), tc(p("Rivera")) + tc(p("9")))
    data = docx(rows + p("En total, 21."))
    blocks = read_docx(data, "x").blocks
    anchors = tuple(a for block in blocks for a in block.locate(0, len(block.text)))
    made = commented(data, "x", [PendingComment(anchors, (), TITLE, ())])
    assert comments(made) == [(TITLE, "Salto12")]


@pytest.mark.parametrize("kind", ["dropDownList", "date", "dataBinding", "comboBox"])
def test_a_control_that_word_rewrites_is_marked_as_a_whole(kind) -> None:
    control = sdt(r("tres reuniones más"), properties=f"<w:{kind}/>")
    data = docx(p("Se celebraron ", control, "."))
    made = commented(data, "x", [remark("reuniones", data=data)])
    assert [on for _, on in comments(made)] == ["tres reuniones más"]
    content = next(body(made).iter(f"{W}sdtContent"))
    assert not MARKS & {element.tag for element in content.iter()}


def test_where_word_takes_no_comment_it_stands_at_the_question() -> None:
    data = docx(p("¿Qué progresos?") + p("Se formó a 30 docentes."))
    question = read_docx(data, "x").blocks[0].locate(0, 15)
    note = (Anchor("footnotes", 0, 0, 5),)
    made = commented(data, "x", [PendingComment(note, question, TITLE, ())])
    assert comments(made) == [(TITLE, "¿Qué progresos?")]


def test_what_has_no_place_stands_at_the_beginning() -> None:
    data = docx(p("Informe") + p("¿Qué progresos?"))
    made = commented(data, "x", [PendingComment((), (), TITLE, ())])
    assert comments(made) == [(TITLE, "Informe")]


def test_only_a_word_file_can_be_commented(tmp_path, capsys) -> None:
    report = tmp_path / "informe.md"
    report.write_text("\n\n".join(FORM), "utf8")
    assert run(["check", str(report), "--out", str(tmp_path / "c.docx")]) == 2
    assert "Solo se puede comentar un archivo .docx" in capsys.readouterr().err
    assert not (tmp_path / "c.docx").exists()
    with pytest.raises(UsageError, match="comments-need-docx"):
        FORMATS["docx"].render(checked(EXAMPLE), View(path=EXAMPLE.with_suffix(".pdf")))


@pytest.mark.parametrize(
    "known",
    [
        relations(("chart", "")).replace(' Target=""', ""),
        relations(("image", "NULL"), ("image", "media/x.png")),
        "<x/>",
    ],
    ids=["no target", "no part", "no relations"],
)
def test_a_relation_that_leads_nowhere_hinders_no_comment(known) -> None:
    data = docx(p("Hubo seis reuniones."), {"word/_rels/document.xml.rels": known})
    made = commented(data, "a.docx", [remark("seis", data=data)])
    assert [words for _, words in comments(made)] == ["seis"]
    assert read_docx(made, "a.docx").text == read_docx(data, "a.docx").text


def test_a_word_file_that_is_damaged_is_called_so() -> None:
    data = docx(p("Hubo seis reuniones."), {"_rels/.rels": "<"})
    with pytest.raises(InputError, match="docx-corrupt"):
        commented(data, "a.docx", [])
    with pytest.raises(UsageError, match="comments-need-docx"):
        commented(b"Hubo seis reuniones.", "a.docx", [])


def test_the_first_comment_says_at_its_end_how_to_delete_them_all() -> None:
    first, *others = check_docx._comments(example(), "es")
    assert "Revisar › Eliminar › Eliminar todos los comentarios." in first.lines[-1]
    assert not any("Revisar ›" in " ".join(each.lines) for each in others)
