"""The lists that leave the program as tables, one function a list, each from an edition's view.

`export_list(view, "households", path)` writes one; `ids` keeps only what a table on the screen
shows, in its order. A list that an edition must not contain is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias, TypeVar

from gridmap.errors import NotFoundError, PrivacyError
from gridmap.export.lists.files import write_lists
from gridmap.export.lists.rows import (
    care_list,
    duty_list,
    grid_list,
    group_list,
    household_list,
    officer_list,
    place_list,
    village_list,
    visit_list,
)
from gridmap.export.lists.table import ListTable
from gridmap.i18n import tr
from gridmap.model.editions import Edition, EditionView
from gridmap.model.features import FeatureId
from gridmap.progress import Job

T = TypeVar("T")
ListMaker: TypeAlias = Callable[[EditionView], "tuple[ListTable, Sequence[FeatureId]]"]

_EVERY: Final = frozenset(Edition)
_HOUSES: Final = frozenset(edition for edition in Edition if edition.shows_households)
_OWN: Final = frozenset({Edition.OFFICER})


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSort:
    """A list there is: who may have it, and the function that makes it with its rows' ids."""

    editions: Set[Edition]
    make: ListMaker


LISTS: Final[dict[str, ListSort]] = {
    "villages": ListSort(editions=_EVERY, make=village_list),
    "groups": ListSort(editions=_EVERY, make=group_list),
    "grids": ListSort(editions=_EVERY, make=grid_list),
    "officers": ListSort(editions=_EVERY, make=officer_list),
    "duties": ListSort(editions=_EVERY, make=duty_list),
    "places": ListSort(editions=_EVERY, make=place_list),
    "households": ListSort(editions=_HOUSES, make=household_list),
    "care": ListSort(editions=_OWN, make=care_list),
    "visits": ListSort(editions=_OWN, make=visit_list),
}
"""Every list by its name on the command line."""


def list_table(view: EditionView, what: str, ids: Iterable[FeatureId] | None = None) -> ListTable:
    """Return a list of an edition; with `ids` only these rows, in the order of `ids`.

    Raises: NotFoundError for a list there is not, PrivacyError for one that this edition must not
    contain.
    """
    sort = LISTS.get(what)
    if sort is None:
        raise NotFoundError(
            tr("There is no list called “{name}”.", name=what),
            hint=tr("The lists are: {names}.", names=", ".join(LISTS)),
        )
    if view.edition not in sort.editions:
        allowed = ", ".join(edition.value for edition in Edition if edition in sort.editions)
        raise PrivacyError(
            tr(
                "The list “{name}” is not part of the edition {edition}.",
                name=what,
                edition=view.edition.label,
            ),
            hint=tr("It may leave the program as {editions}.", editions=allowed),
        )
    table, owners = sort.make(view)
    rows = table.rows if ids is None else _chosen(table.rows, owners, ids)
    return ListTable(title=table.title, columns=table.columns, rows=rows, facts=facts_of(view))


def export_list(
    view: EditionView, what: str, out: Path, ids: Iterable[FeatureId] | None = None
) -> Job[tuple[Path, ...]]:
    """Write a list of an edition to an xlsx or csv file and return the files.

    Raises: NotFoundError, PrivacyError as `list_table`; ExportError.
    """
    files = yield from write_lists([list_table(view, what, ids)], out)
    return files


def facts_of(view: EditionView) -> tuple[tuple[str, str], ...]:
    """Return what a file says about itself: project, edition, day and for whom it is."""
    facts = [
        (tr("Project"), view.features.project.name),
        (tr("Edition"), f"{view.edition.value} {view.edition.label}"),
        (tr("As of"), view.on.isoformat()),
    ]
    if view.recipient is not None:
        facts.append((tr("For"), view.recipient.name))
    return tuple(facts)


def _chosen(rows: Sequence[T], owners: Sequence[FeatureId], ids: Iterable[FeatureId]) -> list[T]:
    place = dict(zip(owners, rows, strict=True))
    return [place[feature_id] for feature_id in ids if feature_id in place]
