"""Trading places: a last walk over the choices of a crowd in which labels are still without place.

A label takes a place in which one other stands; that one looks for a place anew, and for some steps
it may not go back. The fullest choice met on the way is the answer, of equally full ones the
cheapest. Steps are drawn from a fixed sequence, so that the same crowd always gets the same answer.
Source: tabu search for the maximum independent set (Friden, Hertz and de Werra 1989), by (1,1)
swaps as in Andrade, Resende and Werneck 2012.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from gridmap.layers.label_candidates import Candidates, Floats, Ints

_STEPS_A_LABEL: Final = 40
"""How many steps are taken for every label that takes part."""

_PATIENCE: Final = 7
_FURTHER: Final = 10
"""For how many steps a place just left is closed: so many, and up to so many more."""

_LEAP: Final = 0.003
"""How often any place is taken, however many labels stand in its way."""

_SEED: Final = 13
_HELD: Final = 1 << 16
"""What makes a chosen place neither free nor easy to take."""


def walk(places: Candidates, left: Ints, right: Ints, start: Ints) -> Ints:
    """Return the rows of the fullest choice found, one a label: the start where none is fuller.

    `places` are sorted by label; `left, right` are the pairs of them in conflict, `start` the rows
    chosen so far.
    """
    labels = len(np.unique(places.owner))
    steps = _Walk(places, _conflicts(places, left, right))
    for row in start.tolist():
        steps.put(row)
    best, cost = start, float("-inf")
    for step in range(_STEPS_A_LABEL * labels):
        if len(best) == labels:
            break
        steps.go(step)
        if steps.count < len(best):
            continue
        spent = float(places.cost[steps.is_chosen].sum())
        if steps.count > len(best) or spent < cost:
            best, cost = np.flatnonzero(steps.is_chosen), spent
    return best


def _conflicts(places: Candidates, left: Ints, right: Ints) -> list[Ints]:
    """Return for each place those that cannot be chosen with it: those in its way and its own."""
    count = len(places.owner)
    first = np.searchsorted(places.owner, places.owner)
    own = np.searchsorted(places.owner, places.owner, side="right") - first
    one = np.arange(count).repeat(own)
    other = np.arange(len(one)) - (np.cumsum(own) - own - first).repeat(own)
    apart = one != other
    source = np.concatenate([left, right, one[apart]])
    target = np.concatenate([right, left, other[apart]])
    order = np.argsort(source * count + target)
    ends = np.cumsum(np.bincount(source, minlength=count))
    return np.split(target[order], ends[:-1])


class _Walk:
    """A choice of places under way: how many chosen ones stand in the way of each."""

    def __init__(self, places: Candidates, near: list[Ints]) -> None:
        size = len(places.owner)
        self._near = near
        self._cost: Floats = places.cost
        self._degree = np.array([len(others) for others in near], dtype=np.float64)
        self._against = np.zeros(size, dtype=np.int32)
        self._closed_to = np.zeros(size, dtype=np.int64)
        self._dice = np.random.default_rng(_SEED)
        self.is_chosen = np.zeros(size, dtype=np.bool_)
        self.count = 0

    def put(self, place: int) -> None:
        """Choose a place that is in nobody's way."""
        self.is_chosen[place] = True
        self._against[self._near[place]] += 1
        self._against[place] += _HELD
        self.count += 1

    def go(self, step: int) -> None:
        """Take a free place if there is one, else one in which one label stands."""
        free = np.flatnonzero(self._against == 0)
        if len(free):
            self.put(int(free[np.argmin(self._cost[free])]))
            return
        once = np.flatnonzero((self._against == 1) & (self._closed_to <= step))
        if not len(once) or self._dice.random() < _LEAP:
            once = np.flatnonzero(~self.is_chosen)
        weight = self._degree[once] * self._dice.random(len(once))
        place = int(once[np.argmin(weight)])
        near = self._near[place]
        for other in near[self.is_chosen[near]].tolist():
            self._drop(other)
            self._closed_to[other] = step + _PATIENCE + int(self._dice.integers(_FURTHER))
        self.put(place)

    def _drop(self, place: int) -> None:
        """Give a chosen place up."""
        self.is_chosen[place] = False
        self._against[self._near[place]] -= 1
        self._against[place] -= _HELD
        self.count -= 1
