from __future__ import annotations

import numpy as np
import pytest

from gridmap.layers.path_data import circle, flattened


def points(data: str) -> list[list[float]]:
    return flattened(data)[0].tolist()


def test_lines_may_be_absolute_or_relative() -> None:
    absolute = points("M1 1 L4 1 V5 H2 Z")
    assert absolute == points("m1 1 l3 0 v4 h-2 z") == [[1, 1], [4, 1], [4, 5], [2, 5]]


def test_further_pairs_after_a_move_are_lines() -> None:
    assert points("M0 0 1 1 2 0") == points("M0 0 L1 1 L2 0")


def test_every_move_begins_a_run_and_close_returns_to_its_start() -> None:
    runs = flattened("M0 0 L2 0 L2 2 Z l1 1")
    assert runs[0][-1].tolist() == [1, 1]
    assert len(flattened("M0 0 L1 0 M5 5 L6 5")) == 2


def test_curves_end_at_their_last_point_and_stay_in_their_hull() -> None:
    for data in ("M0 0 C0 10 10 10 10 0", "M0 0 Q5 10 10 0"):
        run = flattened(data)[0]
        assert run[-1].tolist() == [10, 0]
        assert run[:, 1].max() < 10
        assert len(run) > 5


@pytest.mark.parametrize("data", ["L1 1", "M1", "M0 0 C1 2 3", "M0 0 Z 3"])
def test_wrong_data_is_an_error(data: str) -> None:
    with pytest.raises(ValueError, match="path data"):
        flattened(data)


def test_a_circle_has_its_radius() -> None:
    ring = circle(3, 4, 2)
    assert np.allclose(np.hypot(ring[:, 0] - 3, ring[:, 1] - 4), 2)
