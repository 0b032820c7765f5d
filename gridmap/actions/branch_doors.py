"""A door between two others: 12-1, 12之一 or 12附1. No door that is there is ever changed."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import count
from typing import Final

from shapely import Point

from gridmap.actions.grid_names import numeral
from gridmap.model.document import Document
from gridmap.model.features import Household
from gridmap.model.sorting import door_key

DASH: Final = "dash"
ANNEX: Final = "annex"
OF: Final = "of"
STYLES: Final = (DASH, OF, ANNEX)
NEAR_M: Final = 60.0
_PLAIN: Final = re.compile(r"(?P<figures>\d+)(?P<sign>号?)")


def door_before(document: Document, point: Point) -> Household | None:
    """Return the household after whose door a new one at a point would be counted.

    That is the lower of the two doors nearest to the point, of one group; None where no door with
    a plain number stands within NEAR_M.
    """
    x_m, y_m = point.x, point.y
    near = document.in_box(Household, (x_m - NEAR_M, y_m - NEAR_M, x_m + NEAR_M, y_m + NEAR_M))
    doors = [
        (item.geometry.distance(point), item)
        for item in near
        if item.geometry is not None and _PLAIN.fullmatch(item.door.strip())
    ]
    found = sorted((pair for pair in doors if pair[0] <= NEAR_M), key=lambda pair: pair[0])
    if not found:
        return None
    nearest = found[0][1]
    beside = [item for _, item in found[1:] if item.group == nearest.group]
    return min((nearest, *beside[:1]), key=lambda item: door_key(item.door))


def branch_door(door: str, style: str, taken: Collection[str]) -> str:
    """Return the first free door that branches off one, in one of STYLES: 12-1, 12之一, 12附1.

    Written as the door itself is, with 号 or without. `taken` are the doors that are there.
    """
    match = _PLAIN.fullmatch(door.strip())
    if match is None:
        raise ValueError(door)
    figures, sign = match["figures"], match["sign"]
    known = {door_key(text) for text in taken}
    texts = (_written(figures, sign, style, number) for number in count(1))
    return next(text for text in texts if door_key(text) not in known)


def _written(figures: str, sign: str, style: str, number: int) -> str:
    if style == DASH:
        return f"{figures}-{number}{sign}"
    if style == ANNEX:
        return f"{figures}{sign}附{number}"
    return f"{figures}{sign}之{numeral(number)}"


def branches_at(document: Document, point: Point) -> dict[str, str]:
    """Return the free doors for a new household at a point, by style; empty where none is near."""
    before = door_before(document, point)
    if before is None:
        return {}
    taken = [
        item.door
        for item in document.all(Household)
        if item.door and (item.group == before.group or None in (item.group, before.group))
    ]
    return {style: branch_door(before.door, style, taken) for style in STYLES}
