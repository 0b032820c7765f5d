"""Making room for a label among its neighbours: all ways to seat a few labels anew, tried exactly.

For a label without place, those that stand in its way are taken up together with it, first few,
then more, and seated anew if that is possible for all. Only the neighbourhood decides, so that a
change of the map changes labels near it and no others.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from gridmap.layers.label_search import Search

_SIZES: Final = (4, 7, 11)
"""How many labels are taken up in turn."""

_RIVALS: Final = 3
"""How many labels without place join in, so that two may win where one loses."""

_BUDGET: Final = 250
"""How many places are tried before a neighbourhood is given up."""


def repair(search: Search) -> None:
    """Give places to labels that have none, as far as neighbourhoods can be seated anew."""
    waiting = search.missing()
    while waiting:
        won = [label for label in waiting if search.chosen[label] >= 0 or _seated(search, label)]
        if not won:
            return
        waiting = search.missing()


def _seated(search: Search, label: int) -> bool:
    """Try to give a label a place; tell whether it has one now."""
    place = search.free(label)
    if place >= 0:
        search.put(place)
        return True
    group = [label]
    for size in _SIZES:
        before = len(group)
        _extend(search, group, size)
        if len(group) == before:
            break
        if _seat_anew(search, group):
            return True
    rivals = _rivals(search, group)
    return bool(rivals) and _seat_anew(search, [*group[: _SIZES[1]], *rivals])


def _rivals(search: Search, group: list[int]) -> list[int]:
    """Return labels without place that could stand where the first ones of a group could."""
    near = [other for member in group[: _SIZES[0]] for other in search.neighbours(member)]
    found = [other for other in near if search.chosen[other] < 0 and other not in group]
    return list(dict.fromkeys(found))[:_RIVALS]


def _extend(search: Search, group: list[int], size: int) -> None:
    """Add labels to a group: those that stand in the way of its first ones, the worst first."""
    for member in list(group):
        found = [
            (-count, other)
            for other in search.neighbours(member)
            if other not in group and (count := _in_the_way(search, member, other))
        ]
        for _, other in sorted(found):
            if len(group) >= size:
                return
            group.append(other)


def _in_the_way(search: Search, label: int, other: int) -> int:
    """Return how many places of a label are taken by another."""
    place = search.chosen[other]
    if place < 0:
        return 0
    near = search.near[place]
    return bisect_left(near, search.last[label]) - bisect_left(near, search.first[label])


def _seat_anew(search: Search, group: list[int]) -> bool:
    """Choose places for a group, the others standing, for one label more than have one now.

    Where that is not possible nothing has changed. Tells whether it was possible.
    """
    before = [search.drop(label) for label in group if search.chosen[label] >= 0]
    answer = _Seats(search, group).solve(skips=len(group) - len(before) - 1)
    for place in before if answer is None else answer:
        search.put(place)
    return answer is not None


class _Seats:
    """The free places of some labels as bits, and the search for one each."""

    def __init__(self, search: Search, group: list[int]) -> None:
        self._near = search.near
        self._bit: dict[int, int] = {}
        self._places: list[int] = []
        self._own: list[int] = []
        for label in group:
            free = [p for p in range(search.first[label], search.last[label]) if not search.load[p]]
            begin = len(self._places)
            self._own.append(((1 << len(free)) - 1) << begin)
            for place in free:
                self._bit[place] = 1 << len(self._places)
                self._places.append(place)
        self._masks: dict[int, int] = {}
        self._left = _BUDGET

    def solve(self, skips: int) -> list[int] | None:
        """Return places for all labels but so many, or None where none were found."""
        return self._solve((1 << len(self._places)) - 1, self._own, skips)

    def _solve(self, free: int, labels: list[int], skips: int) -> list[int] | None:
        if not labels:
            return []
        counts = [(free & own).bit_count() for own in labels]
        least = min(counts)
        at = counts.index(least)
        rest, others = labels[:at] + labels[at + 1 :], free & ~labels[at]
        failed: list[int] = []
        options = free & labels[at]
        while options and self._left > 0:
            bit = (options & -options).bit_length() - 1
            options &= options - 1
            hit = self._mask(bit) & others
            if any(not known & ~hit for known in failed):
                continue
            self._left -= 1
            found = self._solve(others & ~hit, rest, skips)
            if found is not None:
                return [self._places[bit], *found]
            failed.append(hit)
        return self._solve(others, rest, skips - 1) if skips > 0 else None

    def _mask(self, bit: int) -> int:
        """Return the places, as bits, that conflict with one."""
        known = self._masks.get(bit)
        if known is None:
            known = 0
            for other in self._near[self._places[bit]]:
                known |= self._bit.get(other, 0)
            self._masks[bit] = known
        return known
