"""Placing the labels of one priority, rung by rung: full labels, lesser ones, then with leaders."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeAlias

import numpy as np

from gridmap.layers.label_candidates import (
    FINE,
    LEADERS,
    MORE_LEADERS,
    SLIDES,
    Candidates,
    Floats,
    Ints,
    Ladder,
    around,
    centered,
    joined,
    ladder,
    led,
)
from gridmap.layers.label_conflicts import (
    Bools,
    blocked,
    candidate_pairs,
    crossings,
    pairs_between,
)
from gridmap.layers.label_repair import repair
from gridmap.layers.label_search import Search
from gridmap.layers.label_types import Box, Boxes, LabelRequest, LabelRules, SoftLines
from gridmap.layers.label_walk import walk

_HOPS: Final = 2
_ROOM_COST: Final = 0.125
_DOUBT_MM: Final = 0.9
"""A label this near to another's symbol could be taken for the other's."""

_DOUBT_COST: Final = 1.8
_NEARER_COST: Final = 2.0
"""What it costs at most to be near another's symbol, and to be nearer to it than to the own one."""

_SAME_MM: Final = 1e-6
"""Differences of rounding, that must not decide."""

_WALL_COST: Final = 4.0
"""What it costs to lie beyond a boundary from its symbol: no other place close by is as bad."""

_FAR_SIDE: Final = 1.5
"""The same for a road, as a multiple of what it costs to cross it."""

_KEPT_MM: Final = 0.05
_KEPT_GAIN: Final = 2.0

More: TypeAlias = Callable[[Bools, Bools], Candidates]
"""Returns further places; takes which labels have none and which may move."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What labels must mind: the frame, boxes (with the label each belongs to, or -1), lines.

    `walls` are lines that no label and no leader may cross, shape (n, 4).
    """

    frame: Box
    boxes: Boxes
    owner: Ints
    soft: SoftLines | None
    walls: Boxes
    rules: LabelRules


