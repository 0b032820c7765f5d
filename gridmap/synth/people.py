"""Households: numbers, doors, heads, residents and status.

Every name and number in them is made up.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from shapely import Point

from gridmap.model.features import OCCUPIED, RUIN, SEASONAL, VACANT, Household, VillagerGroup
from gridmap.synth.houses import House
from gridmap.synth.ids import IdSource
from gridmap.synth.names import LANES, person_names
from gridmap.synth.plan import AS_OF

_STATUSES: Final = (OCCUPIED, SEASONAL, VACANT, RUIN)
_STATUS_SHARES: Final = (0.88, 0.05, 0.06, 0.01)
_ACCESS: Final = (
    "从屋后小路上",
    "过桥右转",
    "院坝有狗，先打招呼",
    "坡陡，雨天慢行",
    "与邻居共用院门",
)


def make_households(
    houses: Sequence[House],
    group: VillagerGroup,
    first_number: int,
    ids: IdSource,
    rng: np.random.Generator,
) -> list[Household]:
    """Return the households of a group in door order; roster numbers run on from `first_number`."""
    doors = door_numbers(houses, rng)
    heads = person_names(rng, len(houses), woman_share=0.22)
    living = np.clip(rng.poisson(2.1, len(houses)) + 1, 1, 9)
    away = rng.poisson(0.7, len(houses))
    status = rng.choice(4, size=len(houses), p=_STATUS_SHARES)
    with_phone = rng.random(len(houses)) < 0.8
    made = []
    for index, house in enumerate(houses):
        state = _STATUSES[int(status[index])]
        at_home = int(living[index]) if state == OCCUPIED else 0
        made.append(
            Household(
                id=ids.next(),
                village=group.village,
                group=group.id,
                number=f"{first_number + index:03d}",
                door=doors[index],
                head=heads[index],
                registered=int(living[index]) + int(away[index]),
                living=at_home,
                status=state,
                access_note=_ACCESS[int(rng.integers(len(_ACCESS)))] if rng.random() < 0.04 else "",
                phone=invented_phone(rng)
                if with_phone[index] and state in {OCCUPIED, SEASONAL}
                else "",
                located_by="drawn",
                accuracy_m=3.0,
                located_on=AS_OF,
                geometry=Point(house.x_m, house.y_m),
            )
        )
    return made


def invented_phone(rng: np.random.Generator) -> str:
    """Return a phone number that is plainly made up: 138-0000 and four digits."""
    return f"138-0000-{int(rng.integers(1000, 10_000))}"


def door_numbers(houses: Sequence[House], rng: np.random.Generator) -> list[str]:
    """Return the doors of a group: odd on the left of each lane, even on the right, each once.

    Some houses were built later, between two others (17-1, 12号附1); one lane of some groups has
    its own name and numbers.
    """
    named_lane = _named_lane(houses, rng)
    lane_name = LANES[int(rng.integers(len(LANES)))]
    doors: list[str] = []
    last = {1: "", 0: ""}
    following = {1: 1, 0: 2}
    in_lane = {1: 1, 0: 2}
    for house in houses:
        if house.lane == named_lane:
            doors.append(f"{lane_name}{in_lane[house.side]}号")
            in_lane[house.side] += 2
            continue
        if last[house.side] and rng.random() < 0.035:
            doors.append(
                f"{last[house.side]}号附1" if rng.random() < 0.3 else f"{last[house.side]}-1"
            )
            last[house.side] = ""
            continue
        last[house.side] = str(following[house.side])
        doors.append(last[house.side])
        following[house.side] += 2
    return doors


def _named_lane(houses: Sequence[House], rng: np.random.Generator) -> int:
    lanes, counts = np.unique([house.lane for house in houses], return_counts=True)
    fitting = [
        int(lane)
        for lane, count in zip(lanes, counts, strict=True)
        if lane > 0 and 5 <= count <= 16
    ]
    return fitting[int(rng.integers(len(fitting)))] if fitting and rng.random() < 0.4 else -1
