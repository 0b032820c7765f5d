"""What a layer is: told by what the user said, its name, its columns and its geometry."""

from __future__ import annotations

import re
from typing import Final

from gridmap.importers.columns import find_columns, normal
from gridmap.importers.layer import AREAS, LINES, NOTHING, POINTS, RawLayer

LANDUSE = "landuse"
NAMES = "place_names"
BOUNDARIES = "boundaries"
ROSTER = "roster"

_BY_NAME: Final = (
    (BOUNDARIES, r"admin_?bound|行政区划|政区", (AREAS, LINES)),
    (NAMES, r"place_?names|settlements|地名|聚落", (POINTS,)),
    (LANDUSE, r"land_?use|landcover|地类|土地利用", (AREAS,)),
    ("groups", r"group|小组|社界|组界|^组", (AREAS, NOTHING)),
    ("grids", r"\bgrids?\b|grids?$|网格", (AREAS, NOTHING)),
    ("villages", r"village|^ward|行政村|村界|村庄|村域|^村", (AREAS, NOTHING)),
    ("households", r"household|(building|house)_?points|住户|农户|^户", (POINTS, AREAS, NOTHING)),
    ("buildings", r"building|footprint|建筑|房屋|房子", (AREAS,)),
    ("households", r"building|house|建筑|房屋", (POINTS,)),
    ("contours", r"contour|等高线|高程线|(?:^|_)dgx", (LINES,)),
    ("water", r"water|river|stream|hydro|水系|河流|水面|水域|湖|渠", (LINES, AREAS)),
    ("roads", r"road|street|highway|lane|track|route|path|道路|公路|街巷|路网|路$", (LINES,)),
    ("care", r"care|关爱|重点人员|走访对象", (POINTS, NOTHING)),
    ("officers", r"officer|staff|责任人|干部|网格员", (NOTHING,)),
    ("places", r"place|(?:^|_)pois?(?:_|$)|facilit|school|clinic|waypoint", (POINTS, AREAS)),
    ("places", r"场所|学校|卫生|避难|设施", (POINTS, AREAS)),
)  # fmt: skip
_BY_COLUMN: Final = (
    ("highway", "roads", (LINES,)),
    ("waterway", "water", (LINES, AREAS)),
    ("elevation", "contours", (LINES,)),
    ("elev", "contours", (LINES,)),
    ("高程", "contours", (LINES,)),
    ("building", "buildings", (AREAS,)),
    ("building", "households", (POINTS,)),
    ("amenity", "places", (POINTS, AREAS)),
    ("healthcare", "places", (POINTS, AREAS)),
    ("adminlevel", BOUNDARIES, (AREAS, LINES)),
    ("landuse", LANDUSE, (AREAS,)),
    ("place", NAMES, (POINTS,)),
)  # fmt: skip
_VILLAGE_NAMES: Final = frozenset(
    {"村名", "村名称", "行政村", "行政村名", "行政村名称", "villagename"}
)
_VILLAGE_CODES: Final = frozenset({"村代码", "村编码", "村编号", "行政村代码", "villagecode"})
_TWELVE_DIGITS: Final = re.compile(r"\d{12}(?:0{7})?")


def recognise(layer: RawLayer) -> str:
    """Return the target of a layer, empty where nothing tells."""
    family = layer.family
    if layer.shapes is not None and family == NOTHING:
        return ""
    return _by_name(layer, family) or _by_columns(layer, family)


def _by_name(layer: RawLayer, family: str) -> str:
    for name in dict.fromkeys((layer.name, layer.file.stem)):
        for target, pattern, families in _BY_NAME:
            fits = family in families or (layer.is_table and NOTHING in families)
            if fits and re.search(pattern, name.casefold()):
                return target
    return ""


def _by_columns(layer: RawLayer, family: str) -> str:
    headers = {normal(name) for name in layer.headers}
    for column, target, families in _BY_COLUMN:
        if column in headers and family in families:
            return target
    if (family in (AREAS, NOTHING) or layer.is_table) and (
        has_village_codes(layer) or names_villages(layer)
    ):
        return "villages"
    households = find_columns(layer.headers, "households", {}).of
    strong = {"number", "door", "head"} & set(households)
    if family == POINTS and strong:
        return "households"
    if family == NOTHING:
        return _table_target(layer, households)
    return ""


def _table_target(layer: RawLayer, households: dict[str, str]) -> str:
    roster = find_columns(layer.headers, ROSTER, {}).of
    officers = find_columns(layer.headers, "officers", {}).of
    if {"name", "post"} <= set(officers) and not {"number", "door", "head", "category"} & set(
        roster
    ):
        return "officers"
    if {"number", "door", "head", "relation"} & set(roster) and len(roster) >= 2:
        return ROSTER
    if {"person", "category"} <= set(roster):
        return "care"
    if "head" in households and len(households) >= 2:
        return ROSTER
    return ""


def has_village_codes(layer: RawLayer) -> bool:
    """Whether a code column holds twelve-digit village codes throughout, and another names."""
    found = find_columns(layer.headers, "villages", {}).of
    if "code" not in found or "name" not in found:
        return False
    values = [text for text in layer.texts(found["code"]) if text]
    return bool(values) and all(_TWELVE_DIGITS.fullmatch(text) for text in values)


def names_villages(layer: RawLayer) -> bool:
    """Whether the columns are a village's name and a village's code, and nothing says otherwise."""
    headers = {normal(name) for name in layer.headers}
    is_other = any(word in name for name in headers for word in ("网格", "组", "社", "户", "grid"))
    return bool(headers & _VILLAGE_NAMES) and bool(headers & _VILLAGE_CODES) and not is_other


def is_list_of_households(layer: RawLayer) -> bool:
    """Whether the columns are those of people: a head of household, or who is what to the head."""
    return bool({"head", "relation"} & set(find_columns(layer.headers, ROSTER, {}).of))
