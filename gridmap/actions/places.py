"""Verbs on key places."""

from __future__ import annotations

from typing import Final

from shapely import Point

from gridmap.actions.edits import edit_fields, held
from gridmap.actions.phones import check_phone
from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.model.catalogue import load_catalogue
from gridmap.model.changes import Changeset, added
from gridmap.model.document import FeatureReader
from gridmap.model.features import FeatureId, Place, Village, new_id

EDITABLE: Final = frozenset(
    {"name", "place_kind", "village", "contact", "phone", "capacity", "note"}
)
MOST_CAPACITY: Final = 100_000


def edit_place(reader: FeatureReader, place: FeatureId, **fields: object) -> Changeset:
    """Return the changeset that gives a place other values in EDITABLE fields.

    Raises: UsageError for a kind that is not in the catalogue, a capacity or phone that cannot be,
    or a village that is gone.
    """
    old = held(reader, place, Place)
    if "place_kind" in fields and fields["place_kind"] not in load_catalogue().places:
        raise UsageError(tr("“{text}” is not a kind of place.", text=fields["place_kind"]))
    capacity = fields.get("capacity")
    if capacity is not None and not (isinstance(capacity, int) and 0 <= capacity <= MOST_CAPACITY):
        raise UsageError(
            tr("“{text}” is not a number of people.", text=capacity),
            hint=tr("Write a whole number from 0 to {most}.", most=MOST_CAPACITY),
        )
    check_phone(str(fields.get("phone", "")))
    if fields.get("village") is not None:
        held(reader, fields["village"], Village)  # type: ignore[arg-type]
    title = tr("Edit place {name}", name=_called(old, str(fields.get("name", ""))))
    return edit_fields(old, fields, allowed=EDITABLE, title=title)


def add_place(reader: FeatureReader, place_kind: str, point: Point) -> Changeset:
    """Return the changeset that adds a place of a kind at a point in metres; it has no name yet.

    Its village is the one whose outline holds the point. Raises: UsageError for another kind.
    """
    kind = load_catalogue().places.get(place_kind)
    if kind is None:
        raise UsageError(tr("“{text}” is not a kind of place.", text=place_kind))
    inside = (
        village.id
        for village in reader.all(Village)
        if village.geometry is not None and village.geometry.covers(point)
    )
    place = Place(id=new_id(), place_kind=place_kind, village=next(inside, None), geometry=point)
    return added(tr("New place {kind}", kind=kind.name), [place])


def _called(place: Place, new_name: str) -> str:
    """Return what people call a place: its name, the one it gets, else what kind it is."""
    kind = load_catalogue().places.get(place.place_kind)
    return place.name or new_name.strip() or (kind.name if kind is not None else place.place_kind)
