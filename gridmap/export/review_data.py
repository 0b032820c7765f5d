"""What the review map says, from an edition's view: plain values, ready to be written as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias

import numpy as np
import shapely

from gridmap.export.review_shapes import (
    Ground,
    encoded_lines,
    encoded_points,
    encoded_surface,
    ground_of,
    symbol_svg,
)
from gridmap.model.catalogue import load_catalogue
from gridmap.model.changes import Bounds
from gridmap.model.duties import GRID_HEAD, LEADER
from gridmap.model.editions import CountTexts, Edition, EditionView
from gridmap.model.features import (
    Area,
    Duty,
    Feature,
    FeatureId,
    Grid,
    Household,
    Line,
    Officer,
    Place,
    Township,
    Village,
    VillagerGroup,
    geometry_of,
)
from gridmap.model.surnames import initials

Row: TypeAlias = dict[str, Any]
Indexes: TypeAlias = Mapping[FeatureId, int]

NOBODY: Final = -1
_LINES: Final = {
    "road": "road",
    "lane": "lane",
    "path": "lane",
    "river": "water",
    "stream": "water",
    "ditch": "water",
}
_COUNTS: Final = ("households", "living", "records", "overdue", "unplaced")


def review_data(view: EditionView, villages: Sequence[FeatureId] = ()) -> Row:
    """Return everything the page shows of some villages (none named: of all)."""
    return _Writer(view, frozenset(villages)).data()


class _Writer:
    """One page's data. Villages, grids and officers are referred to by their place in the lists."""

    def __init__(self, view: EditionView, wanted: frozenset[FeatureId]) -> None:
        self._view = view
        self._features = view.features
        self._villages = [
            item for item in self._features.all(Village) if not wanted or item.id in wanted
        ]
        kept = {item.id for item in self._villages}
        self._is_part = bool(wanted)
        self._grids = [item for item in self._features.all(Grid) if item.village in kept]
        self._groups = [item for item in self._features.all(VillagerGroup) if item.village in kept]
        self._places = [
            item
            for item in self._features.all(Place)
            if item.geometry is not None and (not wanted or item.village in kept)
        ]
        self._homes = [
            item
            for item in self._features.all(Household)
            if item.geometry is not None and (not wanted or item.village in kept)
        ]
        self._officers = self._officers_shown(kept)
        self._village_at = _indexes(self._villages)
        self._grid_at = _indexes(self._grids)
        self._officer_at = _indexes(self._officers)
        self._bounds_m = self._extent()
        epsg = self._features.project.epsg or 0
        is_hidden = view.edition is Edition.PUBLIC
        self._ground: Ground = ground_of(self._bounds_m, 0 if is_hidden else epsg)

    def data(self) -> Row:
        left, bottom, right, top = self._bounds_m
        return {
            "edition": self._view.edition.value,
            "ground": self._ground.to_dict(),
            "bounds": encoded_points(self._ground, np.array([(left, bottom), (right, top)])),
            "villages": [self._village(item) for item in self._villages],
            "grids": [self._grid(item) for item in self._grids],
            "groups": [self._group(item) for item in self._groups],
            "officers": [self._officer(item) for item in self._officers],
            "kinds": self._kinds(),
            "places": self._place_rows(),
            "lines": self._lines(),
            "water": self._water(),
            "homes": self._home_rows(),
            "care": self._care_rows(),
        }

    def _extent(self) -> Bounds:
        shown: list[Feature] = [*self._villages, *self._grids, *self._places, *self._homes]
        shapes = [shape for item in shown if (shape := geometry_of(item)) is not None]
        if not shapes:
            return 0.0, 0.0, 1.0, 1.0
        left, bottom, right, top = shapely.total_bounds(shapes).tolist()
        return left, bottom, right, top

    def _officers_shown(self, villages: set[FeatureId]) -> list[Officer]:
        """Return the officers; for some villages only those who hold a duty there or above."""
        if not self._is_part:
            return list(self._features.all(Officer))
        scopes = villages | {item.id for item in (*self._grids, *self._groups)}
        scopes |= {item.id for item in self._features.all(Township)}
        people = {duty.officer for duty in self._features.all(Duty) if duty.scope in scopes}
        return [item for item in self._features.all(Officer) if item.id in people]

    def _shape(self, feature: Village | Grid | VillagerGroup) -> object:
        return encoded_surface(self._ground, feature.geometry) if feature.geometry else []

    def _post(self, role: str, scope: FeatureId) -> int:
        scopes = self._view.responsibilities.scopes_of(scope)
        post = self._view.responsibilities.post(role, scopes if role == LEADER else [scope])
        if post is None or post.officer is None:
            return NOBODY
        return self._officer_at.get(post.officer.id, NOBODY)

    def _village(self, village: Village) -> Row:
        return {
            "name": village.name,
            "keys": initials(village.name),
            "leader": self._post(LEADER, village.id),
            "shape": self._shape(village),
            **self._counts(village.id),
        }

    def _grid(self, grid: Grid) -> Row:
        return {
            "name": grid.name,
            "village": self._village_at[grid.village],
            "head": self._post(GRID_HEAD, grid.id),
            "leader": self._post(LEADER, grid.id),
            "shape": self._shape(grid),
            **self._counts(grid.id),
        }

    def _group(self, group: VillagerGroup) -> Row:
        return {
            "name": group.name,
            "village": self._village_at[group.village],
            "shape": self._shape(group),
            **self._counts(group.id),
        }

    def _officer(self, officer: Officer) -> Row:
        return {
            "name": officer.name,
            "keys": initials(officer.name),
            "post": officer.post,
            "phone": officer.phone,
            **self._counts(officer.id),
        }

    def _counts(self, scope: FeatureId) -> Row:
        counts = self._view.counts.get(scope, CountTexts())
        texts = {name: str(getattr(counts, name)) for name in _COUNTS}
        return {"counts": texts} if any(texts.values()) else {}

    def _kinds(self) -> list[Row]:
        """Return the kinds of place that occur, each with its sign."""
        catalogue = load_catalogue()
        found = dict.fromkeys(place.place_kind for place in self._places)
        return [
            {"code": code, "name": kind.name, "svg": symbol_svg(f"place-{code}")}
            for code, kind in catalogue.places.items()
            if code in found
        ]

    def _place_rows(self) -> Row:
        kinds = [row["code"] for row in self._kinds()]
        known = [place for place in self._places if place.place_kind in kinds]
        relations = self._view.relations
        return {
            "at": self._points(known),
            "kind": [kinds.index(place.place_kind) for place in known],
            "name": [place.name for place in known],
            "keys": [initials(place.name) for place in known],
            "village": [
                self._village_at.get(relations.village_of.get(place.id) or FeatureId(""), NOBODY)
                for place in known
            ],
            "contact": [" ".join(filter(None, (place.contact, place.phone))) for place in known],
        }

    def _lines(self) -> dict[str, list[str]]:
        found: dict[str, list[Any]] = {"road": [], "lane": [], "water": []}
        for line in self._features.all(Line):
            kind = _LINES.get(line.line_kind)
            if kind is not None and line.geometry is not None and self._is_near(line.geometry):
                found[kind].append(line.geometry)
        return {kind: encoded_lines(self._ground, lines) for kind, lines in found.items()}

    def _water(self) -> list[object]:
        return [
            encoded_surface(self._ground, area.geometry)
            for area in self._features.all(Area)
            if area.area_kind == "water"
            and area.geometry is not None
            and self._is_near(area.geometry)
        ]

    def _is_near(self, shape: shapely.Geometry) -> bool:
        """Whether a shape's box meets the map's: a page of one village has no lines of others."""
        if not self._is_part:
            return True
        left, bottom, right, top = self._bounds_m
        low_x, low_y, high_x, high_y = shape.bounds
        return bool(low_x <= right and high_x >= left and low_y <= top and high_y >= bottom)

    def _home_rows(self) -> Row:
        relations = self._view.relations
        grids = [relations.grid_of.get(home.id) or FeatureId("") for home in self._homes]
        return {
            "at": self._points(self._homes),
            "door": [home.door or home.number for home in self._homes],
            "head": [home.head for home in self._homes],
            "keys": [initials(home.head, home.pinyin) for home in self._homes],
            "grid": [self._grid_at.get(grid, NOBODY) for grid in grids],
        }

    def _care_rows(self) -> list[Row]:
        """Return the recipient's own people, in an officer's edition."""
        catalogue = load_catalogue()
        home_at = _indexes(self._homes)
        return [
            {
                "home": home_at[entry.household.id],
                "person": entry.record.person,
                "category": catalogue.care[entry.record.category].short_name,
                "need": entry.record.need,
                "next": entry.due.next_day.isoformat() if entry.due.next_day else "",
                "late": entry.due.days_late,
            }
            for entry in self._view.care
            if entry.household.id in home_at
        ]

    def _points(self, features: Iterable[Place | Household]) -> str:
        shapes = [item.geometry for item in features]
        return encoded_points(self._ground, shapely.get_coordinates(shapes)) if shapes else ""


def _indexes(features: Iterable[Feature]) -> Indexes:
    return {feature.id: at for at, feature in enumerate(features)}
