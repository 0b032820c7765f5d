"""Choosing one candidate for as many labels as possible: first fill, then polish.

Between the two, label_repair.py makes room for those that found no place. Labels are taken in the
order of their numbers, which the caller derives from their keys: what happens in one corner of the
map then seldom depends on what happened in another.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

import numpy as np

from gridmap.layers.label_candidates import Candidates, Ints

UNIT: Final = 1 << 24
_POLISH_PASSES: Final = 3


class Search:
    """A choice of candidates, at most one a label, no two in conflict, with its bookkeeping.

    `places` are sorted by label, then cost; `left, right` are the pairs in conflict. `load[c]` is
    UNIT for each chosen candidate in conflict with c, plus the sum of their labels.
    """

    def __init__(self, places: Candidates, left: Ints, right: Ints, labels: int) -> None:
        size = len(places.owner)
        bounds = np.searchsorted(places.owner, np.arange(labels + 1)).tolist()
        self.first: list[int] = bounds[:-1]
        self.last: list[int] = bounds[1:]
        self.owner: list[int] = places.owner.tolist()
        self.cost: list[float] = places.cost.tolist()
        # Sorted, so that the search does not depend on the order in which pairs were found.
        source, target = np.divmod(
            np.sort(np.concatenate([left * size + right, right * size + left])), max(size, 1)
        )
        ends = np.cumsum(np.bincount(source, minlength=size)).tolist()
        others: list[int] = target.tolist()
        self.near: list[list[int]] = [
            others[begin:end] for begin, end in zip([0, *ends], ends, strict=False)
        ]
        self.load: list[int] = [0] * size
        self.chosen: list[int] = [-1] * labels
        self._beside: dict[int, list[int]] = {}

    def put(self, place: int) -> None:
        """Choose a candidate of a label that has none."""
        owner, load = self.owner[place], self.load
        weight = UNIT + owner
        for other in self.near[place]:
            load[other] += weight
        self.chosen[owner] = place

    def drop(self, label: int) -> int:
        """Take a label's candidate away and return it."""
        place, load = self.chosen[label], self.load
        weight = UNIT + label
        for other in self.near[place]:
            load[other] -= weight
        self.chosen[label] = -1
        return place

    def free(self, label: int) -> int:
        """Return the label's cheapest candidate that is in nobody's way, or -1."""
        load = self.load
        for place in range(self.first[label], self.last[label]):
            if not load[place]:
                return place
        return -1

    def missing(self) -> list[int]:
        """Return the labels that have candidates but none chosen."""
        return [
            label
            for label, place in enumerate(self.chosen)
            if place < 0 and self.first[label] < self.last[label]
        ]

    def neighbours(self, label: int) -> list[int]:
        """Return the labels that have a place in conflict with one of this label's, in order."""
        known = self._beside.get(label)
        if known is None:
            owner, near = self.owner, self.near
            places = range(self.first[label], self.last[label])
            known = self._beside[label] = sorted({owner[o] for p in places for o in near[p]})
        return known

    def fill(self) -> None:
        """Give labels without place, one after the other, their cheapest free candidate."""
        for label in self.missing():
            place = self.free(label)
            if place >= 0:
                self.put(place)

    def polish(self) -> None:
        """Move labels to cheaper candidates, alone or by moving one other, while that gains."""
        for _ in range(_POLISH_PASSES):
            gained = False
            for label, place in enumerate(self.chosen):
                if place > self.first[label]:
                    gained |= self._cheapen(label, place)
            if not gained:
                break

    def _cheapen(self, label: int, current: int) -> bool:
        """Move one label to a better candidate if the sum of costs falls; tell whether it did."""
        for place in range(self.first[label], current):
            count, other = divmod(self.load[place], UNIT)
            if count == 0:
                self.drop(label)
                self.put(place)
                return True
            if count == 1 and self._swap(label, place, other):
                return True
        return False

    def _swap(self, label: int, place: int, other: int) -> bool:
        """Put a label in the way of another if that one finds a place and both gain."""
        gain = self.cost[self.chosen[label]] - self.cost[place]
        answer = self._elsewhere(other, label, place, self.cost[self.chosen[other]] + gain)
        if answer < 0:
            return False
        self.drop(label)
        self.drop(other)
        self.put(place)
        self.put(answer)
        return True

    def _elsewhere(self, other: int, label: int, place: int, limit: float) -> int:
        """Return the cheapest place of a label below a cost that is free, or -1.

        Free as soon as a second label has moved to its new place.
        """
        load, near = self.load, self.near[place]
        for answer in range(self.first[other], self.last[other]):
            if self.cost[answer] >= limit - 1e-9:
                return -1
            if load[answer] in (0, UNIT + label):
                at = bisect_left(near, answer)
                if at == len(near) or near[at] != answer:
                    return answer
        return -1
