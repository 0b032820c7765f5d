"""Choosing one candidate for as many labels as possible: first fill, then ejections, then polish.

After the fill, a label without place evicts one that stands in its way and that may move
elsewhere (ejection chains as a walk with a memory, Glover 1996; min-conflicts, Minton 1992). The
random steps come from a fixed seed: the same input gives the same map.
"""

from __future__ import annotations

import math
import random
from collections import deque
from typing import Final

import numpy as np

from gridmap.layers.label_candidates import Candidates, Ints

_UNIT: Final = 1 << 24
_SEED: Final = 20261123
_POLISH_PASSES: Final = 3
_MEMORY: Final = 12
_FEWEST_STEPS: Final = 200
_BOLDNESS: Final = 0.05
"""The share of steps that may evict several labels, by a choice with this much chance in it:"""
_WILD: Final = 6.0


class Search:
    """A choice of candidates, at most one a label, no two in conflict, with its bookkeeping.

    `places` are sorted by label, then cost; `left, right` are the pairs in conflict. `load[c]` is
    _UNIT for each chosen candidate in conflict with c, plus the sum of their labels.
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
        self._random = random.Random(_SEED)

    def put(self, place: int) -> None:
        """Choose a candidate of a label that has none."""
        owner, load = self.owner[place], self.load
        weight = _UNIT + owner
        for other in self.near[place]:
            load[other] += weight
        self.chosen[owner] = place

    def drop(self, label: int) -> int:
        """Take a label's candidate away and return it."""
        place, load = self.chosen[label], self.load
        weight = _UNIT + label
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

    def fill(self, order: list[int]) -> None:
        """Give labels without place, in this order, their cheapest free candidate."""
        for label in order:
            place = self.free(label)
            if place >= 0:
                self.put(place)

    def improve(self, patience: float) -> None:
        """Walk towards fewer labels without place and keep the best choice.

        Ends when `patience` steps for each label without place have brought nothing.
        """
        waiting = deque(self.missing())
        lacking = fewest = len(waiting)
        best = list(self.chosen)
        moved = [-_MEMORY] * len(self.chosen)
        step, until = 0, _FEWEST_STEPS + patience * fewest
        while lacking and step < until:
            step += 1
            label = waiting.popleft()
            if self.chosen[label] >= 0:
                continue
            is_bold = self._random.random() < _BOLDNESS
            place = self._least_wanted(label, moved, step - _MEMORY, _WILD if is_bold else 1.0)
            if self.load[place] >= 2 * _UNIT and not is_bold:
                waiting.append(label)
                continue
            freed: list[int] = []
            for other in self._evicted(place):
                freed += self._freed(self.drop(other))
                moved[other] = step
                waiting.append(other)
                lacking += 1
            self.put(place)
            lacking -= 1 + self._settle(freed)
            if lacking < fewest:
                best, fewest = list(self.chosen), lacking
                until = step + _FEWEST_STEPS + patience * fewest
        self._restore(best)

    def _freed(self, place: int) -> list[int]:
        """Return the candidates of labels without place that a dropped one leaves free."""
        load, chosen, owner = self.load, self.chosen, self.owner
        mine = range(self.first[owner[place]], self.last[owner[place]])
        return [
            other
            for other in (*mine, *self.near[place])
            if not load[other] and chosen[owner[other]] < 0
        ]

    def _settle(self, places: list[int]) -> int:
        """Choose those of the candidates that are free and wanted; return how many labels won."""
        won = 0
        for place in places:
            if not self.load[place] and self.chosen[self.owner[place]] < 0:
                self.put(place)
                won += 1
        return won

    def _least_wanted(self, label: int, moved: list[int], since: int, noise: float) -> int:
        """Return the candidate that the fewest labels stand in, none moved of late if possible."""
        choose, load = self._random.random, self.load
        best, least = -1, math.inf
        for place in range(self.first[label], self.last[label]):
            count, owner = divmod(load[place], _UNIT)
            value = 3.0 * count + noise * choose()
            if count == 1 and moved[owner] > since:
                value += 2.0
            if value < least:
                best, least = place, value
        return best

    def _evicted(self, place: int) -> list[int]:
        """Return the labels whose chosen candidates conflict with one."""
        count, owner = divmod(self.load[place], _UNIT)
        if count <= 1:
            return [owner] if count else []
        chosen, owners = self.chosen, self.owner
        return [owners[other] for other in self.near[place] if chosen[owners[other]] == other]

    def _restore(self, chosen: list[int]) -> None:
        """Make the choice what it was."""
        for label, place in enumerate(self.chosen):
            if place >= 0 and place != chosen[label]:
                self.drop(label)
        for label, place in enumerate(chosen):
            if place >= 0 and self.chosen[label] < 0:
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
            count, other = divmod(self.load[place], _UNIT)
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
        mine, theirs = self.drop(label), self.drop(other)
        self.put(place)
        answer = self.free(other)
        if answer >= 0 and self.cost[answer] - self.cost[theirs] < gain - 1e-9:
            self.put(answer)
            return True
        self.drop(label)
        self.put(mine)
        self.put(theirs)
        return False
