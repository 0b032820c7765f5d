"""Care records in words, as the properties panel shows them below a household. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gridmap.i18n import tr
from gridmap.model.care import is_active, is_review_lapsed, visit_due
from gridmap.model.categories import catalogue_of
from gridmap.model.document import FeatureReader
from gridmap.model.duties import Post
from gridmap.model.features import CareRecord, FeatureId, Household, Measure, Visit
from gridmap.model.state_names import result_name, way_name
from gridmap.ui.digest import Digest
from gridmap.ui.kinds import door_words


@dataclass(frozen=True, slots=True, kw_only=True)
class CareCard:
    """A care record in words. `is_restricted`: only that it exists is said.

    `days_left` counts to the next visit, None where no clock runs; `is_lapsed`: the review is so
    late that the record is greyed.
    """

    record: FeatureId
    category: str
    person: str = ""
    born: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    next_visit: str = ""
    days_late: int = 0
    days_left: int | None = None
    is_lapsed: bool = False
    is_restricted: bool = False
    symbol: str = ""


def care_cards(digest: Digest, household: FeatureId, *, on: date) -> list[CareCard]:
    """Return the care records of a household; restricted ones without any fact."""
    records = digest.relations.records_of.get(household, ())
    return [_care(digest, record, on) for record in records if is_active(record, on=on)]


def _care(digest: Digest, record: CareRecord, on: date) -> CareCard:
    catalogue = catalogue_of(digest.snapshot)
    category = catalogue.care.get(record.category)
    if category is None or category.is_restricted:
        return CareCard(record=record.id, category=tr("Restricted record"), is_restricted=True)
    posts = digest.responsibilities.of_record(record)
    visits = digest.relations.visits_of.get(record.id, ())
    due = visit_due(record, visits, catalogue, on=on)
    lines = (
        (tr("Needs"), record.need),
        (tr("Responsible"), _name(posts.officer)),
        (tr("Leader"), _name(posts.leader)),
        (tr("Helper"), helper_words(digest.snapshot, record)),
        (tr("Measures"), "\n".join(_measure(item) for item in record.measures)),
        (tr("Last visit"), last_visit_words(visits)),
    )
    left = (due.next_day - on).days if due.next_day is not None and not due.days_late else None
    return CareCard(
        record=record.id,
        category=category.short_name,
        person=record.person,
        born=tr("born {year}", year=record.birth_year) if record.birth_year else "",
        lines=lines,
        next_visit=due.next_day.isoformat() if due.next_day is not None else "",
        days_late=due.days_late,
        days_left=left,
        is_lapsed=is_review_lapsed(record, on=on),
        symbol=f"care-{record.category}",
    )


def last_visit_words(visits: Sequence[Visit]) -> str:
    """Return day, way and result of the newest visit, of one day's the one recorded last."""
    if not visits:
        return ""
    last = max(reversed(visits), key=lambda visit: visit.day)
    way, result = way_name(last.way), result_name(last.result)
    return tr("{day}  {way}, {result}", day=last.day.isoformat(), way=way, result=result)


def helper_words(reader: FeatureReader, record: CareRecord) -> str:
    """Return the existing helper's name, with the door where a neighbour's house is known."""
    home = reader.find(record.helper_household, Household)
    if home is None:
        return record.helper
    name = record.helper or home.head
    return tr("{name} ({door})", name=name, door=door_words(home.door)) if home.door else name


def _measure(measure: Measure) -> str:
    when = measure.when or (measure.due.isoformat() if measure.due is not None else "")
    return " ".join(part for part in (measure.what, measure.who, when) if part)


def _name(post: Post | None) -> str:
    return post.officer.name if post is not None and post.officer is not None else ""
