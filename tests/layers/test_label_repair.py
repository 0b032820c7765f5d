import random
from itertools import product

import pytest

from gridmap.layers import label_repair
from gridmap.layers.label_repair import repair
from tests.layers.label_builders import search


def chosen_without_conflict(work, conflicts):
    return not any(left in work.chosen and right in work.chosen for left, right in conflicts)


def test_a_chain_of_labels_moves_so_that_the_last_finds_room():
    # Label k may take place 2k or 2k+1; 2k+1 conflicts with 2k+2; the last label has one place.
    conflicts = [(0, 2), (2, 4), (4, 6)]
    chain = search([0, 0, 1, 1, 2, 2, 3], conflicts, 4)
    for place in (0, 3, 4):
        chain.put(place)
    repair(chain)
    assert chain.missing() == []
    assert chosen_without_conflict(chain, conflicts)


def test_labels_that_cannot_all_stand_keep_what_they_had():
    stuck = search([0, 1, 2], [(0, 1), (0, 2), (1, 2)], 3)
    stuck.fill()
    before = list(stuck.chosen)
    repair(stuck)
    assert stuck.chosen == before


def test_two_labels_win_where_one_gives_way_for_good():
    # Label 0 stands where labels 1 and 2 both could, and has no other place.
    work = search([0, 1, 2], [(0, 1), (0, 2)], 3)
    work.put(0)
    repair(work)
    assert work.chosen == [-1, 1, 2]


def test_a_label_without_any_place_hinders_nobody():
    work = search([0, 2], [], 3)
    repair(work)
    assert work.chosen == [0, -1, 1]


def test_a_neighbourhood_is_given_up_after_so_many_trials(monkeypatch):
    monkeypatch.setattr(label_repair, "_BUDGET", 0)
    work = search([0, 0, 1], [(0, 2)], 2)
    work.put(0)
    repair(work)
    assert work.chosen == [0, -1]


@pytest.mark.parametrize("seed", range(60))
def test_small_puzzles_are_solved_as_well_as_is_possible(seed):
    dice = random.Random(seed)
    labels, each = dice.randint(2, 6), 3
    owners = [label for label in range(labels) for _ in range(each)]
    conflicts = [
        (left, right)
        for left in range(len(owners))
        for right in range(left + 1, len(owners))
        if owners[left] != owners[right] and dice.random() < 0.45
    ]
    work = search(owners, conflicts, labels)
    work.fill()
    repair(work)
    assert chosen_without_conflict(work, conflicts)
    best = max(
        sum(place is not None for place in choice)
        for choice in product(*([None, *range(each * k, each * k + each)] for k in range(labels)))
        if not any(left in choice and right in choice for left, right in conflicts)
    )
    assert labels - len(work.missing()) == best
