"""Key places: every village has its office, clinic and shop.

The rest stands where such things stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely import Point, Polygon
from shapely.geometry.base import BaseGeometry

from gridmap.model.features import Area, Officer, Place, Village
from gridmap.synth.areas import Areas
from gridmap.synth.ids import IdSource
from gridmap.synth.names import HAMLETS, person_name
from gridmap.synth.people import invented_phone
from gridmap.synth.ways import Way

_EVERYWHERE: Final = ("P07", "P04", "P15", "P10")
_SOME: Final = {
    "P09": 8,
    "P11": 6,
    "P02": 4,
    "P01": 2,
    "P03": 1,
    "P05": 1,
    "P06": 2,
    "P08": 3,
    "P12": 5,
    "P13": 4,
    "P16": 4,
    "P17": 2,
    "P18": 3,
}
_SUFFIX: Final = {
    "P01": "幼儿园",
    "P02": "小学",
    "P03": "初级中学",
    "P04": "卫生室",
    "P05": "中心卫生院",
    "P06": "药店",
    "P07": "村委会",
    "P08": "互助养老点",
    "P09": "避难安置点",
    "P10": "晒坝集合点",
    "P11": "应急广播",
    "P12": "消防水池",
    "P13": "滑坡隐患点",
    "P14": "漫水桥",
    "P15": "便民店",
    "P16": "公交站",
    "P17": "急救点",
    "P18": "古树",
}
_CAPACITY: Final = {
    "P09": (120, 400),
    "P10": (80, 200),
    "P08": (12, 40),
    "P02": (60, 240),
    "P03": (300, 700),
    "P01": (40, 90),
}
_FOOTPRINT_M: Final = {
    "P01": (22, 11),
    "P02": (36, 12),
    "P03": (48, 16),
    "P04": (12, 8),
    "P05": (30, 14),
    "P07": (20, 10),
    "P08": (18, 9),
    "P09": (24, 14),
}
FORDS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Where places may stand: each group's lanes, and what is taken."""

    lanes: Sequence[Sequence[shapely.LineString]]
    blocked: shapely.STRtree
    roads: Sequence[Way]
    water: Sequence[Way]


def make_places(
    areas: Areas,
    officers: Sequence[Officer],
    ground: Ground,
    ids: IdSource,
    rng: np.random.Generator,
) -> tuple[list[Place], list[Area]]:
    """Return the places of all villages and the buildings of those that have one."""
    places: list[Place] = []
    buildings: list[Area] = []
    contacts = {(officer.organisation, officer.post): officer for officer in officers}
    for township in areas.townships:
        taken: list[Polygon] = []
        villages = [village for village in areas.villages if village.township == township.id]
        for village, kind in _wanted(villages, rng):
            groups = [
                number for number, group in enumerate(areas.groups) if group.village == village.id
            ]
            spot = _spot(kind, groups, areas, ground, taken, rng)
            if spot is None:
                continue
            taken.append(spot)
            contact = _contact(kind, village, contacts, rng)
            places.append(_place(kind, village, spot, contact, ids=ids, rng=rng))
            if kind in _FOOTPRINT_M:
                name = places[-1].name
                buildings.append(
                    Area(id=ids.next(), area_kind="building", name=name, geometry=spot)
                )
    places += _fords(areas, ground, ids, rng)
    return places, buildings


def _wanted(villages: Sequence[Village], rng: np.random.Generator) -> list[tuple[Village, str]]:
    """Return which village gets which kind; big ones first, so that they get the roadside."""
    wanted = [(village, kind) for kind in _EVERYWHERE for village in villages]
    for kind, count in _SOME.items():
        order = rng.permutation(len(villages))[:count]
        wanted += [(villages[index], kind) for index in sorted(order.tolist())]
    return sorted(wanted, key=lambda item: -_FOOTPRINT_M.get(item[1], (0, 0))[0])


