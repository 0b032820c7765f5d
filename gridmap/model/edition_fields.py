"""What of each kind of feature any edition may keep (domain.md section 3); see editions.py."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from datetime import date

from gridmap.model.document import FeatureReader
from gridmap.model.duties import is_on_duty
from gridmap.model.features import (
    Area,
    CareRecord,
    Duty,
    Feature,
    FeatureId,
    Grid,
    Household,
    Line,
    Officer,
    Place,
    Project,
    Township,
    Village,
    VillagerGroup,
)
from gridmap.model.relations import Relations
from gridmap.model.surnames import surname_and_stars


def ground_of(reader: FeatureReader) -> Iterable[Feature]:
    """Return what lies on the ground; of areas only water is named (a yard may name people)."""
    for project in reader.all(Project):
        yield replace(project, categories_on=(), category_rules=(), tags=())
    for kind in (Township, Village, VillagerGroup, Grid, Line):
        for feature in reader.all(kind):
            yield replace(feature, tags=()) if feature.tags else feature
    for area in reader.all(Area):
        name = area.name if area.area_kind == "water" else ""
        yield replace(area, name=name, tags=()) if area.tags or area.name != name else area


def duties_in_force(reader: FeatureReader, records: Set[FeatureId], on: date) -> Iterable[Duty]:
    """Return the duties in force for areas and for the given care records; no other is shown."""
    for duty in reader.all(Duty):
        if not is_on_duty(duty, on):
            continue
        areas = (Township, Village, VillagerGroup, Grid)
        if duty.scope in records or any(reader.find(duty.scope, kind) for kind in areas):
            yield replace(duty, tags=())


def officers_named(
    reader: FeatureReader, duties: Sequence[Duty], *, only_on_duty: bool
) -> Iterable[Officer]:
    """Return the officers; `only_on_duty`: only those whom a duty names."""
    named = {person for duty in duties for person in (duty.officer, duty.deputy)}
    for officer in reader.all(Officer):
        if officer.id in named or not only_on_duty:
            yield replace(officer, tags=())


def shown_place(place: Place, relations: Relations, *, is_public: bool) -> Place:
    """Return a place as editions show it; the public learns nobody's name and phone."""
    village = relations.village_of.get(place.id)
    if is_public:
        return replace(place, village=village, contact="", phone="", note="", tags=())
    return replace(place, village=village, note="", tags=())


def shown_household(
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


def shown_record(record: CareRecord) -> CareRecord:
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
