"""What the content of a file says it is."""

from __future__ import annotations

import io
import re
import zipfile

from meta87.errors import InputError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_HEAD = 4096
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{2,20})", re.IGNORECASE)
# Pages that call themselves Latin-1 are read as Windows-1252, as browsers do.
_LATIN_1 = re.compile(r"(?:iso|us)?[-_]?(?:8859[-_]?1|ascii)|latin[-_]?1", re.IGNORECASE)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<(?:p|div|h[1-6]|table|ul|ol|span)\b[^>]*>", re.IGNORECASE)
_HTML_SUFFIXES = {".html", ".htm", ".xhtml"}


def zip_kind(data: bytes) -> str:
    """Returns the format of a ZIP archive; a broken one is treated as DOCX."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mimetype = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except Exception:  # noqa: BLE001 - zipfile raises whatever the damage makes of it
        return ".docx"
    folders = {name.partition("/")[0] for name in names}
    if "[Content_Types].xml" in names and "word" in folders:
        return ".docx"
    if "xl" in folders:
        return ".xlsx"
    if "ppt" in folders:
        return ".pptx"
    if b"opendocument.text" in mimetype:
        return ".odt"
    return ".ods" if b"opendocument.spreadsheet" in mimetype else ".zip"


def office_kind(data: bytes, name: str) -> str:
    """Returns ``doc`` or ``rtf`` for files that LibreOffice converts, or "" for other files.

    Raises:
        InputError: ``file-encrypted``, or ``format-unsupported`` for other legacy Office files.
    """
    if data.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if not data.startswith(_OLE):
        return ""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise InputError("file-encrypted", path=name)
    if "WordDocument".encode("utf-16-le") not in data:
        raise InputError("format-unsupported", path=name, format=".doc")
    return "doc"


def is_binary(data: bytes) -> bool:
    """Returns whether bytes have too many control characters for a text."""
    control = sum(data[:_HEAD].count(bytes([code])) for code in range(1, 9))
    return control * 50 > len(data[:_HEAD])


def is_html(text: str, suffix: str) -> bool:
    """Returns whether a text is a page of HTML, or a part of one if the extension says so."""
    head = text[:_HEAD]
    return _HTML.match(head) is not None or (
        suffix in _HTML_SUFFIXES and _TAG.search(head) is not None
    )


def encodings(data: bytes) -> list[str]:
    """Returns the possible encodings of a text, the most probable first."""
    for mark, encoding in _BOMS.items():
        if data.startswith(mark):
            return [encoding]
    if data[1::2].count(0) * 3 > len(data):
        return ["utf-16-le"]
    if data[::2].count(0) * 3 > len(data):
        return ["utf-16-be"]
    declared = _CHARSET.search(data[:_HEAD])
    name = declared[1].decode("ascii", "ignore") if declared else ""
    return ["utf-8", *([name] if name and not _LATIN_1.fullmatch(name) else []), "cp1252"]
