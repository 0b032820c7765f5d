"""Verbs on incidents: open one, say where it is, tick who has been fetched, close it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from gridmap.actions.edits import clean_text, edit_fields, held, required
from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.model.changes import Change, Changeset, added
from gridmap.model.document import FeatureReader
from gridmap.model.evacuation import (
    SHELTER_KINDS,
    fetches_of,
    open_incidents,
    people_to_fetch,
)
from gridmap.model.features import (
    INCIDENT_KINDS,
    INCIDENT_STATES,
    CareRecord,
    FeatureId,
    Fetch,
    Incident,
    Place,
    Surface2D,
    new_id,
)
from gridmap.model.state_names import fetch_state_name

EDITABLE: Final = frozenset(
    {"name", "incident_kind", "ordered_by", "start", "valid_until", "shelters"}
)
SETTLED: Final = frozenset({"helper", "deputy_helper", "route", "shelter"})
"""Fields of a care record that say how its person gets to safety."""

LONGEST_NAME: Final = 24
"""Characters of a name: it stands at the foot of every page."""

MOST_DAYS: Final = 90
"""Lists of an incident are of use for so many days at most; then its end is put off."""


def open_incident(
    reader: FeatureReader,
    name: str,
    *,
    on: date,
    valid_until: date,
    **fields: object,
) -> Changeset:
    """Return the changeset that opens an incident from `on` to `valid_until`.

    Further fields are incident_kind, ordered_by, shelters and geometry. Without shelters all that
    are drawn are open. Raises: UsageError for no name, a name in use, or days that cannot be.
    """
    every = tuple(item.id for item in reader.all(Place) if item.place_kind in SHELTER_KINDS)
    values = {"shelters": every, **fields}
    incident = Incident(
        id=new_id(),
        name=clean_text(name),
        start=on,
        valid_until=valid_until,
        **values,  # type: ignore[arg-type]
    )
    _check(reader, incident)
    return added(tr("Open incident {name}", name=incident.name), [incident])


def edit_incident(reader: FeatureReader, incident: FeatureId, **fields: object) -> Changeset:
    """Return the changeset that gives an open incident other values in EDITABLE fields.

    Raises: UsageError as `open_incident`, and for one that is closed.
    """
    old = _open(reader, incident)
    changeset = edit_fields(
        old, fields, allowed=EDITABLE, title=tr("Edit incident {name}", name=old.name)
    )
    for change in changeset:
        if isinstance(change.new, Incident):
            _check(reader, change.new)
    return changeset


def draw_incident_area(
    reader: FeatureReader, incident: FeatureId, area: Surface2D, *, adds: bool = False
) -> Changeset:
    """Return the changeset that gives an incident its area in metres; `adds`: to what it has.

    Raises: UsageError for an area that has none, or an incident that is closed.
    """
    old = _open(reader, incident)
    shape = area if area.is_valid else area.buffer(0)
    if adds and old.geometry is not None:
        shape = old.geometry.union(shape)
    if shape.is_empty or shape.geom_type not in ("Polygon", "MultiPolygon"):
        raise UsageError(
            tr("What was drawn encloses no land."), hint=tr("Click at least three corners.")
        )
    title = tr("Area of incident {name}", name=old.name)
    return Changeset(title, (Change(old, replace(old, geometry=shape)),))


def settle(
    reader: FeatureReader, incident: FeatureId, ways: Mapping[FeatureId, Mapping[str, object]]
) -> Changeset:
    """Return the changeset that writes down how people get to safety, by care record, in one act.

    A way has values for fields of SETTLED: helpers, route and shelter (None: the nearest open one).
    They stay with the record when the incident is closed. Raises: UsageError for a text or place
    that cannot be, a record that is gone, an incident that is closed.
    """
    there = _open(reader, incident)
    changes: list[Change] = []
    for key, fields in ways.items():
        shelter = fields.get("shelter")
        if shelter is not None:
            held(reader, FeatureId(str(shelter)), Place)
        record = held(reader, key, CareRecord)
        changes += edit_fields(record, fields, allowed=SETTLED, title="").changes
    title = tr("{incident}: way to safety of {count} people", incident=there.name,
               count=len(changes))  # fmt: skip
    return Changeset(title, tuple(changes))


def tick(
    reader: FeatureReader,
    incident: FeatureId,
    states: Mapping[FeatureId, str],
    *,
    at: str,
    by: str = "",
) -> Changeset:
    """Return the changeset that says how far the fetching is, by care record.

    `at` is the local time, `by` who says so. Raises: UsageError for a state that is none, a record
    that is gone, an incident that is closed.
    """
    there = _open(reader, incident)
    known = fetches_of(reader, incident)
    changes = []
    for record, state in states.items():
        if state not in INCIDENT_STATES:
            raise UsageError(tr("“{text}” is not a state of fetching.", text=state))
        held(reader, record, CareRecord)
        old = known.get(record)
        if (old.state if old is not None else INCIDENT_STATES[0]) == state:
            continue
        base = old or Fetch(id=new_id(), incident=incident, record=record)
        new = replace(base, state=state, changed_at=at, changed_by=clean_text(by))
        changes.append(Change(old, new))
    return Changeset(_tick_title(reader, there, states), tuple(changes))


def close_incident(reader: FeatureReader, incident: FeatureId, *, on: date) -> Changeset:
    """Return the changeset that closes an incident: its lists are void, its figures stay.

    Who was fetched is forgotten; what stays are the counts by state. Raises: UsageError.
    """
    old = _open(reader, incident)
    fetches = fetches_of(reader, incident)
    figures = tuple(state_counts(reader, old, on=on).items())
    new = replace(old, closed_on=on, figures=figures)
    gone = tuple(Change(item, None) for item in fetches.values())
    title = tr("Close incident {name}", name=old.name)
    return Changeset(title, (Change(old, new), *gone))


def state_counts(reader: FeatureReader, incident: Incident, *, on: date) -> dict[str, int]:
    """Return how many people are in each state, those of the list and those ticked before."""
    fetches = fetches_of(reader, incident.id)
    people = {item.record.id for item in people_to_fetch(reader, incident, on=on).people}
    states = Counter(
        fetches[key].state if key in fetches else INCIDENT_STATES[0]
        for key in people | set(fetches)
    )
    return {state: states[state] for state in INCIDENT_STATES}


def _tick_title(reader: FeatureReader, incident: Incident, states: Mapping[FeatureId, str]) -> str:
    if len(states) != 1:
        return tr("{incident}: {count} ticked", incident=incident.name, count=len(states))
    record, state = next(iter(states.items()))
    person = reader.get(record, CareRecord).person
    return tr("{person}: {state}", person=person, state=fetch_state_name(state))


def _open(reader: FeatureReader, incident: FeatureId) -> Incident:
    found = held(reader, incident, Incident)
    if found.closed_on is not None:
        raise UsageError(
            tr("Incident {name} is closed.", name=found.name), hint=tr("Open a new one.")
        )
    return found


def _check(reader: FeatureReader, incident: Incident) -> None:
    required(incident.name, tr("Give the incident a name."))
    if len(incident.name) > LONGEST_NAME:
        raise UsageError(
            tr("The name of the incident is too long for the foot of a page."),
            hint=tr("At most {most} fit.", most=LONGEST_NAME),
        )
    others: Sequence[Incident] = open_incidents(reader)
    if any(item.name == incident.name and item.id != incident.id for item in others):
        raise UsageError(
            tr("An open incident is called {name} already.", name=incident.name),
            hint=tr("Add the day or the village to the name."),
        )
    if incident.incident_kind not in INCIDENT_KINDS:
        raise UsageError(tr("“{text}” is not a kind of incident.", text=incident.incident_kind))
    start, last = incident.start, incident.valid_until
    if start is None or last is None or not 0 <= (last - start).days <= MOST_DAYS:
        raise UsageError(
            tr("The last day of the lists does not fit the first."),
            hint=tr("It lies at most {days} days after it.", days=MOST_DAYS),
        )
    for key in incident.shelters:
        held(reader, key, Place)