class LadderPlacement:
    """The labels of one call; `place` is called for each priority in turn, the greatest first.

    `previous` maps indices of labels to the offsets of their boxes from their points that they
    should keep. `done` are the places found.
    """

    def __init__(
        self,
        requests: Sequence[LabelRequest],
        ground: Ground,
        previous: Mapping[int, tuple[float, float]],
    ) -> None:
        self._requests = requests
        self._ground = ground
        self._steps: Ladder = ladder(requests)
        self._points: Floats = np.array(
            [(request.x_mm, request.y_mm, request.half_mm) for request in requests],
            dtype=np.float64,
        ).reshape(-1, 3)
        self._centered: Bools = np.array([bool(request.centers) for request in requests], np.bool_)
        may_lead = np.array([request.may_lead for request in requests], np.bool_)
        self._leads: Bools = may_lead & ~self._centered
        self._kept = np.full((len(requests), 2), np.nan)
        for index, offset in previous.items():
            self._kept[index] = offset
        self._later: Bools = np.zeros(len(requests), dtype=np.bool_)
        self.done: list[Candidates] = []

    def place(self, labels: Bools, later: Bools) -> None:
        """Place the labels marked true, keeping clear of those done before.

        Places that take room from the labels marked `later` cost more.
        """
        self._later = later
        contents = range(self._steps.contents_of(labels))
        chosen = self._remembered(labels)
        pools: list[Candidates] = []
        for content in contents:
            if not _open(labels, chosen).any():
                break
            pools.append(self._usable(self._near(labels, content, True)))
            chosen = self._stage(labels, pools, chosen, None)
            if _open(labels, chosen).any():
                pools.append(self._usable(self._near(labels, content, False)))
                chosen = self._stage(labels, pools, chosen, partial(self._finer, content))
                chosen = self._stage(labels, pools, chosen, partial(self._roomier, content))
        for content in contents if self._ground.rules.leader_mm > 0 else ():
            chosen = self._stage(labels, pools, chosen, partial(self._led, content))
        chosen = self._traded(labels & ~self._centered, pools, chosen)
        self.done.append(chosen)

    def _stage(
        self, labels: Bools, pools: Sequence[Candidates], chosen: Candidates, more: More | None
    ) -> Candidates:
        """Return the chosen places with more labels placed; labels far from all open ones stay."""
        open_ = _open(labels, chosen)
        if not open_.any():
            return chosen
        play = self._in_play(labels, open_)
        moving = play[chosen.owner]
        held, start = chosen.take(~moving), chosen.take(moving)
        parts = [pool.take(play[pool.owner]) for pool in pools]
        if more is not None:
            parts.append(self._usable(more(open_, play)))
        fresh = self._clear_of(joined(parts)[0], held)
        return joined([held, self._searched(start, fresh)])[0]

    def _searched(self, start: Candidates, fresh: Candidates) -> Candidates:
        """Return the best choice found, one candidate a label, starting from the first ones."""
        places, started = joined([start, fresh])
        left, right = candidate_pairs(places, None, self._ground.rules.clearance_mm)
        search = Search(places, left, right, len(self._requests))
        for place in started.tolist():
            search.put(place)
        search.fill()
        repair(search)
        search.polish()
        return _chosen(search, places)

    def _traded(self, labels: Bools, pools: Sequence[Candidates], chosen: Candidates) -> Candidates:
        """Return the choice with labels placed for which places are traded in a crowd."""
        lost = _open(labels, chosen)
        if not lost.any():
            return chosen
        play = self._in_play(labels, lost)
        last = self._steps.contents_of(play) - 1
        moving = play[chosen.owner]
        held, start = chosen.take(~moving), chosen.take(moving)
        parts = [pool.take(play[pool.owner]) for pool in pools]
        parts.append(self._usable(self._anywhere(last, lost, play)))
        places, started = joined([start, self._clear_of(joined(parts)[0], held)])
        if not lost[places.owner].any():
            return chosen
        left, right = candidate_pairs(places, None, self._ground.rules.clearance_mm)
        found = walk(places, left, right, started)
        if len(found) == len(started):
            return chosen
        search = Search(places, left, right, len(self._requests))
        for place in found.tolist():
            search.put(place)
        search.polish()
        return joined([held, _chosen(search, places)])[0]

    def _in_play(self, labels: Bools, open_: Bools) -> Bools:
        """Return which labels are open or near open ones, or near those."""
        if (open_ == labels).all():
            return labels
        play = open_
        for _ in range(_HOPS):
            play = self._and_near(play, labels)
        return play

    def _and_near(self, some: Bools, labels: Bools) -> Bools:
        """Return which of the labels are among some or could stand in their way."""
        reach = self._reach()
        everyone = np.flatnonzero(labels)
        _, near = pairs_between(reach[some], reach[everyone])
        result = some.copy()
        result[everyone[near]] = True
        return result

    def _reach(self) -> Boxes:
        """Return boxes around the points that contain every place close to them."""
        half = np.zeros((len(self._requests), 2))
        np.maximum.at(half, self._steps.owner, self._steps.size)
        half += self._points[:, 2:] + self._ground.rules.gap_mm
        return np.concatenate([self._points[:, :2] - half, self._points[:, :2] + half], axis=1)

    def _near(self, labels: Bools, content: int, first: bool | None = None) -> Candidates:
        """Return the sixteen places, or those on given centres, of labels at a content rung.

        `first`: of its first shape, of the others, or of all.
        """
        steps = self._steps
        rows = steps.rows(labels & ~self._centered, content, first)
        close = around(self._points, steps, rows, self._ground.rules.gap_mm)
        rows = steps.rows(labels & self._centered, content, first)
        return joined([close, centered(self._requests, steps, rows)])[0]

    def _roomier(self, content: int, open_: Bools, play: Bools) -> Candidates:
        """Return places in small steps for open labels and their neighbours at a content rung."""
        return self._finer(content, self._and_near(open_, play), play)

    def _finer(self, content: int, open_: Bools, _play: Bools) -> Candidates:
        """Return places in small steps around the points of open labels at a content rung."""
        rows = self._steps.rows(open_ & ~self._centered, content)
        return around(self._points, self._steps, rows, self._ground.rules.gap_mm, FINE)

    def _led(self, content: int, _open: Bools, play: Bools) -> Candidates:
        """Return places with leaders of labels in play at a content rung."""
        rows = self._steps.rows(play & self._leads, content)
        lengths_mm = np.array(LEADERS) * self._ground.rules.leader_mm
        return led(self._points, self._steps, rows, lengths_mm)

    def _anywhere(self, content: int, _open: Bools, play: Bools) -> Candidates:
        """Return places in small steps and with more leaders of labels in play at a rung."""
        close = self._finer(content, play, play)
        leader_mm = self._ground.rules.leader_mm
        if leader_mm <= 0:
            return close
        rows = self._steps.rows(play & self._leads, content)
        far = led(self._points, self._steps, rows, np.array(MORE_LEADERS) * leader_mm, SLIDES)
        return joined([close, far])[0]

    def _remembered(self, labels: Bools) -> Candidates:
        """Return the places, of all kinds, that match what labels should keep."""
        kept = labels & ~np.isnan(self._kept[:, 0])
        parts = [self._near(kept, 0)]
        if not kept.any():
            return parts[0]
        for content in range(self._steps.contents):
            parts += [self._near(kept, content), self._finer(content, kept, kept)]
            if self._ground.rules.leader_mm > 0:
                parts.append(self._led(content, kept, kept))
        places, _ = joined(parts)
        offset = places.box[:, :2] - self._points[places.owner, :2]
        same = np.abs(offset - self._kept[places.owner]).max(axis=1, initial=0.0) < _KEPT_MM
        places = places.take(same)
        if not len(places.owner):
            return places
        places = self._usable(places)
        places = places.take(np.unique(places.owner, return_index=True)[1])
        left, right = candidate_pairs(places, None, self._ground.rules.clearance_mm)
        clear = _all_but(np.maximum(left, right), places)
        return places.with_cost(places.cost - _KEPT_GAIN).take(clear)

    def _usable(self, places: Candidates) -> Candidates:
        """Return the candidates that touch nothing fixed, with the costs of what they cross."""
        ground, margin = self._ground, self._ground.rules.clearance_mm
        low_x, low_y, high_x, high_y = ground.frame
        left, top, right, bottom = places.box.T
        outside = (left < low_x) | (top < low_y) | (right > high_x) | (bottom > high_y)
        x, y = places.leader[:, 0], places.leader[:, 1]
        outside |= (x < low_x) | (x > high_x) | (y < low_y) | (y > high_y)
        places = places.take(np.flatnonzero(~outside))
        places = self._not_crossing(places)
        touching, gap_mm = blocked(places, ground.boxes, ground.owner, margin, _DOUBT_MM)
        doubt = _DOUBT_COST * (1.0 - gap_mm / _DOUBT_MM)
        doubt += _NEARER_COST * (gap_mm < ground.rules.gap_mm - _SAME_MM)
        places = places.with_cost(places.cost + doubt).take(~touching)
        for done in self.done:
            places = self._clear_of(places, done)
        return places.with_cost(places.cost + self._crossing(places) + self._taking(places))

    def _clear_of(self, places: Candidates, others: Candidates) -> Candidates:
        """Return the candidates that touch none of the others."""
        hit, _ = candidate_pairs(places, others, self._ground.rules.clearance_mm)
        return places.take(_all_but(hit, places))

    def _not_crossing(self, places: Candidates) -> Candidates:
        """Return the candidates that cross no wall; those beyond one from their point cost more."""
        ground = self._ground
        if not len(ground.walls):
            return places
        found = crossings(places, self._points[:, :2], ground.walls, ground.rules.clearance_mm)
        apart = np.bincount(found.place[found.parts], minlength=len(places.owner))
        through = found.place[(found.length_mm > 0.0) | found.cuts_leader]
        return places.with_cost(places.cost + _WALL_COST * apart).take(_all_but(through, places))

    def _crossing(self, places: Candidates) -> Floats:
        """Return what soft lines cost that run through candidates or part them from their point."""
        soft = self._ground.soft
        if soft is None:
            return np.zeros(len(places.owner))
        found = crossings(places, self._points[:, :2], soft.segments_mm, 0.0)
        height = places.box[found.place, 3] - places.box[found.place, 1]
        cost = soft.cost[found.line] * (found.length_mm / height + _FAR_SIDE * found.parts)
        return np.asarray(np.bincount(found.place, cost, len(places.owner)), dtype=np.float64)

    def _taking(self, places: Candidates) -> Floats:
        """Return what the room costs that candidates take from labels of lesser priority."""
        if not self._later.any():
            return np.zeros(len(places.owner))
        wanted = self._near(self._later & ~self._centered, 0, True)
        hit, _ = pairs_between(places.box, wanted.box)
        return np.asarray(_ROOM_COST * np.bincount(hit, minlength=len(places.owner)))


def _chosen(search: Search, places: Candidates) -> Candidates:
    """Return the candidates that a search has chosen."""
    return places.take(np.array([row for row in search.chosen if row >= 0], dtype=np.intp))


def _all_but(rows: Ints, places: Candidates) -> Bools:
    """Return all candidates but some."""
    result = np.ones(len(places.owner), dtype=np.bool_)
    result[rows] = False
    return result


def _open(labels: Bools, chosen: Candidates) -> Bools:
    """Return which of the labels have no place among the chosen."""
    result = labels.copy()
    result[chosen.owner] = False
    return result
