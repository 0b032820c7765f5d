import numpy as np

from gridmap.ui.tools.draft import Draft, Leg, best_way, start_leg, straight, without_repeats

BENT = np.array([(0.0, 0.0), (50.0, 8.0), (100.0, 0.0)])
ROUND = np.array([(0.0, 0.0), (0.0, 100.0), (100.0, 100.0), (100.0, 0.0)])


def test_a_border_near_the_straight_line_is_followed() -> None:
    assert best_way([BENT, ROUND], [], (0, 0), (100, 0)) == 0


def test_a_border_that_leads_far_round_is_not_followed_unasked() -> None:
    assert best_way([ROUND], [], (0, 0), (100, 0)) == -1


def test_the_pointer_that_went_round_means_the_way_round() -> None:
    track = [(0, 40), (2, 98), (60, 103), (99, 90), (101, 30)]
    assert best_way([BENT, ROUND], track, (0, 0), (100, 0)) == 1


def test_without_ways_the_leg_is_straight() -> None:
    assert best_way([], [], (0, 0), (100, 0)) == -1


def test_a_draft_strings_its_legs_together_without_repeats() -> None:
    draft = Draft()
    draft.legs.append(start_leg((0, 0), on_border=False))
    draft.legs.append(Leg((100, 0), BENT, is_followed=True))
    whole = draft.points_m(straight((100, 0), (0, 0)))
    assert whole.tolist() == [[0, 0], [50, 8], [100, 0], [0, 0]]
    assert draft.corners_m().tolist() == [[0, 0], [100, 0]]


def test_repeats_are_left_out_and_nothing_stays_nothing() -> None:
    assert without_repeats(np.empty((0, 2))).shape == (0, 2)
    assert len(without_repeats(np.zeros((5, 2)))) == 1
