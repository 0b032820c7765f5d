"""Acts of every kind, one after the other, through a session and its file.

`python -m benchmarks partition` plays 10,000 of them.
"""

from pathlib import Path

import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gridmap.actions.land import partition_of_village
from gridmap.geo.partition import Partition, partition_of
from gridmap.model.features import new_id
from gridmap.session import open_session
from tests.helpers.partition_play import empty_village, real_outlines
from tests.helpers.session_play import VILLAGE, SessionPlay, village_session
from tests.helpers.shared_data import shared_data
from tests.helpers.stores import tables_of


def play(path: Path, start: Partition, seed: int, strokes: int) -> SessionPlay:
    """Draw at random, close, read back the same, and undo all of it."""
    session = village_session(path, start)
    played = SessionPlay(session, seed)
    for _ in range(strokes):
        played.stroke()
    session.close()
    again = open_session(path)
    assert tables_of(again.document.snapshot()) == tables_of(session.document.snapshot())
    while again.can_undo:
        again.undo()
    first = partition_of_village(again.document, VILLAGE)
    assert first.outline == start.outline
    assert dict(first.grids) == dict(start.grids)
    again.close()
    return played


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 2**32 - 1), with_hole=st.booleans())
def test_random_acts_leave_no_gap_and_no_overlap_on_disk_and_are_undone_to_the_first(
    tmp_path: Path, seed: int, with_hole: bool
) -> None:
    path = tmp_path / f"{new_id()}.gpkg"
    played = play(path, empty_village(seed, with_hole=with_hole), seed, 40)
    assert sum(played.done.values()) > 5


def test_random_acts_on_the_borders_of_real_counties_keep_the_promise(tmp_path: Path) -> None:
    shapes = real_outlines(shared_data("boundaries/datav_621100_dingxi_counties.geojson"))
    start = partition_of(
        shapely.union_all(shapes), {f"r{number}": shape for number, shape in enumerate(shapes)}
    )
    played = play(tmp_path / "real.gpkg", start, 11, 80)
    assert played.done["split"] > 0
    assert played.done["place"] > 0
