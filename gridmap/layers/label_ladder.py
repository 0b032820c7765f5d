"""Placing the labels of one priority, rung by rung: full labels, lesser ones, then with leaders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from gridmap.layers.label_candidates import (
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
    grown,
    inside_length,
    pairs_between,
)
from gridmap.layers.label_search import Search
from gridmap.layers.label_types import Box, Boxes, LabelRequest, LabelRules, SoftLines

_STEPS_PER_LABEL = 8
_STEPS_PER_MISSING = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What labels must mind: the frame, boxes (with the label each belongs to, or -1), lines."""

    frame: Box
    boxes: Boxes
    owner: Ints
    soft: SoftLines | None
    rules: LabelRules


class LadderPlacement:
    """The labels of one call; `place` is called for each priority in turn."""

    def __init__(
        self,
        requests: Sequence[LabelRequest],
        ground: Ground,
        previous: Mapping[int, tuple[float, float]],
    ) -> None:
        self._requests = requests
        self._ground = ground
        self._previous = previous
        self._steps: Ladder = ladder(requests)
        self._points: Floats = np.array(
            [(request.x_mm, request.y_mm, request.half_mm) for request in requests],
            dtype=np.float64,
        ).reshape(-1, 3)
        self._centered: Bools = np.array([bool(request.centers) for request in requests])
        self._leads: Bools = np.array(
            [request.may_lead and not request.centers for request in requests]
        )
        self.done: list[Candidates] = []

    def place(self, labels: Bools, later: Bools) -> None:
        """Place the labels marked true, keeping clear of those done before.

        Places that take room from the labels marked `later` cost more.
        """
        contents = self._steps.contents
        rungs = 2 * contents if self._ground.rules.leader_mm > 0 else contents
        chosen: Candidates | None = None
        open_ = labels.copy()
        for rung in range(rungs):
            if not open_.any():
                break
            chosen = self._rung(rung, labels, open_, later, chosen)
            open_ = labels.copy()
            if chosen is not None:
                open_[chosen.owner] = False
        if chosen is not None:
            self.done.append(chosen)

    def _rung(
        self, rung: int, labels: Bools, open_: Bools, later: Bools, chosen: Candidates | None
    ) -> Candidates | None:
        """Return the labels' places when everything up to a rung is allowed."""
        fresh = self._usable(self._upto(rung, labels, open_), later)
        parts = [fresh] if chosen is None else [fresh, chosen]
        places = joined(parts)
        if not len(places.owner):
            return chosen
        left, right = candidate_pairs(places, None, self._ground.rules.clearance_mm)
        search = Search(places, left, right, len(self._requests))
        if chosen is not None:
            self._keep(search, places, chosen)
        missing = search.missing()
        degree = np.bincount(np.concatenate([left, right]), minlength=len(places.owner))
        search.fill(_most_constrained_first(places, degree, missing))
        still = len(search.missing())
        search.improve(_STEPS_PER_LABEL * len(missing) + _STEPS_PER_MISSING * still)
        search.polish()
        rows = [place for place in search.chosen if place >= 0]
        return places.take(np.array(rows, dtype=np.intp))

    def _keep(self, search: Search, places: Candidates, chosen: Candidates) -> None:
        """Start from the places chosen on the rung before."""
        wanted = {
            (owner, cost, left, top)
            for owner, cost, left, top in zip(
                chosen.owner.tolist(),
                chosen.cost.tolist(),
                chosen.box[:, 0].tolist(),
                chosen.box[:, 1].tolist(),
                strict=True,
            )
        }
        for index, (owner, cost, left, top) in enumerate(
            zip(
                places.owner.tolist(),
                places.cost.tolist(),
                places.box[:, 0].tolist(),
                places.box[:, 1].tolist(),
                strict=True,
            )
        ):
            if (owner, cost, left, top) in wanted and search.chosen[owner] < 0:
                search.put(index)

    def _upto(self, rung: int, labels: Bools, open_: Bools) -> Candidates:
        """Return the candidates of all labels up to a rung; leaders only where nothing else is."""
        steps, rules = self._steps, self._ground.rules
        parts = []
        for content in range(min(rung + 1, steps.contents)):
            rows = steps.rows(labels & ~self._centered, content)
            parts.append(around(self._points, steps, rows, rules))
            rows = steps.rows(labels & self._centered, content)
            parts.append(centered(self._requests, steps, rows))
        for content in range(rung + 1 - steps.contents):
            rows = steps.rows(open_ & self._leads, content)
            parts.append(led(self._points, steps, rows, rules))
        return joined(parts)

    def _usable(self, places: Candidates, later: Bools) -> Candidates:
        """Return the candidates that touch nothing fixed, with the costs of what they cross."""
        ground, margin = self._ground, self._ground.rules.clearance_mm
        left, top, right, bottom = ground.frame
        inside = (
            (places.box[:, 0] >= left)
            & (places.box[:, 1] >= top)
            & (places.box[:, 2] <= right)
            & (places.box[:, 3] <= bottom)
        )
        places = places.take(inside)
        places = places.take(~blocked(places, ground.boxes, ground.owner, margin))
        for done in self.done:
            hit, _ = candidate_pairs(places, done, margin)
            clear = np.ones(len(places.owner), dtype=np.bool_)
            clear[hit] = False
            places = places.take(clear)
        return self._costed(places, later)

    def _costed(self, places: Candidates, later: Bools) -> Candidates:
        """Return the candidates with the costs of soft lines crossed and of room taken."""
        cost = places.cost.copy()
        size = len(cost)
        soft = self._ground.soft
        if soft is not None and len(soft.cost):
            lines = soft.segments_mm
            low, high = (
                np.minimum(lines[:, :2], lines[:, 2:]),
                np.maximum(lines[:, :2], lines[:, 2:]),
            )
            extents = grown(np.concatenate([low, high], axis=1), 1e-3)
            hit, line = pairs_between(places.box, extents)
            length = inside_length(lines[line], places.box[hit])
            height = places.box[hit, 3] - places.box[hit, 1]
            cost += np.bincount(hit, soft.cost[line] * length / height, size)
        if later.any():
            rows = self._steps.rows(later & ~self._centered, 0)
            wanted = around(self._points, self._steps, rows, self._ground.rules)
            hit, _ = pairs_between(places.box, wanted.box)
            cost += np.bincount(hit, minlength=size) / 8.0
        order = np.lexsort((cost, places.owner))
        return places.with_cost(cost).take(order)


def _most_constrained_first(places: Candidates, degree: Ints, labels: list[int]) -> list[int]:
    """Return labels, those first whose easiest candidate is in the way of the fewest others."""
    least = np.full(int(places.owner.max()) + 1, np.inf)
    np.minimum.at(least, places.owner, degree)
    return sorted(labels, key=lambda label: (float(least[label]), label))
