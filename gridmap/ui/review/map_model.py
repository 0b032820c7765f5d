"""The map of responsibility as values: pieces of land with who answers, houses, legends. No Qt."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Point, Polygon

from gridmap.i18n import tr
from gridmap.model.care import band_of
from gridmap.model.duties import GRID_HEAD, LEADER, RESPONSIBLE, is_on_duty
from gridmap.model.features import Duty, FeatureId, Grid, Household, Line, Place, Village
from gridmap.review.cover import officer_words
from gridmap.review.land import LandPiece, land_of, rough_land_of
from gridmap.review.state import Review
from gridmap.review.walk import LANE_KINDS
from gridmap.review.workload import Load

MOST_HOUSES: Final = 12_000
"""Beyond this many houses a map of this size shows none but those nobody looks after."""


_NEAR_M: Final = 60.0
"""Land nearer than this reads as neighbouring on a map of a township."""

PALE_COUNT: Final = 10
"""So many colours for officers and leaders (ui/review/palette.py)."""

MOST_DETAILED: Final = 30
"""Up to this many villages are parted by groups and drawn with every corner."""


class ColorBy(StrEnum):
    """What the colours of the map say."""

    OFFICER = "officer"
    LEADER = "leader"
    SERVICE = "service"
    WORKLOAD = "workload"

    @property
    def words(self) -> str:
        """The choice in the current language."""
        return {
            ColorBy.OFFICER: tr("By officer"),
            ColorBy.LEADER: tr("By leader"),
            ColorBy.SERVICE: tr("By visits"),
            ColorBy.WORKLOAD: tr("By workload"),
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPiece:
    """Land with one answer. `keys`: its legend entry for each ColorBy, None: nobody.

    `is_open`: in no grid, or nobody answers. `is_headless`: its grid has no head or officer of its
    own, so that somebody of a wider area stands in.
    """

    geometry: Polygon | MultiPolygon
    grid: FeatureId | None
    group: FeatureId | None
    keys: Mapping[ColorBy, str | None]
    words: str
    is_open: bool
    is_headless: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLabel:
    """A name on the map: officer above, grid and households below."""

    x_m: float
    y_m: float
    width_m: float
    title: str
    note: str
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendEntry:
    """A line of the legend; `number` is the colour's number in the palette of its ColorBy."""

    key: str
    words: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MapModel:
    """Everything the map of responsibility shows; arrays of points are (n, 2) in metres."""

    bounds_m: tuple[float, float, float, float] | None
    outlines: tuple[Polygon | MultiPolygon, ...] = ()
    grids: tuple[Polygon | MultiPolygon, ...] = ()
    pieces: tuple[MapPiece, ...] = ()
    labels: tuple[MapLabel, ...] = ()
    houses_m: NDArray[np.float64]
    orphans_m: NDArray[np.float64]
    places: tuple[tuple[str, float, float], ...] = ()
    lanes: tuple[shapely.Geometry, ...] = ()
    legends: Mapping[ColorBy, tuple[LegendEntry, ...]]

    def piece_at(self, x_m: float, y_m: float) -> MapPiece | None:
        """Return the piece of land that holds a point."""
        point = Point(x_m, y_m)
        return next((item for item in self.pieces if item.geometry.covers(point)), None)


def make_map(
    review: Review, villages: Collection[FeatureId], households: Collection[FeatureId]
) -> MapModel:
    """Return the map of some villages; `households` are those of the scope."""
    reader, coverage = review.snapshot, review.coverage
    wanted = set(villages)
    shown = [village for village in reader.all(Village) if village.id in wanted]
    land = _land(review, shown)
    fine_m = _fine_m(shown)
    pieces = tuple(_piece(review, piece, fine_m) for piece in land)
    outlines = tuple(_seen(village.geometry, fine_m) for village in shown if village.geometry)
    homes = [home for key in households if (home := reader.find(key, Household)) is not None]
    placed = [home for home in homes if home.geometry is not None]
    orphans = [home for home in placed if coverage.households[home.id].officer is None]
    dots = placed if len(placed) <= MOST_HOUSES else []
    bounds = _bounds(outlines) or _bounds([home.geometry for home in placed if home.geometry])
    return MapModel(
        bounds_m=bounds,
        outlines=outlines,
        grids=tuple(
            _seen(grid.geometry, fine_m)
            for grid in reader.all(Grid)
            if grid.village in wanted and grid.geometry is not None
        ),
        pieces=pieces,
        labels=tuple(_labels(review, land)),
        houses_m=_points(dots),
        orphans_m=_points(orphans),
        places=tuple(_places(review, villages)),
        lanes=tuple(_lanes(review, outlines[0])) if len(outlines) == 1 else (),
        legends={by: tuple(_legend(by, pieces)) for by in ColorBy},
    )


