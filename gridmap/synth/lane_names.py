"""Names of a hamlet's lanes: those that its doors tell, and invented ones for other long lanes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from shapely import LineString

from gridmap.model.features import Household
from gridmap.synth.names import LANES

LEAST_M: Final = 75.0
"""A lane shorter than this has no name of its own."""

NAMED: Final = 2
"""How many lanes of a hamlet have a name beside those that doors tell."""


def lane_names(
    lanes: Sequence[LineString], households: Sequence[Household], group: int
) -> list[str]:
    """Return the name of each lane, empty for none. The group's number chooses the first name."""
    names = [""] * len(lanes)
    for name, lane in _told_by_doors(lanes, households).items():
        names[lane] = name
    turn = group * 5 % len(LANES)
    left = [name for name in (*LANES[turn:], *LANES[:turn]) if name not in names]
    longest = sorted(range(len(lanes)), key=lambda at: (-lanes[at].length, at))
    free = [at for at in longest if not names[at] and lanes[at].length >= LEAST_M]
    for at, name in zip(free[:NAMED], left, strict=False):
        names[at] = name
    return names


def _told_by_doors(lanes: Sequence[LineString], households: Sequence[Household]) -> dict[str, int]:
    """Return for each lane named in doors the lane that most of those houses stand nearest to."""
    votes: dict[str, Counter[int]] = {}
    for item in households:
        name = next((name for name in LANES if item.door.startswith(name)), "")
        if name and item.geometry is not None and lanes:
            point = item.geometry
            nearest = min(range(len(lanes)), key=lambda at: lanes[at].distance(point))
            votes.setdefault(name, Counter())[nearest] += 1
    return {name: count.most_common(1)[0][0] for name, count in votes.items()}
