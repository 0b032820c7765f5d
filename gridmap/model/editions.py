"""Editions: the filter between a snapshot and what leaves the program (domain.md section 3).

`edition_view` is the only way out. What an edition must not contain is not in the view at all:
fields are emptied and features left out before any layout, so that no page code can print them by
mistake.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gridmap.errors import PrivacyError
from gridmap.i18n import pick, tr
from gridmap.model.care import VisitDue, is_printable, visit_due
from gridmap.model.categories import catalogue_of
from gridmap.model.document import FeatureReader, Snapshot
from gridmap.model.duties import RecordPosts, Responsibilities, is_on_duty
from gridmap.model.edition_counts import CountTexts as CountTexts
from gridmap.model.edition_counts import counts_of
from gridmap.model.evacuation import (
    Evacuee,
    as_shown,
    evacuation_features,
    is_open,
    people_to_fetch,
)
from gridmap.model.features import (
    Area,
    CareRecord,
    Duty,
    Feature,
    FeatureId,
    Grid,
    Household,
    Incident,
    Line,
    Officer,
    Place,
    Project,
    Township,
    Village,
    VillagerGroup,
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
from gridmap.model.surnames import surname_and_stars


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
    if edition is Edition.EVACUATION:
        return _evacuation_view(reader, incident, on, confined)
    officer = reader.find(recipient, Officer)
    if edition is Edition.OFFICER and officer is None:
        raise PrivacyError(
            tr("The officer's edition (P3) is made for one named officer."),
            hint=tr("Name the officer it is for."),
        )
    relations = Relations(reader)
    responsibilities = Responsibilities(reader, relations, on=on)
    visitor = officer if edition is Edition.OFFICER else None
    care = (
        tuple(people_of(reader, relations, responsibilities, visitor.id, on=on))
        if visitor is not None
        else ()
    )
    homes = frozenset(entry.household.id for entry in care)
    scope = scope_of(reader, relations, confined, on=on, homes=homes)
    parts = _filtered(reader, relations, edition, care, on=on, surname_only=surname_only)
    features = Snapshot.of(inside(parts, scope))
    shown = Relations(features)
    posts = Responsibilities(features, shown, on=on)
    return EditionView(
        edition=edition,
        on=on,
        recipient=replace(officer, tags=()) if officer is not None else None,
        features=features,
        relations=shown,
        responsibilities=posts,
        counts=_counts(reader, relations, responsibilities, edition, on=on, scope=scope),
        care=tuple(
            _as_shown(entry, features, posts)
            for entry in care
            if scope is None or entry.household.id in scope.households
        ),
        near=MappingProxyType(
            near_places(reader, on=on) if edition is Edition.SUMMARY and scope is None else {}
        ),
        scope=scope,
        around_m=places_around(reader, scope)
        if scope is not None and edition.shows_households
        else np.empty((0, 2)),
    )


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
) -> EditionView:
    """Return the view of a P4: nothing but whom to fetch, who helps, and where to."""
    incident = reader.find(incident_id, Incident)
    if incident is None or incident.valid_until is None or not is_open(incident, on=on):
        raise PrivacyError(
            tr("The evacuation edition (P4) is made for one named incident that is open."),
            hint=tr("Open an incident and draw its area, or extend its last day."),
        )
    found = people_to_fetch(reader, incident, on=on).people
    if confined is not None:
        found = tuple(item for item in found if confined.takes(item.officer, item.grid))
    officer = reader.find(confined.officer, Officer) if confined is not None else None
    features = Snapshot.of(evacuation_features(_ground(reader), reader, incident, found))
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
    yield from (i for i in _ground(reader) if edition is not Edition.PUBLIC or not is_contour(i))
    duties = list(_duties(reader, {entry.record.id for entry in care}, on))
    yield from duties
    yield from _officers(reader, duties, only_on_duty=edition is Edition.PUBLIC)
    for place in reader.all(Place):
        yield _place(place, relations, edition)
    if not edition.shows_households:
        return
    with_phone = {entry.household.id for entry in care}
    for household in reader.all(Household):
        yield _household(
            household, relations, keep_phone=household.id in with_phone, surname_only=surname_only
        )
    for entry in care:
        yield _record(entry.record)
        for visit in relations.visits_of.get(entry.record.id, ()):
            yield replace(visit, referral="", note="", tags=())


def _ground(reader: FeatureReader) -> Iterable[Feature]:
    """Return what lies on the ground; of areas only water is named (a yard may name people)."""
    for project in reader.all(Project):
        yield replace(project, categories_on=(), category_rules=(), tags=())
    for kind in (Township, Village, VillagerGroup, Grid, Line):
        for feature in reader.all(kind):
            yield replace(feature, tags=()) if feature.tags else feature
    for area in reader.all(Area):
        name = area.name if area.area_kind == "water" else ""
        yield replace(area, name=name, tags=()) if area.tags or area.name != name else area


def _duties(reader: FeatureReader, records: Set[FeatureId], on: date) -> Iterable[Duty]:
    """Return the duties in force for areas and for the given care records; no other is shown."""
    for duty in reader.all(Duty):
        if not is_on_duty(duty, on):
            continue
        areas = (Township, Village, VillagerGroup, Grid)
        if duty.scope in records or any(reader.find(duty.scope, kind) for kind in areas):
            yield replace(duty, tags=())


def _officers(
    reader: FeatureReader, duties: Sequence[Duty], *, only_on_duty: bool
) -> Iterable[Officer]:
    named = {person for duty in duties for person in (duty.officer, duty.deputy)}
    for officer in reader.all(Officer):
        if officer.id in named or not only_on_duty:
            yield replace(officer, tags=())


def _record(record: CareRecord) -> CareRecord:
    """Return a record as the officer's edition shows it, without what only the office needs."""
    return replace(
        record,
        helper_household=None,
        deputy_helper="",
        route="",
        shelter=None,
        drill_on=None,
        basis="",
        notice_on=None,
        consent_on=None,
        end_reason="",
        tags=(),
    )


def _place(place: Place, relations: Relations, edition: Edition) -> Place:
    village = relations.village_of.get(place.id)
    if edition is Edition.PUBLIC:
        return replace(place, village=village, contact="", phone="", note="", tags=())
    return replace(place, village=village, note="", tags=())


def _household(
    household: Household, relations: Relations, *, keep_phone: bool, surname_only: bool
) -> Household:
    """Return a household with only what a household map shows.

    Belonging is written down as resolved.
    """
    return Household(
        id=household.id,
        village=relations.village_of.get(household.id),
        group=relations.group_of.get(household.id),
        grid_override=relations.grid_of.get(household.id),
        number=household.number,
        door=household.door,
        head=surname_and_stars(household.head) if surname_only else household.head,
        pinyin="" if surname_only else household.pinyin,
        living=household.living,
        status=household.status,
        phone=household.phone if keep_phone else "",
        geometry=household.geometry,
    )