def _land(review: Review, villages: Sequence[Village]) -> list[LandPiece]:
    """Return the land of villages, of many of them parted by groups only where that matters."""
    own = {
        duty.scope
        for duty in review.snapshot.all(Duty)
        if duty.role in (RESPONSIBLE, LEADER, GRID_HEAD) and is_on_duty(duty, review.on)
    }
    groups_in = review.coverage.relations.groups_in_village
    found: list[LandPiece] = []
    for village in villages:
        has_own = any(group.id in own for group in groups_in.get(village.id, ()))
        is_exact = len(villages) <= MOST_DETAILED or has_own
        make = land_of if is_exact else rough_land_of
        found += make(review.coverage, village)
    return found


def _fine_m(villages: Sequence[Village]) -> float:
    """Return the smallest detail in metres that is worth drawing for so much land."""
    bounds = _bounds([village.geometry for village in villages if village.geometry is not None])
    if bounds is None or len(villages) <= MOST_DETAILED:
        return 0.0
    return max(bounds[2] - bounds[0], bounds[3] - bounds[1]) / 1200.0


def _seen(shape: Polygon | MultiPolygon, fine_m: float) -> Polygon | MultiPolygon:
    """Return a shape without detail that nobody could see."""
    simple = shapely.simplify(shape, fine_m) if fine_m else shape
    return shape if simple.is_empty else simple


def _piece(review: Review, piece: LandPiece, fine_m: float) -> MapPiece:
    cover = piece.cover
    officer = cover.officer
    row = review.loads.of(officer.id) if officer is not None else None
    keys: dict[ColorBy, str | None] = {
        ColorBy.OFFICER: officer.name if officer is not None else None,
        ColorBy.LEADER: cover.leader.name if cover.leader is not None else None,
        ColorBy.SERVICE: _service_key(review, piece),
        ColorBy.WORKLOAD: review.loads.load(row).value if row is not None else None,
    }
    return MapPiece(
        geometry=_seen(piece.geometry, fine_m),
        grid=piece.grid,
        group=piece.group,
        keys=keys,
        words=_words(review, piece),
        is_open=piece.grid is None or officer is None,
        is_headless=_is_headless(piece),
    )


def _is_headless(piece: LandPiece) -> bool:
    """Whether a grid's land is looked after only by somebody of a wider area."""
    post = piece.cover.posts.officer
    if piece.grid is None or post is None or post.officer is None:
        return False
    return post.scope not in (piece.grid, piece.group)


def _words(review: Review, piece: LandPiece) -> str:
    """Return what hovering says: where, who and why, the leader, the deputy."""
    reader, cover = review.snapshot, piece.cover
    grid = reader.find(piece.grid, Grid)
    where = grid.name if grid is not None else tr("In no grid")
    nobody = tr("nobody")
    lines = [
        where,
        tr("Officer: {name}", name=cover.officer.name if cover.officer is not None else nobody),
        officer_words(reader, cover),
        tr("Leader: {name}", name=cover.leader.name if cover.leader is not None else nobody),
        tr("Deputy: {name}", name=cover.deputy.name if cover.deputy is not None else nobody),
    ]
    return "\n".join(line for line in lines if line)


SERVICE_KEYS: Final = ("fine", "late_7", "late_30", "late_more")


def _service_key(review: Review, piece: LandPiece) -> str | None:
    """Return how late the latest visit in a piece of land is."""
    relations = review.coverage.relations
    worst = -1
    for home in relations.households_in_grid.get(piece.grid, ()):
        if relations.group_of.get(home.id) != piece.group and piece.group is not None:
            continue
        for record in relations.records_of.get(home.id, ()):
            item = review.service.get(record.id)
            if item is not None:
                worst = max(worst, band_of(item.due.days_late))
    return None if piece.grid is None else SERVICE_KEYS[worst + 1]


def _legend(by: ColorBy, pieces: Iterable[MapPiece]) -> list[LegendEntry]:
    used = dict.fromkeys(piece.keys[by] for piece in pieces if not _is_hatched(piece, by))
    keys = [key for key in used if key is not None]
    if by is ColorBy.SERVICE:
        words = dict(
            zip(
                SERVICE_KEYS,
                (
                    tr("no visit late"),
                    tr("1–7 days late"),
                    tr("8–30 days late"),
                    tr("over 30 days late"),
                ),
                strict=True,
            )
        )
        return [
            LegendEntry(key=key, words=words[key], number=number)
            for number, key in enumerate(SERVICE_KEYS)
            if key in keys
        ]
    if by is ColorBy.WORKLOAD:
        named = {
            Load.LOW.value: tr("under half the median"),
            Load.USUAL.value: tr("usual"),
            Load.HIGH.value: tr("over 1.5 times the median"),
        }
        return [
            LegendEntry(key=key, words=words, number=number)
            for number, (key, words) in enumerate(named.items())
            if key in keys
        ]
    numbers = apart(keys, [(piece.keys[by], piece.geometry) for piece in pieces])
    return [LegendEntry(key=key, words=key, number=numbers[key]) for key in keys]


