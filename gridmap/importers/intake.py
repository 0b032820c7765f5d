"""One layer on its way into the draft: rows by field, shapes in the plane, and the report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

import numpy as np
import shapely

from gridmap.geo.china_offset import ACCURACY_M
from gridmap.geo.fit import Shapes, owner_of
from gridmap.i18n import tr
from gridmap.importers.columns import Columns
from gridmap.importers.draft import Draft, shape_array, shape_keys
from gridmap.importers.layer import RawLayer
from gridmap.importers.options import SHIFT_NAMES
from gridmap.importers.report import LayerReport, Outcome
from gridmap.importers.text import looks_like_id_number, without_id_numbers
from gridmap.model.features import (
    ORIGIN_TAG,
    CareRecord,
    Feature,
    FeatureId,
    Household,
    Village,
    geometry_of,
)

F = TypeVar("F", bound=Feature)


@dataclass(slots=True)
class Intake:
    """What a builder needs.

    `shapes` are in the project's plane (metres) or None for a table; `settled` are the features of
    the rows taken so far: no later row of the layer changes them. `origin` is the shifted system of
    a web map that the shapes come from, empty for none.
    """

    draft: Draft
    layer: RawLayer
    target: str
    columns: Columns
    report: LayerReport
    shapes: Shapes | None = None
    settled: set[FeatureId] = field(default_factory=set)
    origin: str = ""
    _cells: dict[str, list[str]] = field(default_factory=dict)
    _records: dict[FeatureId, list[FeatureId]] | None = None

    def __post_init__(self) -> None:
        """Read the columns that are used, once, as text without ID numbers."""
        for name, column in self.columns.of.items():
            self._cells[name] = [
                self._clean(text, index) for index, text in enumerate(self.layer.texts(column))
            ]

    def cell(self, name: str, index: int) -> str:
        """Return the text of a field in a row, empty where there is no such column."""
        cells = self._cells.get(name)
        return cells[index] if cells is not None else ""

    def has(self, name: str) -> bool:
        """Whether a column was found for a field."""
        return name in self._cells

    def row(self, index: int) -> object:
        """Return the name by which people find a row."""
        return self.layer.rows[index]

    def drop(self, index: int, reason: str, detail: str = "") -> None:
        """Note that a row is not taken."""
        self.report.note(Outcome.DROPPED, reason, self.row(index), detail)

    def change(self, index: int, reason: str, detail: str = "") -> None:
        """Note that something about a row is not as it came."""
        self.report.note(Outcome.CHANGED, reason, self.row(index), detail)

    def records_of(self, household: FeatureId) -> list[CareRecord]:
        """Return the care records of a household as they will be."""
        if self._records is None:
            self._records = defaultdict(list)
            for record in self.draft.all(CareRecord):
                self._records[record.household].append(record.id)
        ids = self._records[household]
        return [item for key in ids if (item := self.draft.find(key, CareRecord)) is not None]

    def put_record(self, record: CareRecord) -> None:
        """Put a care record into the draft."""
        if all(held.id != record.id for held in self.records_of(record.household)):
            assert self._records is not None
            self._records[record.household].append(record.id)
        self.draft.put(record)

    def settle(self, old: Feature | None, new: Feature) -> None:
        """Put a feature into the draft and count it: taken, updated or the same as before."""
        if self.origin:
            new = _from_web_map(old, new, SHIFT_NAMES[self.origin])
        self.settled.add(new.id)
        if old is None:
            self.report.count(Outcome.TAKEN)
        elif old == new:
            self.report.count(Outcome.SAME)
            return
        else:
            self.report.count(Outcome.UPDATED)
        self.draft.put(new)

    def _clean(self, text: str, index: int) -> str:
        if len(text) < 18:
            return text
        bare = "" if looks_like_id_number(text) else text
        if bare and not bare.isdigit():
            bare = without_id_numbers(bare)
        if bare != text:
            self.change(index, tr("a number like an identity number was taken out"))
        return bare


class ShapePool(Generic[F]):
    """The project's features of a kind by exact shape: finds what a file brought before."""

    def __init__(self, features: Iterable[F]) -> None:
        held = [item for item in features if getattr(item, "geometry", None) is not None]
        self._by_key: dict[bytes, list[F]] = defaultdict(list)
        for key, item in zip(shape_keys(shape_array(held)), held, strict=True):
            if key is not None:
                self._by_key[key].append(item)

    def take(self, key: bytes | None) -> F | None:
        """Return a feature with this shape, each only once; None where there is none."""
        return self.first(key, lambda _: True)

    def first(self, key: bytes | None, fits: Callable[[F], bool]) -> F | None:
        """Return a feature with this shape that fits, each only once; None where there is none."""
        found = self._by_key.get(key, []) if key is not None else []
        for place, item in enumerate(found):
            if fits(item):
                return found.pop(place)
        return None


def villages_by_position(draft: Draft, points: Shapes) -> list[FeatureId | None]:
    """Return the village that holds each point, None outside all of them."""
    villages = [item for item in draft.all(Village) if item.geometry is not None]
    owner = owner_of(points, shape_array(villages))
    return [villages[index].id if index >= 0 else None for index in owner.tolist()]


def present(shapes: Shapes) -> list[int]:
    """Return the indexes of the rows that have a shape."""
    return [int(index) for index in np.flatnonzero(~shapely.is_missing(shapes))]


def _from_web_map(old: Feature | None, new: Feature, system: str) -> Feature:
    """Return a feature with its origin and accuracy noted, where its place came with this row."""
    place = geometry_of(new)
    if place is None or (old is not None and geometry_of(old) == place):
        return new
    others = tuple(pair for pair in new.tags if pair[0] != ORIGIN_TAG)
    tags = (*others, (ORIGIN_TAG, f"{system} ±{ACCURACY_M:g} m"))
    if isinstance(new, Household):
        return replace(new, tags=tags, accuracy_m=max(new.accuracy_m or 0.0, ACCURACY_M))
    return replace(new, tags=tags)
