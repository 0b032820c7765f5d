"""How much each officer has to do, beside the township's median."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import Final

from gridmap.model.features import FeatureId, Household, Officer
from gridmap.review.coverage import Coverage
from gridmap.review.service import RecordService, ServiceFigures, by_officer, figures, services
from gridmap.review.walk import Walk, Walker

HIGH: Final = 1.5
LOW: Final = 0.5
"""Shares of the median over and under which a workload is flagged (domain.md section 7)."""


class Load(StrEnum):
    """How a workload stands beside the median."""

    HIGH = "high"
    USUAL = "usual"
    LOW = "low"


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """What one officer answers for.

    `monthly`: visits to expect in a month; `residents` living there; `walk`: once past everybody,
    None where it was not asked for.
    """

    officer: Officer
    households: int
    residents: int
    records: int
    monthly: float
    service: ServiceFigures
    walk: Walk | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Workloads:
    """The workloads of all officers who have any, the most visits first, and their median."""

    rows: tuple[Workload, ...]
    median_monthly: float

    def of(self, officer: FeatureId) -> Workload | None:
        """Return the workload of an officer, None where there is none."""
        return next((row for row in self.rows if row.officer.id == officer), None)

    def share(self, row: Workload) -> float | None:
        """Return a workload as a share of the median; None where there is no median."""
        return row.monthly / self.median_monthly if self.median_monthly else None

    def load(self, row: Workload) -> Load:
        """Return how a workload stands beside the median."""
        share = self.share(row)
        if share is None or LOW <= share <= HIGH:
            return Load.USUAL
        return Load.HIGH if share > HIGH else Load.LOW


def workloads(
    coverage: Coverage,
    *,
    service: Mapping[FeatureId, RecordService] | None = None,
    walker: Walker | None = None,
    walkers: Collection[FeatureId] | None = None,
) -> Workloads:
    """Return what every officer has to do who answers for a household or a care record.

    The median is of those who have visits to make. With a `walker` the walks are worked out too,
    with `walkers` only those of these officers.
    """
    found = service if service is not None else services(coverage)
    homes = _homes_by_officer(coverage)
    people = by_officer(coverage, found)
    rows = []
    for officer in coverage.reader.all(Officer):
        own, mine = homes.get(officer.id, []), people.get(officer.id, [])
        if not own and not mine:
            continue
        is_asked = walker is not None and (walkers is None or officer.id in walkers)
        rows.append(
            Workload(
                officer=officer,
                households=len(own),
                residents=sum(home.living or 0 for home in own),
                records=len(mine),
                monthly=sum(item.monthly for item in mine),
                service=figures(mine, on=coverage.on),
                walk=_walk(coverage, mine, walker) if is_asked and walker is not None else None,
            )
        )
    rows.sort(key=lambda row: (-row.monthly, -row.households, row.officer.name))
    busy = [row.monthly for row in rows if row.monthly]
    return Workloads(rows=tuple(rows), median_monthly=median(busy) if busy else 0.0)


def officers_of(coverage: Coverage, households: Iterable[FeatureId]) -> set[FeatureId]:
    """Return the officers who answer for some households or for a record in one of them."""
    found: set[FeatureId] = set()
    relations = coverage.relations
    for key in households:
        officer = coverage.households[key].officer
        if officer is not None:
            found.add(officer.id)
        for record in relations.records_of.get(key, ()):
            cover = coverage.records.get(record.id)
            if cover is not None and cover.officer is not None:
                found.add(cover.officer.id)
    return found


def _homes_by_officer(coverage: Coverage) -> dict[FeatureId, list[Household]]:
    homes: dict[FeatureId, list[Household]] = {}
    table = coverage.reader.table(Household)
    for key, cover in coverage.households.items():
        officer = cover.posts.officer.officer if cover.posts.officer is not None else None
        if officer is not None:
            homes.setdefault(officer.id, []).append(table[key])
    return homes


def _walk(coverage: Coverage, people: Sequence[RecordService], walker: Walker) -> Walk:
    points = []
    for item in people:
        home = coverage.reader.find(item.record.household, Household)
        if home is not None and home.geometry is not None:
            points.append((home.geometry.x, home.geometry.y))
    return walker.walk(points)
