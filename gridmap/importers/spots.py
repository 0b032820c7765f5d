"""Key places: kinds are matched to the catalogue; what matches nothing becomes a landmark."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from shapely import Point

from gridmap.geo.fit import as_points
from gridmap.i18n import tr
from gridmap.importers.draft import shape_keys
from gridmap.importers.intake import Intake, ShapePool, present, villages_by_position
from gridmap.importers.placing import note_shapes
from gridmap.importers.text import whole_number
from gridmap.importers.words import import_words
from gridmap.model.catalogue import load_catalogue
from gridmap.model.features import FeatureId, Place, new_id

KindOf = Callable[[Intake, int], str]

LANDMARK: Final = "P18"
SHOP: Final = "P15"
KIND_FIELDS: Final = (
    "emergency",
    "healthcare",
    "amenity",
    "social_facility",
    "highway",
    "kind",
)
"""Where the kind may stand, the most exact column first."""


def take_places(intake: Intake) -> None:
    """Take places, found again by exact position or, where it is the only one, by kind and name."""
    _take(intake, kind_of=_place_kind)


def take_names(intake: Intake) -> None:
    """Take names of small settlements as landmarks; those of islands and towns are left out."""
    _take(intake, kind_of=_name_kind)


def _take(intake: Intake, *, kind_of: KindOf) -> None:
    assert intake.shapes is not None
    note_shapes(intake.layer, intake.shapes, intake.report)
    points = as_points(intake.shapes)
    located = villages_by_position(intake.draft, points)
    keys = shape_keys(points)
    pool = ShapePool(intake.draft.reader.all(Place))
    named = _only_ones(intake)
    for index in present(points):
        kind = kind_of(intake, index)
        if not kind:
            continue
        name = intake.cell("name", index) or intake.cell("name_other", index)
        old = pool.take(keys[index]) or named.get((kind, name))
        stated = intake.draft.village(name=intake.cell("village", index))
        base = old if isinstance(old, Place) else _new(kind, points[index], stated)
        village = base.village or stated or located[index]
        intake.settle(old, _filled(intake, index, replace(base, village=village, place_kind=kind)))


def _new(kind: str, point: Point, village: FeatureId | None) -> Place:
    return Place(id=new_id(), place_kind=kind, village=village, geometry=point)


def _filled(intake: Intake, index: int, base: Place) -> Place:
    name = intake.cell("name", index) or intake.cell("name_other", index)
    capacity = whole_number(intake.cell("capacity", index))
    return replace(
        base,
        name=name or base.name,
        contact=intake.cell("contact", index) or base.contact,
        phone=intake.cell("phone", index) or base.phone,
        capacity=capacity if capacity is not None else base.capacity,
        note=intake.cell("note", index) or base.note,
    )


def _only_ones(intake: Intake) -> dict[tuple[str, str], Place]:
    """Return the project's places by kind and name, where the name is not shared."""
    groups: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in intake.draft.reader.all(Place):
        if place.name:
            groups[place.place_kind, place.name].append(place)
    in_file: dict[str, int] = defaultdict(int)
    for index in range(len(intake.layer)):
        in_file[intake.cell("name", index)] += 1
    return {
        key: places[0]
        for key, places in groups.items()
        if len(places) == 1 and in_file[key[1]] == 1
    }


def _place_kind(intake: Intake, index: int) -> str:
    """Return the catalogue code of a row's kind, empty (and noted) where it must not be shown."""
    values = [intake.cell(name, index) for name in KIND_FIELDS]
    values = [value for value in values if value]
    for value in values:
        if import_words().has("excluded_place", value):
            intake.drop(index, tr("such places are never on the map"), value)
            return ""
    name = intake.cell("name", index)
    code = _matched(values) or _matched([name])
    if code:
        return code
    if any(word in name.casefold() for word in import_words().sets["excluded_place"]):
        intake.drop(index, tr("such places are never on the map"), name)
        return ""
    if intake.cell("shop", index):
        return SHOP
    said = values[0] if values else intake.layer.name
    intake.change(index, tr("its kind is not in the catalogue; it was taken as a landmark"), said)
    return LANDMARK


def _matched(values: list[str]) -> str:
    catalogue, words = load_catalogue(), import_words()
    for value in values:
        known = catalogue.match_place(value)
        code = known.code if known is not None else words.kind("place", value)
        if code:
            return code
    return ""


def _name_kind(intake: Intake, index: int) -> str:
    value = intake.cell("place", index)
    if not value or import_words().has("settlement", value):
        return LANDMARK
    intake.drop(index, tr("it is the name of a whole island, town or region"), value)
    return ""