def apart(
    keys: Sequence[str], land: Sequence[tuple[str | None, shapely.Geometry]]
) -> dict[str, int]:
    """Return a colour's number for each key, so that no neighbours share one while there are some.

    Up to PALE_COUNT keys each have a colour of their own.
    """
    shapes = np.array([shape for _, shape in land], dtype=object)
    near: dict[str, set[str]] = {key: set() for key in keys}
    for one, other in _touching(shapes):
        key, neighbour = land[one][0], land[other][0]
        if key in near and neighbour in near and key != neighbour:
            near[str(key)].add(str(neighbour))
    numbers: dict[str, int] = {}
    used = [0] * PALE_COUNT
    for key in keys:
        taken = {numbers[other] for other in near[key] if other in numbers}
        best = min(range(PALE_COUNT), key=lambda at: (at in taken, used[at], at))
        numbers[key] = best
        used[best] += 1
    return numbers


def _touching(shapes: NDArray[np.object_]) -> list[list[int]]:
    """Return the pairs of numbers of land that meets or all but meets."""
    tree = shapely.STRtree(shapes)
    found: list[list[int]] = tree.query(shapes, predicate="dwithin", distance=_NEAR_M).T.tolist()
    return found


def _is_hatched(piece: MapPiece, by: ColorBy) -> bool:
    return piece.keys[by] is None or (by is ColorBy.OFFICER and piece.is_open)


def _labels(review: Review, land: Iterable[LandPiece]) -> Iterable[MapLabel]:
    """Yield one label for each grid and officer."""
    together: dict[tuple[FeatureId | None, FeatureId | None], list[LandPiece]] = {}
    for piece in land:
        officer = piece.cover.officer.id if piece.cover.officer is not None else None
        together.setdefault((piece.grid, officer), []).append(piece)
    for (grid_id, _), pieces in together.items():
        grid = review.snapshot.find(grid_id, Grid)
        cover = pieces[0].cover
        shape = shapely.union_all([piece.geometry for piece in pieces])
        spot = shape.representative_point()
        homes = review.coverage.relations.households_in_grid.get(grid_id, ()) if grid else ()
        own = [
            home for home in homes if review.coverage.households[home.id].officer is cover.officer
        ]
        is_headless = _is_headless(pieces[0])
        if grid is None:
            hectares = sum(piece.area_m2 for piece in pieces) / 10_000
            title, note = tr("In no grid"), tr("about {area} ha", area=f"{hectares:.1f}")
        else:
            is_own = cover.officer is not None and not is_headless
            title = cover.officer.name if cover.officer and is_own else tr("No grid head")
            note = tr("{grid} · {count} households", grid=grid.name, count=len(own))
        yield MapLabel(
            x_m=spot.x, y_m=spot.y, width_m=shape.bounds[2] - shape.bounds[0], title=title,
            note=note,
            is_open=grid is None or cover.officer is None or is_headless,
        )  # fmt: skip


def _places(review: Review, villages: Collection[FeatureId]) -> Iterable[tuple[str, float, float]]:
    owner = review.coverage.relations.village_of
    wanted = set(villages)
    for place in review.snapshot.all(Place):
        if place.geometry is not None and owner.get(place.id) in wanted:
            yield place.place_kind, place.geometry.x, place.geometry.y


def _lanes(review: Review, outline: shapely.Geometry) -> Iterable[shapely.Geometry]:
    for line in review.snapshot.all(Line):
        if line.geometry is not None and line.line_kind in LANE_KINDS:
            inside = line.geometry.intersection(outline)
            if not inside.is_empty:
                yield inside


def _points(homes: Iterable[Household]) -> NDArray[np.float64]:
    spots = [(home.geometry.x, home.geometry.y) for home in homes if home.geometry is not None]
    return np.array(spots, dtype=np.float64).reshape(-1, 2)


def _bounds(
    shapes: Collection[shapely.Geometry],
) -> tuple[float, float, float, float] | None:
    if not shapes:
        return None
    left, bottom, right, top = shapely.total_bounds(list(shapes)).tolist()
    return left, bottom, right, top
