"""The service side: visits due, done and late in a month. It speaks of the office's work."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from gridmap.model.care import BANDS, VisitDue, band_of, is_review_lapsed, visit_due, visit_interval
from gridmap.model.catalogue import Catalogue
from gridmap.model.categories import catalogue_of
from gridmap.model.features import CareRecord, FeatureId, Visit
from gridmap.review.coverage import Coverage

DAYS_A_MONTH: Final = 30.4
"""Days of an average month, for the visits to expect (domain.md section 7)."""

SOON: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordService:
    """One care record: when the next visit is due, visits done this month and expected a month."""

    record: CareRecord
    visits: Sequence[Visit]
    due: VisitDue
    done: int
    monthly: float

    @property
    def is_late(self) -> bool:
        """Whether the visit is overdue."""
        return self.due.days_late > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFigures:
    """A month of visits: `due` = `done` + `waiting` + `late`.

    `done`: visits at which the person was met; `waiting`: due until the month's end, `soon` of them
    within seven days; `late`: overdue, by `bands` of 1-7, 8-30 and over 30 days.
    """

    people: int = 0
    done: int = 0
    waiting: int = 0
    soon: int = 0
    late: int = 0
    longest_days: int = 0
    bands: tuple[int, ...] = (0,) * len(BANDS)

    @property
    def due(self) -> int:
        """All visits of the month so far: done, still due and late."""
        return self.done + self.waiting + self.late

    @property
    def done_share(self) -> float | None:
        """The share of the month's visits that is done; None where none is due."""
        return self.done / self.due if self.due else None


def services(
    coverage: Coverage, before: Mapping[FeatureId, RecordService] | None = None
) -> dict[FeatureId, RecordService]:
    """Return the service of every care record in force, by id.

    Records whose review has lapsed wait for their review and have no visits due. `before` are the
    services of an earlier state on the same day under the same categories: those of records whose
    visits are the same are kept.
    """
    catalogue = catalogue_of(coverage.reader)
    known = before or {}
    visits_of = coverage.relations.visits_of
    found: dict[FeatureId, RecordService] = {}
    for record in coverage.active_records:
        old = known.get(record.id)
        visits = visits_of.get(record.id, ())
        if old is not None and old.record is record and old.visits == visits:
            found[record.id] = old
        elif not is_review_lapsed(record, on=coverage.on):
            found[record.id] = _service(record, visits, catalogue, on=coverage.on)
    return found


def figures(items: Iterable[RecordService], *, on: date) -> ServiceFigures:
    """Return the month's figures of some records on a day."""
    end = date(on.year, on.month, calendar.monthrange(on.year, on.month)[1])
    bands = [0] * len(BANDS)
    people: set[tuple[FeatureId, str]] = set()
    done = waiting = soon = longest = 0
    for item in items:
        people.add((item.record.household, item.record.person))
        done += item.done
        day = item.due.next_day
        if item.is_late:
            bands[band_of(item.due.days_late)] += 1
            longest = max(longest, item.due.days_late)
        elif day is not None and day <= end:
            waiting += 1
            soon += day <= on + SOON
    return ServiceFigures(
        people=len(people),
        done=done,
        waiting=waiting,
        soon=soon,
        late=sum(bands),
        longest_days=longest,
        bands=tuple(bands),
    )


def by_officer(
    coverage: Coverage, service: Mapping[FeatureId, RecordService]
) -> dict[FeatureId, list[RecordService]]:
    """Return the services by the officer who answers for the record."""
    found: dict[FeatureId, list[RecordService]] = {}
    for key, item in service.items():
        officer = coverage.records[key].officer
        if officer is not None:
            found.setdefault(officer.id, []).append(item)
    return found


def _service(
    record: CareRecord, visits: Sequence[Visit], catalogue: Catalogue, *, on: date
) -> RecordService:
    first = on.replace(day=1)
    done = sum(first <= visit.day <= on and visit.result != "not_met" for visit in visits)
    interval = visit_interval(record, catalogue)
    return RecordService(
        record=record,
        visits=visits,
        due=visit_due(record, visits, catalogue, on=on),
        done=done,
        monthly=DAYS_A_MONTH / interval if interval else 0.0,
    )
