"""A small invented village for the first steps: two grids, some land in none, six houses to place.

Everything is the same at each call but the ids. Lengths are metres from the village's corner.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Final, TypeVar

import shapely
from shapely import LineString, Point, Polygon
from shapely.affinity import rotate, translate
from shapely.geometry.base import BaseGeometry

from gridmap.i18n import tr
from gridmap.model.duties import GRID_HEAD
from gridmap.model.features import (
    Area,
    Duty,
    Feature,
    FeatureId,
    Grid,
    Household,
    Line,
    Officer,
    Place,
    Project,
    Township,
    Village,
    VillagerGroup,
    new_id,
)
from gridmap.synth.plan import EPSG
from gridmap.synth.township import MIDDLE_M

Spot = tuple[float, float]
Site = tuple[Spot, float]
"""Where a house stands, and its direction in degrees."""
G = TypeVar("G", bound=BaseGeometry)

_RING: Final[tuple[Spot, ...]] = (
    (8, 40), (60, 22), (130, 30), (205, 14), (270, 26), (340, 12), (420, 30), (462, 70),
    (452, 140), (470, 205), (440, 280), (370, 302), (290, 290), (220, 310), (140, 296),
    (70, 312), (22, 270), (30, 190), (0, 120),
)  # fmt: skip
_ROAD: Final[tuple[Spot, ...]] = ((196, -30), (206, 60), (212, 150), (224, 240), (219, 340))
_EAST_LANE: Final[tuple[Spot, ...]] = ((212, 150), (280, 166), (360, 158), (500, 150))
_WEST_LANE: Final[tuple[Spot, ...]] = ((208, 176), (150, 170), (90, 184), (48, 178))
_STREAM: Final[tuple[Spot, ...]] = (
    (-500, 14),
    (-30, 8),
    (60, 2),
    (150, 10),
    (240, -4),
    (340, -6),
    (500, 6),
    (900, -8),
)
_FIELDS: Final[tuple[tuple[Spot, ...], ...]] = (
    ((40, 60), (110, 44), (118, 96), (44, 112)),
    ((122, 42), (188, 34), (192, 92), (126, 96)),
    ((250, 44), (330, 34), (334, 84), (256, 92)),
    ((342, 34), (420, 44), (436, 90), (346, 86)),
    ((244, 232), (316, 236), (318, 278), (246, 276)),
    ((328, 236), (404, 228), (412, 272), (332, 280)),
    ((60, 232), (126, 226), (130, 282), (72, 294)),
)
_HEADS: Final = {
    "west": ("何玉兰", "陈大山", "刘桂芳", "杨正军", "吴长贵", "周明", "李秀英", "罗永强"),
    "east": ("谢春梅", "彭秀珍", "唐国平", "曾庆云", "王小明", "邓光荣", "冯国芬"),
    "waiting": ("覃永红", "王志远", "方大勇", "单文彬", "陈玉莲", "黄志刚"),
}
HOUSE_M: Final = (13.0, 9.0)
FIRST_M, STEP_M, SIDE_M = 34.0, 30.0, 15.0


@dataclass(slots=True)
class _Made:
    """What has been made so far."""

    village: FeatureId
    features: list[Feature] = field(default_factory=list)
    doors: int = 0


def practice_village() -> list[Feature]:
    """Return the project, then parents before children; six households wait without a position.

    The land in the south-east, along whose lane they live, is in no grid.
    """
    west, north_east, left_over = _parts()
    outline = shapely.coverage_union_all([west, north_east, left_over])
    project = Project(id=new_id(), name=tr("Practice village"), epsg=EPSG)
    township = Township(id=new_id(), name="云岭镇", code="510999100")
    village = Village(
        id=new_id(), name="柳湾村", code="510999100201", township=township.id, geometry=outline
    )
    groups = [
        VillagerGroup(id=new_id(), name=name, number=number, village=village.id)
        for number, name in enumerate(("一组", "二组"), start=1)
    ]
    made = _Made(village.id)
    for number, (shape, head) in enumerate(((west, "周海燕"), (north_east, "赵文斌")), start=1):
        _grid(made, number, shape, head)
    _land(made)
    beside = {
        "west": (*_beside(_WEST_LANE, 4, -SIDE_M), *_beside(_WEST_LANE, 4, SIDE_M)),
        "east": _beside(_EAST_LANE, 7, SIDE_M),
        "waiting": _beside(_EAST_LANE, 6, -SIDE_M),
    }
    for name, sites in beside.items():
        group = groups[0 if name == "west" else 1].id
        _households(made, name, sites, group)
    return [project, township, village, *groups, *made.features]


def _parts() -> tuple[Polygon, Polygon, Polygon]:
    """Return the land west of the road, north-east and south-east of it; corners are shared."""
    outline = Polygon(_RING)
    ways = [outline.exterior, LineString(_ROAD), LineString(_EAST_LANE)]
    pieces = shapely.get_parts(shapely.union_all(ways))
    faces = [
        face
        for face in shapely.get_parts(shapely.polygonize(pieces))
        if outline.contains(face.representative_point())
    ]
    west, *east = sorted(faces, key=lambda face: face.centroid.x)
    south, north = sorted(east, key=lambda face: face.centroid.y)
    return _ground(west), _ground(north), _ground(south)


def _grid(made: _Made, number: int, shape: Polygon, head: str) -> None:
    name = ("第一网格", "第二网格")[number - 1]
    code = f"510999100201{number:03d}"
    grid = Grid(id=new_id(), name=name, village=made.village, code=code, geometry=shape)
    officer = Officer(id=new_id(), name=head, post="网格长")
    duty = Duty(id=new_id(), role=GRID_HEAD, scope=grid.id, officer=officer.id)
    made.features += [grid, officer, duty]


def _land(made: _Made) -> None:
    ways = ((_ROAD, "road", 6.0, "云柳路"), (_EAST_LANE, "lane", 3.5, "柳湾巷"))
    for way, kind, width_m, name in (*ways, (_WEST_LANE, "lane", 3.5, "")):
        shape = _ground(LineString(way))
        made.features.append(
            Line(id=new_id(), line_kind=kind, name=name, width_m=width_m, geometry=shape)
        )
    stream = _ground(LineString(_STREAM).buffer(9.0))
    made.features.append(Area(id=new_id(), area_kind="water", name="柳溪", geometry=stream))
    for ring in _FIELDS:
        made.features.append(Area(id=new_id(), area_kind="field", geometry=_ground(Polygon(ring))))
    clinic = _ground(Point(246, 205))
    made.features.append(
        Place(
            id=new_id(),
            place_kind="P04",
            name="柳湾村卫生室",
            village=made.village,
            geometry=clinic,
        )
    )


def _beside(way: tuple[Spot, ...], count: int, side_m: float) -> tuple[Site, ...]:
    """Return sites beside a way, so many metres left of it (negative: right), turned along it."""
    line = LineString(way)
    found = []
    for number in range(count):
        here = line.interpolate(FIRST_M + number * STEP_M)
        ahead = line.interpolate(FIRST_M + number * STEP_M + 1.0)
        east, north = ahead.x - here.x, ahead.y - here.y
        angle_deg = math.degrees(math.atan2(north, east))
        found.append(((here.x - north * side_m, here.y + east * side_m), angle_deg))
    return tuple(found)


def _households(made: _Made, name: str, sites: tuple[Site, ...], group: FeatureId) -> None:
    """Add a building for each household, and the household; those that wait get no position."""
    for number, (head, (spot, angle_deg)) in enumerate(zip(_HEADS[name], sites, strict=True)):
        made.doors += 1
        house = rotate(_house(spot), angle_deg)
        made.features.append(Area(id=new_id(), area_kind="building", geometry=_ground(house)))
        made.features.append(
            Household(
                id=new_id(),
                village=made.village,
                group=group,
                number=str(made.doors),
                door=str(made.doors),
                head=head,
                registered=2 + number % 4,
                living=1 + number % 3,
                geometry=None if name == "waiting" else _ground(Point(spot)),
            )
        )


def _house(spot: Spot) -> Polygon:
    (x_m, y_m), (width_m, depth_m) = spot, HOUSE_M
    return shapely.box(x_m - width_m / 2, y_m - depth_m / 2, x_m + width_m / 2, y_m + depth_m / 2)


def _ground(shape: G) -> G:
    """Return a shape moved from the village's corner to its place in the country, in whole mm."""
    moved: G = shapely.transform(translate(shape, *MIDDLE_M), lambda points_m: points_m.round(3))
    return moved
