"""Features to rows and back, a column at a time: 100,000 households take a fraction of a second.

Loading fills the slots of bare objects directly, because the constructor of a frozen dataclass
would cost as much as everything else together. Equal texts share one string in memory.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from datetime import date
from itertools import repeat
from types import NoneType
from typing import Any, Final, TypeAlias

from gridmap.model.features import Feature
from gridmap.store.blobs import from_blobs, to_blobs
from gridmap.store.tables import Column, Table

Row: TypeAlias = tuple[Any, ...]
Memo: TypeAlias = dict[Any, Any]

_SAMPLE: Final = 200
"""Where more than half of the first texts differ, looking for equal ones is not worth the time."""

_STORED_AS = {"text": str, "id": str, "int": int, "real": float, "date": str, "json": str}


class RowError(ValueError):
    """A column holds something that cannot be read; `column` names it."""

    def __init__(self, column: str, reason: object) -> None:
        super().__init__(f"{column}: {reason}")
        self.column = column


def to_rows(table: Table, features: Sequence[Feature], srs_id: int) -> Iterable[Row]:
    """Return the rows of features of one kind, values in the order of the table's columns."""
    if not features:
        return []
    raw = zip(*map(table.values, features), strict=True)
    columns = [
        encode_column(column, values, srs_id)
        for column, values in zip(table.columns, raw, strict=True)
    ]
    return zip(*columns, strict=True)


def encode_column(column: Column, values: Sequence[Any], srs_id: int) -> Sequence[Any]:
    """Return the stored form of one field's values."""
    if column.form == "geometry":
        return to_blobs(values, srs_id)
    if column.form == "date":
        return [None if value is None else value.isoformat() for value in values]
    if column.form == "json":
        return ["[]" if not value else json_of(value) for value in values]
    return values


def to_features(table: Table, rows: Sequence[Row], memo: Memo) -> list[Feature]:
    """Return the features of a table's rows; `memo` is shared between tables to share strings.

    Raises: RowError naming the column that holds something unreadable.
    """
    if not rows:
        return []
    kind = table.kind
    features: list[Feature] = list(map(object.__new__, repeat(kind, len(rows))))
    for column, stored in zip(table.columns, zip(*rows, strict=True), strict=True):
        try:
            values = decode_column(column, stored, memo)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise RowError(f"{table.name}.{column.name}", error) from error
        put = getattr(kind, column.field).__set__
        deque(map(put, features, values), maxlen=0)
    return features


def decode_column(column: Column, stored: Sequence[Any], memo: Memo) -> Sequence[Any]:
    """Return one field's values from their stored form.

    Raises: ValueError, TypeError, KeyError where a value cannot be read.
    """
    if column.form == "geometry":
        return from_blobs(stored)
    kinds = set(map(type, stored))
    wrong = kinds - {_STORED_AS[column.form], NoneType}
    if wrong - ({int} if column.form == "real" else set()):
        raise ValueError(f"{sorted(item.__name__ for item in wrong)}")
    if NoneType in kinds and not column.is_optional:
        stored = _without_null(column, stored)
    return _decoders[column.form](column, stored, memo)


def _without_null(column: Column, stored: Sequence[Any]) -> Sequence[Any]:
    """Put the default where another program left NULL. Raises ValueError where there is none."""
    default = column.null_stands_for
    if default is None:
        raise ValueError("NULL")
    return [default if value is None else value for value in stored]


def _decode_text(column: Column, stored: Sequence[Any], memo: Memo) -> Sequence[Any]:
    if len(set(stored[:_SAMPLE])) > _SAMPLE // 2:
        return stored
    return list(map(memo.setdefault, stored, stored))


def _decode_plain(column: Column, stored: Sequence[Any], memo: Memo) -> Sequence[Any]:
    return stored


def _decode_real(column: Column, stored: Sequence[Any], memo: Memo) -> Sequence[Any]:
    return [None if value is None else float(value) for value in stored]


def _decode_date(column: Column, stored: Sequence[Any], memo: Memo) -> Sequence[Any]:
    days = {text: date.fromisoformat(text) for text in set(stored) - {None}}
    return list(map(days.get, stored))


def _decode_json(column: Column, stored: Sequence[Any], memo: Memo) -> Sequence[Any]:
    known = {text: from_json(column, json.loads(text)) for text in set(stored)}
    return [known[text] for text in stored]


_decoders = {
    "text": _decode_text,
    "id": _decode_text,
    "int": _decode_plain,
    "real": _decode_real,
    "date": _decode_date,
    "json": _decode_json,
}


def json_of(value: tuple[Any, ...]) -> str:
    """Return the text of a tuple field: pairs, texts or small records."""
    return json.dumps([plain(item) for item in value], ensure_ascii=False, separators=(",", ":"))


def plain(item: Any) -> Any:
    """Return a tuple field's item as JSON knows it."""
    if hasattr(item, "__dataclass_fields__"):
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in asdict(item).items()
            if value is not None
        }
    return item


def from_json(column: Column, raw: Any) -> tuple[Any, ...]:
    """Return a tuple field's value from its JSON form."""
    if not isinstance(raw, list):
        raise TypeError("not a list")
    if column.item is None:
        return tuple(tuple(item) if isinstance(item, list) else item for item in raw)
    return tuple(_record(column.item, item) for item in raw)


def _record(kind: type[Any], raw: dict[str, Any]) -> Any:
    known = {field.name for field in fields(kind)}
    values = {name: value for name, value in raw.items() if name in known}
    if values.get("due"):
        values["due"] = date.fromisoformat(values["due"])
    return kind(**values)
