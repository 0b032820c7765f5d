import random

import numpy as np
import pytest

from gridmap.layers.label_candidates import SLIDES, ladder, led
from gridmap.layers.label_walk import walk
from gridmap.layers.labels import LabelBox, LabelRules, place_labels
from tests.layers.label_builders import places, problems, request

NOTHING = np.empty(0, dtype=np.intp)


def crowd(seed, labels, each, share):
    """Return places of some labels, with random pairs of them in conflict."""
    dice = random.Random(seed)
    owners = [label for label in range(labels) for _ in range(each)]
    pairs = [
        (one, other)
        for one in range(len(owners))
        for other in range(one)
        if owners[one] != owners[other] and dice.random() < share
    ]
    return places(owners), np.array(pairs, dtype=np.intp).reshape(-1, 2)


def fullest(found, pairs):
    """Return the greatest number of labels with a place each, by trying all ways."""
    against = {(one, other) for pair in pairs.tolist() for one, other in (pair, pair[::-1])}
    own: dict[int, list[int]] = {}
    for place, label in enumerate(found.owner.tolist()):
        own.setdefault(label, []).append(place)

    def most(rest, chosen):
        if not rest:
            return len(chosen)
        free = [p for p in rest[0] if not any((p, other) in against for other in chosen)]
        return max(most(rest[1:], chosen), *(most(rest[1:], [*chosen, p]) for p in free), 0)

    return most(list(own.values()), [])


@pytest.mark.parametrize("seed", range(30))
def test_a_small_crowd_gets_the_fullest_choice_there_is(seed):
    found, pairs = crowd(seed, 6, 3, 0.4)
    rows = walk(found, pairs[:, 0], pairs[:, 1], NOTHING)
    assert len(rows) == fullest(found, pairs)
    assert len(set(found.owner[rows].tolist())) == len(rows)
    chosen = set(rows.tolist())
    assert not any(one in chosen and other in chosen for one, other in pairs.tolist())


def test_a_choice_that_cannot_be_fuller_stays_as_it_is():
    # Either of two labels, however dear the place of the one chosen.
    found = places([0, 1], costs=[5.0, 0.0])
    rows = walk(found, np.array([0]), np.array([1]), np.array([0]))
    assert rows.tolist() == [0]


def test_the_order_in_which_pairs_were_found_does_not_matter():
    found, pairs = crowd(3, 40, 6, 0.2)
    mixed = np.random.default_rng(1).permutation(pairs)[:, ::-1]
    rows = walk(found, pairs[:, 0], pairs[:, 1], NOTHING)
    assert rows.tolist() == walk(found, mixed[:, 0], mixed[:, 1], NOTHING).tolist()


def test_of_equally_full_choices_after_a_gain_the_cheapest_is_taken():
    # Label 0 must leave its first place; of its two others the cheaper one is the answer.
    found = places([0, 0, 0, 1], costs=[0.0, 3.0, 1.0, 0.0])
    rows = walk(found, np.array([0]), np.array([3]), np.array([0]))
    assert rows.tolist() == [2, 3]


def test_labels_slide_along_the_end_of_their_leader_and_still_touch_it():
    wanted = [request("a", 50.0, 50.0, (LabelBox("name", 6.0, 4.0),), half_mm=0.6)]
    points = np.array([[50.0, 50.0, 0.6]])
    found = led(points, ladder(wanted), np.array([0]), np.array([2.0, 8.0]), SLIDES)
    end = found.leader[:, 2:]
    away = np.maximum(found.box[:, :2] - end, end - found.box[:, 2:]).max(axis=1)
    assert np.abs(away).max() < 1e-9
    assert len(np.unique(np.round(found.box, 6), axis=0)) == len(found.owner) == 2 * 20 * 3
    assert np.hypot(*(end - found.leader[:, :2]).T).max() <= 8.0 + 1e-9


@pytest.mark.parametrize("seed", range(6))
def test_a_crowd_with_too_little_room_stands_clear_and_does_not_depend_on_the_order(seed):
    dice = random.Random(seed)
    wanted = [
        request(
            f"{seed}-{index}",
            50 + dice.uniform(0, 16),
            50 + dice.uniform(0, 16),
            (LabelBox("name", dice.choice([4.2, 6.3]), 4.9),),
            half_mm=0.6,
        )
        for index in range(45)
    ]
    frame, rules = (20.0, 20.0, 96.0, 96.0), LabelRules(gap_mm=0.2)
    result = place_labels(wanted, frame=frame, rules=rules)
    assert result.missing
    assert problems(wanted, result, frame=frame) == []
    mixed = dice.sample(wanted, len(wanted))
    again = place_labels(mixed, frame=frame, rules=rules)
    assert {label.key: label for label in again.placed} == {
        label.key: label for label in result.placed
    }
