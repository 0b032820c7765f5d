"""The names of the tables, for menus that must not wait for the tables themselves."""

from __future__ import annotations

from typing import Final

TABLE_NAMES: Final = (
    "households",
    "grids",
    "villages",
    "groups",
    "places",
    "officers",
    "duties",
    "lines",
    "notes",
)
