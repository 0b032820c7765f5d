"""Who has to be fetched in an incident: the people of its area who need help to get away.

Those of C10, and those of C02 and C03 for whom a way to safety was written down or who wish for
help with it (the pairs that domain.md allows for shelters). Restricted categories never.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Final

import shapely

from gridmap.model.care import is_active, is_printable
from gridmap.model.categories import catalogue_of
from gridmap.model.day_list import in_walking_order
from gridmap.model.document import FeatureReader
from gridmap.model.duties import Responsibilities
from gridmap.model.features import (
    CareRecord,
    Feature,
    FeatureId,
    Fetch,
    Household,
    Incident,
    Officer,
    Place,
    Surface2D,
)
from gridmap.model.relations import Relations

EVACUATION: Final = "C10"
MAY_NEED_HELP: Final = ("C02", "C03")
SHELTER_KINDS: Final = ("P09", "P10")
_WORDS: Final = ("转移", "撤离", "避险", "evacuat", "shelter", "safety")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evacuee:
    """One person to fetch; `number` is the same on every list of the incident.

    `need` is the help needed for moving. `shelter` is the person's own if it is open, else the
    nearest that is (`is_nearest`), None where there is none. `is_shelter_hit`: it lies in the area.
    """

    number: int
    record: CareRecord
    household: Household
    grid: FeatureId | None
    officer: Officer | None
    need: str
    shelter: Place | None
    is_nearest: bool = False
    is_shelter_hit: bool = False

    @property
    def is_ready(self) -> bool:
        """Whether officer, helper and a shelter outside the area are known."""
        has_helper = bool(self.record.helper.strip())
        has_shelter = self.shelter is not None and not self.is_shelter_hit
        return self.officer is not None and has_helper and has_shelter


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchList:
    """The people to fetch by officer and in walking order, and who cannot be on the list.

    `unplaced` have no house on the map; the review of `lapsed` is so late that they may not be
    printed. Both are ids of care records.
    """

    people: tuple[Evacuee, ...] = ()
    unplaced: tuple[FeatureId, ...] = ()
    lapsed: tuple[FeatureId, ...] = ()


def is_open(incident: Incident, *, on: date) -> bool:
    """Whether lists of an incident may be made and used on a day."""
    begun = incident.start is None or incident.start <= on
    ended = incident.valid_until is not None and on > incident.valid_until
    return begun and not ended and incident.closed_on is None


def open_incidents(reader: FeatureReader) -> list[Incident]:
    """Return the incidents that nobody has closed, the latest first."""
    found = [item for item in reader.all(Incident) if item.closed_on is None]
    return sorted(found, key=lambda item: (item.start or date.min, item.name), reverse=True)


def fetches_of(reader: FeatureReader, incident: FeatureId) -> dict[FeatureId, Fetch]:
    """Return how far the fetching is, by care record; who is not in it has to be called."""
    return {item.record: item for item in reader.all(Fetch) if item.incident == incident}


def wants_evacuation(record: CareRecord) -> bool:
    """Whether a record's person needs help to get away."""
    if record.category == EVACUATION:
        return True
    if record.category not in MAY_NEED_HELP:
        return False
    has_way = bool(record.route.strip() or record.deputy_helper.strip() or record.shelter)
    return has_way or _names_evacuation(record.help_wanted)


def moving_need(record: CareRecord) -> str:
    """Return what help is needed for moving; nothing else of the need of another category."""
    if record.category == EVACUATION:
        return record.need or record.help_wanted
    return record.help_wanted if _names_evacuation(record.help_wanted) else ""


def people_to_fetch(
    reader: FeatureReader,
    incident: Incident,
    *,
    on: date,
) -> FetchList:
    """Return who has to be fetched on a day; nobody as long as the area is not drawn."""
    if incident.geometry is None:
        return FetchList()
    relations = Relations(reader)
    posts = Responsibilities(reader, relations, on=on)
    catalogue = catalogue_of(reader)
    wanted = _one_each(
        item
        for item in reader.all(CareRecord)
        if is_active(item, on=on) and not _is_restricted(catalogue.care, item)
    )
    inside, unplaced = _by_place(reader, wanted, incident.geometry)
    lapsed = [item for item in inside if not is_printable(item, catalogue, on=on)]
    late = {item.id for item in lapsed}
    people = [
        _evacuee(reader, relations, posts, record, incident)
        for record in inside
        if record.id not in late
    ]
    marked = [_with_shelter_hit(person, incident.geometry) for person in people]
    return FetchList(
        people=tuple(_numbered(marked)),
        unplaced=tuple(item.id for item in unplaced),
        lapsed=tuple(item.id for item in lapsed),
    )


def by_officer(people: Iterable[Evacuee]) -> Iterator[tuple[Officer | None, list[Evacuee]]]:
    """Yield each officer with the people to fetch, in the order of the list."""
    for _, found in groupby(people, lambda item: item.officer.id if item.officer else None):
        group = list(found)
        yield group[0].officer, group


