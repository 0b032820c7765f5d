"""Finding the pages of a laid-out booklet by what stands on them: a sheet, a door or a head."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from gridmap.export.plan import PlannedSheet, VillagePlan
from gridmap.model.features import Household


class NamedPage(Protocol):
    """What finding needs of a page of the list."""

    @property
    def name(self) -> str:
        """The name of the page in the booklet."""

    @property
    def title(self) -> str:
        """What the list of contents says."""

    @property
    def sheet_id(self) -> str:
        """The id of a detail sheet; empty for other pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFound:
    """Where something that was looked for stands.

    `page` is the page's name; for a household `cell` is its cell on the sheet and `unit` the name
    of its group or grid.
    """

    page: str
    cell: str = ""
    unit: str = ""


def find_all(
    text: str, pages: Sequence[NamedPage], plans: Iterable[VillagePlan]
) -> tuple[PageFound, ...]:
    """Return every page with a sheet id, a door, a head or a title, in the order of the booklet.

    A door may be written with 号 and blanks, and after its group: 四组 12 号. What is the same goes
    before what only begins with the text; what the edition does not show cannot be found.
    """
    wanted = _plain(text)
    if not wanted:
        return ()
    sheets = tuple(PageFound(page=page.name) for page in pages if wanted == _plain(page.sheet_id))
    if sheets:
        return sheets
    homes = list(_homes(plans))
    for fits in (_is_same, _begins):
        found = tuple(_found(*one) for one in homes if fits(wanted, *one))
        if found:
            return found
    return tuple(
        PageFound(page=page.name)
        for page in pages
        if wanted in _plain(page.title) or _plain(page.sheet_id).endswith(wanted)
    )


def _homes(plans: Iterable[VillagePlan]) -> Iterator[tuple[PlannedSheet, Household]]:
    for plan in plans:
        for item in plan.sheets:
            for home in item.sheet.households:
                yield item, home


def _found(item: PlannedSheet, home: Household) -> PageFound:
    cell = item.sheet.layout.cells.get(home.id, "")
    return PageFound(page=item.name, cell=cell, unit=item.sheet.unit.name)


def _is_same(wanted: str, item: PlannedSheet, home: Household) -> bool:
    words = [_plain(word) for word in (home.door, home.head) if word]
    unit = _plain(item.sheet.unit.name)
    return wanted in words or (bool(unit) and wanted in [unit + word for word in words])


def _begins(wanted: str, _item: PlannedSheet, home: Household) -> bool:
    return any(_plain(word).startswith(wanted) for word in (home.door, home.head))


def _plain(text: str) -> str:
    """Return a text as it is compared: without blanks, letters small, without 号 at its end."""
    return "".join(text.casefold().split()).removesuffix("号")
