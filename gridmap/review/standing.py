"""The six checks that always stand: they say at a glance whether cover holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from gridmap.checks import grid_size
from gridmap.checks.problem import Problem
from gridmap.i18n import tr
from gridmap.model.care import BANDS, band_of, is_deletable
from gridmap.model.categories import catalogue_of
from gridmap.model.features import CareRecord, FeatureId
from gridmap.review.cover import Why
from gridmap.review.gaps import double_duties, off_duty
from gridmap.review.state import Review
from gridmap.review.workload import Load

_LAST_BAND: Final = len(BANDS) - 1


class Standing(StrEnum):
    """A standing check."""

    GAP = "gap"
    DOUBLE_COVER = "double_cover"
    OVER_SPAN = "over_span"
    ABSENT_OFFICER = "absent_officer"
    STALE_RECORD = "stale_record"
    SINGLE_POINT = "single_point"

    @property
    def words(self) -> str:
        """What it looks for, in the current language."""
        return {
            Standing.GAP: tr("Nobody answers"),
            Standing.DOUBLE_COVER: tr("Two answer for the same"),
            Standing.OVER_SPAN: tr("Too much for one"),
            Standing.ABSENT_OFFICER: tr("Term over or not on duty there"),
            Standing.STALE_RECORD: tr("Records left lying"),
            Standing.SINGLE_POINT: tr("Nobody stands in"),
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingCheck:
    """What a standing check finds: the features concerned, and how many there are.

    For a gap: households, care records and villages with free land; for double cover: duties and
    grids; over-span and single point: officers and grids; absent officer: scopes, duties, records;
    stale record: care records.
    """

    check: Standing
    found: tuple[FeatureId, ...]

    @property
    def holds(self) -> bool:
        """Whether there is nothing to see to."""
        return not self.found


def standing_checks(review: Review, problems: Iterable[Problem] = ()) -> list[StandingCheck]:
    """Return all six checks of a review; `problems` of the map checks add land and overlaps."""
    land: dict[str, list[FeatureId]] = {}
    for problem in problems:
        land.setdefault(problem.rule, []).extend(problem.feature_ids)
    coverage = review.coverage
    gap = [*coverage.uncovered_households, *coverage.uncovered_records, *land.get("grid_gap", ())]
    double = [key for item in double_duties(review) for key in item.ids]
    return [
        _check(Standing.GAP, gap),
        _check(Standing.DOUBLE_COVER, [*double, *land.get("grid_overlap", ())]),
        _check(Standing.OVER_SPAN, _over_span(review)),
        _check(Standing.ABSENT_OFFICER, _absent(review)),
        _check(Standing.STALE_RECORD, _stale(review)),
        _check(Standing.SINGLE_POINT, _single_points(review)),
    ]


def _check(check: Standing, found: Sequence[FeatureId]) -> StandingCheck:
    return StandingCheck(check=check, found=tuple(dict.fromkeys(found)))


def _over_span(review: Review) -> list[FeatureId]:
    """Return officers over 1.5 times the median and grids over 300 households."""
    loads = review.loads
    officers = [row.officer.id for row in loads.rows if loads.load(row) is Load.HIGH]
    homes = review.coverage.relations.households_in_grid
    return officers + [
        grid for grid, members in homes.items() if grid and len(members) > grid_size.MOST
    ]


def _absent(review: Review) -> list[FeatureId]:
    """Return scopes whose last officer's term is over, and records whose officer is elsewhere."""
    covers = {id(cover): cover for cover in review.coverage.households.values()}
    covers |= {id(cover): cover for cover in review.coverage.records.values()}
    over = [
        lack.scope
        for cover in covers.values()
        for lack in cover.lacks
        if lack.why is Why.TERM_OVER and lack.scope is not None
    ]
    return [*over, *(key for item in off_duty(review) for key in item.ids)]


def _stale(review: Review) -> list[FeatureId]:
    """Return records past their review or retention, or over 30 days without their visit."""
    catalogue = catalogue_of(review.snapshot)
    stale = [
        item.id
        for item in review.coverage.active_records
        if (item.review_by or date.max) < review.on
    ]
    stale += [
        key for key, item in review.service.items() if band_of(item.due.days_late) == _LAST_BAND
    ]
    return stale + [
        item.id
        for item in review.snapshot.all(CareRecord)
        if is_deletable(item, catalogue, on=review.on)
    ]


def _single_points(review: Review) -> list[FeatureId]:
    """Return officers on whom households or records hang and whom nobody stands in for."""
    covers = {id(cover): cover for cover in review.coverage.households.values()}
    covers |= {id(cover): cover for cover in review.coverage.records.values()}
    return [
        cover.officer.id
        for cover in covers.values()
        if cover.officer is not None and cover.deputy is None
    ]
