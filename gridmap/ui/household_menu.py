"""The verbs of a right click on households: off the map, state, group, grid."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu

from gridmap.actions.belonging import clear_override, move_to_group, override_grid, set_status
from gridmap.actions.placing import take_off_map
from gridmap.i18n import tr
from gridmap.model.changes import Changeset
from gridmap.model.features import FeatureId, Grid, Household, VillagerGroup
from gridmap.session import Session
from gridmap.ui.dialogs.reason import ask_reason
from gridmap.ui.fields.choices import status_names

Carry = Callable[[Callable[[], Changeset]], None]


def selected_households(session: Session) -> list[Household]:
    """Return the selected households in a steady order."""
    found = (session.document.find(key, Household) for key in session.selection)
    return sorted((item for item in found if item is not None), key=lambda item: item.id)


def take_selected_off(session: Session) -> Changeset:
    """Return the changeset that takes the selected households off the map."""
    return take_off_map(session.document, [item.id for item in selected_households(session)])


def add_household_verbs(menu: QMenu, session: Session, carry: Carry) -> None:
    """Add the verbs to a menu where households are selected and may be changed.

    `carry` works out a changeset, carries it out and says so.
    """
    households = selected_households(session)
    if not households or session.store.is_read_only:
        return
    ids = [item.id for item in households]
    menu.addSeparator()
    menu.addMenu(_status_menu(menu, session, ids, carry))
    menu.addMenu(_group_menu(menu, session, households, carry))
    menu.addMenu(_grid_menu(menu, session, households, carry))
    if any(item.geometry is not None for item in households):
        menu.addAction(tr("Take off the map"), lambda: carry(lambda: take_selected_off(session)))


def _status_menu(parent: QMenu, session: Session, ids: list[FeatureId], carry: Carry) -> QMenu:
    menu = QMenu(tr("State"), parent)
    for status, words in status_names():
        act = partial(set_status, session.document, ids, status)
        menu.addAction(words, partial(carry, act))
    return menu


def _group_menu(
    parent: QMenu, session: Session, households: list[Household], carry: Carry
) -> QMenu:
    document, ids = session.document, [item.id for item in households]
    menu = QMenu(tr("Move to group"), parent)
    groups = [
        item for item in document.all(VillagerGroup) if _is_at_home(session, item, households)
    ]
    for group in sorted(groups, key=lambda item: (item.village, item.number, item.name)):
        act = partial(move_to_group, document, ids, group.id)
        menu.addAction(group.name, partial(carry, act))
    menu.setEnabled(bool(groups))
    return menu


def _grid_menu(parent: QMenu, session: Session, households: list[Household], carry: Carry) -> QMenu:
    document, ids = session.document, [item.id for item in households]
    menu = QMenu(tr("Assign to grid"), parent)

    def assign(grid: Grid) -> None:
        reason = ask_reason(parent.parentWidget(), grid.name)
        if reason is not None:
            carry(lambda: override_grid(document, ids, grid.id, reason=reason))

    grids = [item for item in document.all(Grid) if _is_at_home(session, item, households)]
    for grid in sorted(grids, key=lambda item: (item.code, item.name)):
        menu.addAction(grid.name, partial(assign, grid))
    if any(item.grid_override is not None for item in households):
        menu.addSeparator()
        menu.addAction(
            tr("By position again"), lambda: carry(lambda: clear_override(document, ids))
        )
    menu.setEnabled(not menu.isEmpty())
    return menu


def _is_at_home(session: Session, area: VillagerGroup | Grid, households: list[Household]) -> bool:
    """Whether an area belongs to a village in which one of the households is recorded."""
    document = session.document
    villages = {item.village for item in households}
    groups = (document.find(item.group, VillagerGroup) for item in households)
    villages |= {group.village for group in groups if group is not None}
    villages.discard(None)
    return not villages or area.village in villages
