"""What is to be made: how many townships, villages, groups and households."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from gridmap.errors import UsageError
from gridmap.i18n import tr

AS_OF: Final = date(2026, 11, 20)
"""The day the invented data speaks of; visits and terms are set around it."""

EPSG: Final = 4544
"""CGCS2000, 3-degree zone by central meridian 105 E."""

PRESETS: Final = ("village", "township", "county")


@dataclass(frozen=True, slots=True, kw_only=True)
class VillagePlan:
    """One village to come: its township (from 0), grids, and households of each group."""

    township: int
    grids: int
    group_sizes: tuple[int, ...]

    @property
    def households(self) -> int:
        """How many households the village gets."""
        return sum(self.group_sizes)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionPlan:
    """A project to come; `has_land`: with footprints, yards and fields (a county has none)."""

    preset: str
    cell_m: float
    village_area_m2: float
    townships: int
    villages: tuple[VillagePlan, ...]
    care_records: int
    has_land: bool


def make_plan(preset: str, rng: np.random.Generator) -> RegionPlan:
    """Return the plan of a preset, `village`, `township` or `county`.

    Raises: UsageError for any other word.
    """
    if preset not in PRESETS:
        raise UsageError(
            tr("There is no preset “{preset}”.", preset=preset),
            hint=tr("The presets are “village”, “township” and “county”."),
        )
    return {"village": _village, "township": _township, "county": _county}[preset](rng)


def _village(rng: np.random.Generator) -> RegionPlan:
    return RegionPlan(
        preset="village",
        cell_m=45.0,
        village_area_m2=3.6e6,
        townships=1,
        villages=_villages([1], [2], groups=[4], households=160, rng=rng),
        care_records=20,
        has_land=True,
    )


def _township(rng: np.random.Generator) -> RegionPlan:
    grids = [2, *_shuffled([2] + [1] * 9, rng)]
    return RegionPlan(
        preset="township",
        cell_m=45.0,
        village_area_m2=3.6e6,
        townships=1,
        villages=_villages([11], grids, groups=_few_groups(grids, 57), households=3_006, rng=rng),
        care_records=270,
        has_land=True,
    )


def _county(rng: np.random.Generator) -> RegionPlan:
    grids = _shuffled([2] * 77 + [1] * 246, rng)
    sizes = [12] * 4 + [11] * 25
    groups = [8 if count == 2 else 5 for count in grids]
    return RegionPlan(
        preset="county",
        cell_m=90.0,
        village_area_m2=3.6e6,
        townships=29,
        villages=_villages(sizes, grids, groups=groups, households=100_000, rng=rng),
        care_records=8_000,
        has_land=False,
    )


def _few_groups(grids: list[int], total: int) -> list[int]:
    groups = [7 if count == 2 else 5 for count in grids]
    singles = [index for index, count in enumerate(grids) if count == 1]
    for index in singles[: sum(groups) - total]:
        groups[index] -= 1
    return groups


def _villages(
    sizes: list[int],
    grids: list[int],
    *,
    groups: list[int],
    households: int,
    rng: np.random.Generator,
) -> tuple[VillagePlan, ...]:
    townships = [number for number, size in enumerate(sizes) for _ in range(size)]
    weights = [_group_weights(count, rng) for count in groups]
    shares = _largest_remainder(np.concatenate(weights), households)
    plans = []
    start = 0
    for township, grid_count, group_count in zip(townships, grids, groups, strict=True):
        share = shares[start : start + group_count]
        plans.append(VillagePlan(township=township, grids=grid_count, group_sizes=tuple(share)))
        start += group_count
    return tuple(plans)


def _group_weights(count: int, rng: np.random.Generator) -> np.ndarray:
    """Return uneven weights of groups; villages stay alike, so no grid gets too many."""
    weights = rng.uniform(0.7, 1.3, count)
    return np.asarray(weights / weights.mean() * rng.uniform(0.93, 1.07))


def _largest_remainder(weights: np.ndarray, total: int) -> list[int]:
    exact = weights / weights.sum() * total
    shares = np.floor(exact).astype(int)
    most = np.argsort(shares - exact, kind="stable")[: total - int(shares.sum())]
    shares[most] += 1
    return [int(share) for share in shares]


def _shuffled(items: list[int], rng: np.random.Generator) -> list[int]:
    return [items[index] for index in rng.permutation(len(items))]
