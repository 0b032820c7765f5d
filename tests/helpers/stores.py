"""Project files for tests of the store and of whoever uses it."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from gridmap.model.document import Snapshot
from gridmap.model.features import Feature
from gridmap.store.geopackage import create_project, open_project
from tests.helpers.build import Tiny


def tiny_file(folder: Path, tiny: Tiny, name: str = "qingshi.gpkg") -> Path:
    """Write the tiny project into a folder and return its path."""
    path = folder / name
    create_project(path, tiny.project, tiny.others)
    return path


def read_back(path: Path) -> Snapshot:
    """Return what a file holds, read through a store of its own."""
    store = open_project(path, read_only=True)
    try:
        return Snapshot.of(store.load())
    finally:
        store.close()


def rows_of(path: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """Return the rows of a query on a closed file."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql, values).fetchall()


def tables_of(reader: Snapshot) -> dict[str, Sequence[Feature]]:
    """Return all features by kind, in order, for comparing two readers."""
    return {kind.kind: list(table.values()) for kind, table in reader._tables.items()}
