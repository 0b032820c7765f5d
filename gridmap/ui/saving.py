"""Edits of fields by kind of feature; the actions are loaded at the first edit only."""

from __future__ import annotations

from gridmap.model.changes import Changeset
from gridmap.model.document import FeatureReader
from gridmap.model.features import FeatureId


def save_household(reader: FeatureReader, household: FeatureId, **fields: object) -> Changeset:
    """Return the changeset of an edit; raises what the action raises. So do the others here."""
    from gridmap.actions.households import edit_household

    return edit_household(reader, household, **fields)


def save_grid(reader: FeatureReader, grid: FeatureId, **fields: object) -> Changeset:
    """Return the changeset of an edit of a grid."""
    from gridmap.actions.grids import edit_grid

    return edit_grid(reader, grid, **fields)


def save_place(reader: FeatureReader, place: FeatureId, **fields: object) -> Changeset:
    """Return the changeset of an edit of a place."""
    from gridmap.actions.places import edit_place

    return edit_place(reader, place, **fields)


def save_village(reader: FeatureReader, village: FeatureId, **fields: object) -> Changeset:
    """Return the changeset of an edit of a village."""
    from gridmap.actions.villages import edit_village

    return edit_village(reader, village, **fields)


def save_group(reader: FeatureReader, group: FeatureId, **fields: object) -> Changeset:
    """Return the changeset of an edit of a villager group."""
    from gridmap.actions.villages import edit_group

    return edit_group(reader, group, **fields)


def save_note(reader: FeatureReader, note: FeatureId, **fields: object) -> Changeset:
    """Return the changeset of an edit of a note."""
    from gridmap.actions.ground import edit_note

    return edit_note(reader, note, **fields)


def save_line(reader: FeatureReader, line: FeatureId, **fields: object) -> Changeset:
    """Return the changeset of an edit of a line on the ground."""
    from gridmap.actions.ground import name_line

    return name_line(reader, line, **fields)