def _spot(
    kind: str,
    groups: Sequence[int],
    areas: Areas,
    ground: Ground,
    taken: Sequence[Polygon],
    rng: np.random.Generator,
) -> Polygon | None:
    """Return a rectangle beside a lane of one of the groups, with nothing else on it."""
    width, depth = _FOOTPRINT_M.get(kind, (5, 5))
    central = groups[0] if kind in {"P07", "P04", "P05"} else groups[int(rng.integers(len(groups)))]
    for attempt in range(160):
        group = central if attempt < 60 else groups[int(rng.integers(len(groups)))]
        lanes = ground.lanes[group]
        if not lanes:
            continue
        lane = lanes[int(rng.integers(len(lanes)))]
        away = rng.uniform(10.0, 16.0 + attempt * 0.3) + depth / 2
        shape = _beside(
            lane, rng.uniform(0.0, lane.length), (width, depth), away * rng.choice([-1.0, 1.0])
        )
        home = areas.groups[group].geometry
        if (
            home is None
            or not home.contains(shape)
            or ground.blocked.query(shape, predicate="dwithin", distance=4.0).size
        ):
            continue
        if all(shape.distance(other) > 12.0 for other in taken):
            return shape
    return None


def _beside(
    lane: shapely.LineString, along_m: float, size_m: tuple[float, float], away_m: float
) -> Polygon:
    base = shapely.get_coordinates(lane.interpolate(along_m))[0]
    ahead = shapely.get_coordinates(lane.interpolate(min(along_m + 3.0, lane.length)))[0]
    behind = shapely.get_coordinates(lane.interpolate(max(along_m - 3.0, 0.0)))[0]
    way = (ahead - behind) / max(float(np.hypot(*(ahead - behind))), 1e-9)
    across = np.array([-way[1], way[0]])
    middle = base + away_m * across
    half_w, half_d = size_m[0] / 2, size_m[1] / 2
    corners = [(-1, -1), (1, -1), (1, 1), (-1, 1)]
    return Polygon(
        np.round([middle + w * half_w * way + d * half_d * across for w, d in corners], 2)
    )


def _place(
    kind: str,
    village: Village,
    spot: Polygon,
    contact: tuple[str, str],
    *,
    ids: IdSource,
    rng: np.random.Generator,
) -> Place:
    low, high = _CAPACITY.get(kind, (0, 0))
    return Place(
        id=ids.next(),
        place_kind=kind,
        name=_name(kind, village, rng),
        village=village.id,
        contact=contact[0],
        phone=contact[1],
        capacity=int(rng.integers(low, high + 1)) // 10 * 10 if high else None,
        geometry=Point(np.round(spot.centroid.coords[0], 2)),
    )


def _name(kind: str, village: Village, rng: np.random.Generator) -> str:
    short = village.name.removesuffix("村")
    if kind in {"P10", "P12", "P13", "P18"}:
        return f"{HAMLETS[int(rng.integers(len(HAMLETS)))]}{_SUFFIX[kind]}"
    return f"{short}{_SUFFIX[kind]}" if kind == "P07" else f"{village.name}{_SUFFIX[kind]}"


def _contact(
    kind: str, village: Village, officers: dict[tuple[str, str], Officer], rng: np.random.Generator
) -> tuple[str, str]:
    """Return name and phone of the doctor, the secretary or somebody of the service."""
    key = (
        (f"{village.name}卫生室", "村医")
        if kind in {"P04", "P17"}
        else (f"{village.name}村民委员会", "村党支部书记")
    )
    officer = officers.get(key)
    if officer is not None and kind in {"P04", "P17", "P07", "P09", "P10", "P11", "P12", "P13"}:
        return officer.name, officer.phone
    return person_name(rng), invented_phone(rng)


def _fords(areas: Areas, ground: Ground, ids: IdSource, rng: np.random.Generator) -> list[Place]:
    """Return low bridges where a road crosses water: the busiest five in a township."""
    streams = shapely.STRtree([stream.course for stream in ground.water])
    crossings = []
    for way in ground.roads:
        for index in sorted(streams.query(way.course, predicate="intersects").tolist()):
            crossing = way.course.intersection(ground.water[index].course)
            crossings += [(way.use, point) for point in _points(crossing)]
    crossings.sort(key=lambda item: -item[0])
    tree = shapely.STRtree([village.geometry for village in areas.villages])
    chosen: list[tuple[Point, Village]] = []
    for _, point in crossings:
        inside = tree.query(point, predicate="within")
        is_far = all(other.distance(point) > 300.0 for other, _ in chosen)
        if inside.size and is_far and len(chosen) < FORDS * len(areas.townships):
            chosen.append((point, areas.villages[int(inside[0])]))
    return [
        _place(
            "P14",
            village,
            point.buffer(2.0),
            (person_name(rng), invented_phone(rng)),
            ids=ids,
            rng=rng,
        )
        for point, village in chosen
    ]


def _points(crossing: BaseGeometry) -> list[Point]:
    return [part for part in shapely.get_parts(crossing) if isinstance(part, Point)]