def evacuation_features(
    ground: Iterable[Feature], reader: FeatureReader, incident: Incident, people: Sequence[Evacuee]
) -> Iterator[Feature]:
    """Yield all that the evacuation edition may know, made of `ground` and these people.

    The name at a house is not its head's but that of who is fetched, with the number of the list.
    """
    yield from ground
    yield replace(incident, figures=(), tags=())
    for place in reader.all(Place):
        if place.place_kind in SHELTER_KINDS:
            yield replace(place, contact="", phone="", note="", tags=())
    officers = {person.officer.id: person.officer for person in people if person.officer}
    for officer in officers.values():
        yield replace(officer, tags=())
    homes: dict[FeatureId, list[Evacuee]] = {}
    for person in people:
        homes.setdefault(person.household.id, []).append(person)
    for found in homes.values():
        yield _shown_home(found)
    for person in people:
        yield _shown_record(person)


def as_shown(person: Evacuee, features: FeatureReader) -> Evacuee:
    """Return a person made of nothing but what the filtered features say."""
    record = features.get(person.record.id, CareRecord)
    return replace(
        person,
        record=record,
        household=features.get(record.household, Household),
        officer=features.find(record.officer, Officer),
        shelter=features.find(record.shelter, Place),
    )


def _shown_home(people: Sequence[Evacuee]) -> Household:
    home = people[0].household
    return Household(
        id=home.id,
        village=home.village,
        group=home.group,
        grid_override=people[0].grid,
        number="" if home.door else home.number,
        door=home.door,
        head="、".join(f"{item.number} {item.record.person}" for item in people),
        phone=home.phone,
        geometry=home.geometry,
    )


def _shown_record(person: Evacuee) -> CareRecord:
    record = person.record
    return CareRecord(
        id=record.id,
        household=record.household,
        person=record.person,
        category=EVACUATION,
        need=person.need,
        helper=record.helper,
        deputy_helper=record.deputy_helper,
        route=record.route,
        shelter=person.shelter.id if person.shelter is not None else None,
        officer=person.officer.id if person.officer is not None else None,
    )


def _names_evacuation(text: str) -> bool:
    lowered = text.casefold()
    return any(word in lowered for word in _WORDS)


def _is_restricted(care: Mapping[str, object], record: CareRecord) -> bool:
    category = care.get(record.category)
    return category is None or bool(getattr(category, "is_restricted", True))


def _one_each(records: Iterable[CareRecord]) -> list[CareRecord]:
    """Return one record for each person who needs help: that of C10 where there is one."""
    found: dict[tuple[FeatureId, str], CareRecord] = {}
    for record in records:
        if not wants_evacuation(record):
            continue
        key = (record.household, record.person)
        if key not in found or record.category == EVACUATION:
            found[key] = record
    return list(found.values())


def _by_place(
    reader: FeatureReader, records: Sequence[CareRecord], area: Surface2D
) -> tuple[list[CareRecord], list[CareRecord]]:
    """Return the records whose house an area covers, and those whose house has no place."""
    placed, points, unplaced = [], [], []
    for record in records:
        home = reader.find(record.household, Household)
        if home is None:
            continue
        if home.geometry is None:
            unplaced.append(record)
        else:
            placed.append(record)
            points.append(home.geometry)
    shapely.prepare(area)
    covered = shapely.covers(area, points) if points else ()
    inside = [record for record, is_in in zip(placed, covered, strict=True) if is_in]
    return inside, unplaced


def _shelters(reader: FeatureReader, incident: Incident) -> list[Place]:
    """Return the places opened for an incident; where they lie in its area nobody is sent to."""
    found = (reader.find(key, Place) for key in incident.shelters)
    area = incident.geometry
    return [
        place
        for place in found
        if place is not None
        and (area is None or place.geometry is None or not area.covers(place.geometry))
    ]


def _evacuee(
    reader: FeatureReader,
    relations: Relations,
    posts: Responsibilities,
    record: CareRecord,
    incident: Incident,
) -> Evacuee:
    home = reader.get(record.household, Household)
    post = posts.of_record(record).officer
    opened = _shelters(reader, incident)
    own = reader.find(record.shelter, Place)
    is_own = own is not None and (not incident.shelters or own.id in incident.shelters)
    return Evacuee(
        number=0,
        record=record,
        household=replace(
            home,
            village=relations.village_of.get(home.id),
            group=relations.group_of.get(home.id),
        ),
        grid=relations.grid_of.get(home.id),
        officer=post.officer if post is not None else None,
        need=moving_need(record),
        shelter=own if is_own else _nearest(home, opened),
        is_nearest=not is_own and bool(opened),
    )


def _nearest(home: Household, places: Sequence[Place]) -> Place | None:
    point = home.geometry
    located = [place for place in places if place.geometry is not None]
    if point is None or not located:
        return places[0] if places else None
    return min(located, key=lambda place: (point.distance(place.geometry), place.id))


def _with_shelter_hit(person: Evacuee, area: Surface2D) -> Evacuee:
    point = person.shelter.geometry if person.shelter is not None else None
    return replace(person, is_shelter_hit=point is not None and bool(area.covers(point)))


def _numbered(people: Iterable[Evacuee]) -> Iterator[Evacuee]:
    """Yield people by officer, those without one last, each officer's in walking order."""
    groups: dict[FeatureId | None, list[Evacuee]] = {}
    for person in people:
        groups.setdefault(person.officer.id if person.officer else None, []).append(person)
    ordered = sorted(groups.values(), key=_officer_order)
    walked = (person for group in ordered for person in in_walking_order(group))
    for number, person in enumerate(walked, start=1):
        yield replace(person, number=number)


def _officer_order(people: Sequence[Evacuee]) -> tuple[bool, str, str]:
    officer = people[0].officer
    return (officer is None, officer.name, officer.id) if officer else (True, "", "")
