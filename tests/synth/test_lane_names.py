"""Lanes of invented hamlets have names, and those that doors tell are where the doors are."""

from shapely import LineString, Point

from gridmap.model.features import Household
from gridmap.synth.lane_names import lane_names
from gridmap.synth.names import LANES
from tests.helpers.build import fid

LONG = [LineString([(0, y), (100, y)]) for y in (0, 100, 200, 300)]


def test_a_lane_named_in_doors_keeps_that_name() -> None:
    doors = [
        Household(id=fid(f"h{n}"), door=f"{LANES[3]}{n}号", head="", geometry=Point(20 * n, 205))
        for n in range(1, 5)
    ]
    assert lane_names(LONG, doors, 0)[2] == LANES[3]


def test_the_longest_lanes_are_named_once_each_and_short_ones_not() -> None:
    names = lane_names([*LONG, LineString([(0, 400), (20, 400)])], [], 7)
    given = [name for name in names if name]
    assert len(given) == len(set(given)) == 2
    assert not names[-1]
    assert lane_names(LONG, [], 7) == lane_names(LONG, [], 7)
    assert lane_names([], [], 1) == []
