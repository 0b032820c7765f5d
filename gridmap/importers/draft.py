"""The project as it will be: what is there, and over it what the import adds and changes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final, TypeVar

import numpy as np
import shapely

from gridmap.geo.fit import Shapes
from gridmap.model.changes import Change, Changeset
from gridmap.model.document import FeatureReader
from gridmap.model.features import (
    KINDS,
    Feature,
    FeatureId,
    Grid,
    Officer,
    Township,
    Village,
    VillagerGroup,
    new_id,
)
from gridmap.model.sorting import chinese_number

F = TypeVar("F", bound=Feature)

_VILLAGE_ENDS: Final = re.compile(
    r"(?:社区)?(?:村民委员会|居民委员会|村委会|居委会)$|(?:行政村|社区|村)$"
)
_GROUP_NUMBER: Final = re.compile(r"\d+|[零〇一二两三四五六七八九十百]+")


def village_key(name: str) -> str:
    """Return a village's name without the endings that offices add or leave out."""
    text = "".join(name.split()).casefold()
    bare = _VILLAGE_ENDS.sub("", text)
    return _VILLAGE_ENDS.sub("", bare) or bare or text


def group_number(name: str) -> int:
    """Return the number in a group's name (3组, 第三村民小组, 三社: 3), 0 where there is none."""
    found = _GROUP_NUMBER.search(name)
    if not found:
        return 0
    text = found.group()
    return int(text) if text.isdigit() else chinese_number(text)


class Draft:
    """Features as they will be. `put` adds or replaces; `changeset` gives the difference."""

    def __init__(self, reader: FeatureReader) -> None:
        self.reader = reader
        self._tables: dict[type[Feature], dict[FeatureId, Feature]] = {kind: {} for kind in KINDS}
        self._villages: defaultdict[str, list[FeatureId]] | None = None
        self._groups: dict[tuple[FeatureId, str], FeatureId] | None = None

    def all(self, kind: type[F]) -> Iterator[F]:
        """Return the features of a kind, those of the project first, as they will be."""
        table: dict[FeatureId, F] = self._tables[kind]  # type: ignore[assignment]
        held = self.reader.table(kind)
        for feature_id, feature in held.items():
            yield table.get(feature_id, feature)
        for feature_id, feature in table.items():
            if feature_id not in held:
                yield feature

    def count(self, kind: type[Feature]) -> int:
        """Return how many features of a kind there will be."""
        held = self.reader.table(kind)
        return len(held) + sum(1 for feature_id in self._tables[kind] if feature_id not in held)

    def find(self, feature_id: FeatureId | None, kind: type[F]) -> F | None:
        """Return a feature by id as it will be."""
        if feature_id is None:
            return None
        found = self._tables[kind].get(feature_id)
        return found if isinstance(found, kind) else self.reader.find(feature_id, kind)

    def put(self, feature: Feature) -> None:
        """Add a feature, or replace the one with its id."""
        self._tables[type(feature)][feature.id] = feature
        if isinstance(feature, Village) and self._villages is not None:
            _enter_village(self._villages, feature)
        if isinstance(feature, VillagerGroup) and self._groups is not None:
            _enter_group(self._groups, feature)

    def changeset(self, title: str) -> Changeset:
        """Return the difference to the project, parents before children."""
        changes = []
        for kind, table in self._tables.items():
            held = self.reader.table(kind)
            for feature_id, feature in table.items():
                old = held.get(feature_id)
                if old is None or old != feature:
                    changes.append(Change(old, feature))
        return Changeset(title, tuple(changes))

    def village(self, *, code: str = "", name: str = "") -> FeatureId | None:
        """Return the village of a code or, where that is not known, of a name; None of several."""
        if self._villages is None:
            self._villages = defaultdict(list)
            for item in self.all(Village):
                _enter_village(self._villages, item)
        for key in (code, name.strip().casefold(), village_key(name) if name else ""):
            held = [item for item in self._villages.get(key, ()) if self._is_called(item, key)]
            if key and held:
                return held[0] if len(held) == 1 else None
        return None

    def _is_called(self, village: FeatureId, key: str) -> bool:
        """Whether a village has this name or code now."""
        found = self.find(village, Village)
        return found is not None and key in _village_names(found)

    def group(self, village: FeatureId, name: str) -> FeatureId | None:
        """Return a village's group by name or by the number in it (一社 is 1组)."""
        if self._groups is None:
            self._groups = {}
            for item in self.all(VillagerGroup):
                _enter_group(self._groups, item)
        wanted = group_number(name)
        exact = self._groups.get((village, name.strip()))
        return exact or (self._groups.get((village, f"#{wanted}")) if wanted else None)

    def new_group(self, village: FeatureId, name: str) -> FeatureId:
        """Add a group to a village and return its id."""
        group = VillagerGroup(
            id=new_id(), name=name.strip(), village=village, number=group_number(name)
        )
        self.put(group)
        return group.id

    def grid(self, village: FeatureId | None, text: str) -> Grid | None:
        """Return the grid of a code or name (in the village, where one is given)."""
        for item in self.all(Grid):
            if text in (item.code, item.name) and (village is None or item.village == village):
                return item
        return None

    def township(self, code: str, name: str) -> FeatureId | None:
        """Return the township of a code or name, made where there is none.

        Without either the only township there is.
        """
        if not code and not name:
            only = list(self.all(Township))
            return only[0].id if len(only) == 1 else None
        for item in self.all(Township):
            if (code and item.code == code) or (name and item.name == name):
                return item.id
        township = Township(id=new_id(), name=name or code, code=code)
        self.put(township)
        return township.id

    def officer(self, name: str, phone: str) -> Officer:
        """Return the officer of a name and phone, made where there is none.

        Without a phone on one side the name alone decides, if just one officer has it.
        """
        named = [item for item in self.all(Officer) if item.name == name]
        same = [item for item in named if item.phone == phone]
        if same:
            return same[0]
        open_ones = named if not phone else [item for item in named if not item.phone]
        if len(open_ones) == 1:
            return open_ones[0]
        officer = Officer(id=new_id(), name=name, phone=phone)
        self.put(officer)
        return officer


def _village_names(village: Village) -> tuple[str, ...]:
    """Return the keys under which a village is found."""
    return village_key(village.name), village.name.casefold(), village.code


def _enter_village(index: defaultdict[str, list[FeatureId]], village: Village) -> None:
    for key in _village_names(village):
        if key and village.id not in index[key]:
            index[key].append(village.id)


def _enter_group(index: dict[tuple[FeatureId, str], FeatureId], group: VillagerGroup) -> None:
    number = group.number or group_number(group.name)
    for key in (group.name.strip(), f"#{number}" if number else ""):
        if key:
            index.setdefault((group.village, key), group.id)


def shape_array(features: list[F]) -> Shapes:
    """Return the geometries of features as an object array, None where there is none."""
    shapes = np.full(len(features), None, dtype=object)
    for index, feature in enumerate(features):
        shapes[index] = getattr(feature, "geometry", None)
    return shapes


def shape_keys(shapes: Shapes) -> list[bytes | None]:
    """Return a key for each shape that is equal where two shapes are the same."""
    return list(shapely.to_wkb(shapes))
