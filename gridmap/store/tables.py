"""How features lie in tables: one table per kind, one column per field of its dataclass.

Tables have English plural names, columns the fields' names (a reference is the other's uuid). Each
table also has `fid`, the integer key that the GeoPackage standard asks for.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from types import NoneType
from typing import Any, Final, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

from shapely.geometry.base import BaseGeometry

from gridmap.model.features import KINDS, Feature, FeatureId

Form: TypeAlias = Literal["text", "id", "int", "real", "date", "json", "geometry"]

TABLE_NAMES: Final = {
    "project": "project",
    "township": "townships",
    "village": "villages",
    "group": "villager_groups",
    "grid": "grids",
    "officer": "officers",
    "duty": "duties",
    "area": "areas",
    "line": "lines",
    "place": "places",
    "household": "households",
    "care_record": "care_records",
    "visit": "visits",
    "note": "notes",
    "print_copy": "print_copies",
    "incident": "incidents",
    "fetch": "fetches",
}
"""Table by kind of feature."""

COLUMN_NAMES: Final = {
    "id": "uuid",
    "geometry": "geom",
    "group": "villager_group",
    "start": "start_date",
    "end": "end_date",
}
"""Columns that are not called as their field, most because the name is a word of SQL."""

_SQL: Final[dict[Form, str]] = {
    "text": "TEXT",
    "id": "TEXT",
    "int": "INTEGER",
    "real": "DOUBLE",
    "date": "DATE",
    "json": "TEXT",
}
_GEOMETRY_TYPES: Final = {
    "Point": "POINT",
    "Polygon": "MULTIPOLYGON",
    "LineString": "MULTILINESTRING",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One field in its table.

    `default` stands for NULL where the field cannot be None; `item` is the record in a JSON list.
    """

    field: str
    name: str
    form: Form
    is_optional: bool
    default: Any = None
    item: type[Any] | None = None

    @property
    def declaration(self) -> str:
        """The column's part of CREATE TABLE: rows of other programs get the fields' defaults."""
        start = f'"{self.name}" {_SQL[self.form]}'
        if self.field == "id":
            # no NOT NULL: the trigger of another program's row sets it after the insert
            return f"{start} UNIQUE"
        default = self.null_stands_for
        if default is None:
            return start
        return f"{start} NOT NULL DEFAULT {_literal(default)}"

    @property
    def null_stands_for(self) -> str | int | None:
        """What NULL means where the field cannot be None; None where NULL is None or an error.

        A reference that another program left out leads to nothing, it does not spoil the file.
        """
        if self.is_optional or self.form in ("date", "geometry") or self.field == "id":
            return None
        if self.form == "json":
            return "[]"
        return "" if self.default is None and self.form in ("text", "id") else self.default


@dataclass(frozen=True, slots=True)
class Table:
    """The table of one kind.

    `geometry_type` is empty where it has none; `values` reads all fields of a feature.
    """

    kind: type[Feature]
    name: str
    columns: tuple[Column, ...]
    geometry_type: str
    values: Callable[[Any], tuple[Any, ...]]

    def column(self, field: str) -> Column:
        """Return the column of a field."""
        return next(column for column in self.columns if column.field == field)

    @property
    def create_sql(self) -> str:
        """The CREATE TABLE statement."""
        parts = ['"fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL']
        for column in self.columns:
            is_geometry = column.form == "geometry"
            parts.append(f'"geom" {self.geometry_type}' if is_geometry else column.declaration)
        return f'CREATE TABLE "{self.name}" ({", ".join(parts)})'


def _table(kind: type[Feature]) -> Table:
    hints = get_type_hints(kind)
    columns = []
    geometry_type = ""
    for field in dataclasses.fields(kind):
        parts = _parts(hints[field.name])
        form, item = _form(parts[0])
        if form == "geometry":
            geometry_type = _GEOMETRY_TYPES[parts[0].__name__]
        name = COLUMN_NAMES.get(field.name, field.name)
        default = None if field.default is dataclasses.MISSING else field.default
        columns.append(Column(field.name, name, form, NoneType in parts, default, item))
    values = attrgetter(*(column.field for column in columns))
    return Table(kind, TABLE_NAMES[kind.kind], tuple(columns), geometry_type, values)


def _literal(value: str | int) -> str:
    return f"'{value}'" if isinstance(value, str) else str(value)


def _parts(hint: Any) -> tuple[Any, ...]:
    """Return the types of a union, the type itself where it is none."""
    return get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)


def _form(part: Any) -> tuple[Form, type[Any] | None]:
    if part is FeatureId:
        return "id", None
    if get_origin(part) is tuple:
        item = get_args(part)[0]
        return "json", item if isinstance(item, type) and dataclasses.is_dataclass(item) else None
    if issubclass(part, BaseGeometry):
        return "geometry", None
    forms: dict[type[Any], Form] = {str: "text", int: "int", float: "real", date: "date"}
    return forms[part], None


TABLES: Final = {kind: _table(kind) for kind in KINDS}
"""The table of each kind, parents before children."""
