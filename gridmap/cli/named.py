"""Things that a command's words name: a village, a grid, an officer, an incident."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from gridmap.errors import NotFoundError, UsageError
from gridmap.i18n import tr
from gridmap.model.evacuation import open_incidents
from gridmap.model.features import FeatureId, Grid, Officer, Village

if TYPE_CHECKING:
    from gridmap.model.document import FeatureReader

_MOST_LISTED = 12


def find_village(reader: FeatureReader, text: str) -> FeatureId:
    """Return the village with a code or name. Raises: NotFoundError, UsageError for several."""
    found = [item for item in reader.all(Village) if text in {item.code, item.name}]
    if len(found) == 1:
        return found[0].id
    if found:
        raise UsageError(
            tr("{count} villages are called “{name}”.", count=len(found), name=text),
            hint=tr("Use the code: {codes}.", codes=_listed(item.code for item in found)),
        )
    raise NotFoundError(
        tr("There is no village “{name}” in this project.", name=text),
        hint=tr("It has: {names}.", names=_listed(item.name for item in reader.all(Village))),
    )


def find_grid(reader: FeatureReader, text: str, *, village: FeatureId | None) -> FeatureId:
    """Return the grid with a code or name, in a village where that is known.

    Raises: NotFoundError, UsageError where several are called so.
    """
    inside = [item for item in reader.all(Grid) if village in (None, item.village)]
    found = [item for item in inside if text in {item.code, item.name}]
    if len(found) == 1:
        return found[0].id
    if found:
        codes = _listed(item.code for item in found)
        raise UsageError(
            tr("{count} grids are called “{name}”.", count=len(found), name=text),
            hint=tr("Add --village, or use the code: {codes}.", codes=codes),
        )
    raise NotFoundError(
        tr("There is no grid “{name}”.", name=text),
        hint=tr("There are: {names}.", names=_listed(item.name for item in inside)),
    )


def find_grid_of_one(reader: FeatureReader, text: str, villages: Sequence[FeatureId]) -> Grid:
    """Return the grid of a booklet that is of one grid only, in the village asked for, if any.

    Raises: NotFoundError, UsageError where several are called so or several villages were named.
    """
    if len(villages) > 1:
        raise UsageError(
            tr("A booklet of one grid is of one village."), hint=tr("Name one village.")
        )
    key = find_grid(reader, text, village=villages[0] if villages else None)
    return reader.get(key, Grid)


def find_officer(reader: FeatureReader, text: str) -> FeatureId:
    """Return the officer with a name or phone. Raises: NotFoundError, UsageError for several."""
    words = text.split()
    found = [
        item
        for item in reader.all(Officer)
        if text in {item.name, item.phone} or words == [item.name, item.phone]
    ]
    if len(found) == 1:
        return found[0].id
    if found:
        raise UsageError(
            tr("{count} officers are called “{name}”.", count=len(found), name=text),
            hint=tr("Add the phone: {phones}.", phones=_listed(item.phone for item in found)),
        )
    raise NotFoundError(
        tr("There is no officer “{name}” in this project.", name=text),
        hint=tr("It has: {names}.", names=_listed(item.name for item in reader.all(Officer))),
    )


def find_incident(reader: FeatureReader, text: str) -> FeatureId:
    """Return the open incident with a name. Raises: NotFoundError, UsageError for several."""
    there = open_incidents(reader)
    found = [item for item in there if item.name == text]
    if len(found) == 1:
        return found[0].id
    if found:
        raise UsageError(
            tr("{count} open incidents are called “{name}”.", count=len(found), name=text),
            hint=tr("Give one of them another name."),
        )
    raise NotFoundError(
        tr("There is no open incident “{name}” in this project.", name=text),
        hint=tr("It has: {names}.", names=_listed(item.name for item in there)),
    )


def _listed(words: Iterable[str]) -> str:
    named = [word for word in words if word]
    more = " ..." if len(named) > _MOST_LISTED else ""
    return ", ".join(named[:_MOST_LISTED]) + more if named else tr("none")
