"""Verbs on grids."""

from __future__ import annotations

from typing import Final

from gridmap.actions.edits import edit_fields, held, required
from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.model.changes import Changeset
from gridmap.model.document import FeatureReader
from gridmap.model.features import FeatureId, Grid

EDITABLE: Final = frozenset({"name", "code"})


def edit_grid(reader: FeatureReader, grid: FeatureId, **fields: object) -> Changeset:
    """Return the changeset that gives a grid another name or code.

    Raises: UsageError for an empty name, or a code that another grid has.
    """
    old = held(reader, grid, Grid)
    if "name" in fields:
        required(fields["name"], tr("A grid needs a name."))
    code = str(fields.get("code", "")).strip()
    for other in reader.all(Grid):
        if code and other.code == code and other.id != grid:
            raise UsageError(
                tr("The code {code} belongs to {name} already.", code=code, name=other.name),
                hint=tr("Choose a code that no other grid has."),
            )
    title = tr("Edit grid {name}", name=old.name)
    return edit_fields(old, fields, allowed=EDITABLE, title=title)
