"""Editions: the filter between a snapshot and what leaves the program (domain.md section 3).

`edition_view` is the only way out. What an edition must not contain is not in the view at all:
fields are emptied and features left out before any layout, so that no page code can print them by
mistake.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from gridmap.errors import PrivacyError
from gridmap.i18n import pick, tr
from gridmap.model.care import VisitDue, is_printable, visit_due
from gridmap.model.categories import catalogue_of
from gridmap.model.document import FeatureReader, Snapshot
from gridmap.model.duties import RecordPosts, Responsibilities
from gridmap.model.edition_counts import CountTexts as CountTexts
from gridmap.model.edition_counts import counts_of
from gridmap.model.edition_fields import (
    duties_in_force,
    ground_of,
    officers_named,
    shown_household,
    shown_place,
    shown_record,
)
from gridmap.model.evacuation import (
    Evacuee,
    as_shown,
    evacuation_features,
    is_open,
    people_to_fetch,
)
from gridmap.model.features import (
    CareRecord,
    Feature,
    FeatureId,
    Household,
    Incident,
    Officer,
    Place,
    is_contour,
)
from gridmap.model.nearby import near_places
from gridmap.model.relations import Relations
from gridmap.model.scopes import (
    Confined,
    Scope,
    inside,
    places_around,
    scope_of,
)
from gridmap.model.scopes import officers_with_people as officers_with_people
from gridmap.progress import Job, Progress, run_job

T = TypeVar("T")

_AT_ONCE: Final = 2000
"""Features read in one step of making a view."""


class Edition(StrEnum):
    """Who a printout is for; decides what data may be in it."""

    PUBLIC = "P0"
    SUMMARY = "P1"
    HOUSEHOLD = "P2"
    OFFICER = "P3"
    EVACUATION = "P4"

    @property
    def label(self) -> str:
        """The edition's name in the current language."""
        return pick(*_TITLES[self])

    @property
    def shows_households(self) -> bool:
        """Whether houses, doors and head names may be in it."""
        return self in {Edition.HOUSEHOLD, Edition.OFFICER, Edition.EVACUATION}

    @property
    def tells_coordinates(self) -> bool:
        """Whether a file of it may say where on earth its maps lie: never what hangs in public."""
        return self is not Edition.PUBLIC


