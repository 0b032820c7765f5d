"""Anything anybody may draw keeps the promise; benchmarks/bench_partition.py plays 10,000."""

import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gridmap.geo.partition import partition_of
from tests.helpers.partition_play import Play, empty_village, real_outlines
from tests.helpers.shared_data import shared_data


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 2**32 - 1), st.booleans())
def test_random_strokes_leave_no_gap_no_overlap_and_no_neighbour_disturbed(
    seed: int, with_hole: bool
) -> None:
    play = Play(empty_village(seed, with_hole=with_hole), seed)
    for _ in range(40):
        play.stroke()
    assert sum(play.done.values()) > 5
    assert "" not in play.hints


def test_random_strokes_on_the_borders_of_real_counties_keep_the_promise() -> None:
    shapes = real_outlines(shared_data("boundaries/datav_621100_dingxi_counties.geojson"))
    start = partition_of(
        shapely.union_all(shapes), {f"r{number}": shape for number, shape in enumerate(shapes)}
    )
    play = Play(start, 7)
    for _ in range(60):
        play.stroke()
    assert play.done["split"] > 0
