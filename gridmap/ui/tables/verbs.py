"""The verbs of a table in menus: what can be done with its cells and rows, each with its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from gridmap.i18n import tr
from gridmap.ui.tables.helpers import add_verb
from gridmap.ui.tables.list_file import EDITION, LISTS

if TYPE_CHECKING:
    from gridmap.ui.tables.table import KindTable


def fill_menu(table: KindTable, menu: QMenu, *, can_edit: bool) -> None:
    """Add the verbs of a table to a menu, each with its key."""
    has_cells = table.view.block() is not None
    copied = (
        (tr("Copy the cells"), "Ctrl+C", lambda: table.copy(with_titles=False)),
        (tr("Copy with titles"), "Ctrl+Shift+C", lambda: table.copy(with_titles=True)),
    )
    for title, key, act in copied:
        add_verb(menu, title, key, act, is_on=bool(has_cells or table.selected()))
    if can_edit:
        add_verb(menu, tr("Paste"), "Ctrl+V", table.paste, is_on=has_cells)
        add_verb(menu, tr("Fill down"), "Ctrl+D", table.fill_down, is_on=has_cells)
        add_verb(menu, tr("Empty the cells"), "Del", table.clear_cells, is_on=has_cells)
    menu.addSeparator()
    if can_edit and table.spec.create is not None:
        add_verb(menu, table.spec.create_title, "Ins", table.add)
    if can_edit and table.spec.remove is not None:
        add_verb(menu, tr("Remove"), "", table.remove, is_on=bool(table.selected()))
    menu.addMenu(table.columns.menu(menu))
    if table.spec.name in LISTS:
        menu.addSeparator()
        edition = f"{EDITION.value} {EDITION.label}"
        title = tr("Save the rows shown as a list, {edition}…", edition=edition)
        add_verb(menu, title, "", table.save_list, is_on=table.model.rowCount() > 0)


def verbs_here(table: KindTable) -> QMenu:
    """Return a menu of what can be done with the selected rows, and with the table."""
    menu, ids = QMenu(table), table.selected()
    if ids:
        add_verb(menu, tr("Show on the map"), "Ctrl+↵", lambda: table.chosen.emit(ids[0]))
        add_verb(menu, tr("Show the form"), "", lambda: table.form_wanted.emit(ids[0]))
        menu.addSeparator()
    table.fill_menu(menu)
    return menu
