"""The share of results over the years, as a chart of lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from meta87.messages import theme_name
from meta87.report.pages import theme_class
from meta87.web.archive_charts import Links

if TYPE_CHECKING:
    from pandas import DataFrame

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 1000, 300, 60, 28, 16, 36
_FEWEST = 2  # years of a line


class Point(NamedTuple):
    """The share of results among so many passages of a year, its place, and their address."""

    year: str
    x: float
    y: float
    share: float
    told: int
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """The shares of results of a theme, or of everything if its name is "", over the years."""

    name: str
    cls: str
    points: Sequence[Point]

    @property
    def path(self) -> str:
        """Its points, as SVG has them."""
        return " ".join(f"{point.x:.1f},{point.y:.1f}" for point in self.points)


def lines(picked: DataFrame, links: Links, lang: str) -> list[Line]:
    """Returns the lines of all passages and of each theme that have more than one year."""
    told = picked["kind"].isin(["output", "process"]) & picked["is_counted"]
    frame = picked[told & picked["year"].str.isdecimal()]
    frame = frame.assign(theme=frame["themes"])
    years = sorted(map(int, frame["year"].unique()))
    if len(years) < _FEWEST:
        return []
    found = [Line("", "all", [*_points(frame, years, links, {})])]
    for theme, passages in frame.explode("theme").dropna(subset=["theme"]).groupby("theme"):
        points = [*_points(passages, years, links, {"theme": str(theme)})]
        found.append(Line(theme_name(str(theme), lang), theme_class(str(theme)), points))
    return [line for line in found if len(line.points) >= _FEWEST]


def height(share: float) -> float:
    """Returns where a share from 0 to 1 stands, from the top."""
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - share)


def _points(
    frame: DataFrame, years: Sequence[int], links: Links, where: dict[str, str]
) -> Iterator[Point]:
    first, span = years[0], years[-1] - years[0]
    for year, passages in frame.groupby("year"):
        share = float((passages["kind"] == "output").mean())
        x = LEFT + (WIDTH - LEFT - RIGHT) * (int(str(year)) - first) / span
        address = links.address({**where, "year": str(year), "kind": "output"})
        yield Point(str(year), x, height(share), share, len(passages), address)
