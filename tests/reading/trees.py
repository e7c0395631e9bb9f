"""Documents as trees in which every word stands once, and how each format writes them.

Hypothesis makes the trees. A writer tells which words a reader sees on the page, and which not.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.reading.build import docx, odt

# A node: its kind, and what is in it.
Node = tuple[str, tuple["Node", ...]]

_WORDS = (
    "word", "split", "deleted", "moved", "field", "simple field", "prompt", "tab", "break",
    "soft hyphen", "hyphen", "comment", "mark", "formula", "hidden",
)  # fmt: skip
_AROUND = ("link", "inserted", "moved here", "tag", "control", "direction", "choice")
_BLOCKS = ("control", "repeated", "section", "choice", "custom")
_ROWS = ("row", "controlled row", "row of controls", "deleted row")


def trees() -> SearchStrategy[list[Node]]:
    """Give lists of blocks: paragraphs, headings, items, tables, and what stands around them."""
    word = st.sampled_from(_WORDS).map(lambda kind: (kind, ()))
    inline = st.recursive(word, lambda inner: _nodes(_AROUND, inner), max_leaves=4)
    plain = _nodes(("paragraph", "heading", "item"), inline)

    def more(block: SearchStrategy[Node]) -> SearchStrategy[Node]:
        """Give tables of blocks, blocks in wrappers, and paragraphs with a note or a text box."""
        aside = st.one_of(_nodes(("box",), block), _nodes(("note",), plain))
        beside = aside.map(lambda node: ("paragraph", (("word", ()), node, ("word", ()))))
        return st.one_of(_nodes(_BLOCKS, block), _nodes(("table",), _nodes(_ROWS, block)), beside)

    return st.lists(st.recursive(plain, more, max_leaves=6), min_size=1, max_size=4)


def _nodes(kinds: tuple[str, ...], inner: SearchStrategy[Node]) -> SearchStrategy[Node]:
    return st.tuples(st.sampled_from(kinds), st.lists(inner, min_size=1, max_size=3).map(tuple))


class Writer:
    """Writes trees with the templates of a format; a kind without one is what is in it.

    In a template ``{}`` is what is in the node, ``{w}`` a word, ``{x}`` a word that is not shown,
    ``{a}{b}`` the halves of a word, ``{n}`` the number of a note.

    Attributes:
        shown: the words that a reader sees.
        unseen: those that it does not.
        notes: the notes, as they are written.
    """

    def __init__(self, templates: Mapping[str, str]) -> None:
        self.templates = templates
        self.shown: list[str] = []
        self.unseen: list[str] = []
        self.notes: list[str] = []
        self.numbers = count()
        self.hides = 0

    def write(self, node: Node) -> str:
        """Write a node."""
        kind, inner = node
        hides = kind in self.templates and kind == "deleted row"
        self.hides += hides
        inside = "".join(
            self.cell(kind, one) if "row" in kind else self.write(one) for one in inner
        )
        self.hides -= hides
        if kind == "note":
            self.notes.append(inside)
            return self.templates["note"].replace("{n}", str(len(self.notes) - 1))
        plain = "row" if "row" in kind else "word" if not inner else kind
        return self.fill(self.templates.get(kind, self.templates.get(plain, "{}")), inside)

    def cell(self, row: str, node: Node) -> str:
        """Write a block as a cell of a row."""
        kind = "controlled cell" if row == "row of controls" else "cell"
        return self.fill(self.templates[kind], self.write(node))

    def fill(self, template: str, inside: str) -> str:
        """Fill in a template."""
        while "{w}" in template:
            template = template.replace("{w}", self.word(), 1)
        while "{x}" in template:
            template = template.replace("{x}", self.word(shown=False), 1)
        if "{a}" in template:
            word = self.word()
            template = template.replace("{a}", word[:4]).replace("{b}", word[4:])
        return template.replace("{}", inside)

    def word(self, *, shown: bool = True) -> str:
        """Give a word that stands nowhere else."""
        word = word_of(next(self.numbers))
        (self.shown if shown and not self.hides else self.unseen).append(word)
        return word


def word_of(number: int) -> str:
    """Give a word of its own for a number.

    >>> word_of(10)
    'vozbaq'
    """
    return f"voz{''.join(chr(ord('a') + int(digit)) for digit in str(number))}q"


def as_docx(tree: list[Node]) -> tuple[bytes, Writer]:
    """Write a tree as DOCX."""
    writer = Writer(_DOCX)
    body = "".join(map(writer.write, tree))
    notes = "".join(f'<w:footnote w:id="{n}">{x}</w:footnote>' for n, x in enumerate(writer.notes))
    return docx(body, {"word/footnotes.xml": f"<w:footnotes NAMES>{notes}</w:footnotes>"}), writer


def as_odt(tree: list[Node]) -> tuple[bytes, Writer]:
    """Write a tree as ODT."""
    writer = Writer(_ODT)
    body = "".join(map(writer.write, tree))
    for number, note in enumerate(writer.notes):
        body = body.replace(f"[note {number}]", note)
    return odt(body), writer


def as_html(tree: list[Node]) -> tuple[bytes, Writer]:
    """Write a tree as a page."""
    writer = Writer(_HTML)
    body = "".join(map(writer.write, tree))
    notes = "".join(f'<div id="ftn{n}">{note}</div>' for n, note in enumerate(writer.notes))
    return f"<!doctype html><meta charset=utf-8><body>{body}{notes}".encode(), writer


_RUN = '<w:r><w:t xml:space="preserve">{w} </w:t></w:r>'
_SDT = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
_DOCX = {
    "word": _RUN,
    "split": '<w:r><w:t>{a}</w:t></w:r><w:proofErr w:type="spellStart"/>'
    '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{b} </w:t></w:r>',
    "deleted": "<w:del><w:r><w:delText>{x}</w:delText></w:r></w:del>",
    "moved": "<w:moveFrom><w:r><w:t>{x}</w:t></w:r></w:moveFrom>",
    "field": '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{x}</w:instrText></w:r>'
    f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{_RUN}<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    "simple field": f'<w:fldSimple w:instr="DATE">{_RUN}</w:fldSimple>',
    "prompt": f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{_RUN}</w:sdtContent></w:sdt>",
    "tab": "<w:r><w:t>{w}</w:t><w:tab/><w:t>{w}</w:t><w:tab/></w:r>",
    "break": "<w:r><w:t>{w}</w:t><w:br/><w:t>{w}</w:t><w:br/></w:r>",
    "soft hyphen": '<w:r><w:t>{a}</w:t><w:softHyphen/><w:t xml:space="preserve">{b} </w:t></w:r>',
    "hyphen": '<w:r><w:t>{w}</w:t><w:noBreakHyphen/><w:t xml:space="preserve">{w} </w:t></w:r>',
    "comment": f'<w:commentRangeStart w:id="0"/>{_RUN}<w:commentRangeEnd w:id="0"/>'
    '<w:r><w:commentReference w:id="0"/></w:r>',
    "mark": f'<w:bookmarkStart w:id="1" w:name="a"/>{_RUN}<w:bookmarkEnd w:id="1"/>',
    "formula": "<m:oMath><m:r><m:t>{w} </m:t></m:r></m:oMath>",
    "link": "<w:hyperlink>{}</w:hyperlink>",
    "inserted": "<w:ins>{}</w:ins>",
    "moved here": "<w:moveTo>{}</w:moveTo>",
    "tag": "<w:smartTag>{}</w:smartTag>",
    "control": _SDT,
    "direction": '<w:bdo w:val="ltr">{}</w:bdo>',
    "choice": "<mc:AlternateContent><mc:Choice Requires='wps'>{}</mc:Choice>"
    "<mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
    "repeated": "<w:sdt><w:sdtPr><w15:repeatingSection/></w:sdtPr><w:sdtContent><w:sdt><w:sdtPr>"
    "<w15:repeatingSectionItem/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt></w:sdtContent></w:sdt>",
    "custom": "<w:customXml>{}</w:customXml>",
    "paragraph": "<w:p>{}</w:p>",
    "heading": '<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr>{}</w:p>',
    "item": '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>{}</w:p>',
    "table": "<w:tbl>{}</w:tbl>",
    "row": "<w:tr>{}</w:tr>",
    "controlled row": "<w:sdt><w:sdtContent><w:tr>{}</w:tr></w:sdtContent></w:sdt>",
    "row of controls": "<w:tr>{}</w:tr>",
    "deleted row": "<w:tr><w:trPr><w:del/></w:trPr>{}</w:tr>",
    "cell": "<w:tc>{}<w:p/></w:tc>",
    "controlled cell": "<w:sdt><w:sdtPr/><w:sdtContent><w:tc>{}<w:p/></w:tc></w:sdtContent></w:sdt>",
    "box": "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>"
    "{}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
    "<w:txbxContent>{}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
    "note": '<w:r><w:footnoteReference w:id="{n}"/></w:r>',
}  # fmt: skip

_ODT = {
    "word": "<text:span>{w} </text:span>",
    "split": "<text:span>{a}</text:span><text:bookmark/>{b} ",
    "deleted": "<office:annotation><text:p>{x}</text:p></office:annotation>",
    "hidden": "<text:hidden-text>{x}</text:hidden-text>",
    "field": "<text:user-field-get>{w}</text:user-field-get> ",
    "prompt": "<text:placeholder>{w}</text:placeholder> ",
    "tab": "{w}<text:tab/>{w}<text:tab/>",
    "break": "{w}<text:line-break/>{w}<text:s/>",
    "soft hyphen": "{a}&#173;{b} ",
    "hyphen": "{w}&#8209;{w} ",
    "link": "<text:a>{}</text:a>",
    "control": "{}",
    "tag": "<text:meta>{}</text:meta>",
    "choice": "<text:span>{}</text:span>",
    "section": "<text:section>{}</text:section>",
    "custom": "<text:index-body>{}</text:index-body>",
    "paragraph": "<text:p>{}</text:p>",
    "heading": '<text:h text:outline-level="1">{}</text:h>',
    "item": "<text:list><text:list-item><text:p>{}</text:p></text:list-item></text:list>",
    "table": "<table:table>{}</table:table>",
    "row": "<table:table-row>{}</table:table-row>",
    "controlled row": "<table:table-header-rows><table:table-row>{}</table:table-row></table:table-header-rows>",
    "row of controls": "<table:table-row>{}</table:table-row>",
    "cell": "<table:table-cell>{}</table:table-cell><table:covered-table-cell/>",
    "controlled cell": "<table:table-cell>{}</table:table-cell>",
    "box": "<draw:frame><draw:text-box>{}</draw:text-box></draw:frame>",
    "note": "<text:note><text:note-citation>1</text:note-citation><text:note-body>[note {n}]</text:note-body></text:note>",
}  # fmt: skip

_HTML = {
    "word": "{w} ",
    "split": "<b>{a}</b><i></i>{b} ",
    "deleted": "<del>{x}</del>",
    "moved": "<span style='display:none'>{x}</span>",
    "hidden": "<script>{x}</script>",
    "field": "<input value='{w}'> ",
    "simple field": "<textarea>{w}</textarea> ",
    "prompt": "<input placeholder='{w}'> ",
    "tab": "{w}&nbsp;&nbsp;{w} ",
    "break": "{w}<br>{w} ",
    "soft hyphen": "{a}&shy;{b} ",
    "hyphen": "{w}&#8209;{w} ",
    "comment": "<!-- {x} -->",
    "formula": "<select><option>{x}<option selected>{w}</select> ",
    "link": "<a href='#arriba'>{}</a>",
    "inserted": "<ins>{}</ins>",
    "tag": "<span>{}</span>",
    "control": "<label>{}</label>",
    "section": "<section>{}</section>",
    "custom": "<details>{}</details>",
    "repeated": "<blockquote>{}</blockquote>",
    "paragraph": "<p>{}</p>",
    "heading": "<h2>{}</h2>",
    "item": "<ul><li>{}</ul>",
    "table": "<table>{}</table>",
    "row": "<tr>{}",
    "controlled row": "<thead><tr>{}</thead>",
    "row of controls": "<tr>{}</tr>",
    "cell": "<td>{}",
    "controlled cell": "<th colspan=2>{}</th>",
    "box": "<aside>{}</aside>",
    "note": "<a href='#ftn{n}'>1</a> ",
}  # fmt: skip