_TITLES: Final = {
    Edition.PUBLIC: ("公示版", "Public edition"),
    Edition.SUMMARY: ("汇总版", "Summary edition"),
    Edition.HOUSEHOLD: ("户图版", "Household edition"),
    Edition.OFFICER: ("责任人版", "Officer's edition"),
    Edition.EVACUATION: ("应急转移版", "Evacuation edition"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CareEntry:
    """One care record of the recipient with everything a printed table says about it."""

    record: CareRecord
    household: Household
    posts: RecordPosts
    due: VisitDue


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionView:
    """Everything one printout may know.

    `features` is already filtered, and `relations` and `responsibilities` read only it: the group
    and grid of a household were written down before filtering. `care` holds the recipient's own
    people (P3). `counts` is by id of village, group, grid or officer. `near` (P1) says by place and
    category how many live within the rings around it, masked, for the allowed pairs. `incident` and
    `evacuees` are those of a P4. `scope` is what the printout is confined to (None: the project);
    other households are then nowhere but in `around_m`: where their houses stand, shape (n, 2).
    """

    edition: Edition
    on: date
    recipient: Officer | None
    features: Snapshot
    relations: Relations
    responsibilities: Responsibilities
    counts: Mapping[FeatureId, CountTexts]
    care: tuple[CareEntry, ...] = ()
    near: Mapping[FeatureId, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    incident: Incident | None = None
    evacuees: tuple[Evacuee, ...] = ()
    scope: Scope | None = None
    around_m: NDArray[np.float64] = field(default_factory=lambda: np.empty((0, 2)), compare=False)


def edition_view(
    reader: FeatureReader,
    edition: Edition,
    *,
    on: date,
    recipient: FeatureId | None = None,
    surname_only: bool = False,
    incident: FeatureId | None = None,
    confined: Confined | None = None,
) -> EditionView:
    """Return what an edition may know of a snapshot or document on a day.

    `recipient` is the officer of a P3, `incident` what a P4 is for. `surname_only` prints 王**
    instead of the head's name (P2 and P3). `confined`: only what one grid or one officer's duties
    cover.

    Raises: PrivacyError for a P3 without an officer, a P4 without an incident open on the day.
    """
    wanted = Wanted(recipient, incident, confined, surname_only=surname_only)
    return run_job(view_in_steps(reader, edition, wanted, on=on))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom and what a view is for; as the arguments of `edition_view`."""

    recipient: FeatureId | None = None
    incident: FeatureId | None = None
    confined: Confined | None = None
    surname_only: bool = False


def view_in_steps(
    reader: FeatureReader, edition: Edition, wanted: Wanted, *, on: date
) -> Job[EditionView]:
    """Return what `edition_view` returns; no step is more than a table or `_AT_ONCE` features."""
    confined = wanted.confined
    if edition is Edition.EVACUATION:
        return (yield from _evacuation_view(reader, wanted.incident, on, confined))
    officer = _officer_of(reader, edition, wanted.recipient)
    relations = Relations(reader)
    yield from relations.work_out()
    responsibilities = Responsibilities(reader, relations, on=on)
    care: list[CareEntry] = []
    if officer is not None and edition is Edition.OFFICER:
        care = yield from _listed(people_of(reader, relations, responsibilities, officer.id, on=on))
    homes = frozenset(entry.household.id for entry in care)
    scope = scope_of(reader, relations, confined, on=on, homes=homes)
    parts = _filtered(reader, relations, edition, care, on=on, surname_only=wanted.surname_only)
    features, shown = yield from _related(inside(parts, scope))
    posts = Responsibilities(features, shown, on=on)
    counts = _counts(reader, relations, responsibilities, edition, on=on, scope=scope)
    yield Progress(0, 0)
    return EditionView(
        edition=edition,
        on=on,
        recipient=replace(officer, tags=()) if officer is not None else None,
        features=features,
        relations=shown,
        responsibilities=posts,
        counts=counts,
        care=tuple(
            _as_shown(entry, features, posts)
            for entry in care
            if scope is None or entry.household.id in scope.households
        ),
        near=_near(reader, edition, on=on) if scope is None else {},
        scope=scope,
        around_m=_around_m(reader, edition, scope),
    )


def _officer_of(
    reader: FeatureReader, edition: Edition, recipient: FeatureId | None
) -> Officer | None:
    """Return whom an edition is for. Raises: PrivacyError for a P3 without an officer."""
    officer = reader.find(recipient, Officer)
    if edition is Edition.OFFICER and officer is None:
        raise PrivacyError(
            tr("The officer's edition (P3) is made for one named officer."),
            hint=tr("Name the officer it is for."),
        )
    return officer


def _related(items: Iterable[Feature]) -> Job[tuple[Snapshot, Relations]]:
    """Return what may be shown, and what belongs to what in it."""
    features = Snapshot.of((yield from _listed(items)))
    relations = Relations(features)
    yield from relations.work_out()
    return features, relations


def _near(
    reader: FeatureReader, edition: Edition, *, on: date
) -> Mapping[FeatureId, Mapping[str, tuple[str, ...]]]:
    return MappingProxyType(near_places(reader, on=on) if edition is Edition.SUMMARY else {})


def _around_m(reader: FeatureReader, edition: Edition, scope: Scope | None) -> NDArray[np.float64]:
    if scope is None or not edition.shows_households:
        return np.empty((0, 2))
    return places_around(reader, scope)


def _listed(items: Iterable[T]) -> Job[list[T]]:
    """Return all items, some in each step."""
    found: list[T] = []
    for item in items:
        found.append(item)
        if len(found) % _AT_ONCE == 0:
            yield Progress(0, 0)
    return found


def _counts(
    reader: FeatureReader,
    relations: Relations,
    responsibilities: Responsibilities,
    edition: Edition,
    *,
    on: date,
    scope: Scope | None,
) -> Mapping[FeatureId, CountTexts]:
    """Return the counts that an edition may tell: none for the public, masked in a summary."""
    if edition is Edition.PUBLIC:
        return MappingProxyType({})
    is_summary = edition is Edition.SUMMARY
    return MappingProxyType(
        counts_of(reader, relations, responsibilities, on, is_summary=is_summary, scope=scope)
    )


def _evacuation_view(
    reader: FeatureReader, incident_id: FeatureId | None, on: date, confined: Confined | None
) -> Job[EditionView]:
    """Return the view of a P4: nothing but whom to fetch, who helps, and where to."""
    incident = _open_incident(reader, incident_id, on=on)
    found = people_to_fetch(reader, incident, on=on).people
    yield Progress(0, 0)
    if confined is not None:
        found = tuple(item for item in found if confined.takes(item.officer, item.grid))
    officer = reader.find(confined.officer, Officer) if confined is not None else None
    everything = evacuation_features(ground_of(reader), reader, incident, found)
    features = Snapshot.of((yield from _listed(everything)))
    relations = Relations(features)
    posts = Responsibilities(features, relations, on=on)
    people = tuple(as_shown(person, features) for person in found)
    care = tuple(
        CareEntry(
            record=person.record,
            household=person.household,
            posts=posts.of_record(person.record),
            due=VisitDue(last_met=None, next_day=None),
        )
        for person in people
    )
    return EditionView(
        edition=Edition.EVACUATION,
        on=on,
        recipient=replace(officer, tags=()) if officer is not None else None,
        features=features,
        relations=relations,
        responsibilities=posts,
        counts=MappingProxyType(counts_of(features, relations, posts, on, is_summary=False)),
        care=care,
        incident=features.get(incident.id, Incident),
        evacuees=people,
    )


def _open_incident(reader: FeatureReader, key: FeatureId | None, *, on: date) -> Incident:
    """Return what a P4 is for. Raises: PrivacyError where none is open on the day."""
    incident = reader.find(key, Incident)
    if incident is None or incident.valid_until is None or not is_open(incident, on=on):
        raise PrivacyError(
            tr("The evacuation edition (P4) is made for one named incident that is open."),
            hint=tr("Open an incident and draw its area, or extend its last day."),
        )
    return incident


def people_of(
    reader: FeatureReader,
    relations: Relations,
    responsibilities: Responsibilities,
    officer: FeatureId | None,
    *,
    on: date,
) -> Iterator[CareEntry]:
    """Yield the printable care records that an officer answers for on a day; None: all of them."""
    catalogue = catalogue_of(reader)
    for record in reader.all(CareRecord):
        household = reader.find(record.household, Household)
        if household is None or not is_printable(record, catalogue, on=on):
            continue
        posts = responsibilities.of_record(record)
        holder = posts.officer.officer if posts.officer is not None else None
        if officer is not None and (holder is None or holder.id != officer):
            continue
        due = visit_due(record, relations.visits_of.get(record.id, ()), catalogue, on=on)
        yield CareEntry(record=record, household=household, posts=posts, due=due)


def _as_shown(
    entry: CareEntry, features: Snapshot, responsibilities: Responsibilities
) -> CareEntry:
    """Return an entry made of nothing but what the filtered features say."""
    record = features.get(entry.record.id, CareRecord)
    return CareEntry(
        record=record,
        household=features.get(record.household, Household),
        posts=responsibilities.of_record(record),
        due=entry.due,
    )


def _filtered(
    reader: FeatureReader,
    relations: Relations,
    edition: Edition,
    care: Sequence[CareEntry],
    *,
    on: date,
    surname_only: bool,
) -> Iterable[Feature]:
    yield from (i for i in ground_of(reader) if edition is not Edition.PUBLIC or not is_contour(i))
    duties = list(duties_in_force(reader, {entry.record.id for entry in care}, on))
    yield from duties
    yield from officers_named(reader, duties, only_on_duty=edition is Edition.PUBLIC)
    for place in reader.all(Place):
        yield shown_place(place, relations, is_public=edition is Edition.PUBLIC)
    if not edition.shows_households:
        return
    with_phone = {entry.household.id for entry in care}
    for household in reader.all(Household):
        yield shown_household(
            household, relations, keep_phone=household.id in with_phone, surname_only=surname_only
        )
    for entry in care:
        yield shown_record(entry.record)
        for visit in relations.visits_of.get(entry.record.id, ()):
            yield replace(visit, referral="", note="", tags=())
