"""The desk of the map: joins canvas, status bar and the verbs on what is selected."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from gridmap.actions.removal import Removal, can_go, removal_of
from gridmap.errors import GridMapError
from gridmap.i18n import tr
from gridmap.model.changes import Changeset
from gridmap.ui.care_operations import add_care_verbs
from gridmap.ui.coordinates import PLANE
from gridmap.ui.household_menu import add_household_verbs
from gridmap.ui.operations import Operation, by_name, why_read_only

if TYPE_CHECKING:
    from gridmap.session import Session
    from gridmap.ui.workspace import Workspace


class MapDesk(QObject):
    """Scale, snapping and coordinates in the status bar; removing, repairing, copying."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._session = workspace.session
        self._state: dict[str, Any] = workspace.settings.ui.setdefault("map", {})
        canvas, status = workspace.canvas, workspace.status
        status.coordinates.use(
            lambda: self._session.document.project.epsg, self._state.get("coordinates", PLANE)
        )
        status.coordinates.system_chosen.connect(
            lambda system: self._state.__setitem__("coordinates", system)
        )
        status.scale.scale_chosen.connect(self._use_scale)
        status.snapping.clicked.connect(self.toggle_snapping)
        canvas.snapping_changed.connect(self._after_snapping)
        canvas.set_snapping(self._state.get("snapping", True))
        workspace.pictures_changed.connect(self._show_pictures)
        self._show_pictures()

    # Verbs

    def toggle_snapping(self) -> None:
        """Draw the pointer to corners and borders, or no longer."""
        canvas = self._workspace.canvas
        canvas.set_snapping(not canvas.is_snapping)

    def is_snapping(self) -> bool:
        """Whether the pointer is drawn to corners and borders."""
        return self._workspace.canvas.is_snapping

    def toggle_pictures(self) -> None:
        """Show the pictures below the map, or no longer; remembered."""
        self._state["pictures"] = not self.has_pictures()
        self._show_pictures()
        self._workspace.changed.emit()

    def has_pictures(self) -> bool:
        """Whether the pictures of the project are to lie below the map."""
        return bool(self._state.get("pictures", True))

    def remove_selected(self) -> None:
        """Remove what is selected; ask where something hangs on it."""
        from gridmap.ui.dialogs.removal import may_remove

        removal = self._removal()
        if removal.changeset and may_remove(self._workspace.window(), removal):
            self._carry(lambda: removal.changeset)
            document = self._session.document
            left = [key for key in self._session.selection if document.find_any(key) is not None]
            self._session.select(left)

    def repair_grids(self) -> None:
        """Show what a repair of grids that do not fit would move, and carry it out if wanted."""
        from gridmap.ui.dialogs.repair_grids import RepairDialog

        workspace = self._workspace
        dialog = RepairDialog(workspace, self._session, workspace.runner, workspace.theme)
        if dialog.exec():
            self._carry(lambda: dialog.changeset)

    def household_menu(self, parent: QWidget) -> QMenu:
        """Return a menu with the verbs on the households that are selected when it opens."""
        menu = QMenu(tr("Selected households"), parent)
        menu.aboutToShow.connect(lambda: self._fill(menu))
        return menu

    def show_menu(self, ids: Any, place: QPoint) -> None:
        """Offer the few verbs that apply to what is under the pointer (global)."""
        workspace = self._workspace
        menu = QMenu(workspace)
        if ids:
            menu.addAction(tr("Show the form"), lambda: workspace.open_form())
            menu.addAction(tr("Show the selection"), workspace.zoom_selection)
            add_household_verbs(menu, self._session, self._carry)
            add_care_verbs(menu, workspace)
            menu.addSeparator()
        self.add_verbs(menu, place)
        menu.addAction(tr("Show everything"), workspace.zoom_full)
        menu.popup(place)

    def add_verbs(self, menu: QMenu, place: QPoint) -> None:
        """Add the verbs on what is selected and on the spot (global) to a menu."""
        if why_not_removed(self._session) is None:
            menu.addAction(tr("Remove"), self.remove_selected)
        canvas = self._workspace.canvas
        at = canvas.mapFromGlobal(place)
        x_m, y_m = canvas.screen_view.point_m(at.x(), at.y())
        menu.addAction(tr("Copy coordinates"), lambda: self._copy(x_m, y_m))

    def _copy(self, x_m: float, y_m: float) -> None:
        words = self._workspace.status.coordinates.copy(x_m, y_m)
        self._workspace.toast.success(tr("Copied: {words}", words=words))

    def _removal(self) -> Removal:
        return removal_of(self._session.document, self._session.selection)

    def _carry(self, act: Callable[[], Changeset]) -> None:
        """Work out an act, carry it out and say so, or why not."""
        try:
            changeset = act()
            self._session.apply(changeset)
        except GridMapError as error:
            self._workspace.toast.error(error)
            return
        if changeset:
            self._workspace.toast.success(changeset.title, tr("Undo"), self._workspace.undo)

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        add_household_verbs(menu, self._session, self._carry)
        if menu.isEmpty():
            menu.addAction(tr("No household is selected.")).setEnabled(False)

    def _use_scale(self, denominator: float) -> None:
        self._workspace.canvas.set_scale(denominator)
        self._workspace.canvas.setFocus()

    def _show_pictures(self) -> None:
        folder = self._session.pictures if self.has_pictures() else None
        self._workspace.canvas.show_pictures(folder)

    def _after_snapping(self, is_on: bool) -> None:
        self._state["snapping"] = is_on
        self._workspace.status.snapping.show_snapping(is_on=is_on)
        self._workspace.changed.emit()


def desk_operations(desk: MapDesk) -> dict[str, Operation]:
    """Return the commands of the desk, by name."""
    return by_name(
        (
            Operation(
                name="remove",
                title=tr("Remove…"),
                shortcuts=("Del",),
                hint=tr("Remove what is selected; asks where something hangs on it."),
                run=desk.remove_selected,
                disabled_reason=why_not_removed,
            ),
            Operation(
                name="snapping",
                title=tr("Snap to corners and borders"),
                shortcuts=("S",),
                hint=tr("Draw the pointer to corners and borders; hold Alt for the contrary."),
                run=desk.toggle_snapping,
                is_checked=desk.is_snapping,
            ),
            Operation(
                name="pictures_on_map",
                title=tr("Pictures on the map"),
                hint=tr("Show the pictures of the project pale below the map in the window."),
                run=desk.toggle_pictures,
                is_checked=desk.has_pictures,
            ),
            Operation(
                name="repair_grids",
                title=tr("Repair grids that do not fit…"),
                hint=tr("Join borders of imported grids; what would move is shown first."),
                run=desk.repair_grids,
                disabled_reason=why_read_only,
            ),
        )
    )


def why_not_removed(session: Session) -> str | None:
    """Return why nothing that is selected can be removed, None where something can."""
    reason = why_read_only(session)
    if reason is not None:
        return reason
    if not session.selection:
        return tr("Nothing is selected.")
    found = (session.document.find_any(key) for key in session.selection)
    if any(feature is not None and can_go(feature) for feature in found):
        return None
    return tr("What is selected cannot be removed here.")
