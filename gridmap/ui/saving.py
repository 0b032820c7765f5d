"""Edits of fields by kind of feature; the actions are loaded at the first edit only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import count

from gridmap.i18n import tr
from gridmap.model.changes import Changeset
from gridmap.model.document import FeatureReader
from gridmap.model.features import FeatureId, Officer


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
    from gridmap.actions.ground import edit_line

    return edit_line(reader, line, **fields)


def save_area(reader: FeatureReader, area: FeatureId, **fields: object) -> Changeset:
    """Return the changeset of an edit of a pond, field, wood, yard or building."""
    from gridmap.actions.ground import edit_area

    return edit_area(reader, area, **fields)


def save_officer(reader: FeatureReader, officer: FeatureId, **fields: object) -> Changeset:
    """Return the changeset of an edit of an officer."""
    from gridmap.actions.officers import edit_officer

    return edit_officer(reader, officer, **fields)


def save_duty(reader: FeatureReader, duty: FeatureId, **fields: object) -> Changeset:
    """Return the changeset of an edit of a duty: its term, its deputy or its holder from today."""
    from gridmap.actions.duty_fields import edit_duty

    return edit_duty(reader, duty, on=date.today(), **fields)


def add_officer(reader: FeatureReader) -> Changeset:
    """Return the changeset that adds an officer with a name to be written over."""
    from gridmap.actions.officers import add_officer as add

    taken = {officer.name for officer in reader.all(Officer)}
    names = (tr("New officer {number}", number=number) for number in count(1))
    return add(reader, name=next(name for name in names if name not in taken))


def remove_officers(reader: FeatureReader, officers: Sequence[FeatureId]) -> Changeset:
    """Return the changeset that removes officers on whom nothing hangs."""
    from gridmap.actions.officers import remove_officer
    from gridmap.model.document import Trial

    trial = Trial(reader)
    for officer in officers:
        trial.apply(remove_officer(trial, officer))
    return trial.changes(tr("Remove {count} officers", count=len(officers)))


def remove_duties(reader: FeatureReader, duties: Sequence[FeatureId]) -> Changeset:
    """Return the changeset that removes duties that were recorded by mistake."""
    from gridmap.actions.duties import remove_duty
    from gridmap.model.document import Trial

    trial = Trial(reader)
    for duty in duties:
        trial.apply(remove_duty(trial, duty))
    return trial.changes(tr("Remove {count} duties", count=len(duties)))
