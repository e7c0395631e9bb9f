"""A TrueType font of two glyphs, drawn here: ☐ (U+2610) and ☒ (U+2612).

The fonts that come with ReportLab have no ballot boxes, and a system font would tie the
build to one machine.
"""

from __future__ import annotations

import io
from itertools import pairwise
from struct import pack

from reportlab.pdfbase.ttfonts import TTFontMaker

NAME = "Meta87Boxes"
UNITS_PER_EM = 1000
ADVANCE = 920
CODES = (0x2610, 0x2612)
Contour = tuple[tuple[int, int], ...]

# Points in font units; an outer contour runs clockwise, a hole the other way round.
FRAME: tuple[Contour, ...] = (
    ((80, -40), (80, 720), (840, 720), (840, -40)),
    ((140, 20), (780, 20), (780, 660), (140, 660)),
)
CROSS: tuple[Contour, ...] = (
    ((225, 150), (655, 580), (700, 535), (270, 105)),
    ((270, 580), (700, 150), (655, 105), (225, 535)),
)
# What stands for a missing character, then the two boxes.
GLYPHS: tuple[tuple[Contour, ...], ...] = (FRAME, FRAME, FRAME + CROSS)
BOUNDS = (80, -40, 840, 720)


def make_boxes_font() -> io.BytesIO:
    """Give the font as an open TrueType file."""
    glyphs = [_glyph(contours) for contours in GLYPHS]
    maker = TTFontMaker()
    for tag, table in {**_header_tables(), **_glyph_tables(glyphs)}.items():
        maker.add(tag, table)
    return io.BytesIO(maker.makeStream())


def _header_tables() -> dict[str, bytes]:
    ascent, descent = BOUNDS[3], BOUNDS[1]
    head = pack(">IIIIHHQQ4h", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, UNITS_PER_EM, 0, 0, *BOUNDS)
    hhea = pack(">I3hH3h", 0x10000, ascent, descent, 0, ADVANCE, 80, 80, BOUNDS[2])
    return {
        "head": head + pack(">HHhhh", 0, 8, 2, 1, 0),
        "hhea": hhea + pack(">8hH", 1, 0, 0, 0, 0, 0, 0, 0, len(GLYPHS)),
        "maxp": pack(">IH13H", 0x10000, len(GLYPHS), 16, 4, 0, 0, 1, *[0] * 8),
        "post": pack(">IIhhI4I", 0x30000, 0, -100, 50, 0, 0, 0, 0, 0),
        "name": _name_table(),
        "cmap": _cmap_table(),
    }


def _glyph_tables(glyphs: list[bytes]) -> dict[str, bytes]:
    offsets = [sum(map(len, glyphs[:n])) for n in range(len(glyphs) + 1)]
    return {
        "glyf": b"".join(glyphs),
        "loca": pack(f">{len(offsets)}I", *offsets),
        "hmtx": pack(">Hh", ADVANCE, BOUNDS[0]) * len(glyphs),
    }


def _name_table() -> bytes:
    """Name the font (records 1, 4 and 6) for Windows, in English."""
    text = NAME.encode("utf-16-be")
    records = b"".join(pack(">6H", 3, 1, 0x409, name, len(text), 0) for name in (1, 4, 6))
    return pack(">3H", 0, 3, 6 + len(records)) + records + text


def _cmap_table() -> bytes:
    """Map each code to its glyph (format 4: one segment a code, and the closing one)."""
    codes = [*CODES, 0xFFFF]
    deltas = [glyph - code & 0xFFFF for glyph, code in enumerate(CODES, start=1)] + [1]
    count = len(codes)
    search = 2 << count.bit_length() - 1
    head = (2 * count, search, count.bit_length() - 1, 2 * count - search)
    body = pack(f">4H{4 * count + 1}H", *head, *codes, 0, *codes, *deltas, *[0] * count)
    return pack(">4HI3H", 0, 1, 3, 1, 12, 4, len(body) + 6, 0) + body


def _glyph(contours: tuple[Contour, ...]) -> bytes:
    """Encode straight contours, every point on the curve, coordinates as differences."""
    points = [point for contour in contours for point in contour]
    lengths = [len(contour) for contour in contours]
    ends = [sum(lengths[: n + 1]) - 1 for n in range(len(lengths))]
    body = pack(">h4h", len(contours), *BOUNDS) + pack(f">{len(ends)}HH", *ends, 0)
    body += b"\x01" * len(points) + _differences(points, 0) + _differences(points, 1)
    return body + b"\0" * (-len(body) % 4)


def _differences(points: list[tuple[int, int]], axis: int) -> bytes:
    values = [0, *(point[axis] for point in points)]
    steps = [after - before for before, after in pairwise(values)]
    return pack(f">{len(steps)}h", *steps)
