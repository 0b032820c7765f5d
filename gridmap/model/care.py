"""The service side of the care register: when the next visit is due, what may still be printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from gridmap.model.catalogue import Catalogue
from gridmap.model.features import CareRecord, Visit

REVIEW_GRACE_DAYS: Final = 30
"""Days after which a record whose review is late is left out of print (domain.md section 3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitDue:
    """The last met visit, the next day due and how many days it is late (0: not late).

    None: no clock runs.
    """

    last_met: date | None
    next_day: date | None
    days_late: int = 0


def visit_interval(record: CareRecord, catalogue: Catalogue) -> int:
    """Return the days between visits: the record's own, else its category's.

    0 where the clinic sets them or the category is not known.
    """
    if record.visit_days is not None:
        return record.visit_days
    category = catalogue.care.get(record.category)
    return category.visit_days if category is not None else 0


def visit_due(
    record: CareRecord, visits: Sequence[Visit], catalogue: Catalogue, *, on: date
) -> VisitDue:
    """Return when the next visit is due, counted from the last visit at which the person was met.

    Visits whose result is `not_met` do not reset the clock. A next day agreed at the last met visit
    wins over the interval. Without any met visit the record's start begins the clock.
    """
    met = [visit for visit in visits if visit.result != "not_met" and visit.day <= on]
    last = max(met, key=lambda visit: visit.day, default=None)
    interval = visit_interval(record, catalogue)
    if last is not None and last.next_day is not None:
        next_day: date | None = last.next_day
    else:
        begin = last.day if last is not None else record.start
        next_day = begin + timedelta(days=interval) if begin is not None and interval else None
    late = (on - next_day).days if next_day is not None and on > next_day else 0
    return VisitDue(
        last_met=last.day if last is not None else None, next_day=next_day, days_late=late
    )


def is_active(record: CareRecord, *, on: date) -> bool:
    """Whether the need has begun and not ended on a day."""
    begun = record.start is None or record.start <= on
    return begun and (record.end is None or on <= record.end)


def is_review_lapsed(record: CareRecord, *, on: date) -> bool:
    """Whether the review is over 30 days late: the record is greyed and not printed."""
    return record.review_by is not None and (on - record.review_by).days > REVIEW_GRACE_DAYS


def is_printable(record: CareRecord, catalogue: Catalogue, *, on: date) -> bool:
    """Whether a record may appear on paper: known, unrestricted, active and reviewed in time.

    A restricted category stays off paper even where the office has switched it on.
    """
    category = catalogue.care.get(record.category)
    if category is None or category.is_restricted:
        return False
    return is_active(record, on=on) and not is_review_lapsed(record, on=on)


def keep_until(record: CareRecord, catalogue: Catalogue) -> date | None:
    """Return the last day a record is kept after its end; None while the need lasts."""
    category = catalogue.care.get(record.category)
    if record.end is None or category is None:
        return None
    return record.end + timedelta(days=category.keep_days)


def is_deletable(record: CareRecord, catalogue: Catalogue, *, on: date) -> bool:
    """Whether a record's time is over: it ended and was kept as long as its category says."""
    last = keep_until(record, catalogue)
    return last is not None and last < on


def lacks_notice(record: CareRecord, catalogue: Catalogue) -> bool:
    """Whether the person was not told of the record, or did not consent where that is needed.

    A restricted category needs consent (PIPL art. 29, 30).
    """
    category = catalogue.care.get(record.category)
    needs_consent = category is not None and category.is_restricted
    return record.notice_on is None or (needs_consent and record.consent_on is None)


BANDS: Final = ((1, 7), (8, 30), (31, None))
"""Bands of days late: first and last day, None: and more."""


def band_of(days_late: int) -> int:
    """Return the number of the band that days late fall into, -1: not late."""
    for number, (first, last) in enumerate(BANDS):
        if days_late >= first and (last is None or days_late <= last):
            return number
    return -1
