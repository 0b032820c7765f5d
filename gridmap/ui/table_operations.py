"""The commands that open a table below the map."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from gridmap.i18n import tr
from gridmap.ui.operations import Operation


class TableVerbs(Protocol):
    """What opens tables."""

    def show_table(self, name: str) -> None:
        """Show a table below the map."""


def table_operations(verbs: TableVerbs) -> dict[str, Operation]:
    """Return the commands that open a table, by name."""
    found = (
        Operation(
            name="table_households",
            title=tr("Table of households"),
            icon="house",
            shortcuts=("Ctrl+Shift+H",),
            hint=tr("List all households, to sort, filter and edit them."),
            run=partial(verbs.show_table, "households"),
        ),
        Operation(
            name="table_officers",
            title=tr("Table of officers"),
            icon="officer",
            shortcuts=("Ctrl+Shift+O",),
            hint=tr("List all officers, to add, edit and remove them."),
            run=partial(verbs.show_table, "officers"),
        ),
    )
    return {operation.name: operation for operation in found}
