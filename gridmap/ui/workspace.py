"""The workspace of an open project: map in the middle, panels around it, one session behind all."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import shapely
from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gridmap.errors import GridMapError
from gridmap.i18n import tr
from gridmap.model.changes import Changeset
from gridmap.model.features import FeatureId, Grid, Household
from gridmap.session import Session
from gridmap.settings import Settings
from gridmap.ui.bottom_panel import BottomPanel
from gridmap.ui.briefing import Briefing
from gridmap.ui.canvas.guide_bar import GuideBar
from gridmap.ui.canvas.map_canvas import MapCanvas
from gridmap.ui.canvas.screen_view import SCREEN_MAGNIFICATION
from gridmap.ui.digest import Digest
from gridmap.ui.household_menu import add_household_verbs, take_selected_off
from gridmap.ui.jobs import JobRunner
from gridmap.ui.left_panel import LeftPanel
from gridmap.ui.notifications import Toast
from gridmap.ui.panels.properties import Properties
from gridmap.ui.placing_desk import PlacingDesk
from gridmap.ui.status_bar import StatusBar
from gridmap.ui.theme import Theme
from gridmap.ui.whereabouts import bounds_of, with_room

if TYPE_CHECKING:
    from gridmap.ui.panels.atlas import AtlasPanel

DRAW: Final = "draw"
ATLAS: Final = "atlas"
_POINTER_MS: Final = 50
_PANEL_ROOM_PX: Final = 70


class Workspace(QWidget):
    """Everything below the tool bar.

    `changed` fires when titles, reasons or switches may differ.
    """

    changed = Signal()
    mode_changed = Signal(str)
    import_wanted = Signal()
    find_wanted = Signal()
    shortcuts_wanted = Signal()
    atlas_wanted = Signal(object, object)

    def __init__(
        self, session: Session, settings: Settings, runner: JobRunner, theme: Theme
    ) -> None:
        super().__init__()
        self.session = session
        self._state: dict[str, Any] = settings.ui.setdefault("workspace", {})
        self._pointer: tuple[float, float] | None = None
        self.mode = DRAW
        self.canvas = MapCanvas(session)
        self.left = LeftPanel(theme)
        self.bottom = BottomPanel(theme)
        self.properties = Properties(session, theme)
        self._settings, self._theme = settings, theme
        self._atlas: AtlasPanel | None = None
        self.status = StatusBar(theme)
        self.briefing = Briefing(session, runner, self)
        self._right = QFrame()
        self._pages = QStackedWidget()
        self._middle = QSplitter(Qt.Orientation.Vertical)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._pointer_timer = QTimer(self, singleShot=True, interval=_POINTER_MS)
        self._arrange(theme)
        self.canvas.set_magnification(SCREEN_MAGNIFICATION * theme.scale)
        self.guide = GuideBar(self.canvas, theme)
        self.toast = Toast(self.canvas, theme)
        self.placing = PlacingDesk(session, self.canvas, self.left, opened=self._begin_form)
        self._connect()
        self._disconnect = (
            session.changed.connect(lambda _changeset: self._after_change()),
            session.selection_changed.connect(self._after_selection),
        )
        self._restore()
        self.status.show_saved(is_read_only=session.store.is_read_only)
        self.briefing.start()

    # Verbs (operations.MapVerbs)

    def undo(self) -> None:
        """Take the last act back."""
        self._try(self.session.undo)

    def redo(self) -> None:
        """Bring the last act that was taken back in again."""
        self._try(self.session.redo)

    def clear_selection(self) -> None:
        """Select nothing."""
        self.session.select(())

    def zoom_full(self) -> None:
        """Show the whole project."""
        self.canvas.zoom_full()

    def zoom_selection(self) -> None:
        """Show what is selected."""
        self._show_on_map(self.session.selection)

    def import_files(self) -> None:
        """Ask the window for the import dialog."""
        self.import_wanted.emit()

    def begin_find(self) -> None:
        """Ask the window for the find box."""
        self.find_wanted.emit()

    def show_shortcuts(self) -> None:
        """Ask the window for the sheet of keyboard shortcuts."""
        self.shortcuts_wanted.emit()

    def use_tool(self, name: str) -> None:
        """Take a tool in hand by its name (ui/tools/toolbox.py)."""
        # The drawing tools are loaded at the first use of one: the start needs none of them.
        from gridmap.ui.tools.toolbox import make_tool

        tool = self.placing.tool(name) or make_tool(name, self.session, self.canvas)
        self.canvas.set_tool(tool)
        self.canvas.setFocus()

    def is_tool(self, name: str) -> bool:
        """Whether this tool is in hand."""
        return self.canvas.tool.name == name

    def take_off_map(self) -> None:
        """Take the selected households off the map."""
        self._carry(lambda: take_selected_off(self.session))

    def show_mode(self, mode: str) -> None:
        """Arrange the window for a kind of work."""
        self.mode = mode
        self._pages.setCurrentWidget(self.atlas if mode == ATLAS else self.properties)
        if mode == ATLAS:
            self._right.show()
            self.atlas.refresh()
            self.atlas.choose_villages(self.session.selection)
        self.mode_changed.emit(mode)
        self.changed.emit()

    def toggle_panel(self, name: str) -> None:
        """Show or hide the left, right or bottom panel."""
        panel = self._panel(name)
        panel.setVisible(panel.isHidden())
        if name == "bottom" and not panel.isHidden():
            self._open_bottom()
        self.changed.emit()

    def is_panel_shown(self, name: str) -> bool:
        """Whether a panel is shown."""
        return not self._panel(name).isHidden()

    def show_table(self, name: str) -> None:
        """Show the grids or the problems below the map."""
        self.bottom.show()
        self.bottom.tabs.choose(name)
        self._open_bottom()
        if name == "problems":
            self.briefing.want_problems()
        self.changed.emit()

    def go_to(self, feature_id: FeatureId | None) -> None:
        """Select a feature and show it on the map; None: the whole project."""
        if feature_id is None:
            self.session.select(())
            self.canvas.zoom_full()
            return
        self.session.select((feature_id,))
        self._show_on_map({feature_id})

    @property
    def atlas(self) -> AtlasPanel:
        """The form of the atlas, made when it is first wanted: it is not needed at the start."""
        if self._atlas is None:
            from gridmap.ui.panels.atlas import AtlasPanel

            self._atlas = AtlasPanel(self.session, self._settings, self._theme)
            self._atlas.wanted.connect(self.atlas_wanted)
            self._pages.addWidget(self._atlas)
        return self._atlas

    # Life

    def take_view_of(self, other: Workspace) -> None:
        """Show the same part of the map in the same mode as a workspace that this one replaces."""
        view = other.canvas.view
        self.canvas.center_on(view.center_x_m, view.center_y_m)
        self.canvas.set_scale(other.canvas.scale_denominator)
        self.show_mode(other.mode)

    def release(self) -> None:
        """Let go of the session and end the painting thread."""
        self.remember()
        self.status.let_go()
        self.briefing.stop()
        self.placing.release()
        for stop in self._disconnect:
            stop()
        self.canvas.stop()

    def remember(self) -> None:
        """Keep the sizes of the panels and which are shown."""
        self._state["columns"] = self._splitter.sizes()
        if not self.bottom.isHidden():
            self._state["rows"] = self._middle.sizes()
        self._state["hidden"] = [
            name for name in ("left", "right", "bottom") if self._panel(name).isHidden()
        ]

    def _arrange(self, theme: Theme) -> None:
        self._right.setObjectName("rightPanel")
        self._right.setMinimumWidth(theme.px(260))
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self._pages)
        self._pages.addWidget(self.properties)
        self._middle.addWidget(self.canvas)
        self._middle.addWidget(self.bottom)
        self._middle.setStretchFactor(0, 1)
        for widget in (self.left, self._middle, self._right):
            self._splitter.addWidget(widget)
        self._splitter.setStretchFactor(1, 1)
        for splitter in (self._middle, self._splitter):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._splitter, 1)
        column.addWidget(self.status)

    def _restore(self) -> None:
        # Large text makes the panels wider, but less so than itself: the map needs its room.
        left, right = self.left.minimumWidth(), self._right.minimumWidth()
        usual = [left + _PANEL_ROOM_PX, 800, right + _PANEL_ROOM_PX]
        self._splitter.setSizes(self._state.get("columns") or usual)
        for name in self._state.get("hidden", ["bottom"]):
            self._panel(name).hide()

    def _connect(self) -> None:
        self.left.tree.chosen.connect(self.go_to)
        self.bottom.grids.chosen.connect(self.go_to)
        self.bottom.problems.chosen.connect(self._show_problem)
        self.bottom.close_button.clicked.connect(lambda: self.toggle_panel("bottom"))
        self.bottom.tabs.chosen.connect(self._table_chosen)
        self.properties.failed.connect(self.toast.error)
        self.properties.applied.connect(self._say_done)
        self.canvas.tool_changed.connect(self.changed)
        self.canvas.acted.connect(self._say_done)
        self.guide.placed.connect(self.toast.keep_clear)
        self.canvas.pointer_moved.connect(self._pointer_moved)
        self.canvas.pointer_left.connect(lambda: self.status.show_belonging("", ""))
        self.canvas.view_changed.connect(
            lambda _view: self.status.show_scale(self.canvas.scale_denominator)
        )
        self.canvas.activated.connect(lambda _id: self._open_form())
        self.canvas.context_requested.connect(self._context_menu)
        self._pointer_timer.timeout.connect(self._tell_pointer)
        self.briefing.digest_ready.connect(self._take_digest)
        self.briefing.index_ready.connect(self.left.use_index)
        self.briefing.problems_ready.connect(self._take_problems)
        self.briefing.failed.connect(self.toast.error)

    def _panel(self, name: str) -> QWidget:
        return {"left": self.left, "right": self._right, "bottom": self.bottom}[name]

    def _open_bottom(self) -> None:
        rows = self._state.get("rows")
        height = self._middle.height()
        self._middle.setSizes(rows or [height - height // 3, height // 3])

    def _try(self, act: Any) -> None:
        try:
            act()
        except GridMapError as error:
            self.toast.error(error)

    def _carry(self, act: Callable[[], Changeset]) -> None:
        """Work out an act, carry it out and say so."""
        try:
            changeset = act()
            self.session.apply(changeset)
        except GridMapError as error:
            self.toast.error(error)
            return
        if changeset:
            self._say_done(changeset.title)

    def _after_change(self) -> None:
        self.toast.withdraw(self.undo)
        self.briefing.after_change()
        self.changed.emit()

    def _after_selection(self, ids: frozenset[FeatureId]) -> None:
        self.properties.show_selection(ids)
        self.left.tree.mark(self._lines_of(ids))
        self.bottom.grids.mark(ids)
        self.changed.emit()

    def _take_digest(self, digest: Digest) -> None:
        self.left.show_digest(digest)
        self.placing.take_digest(digest)
        self.bottom.show_digest(digest)
        self.properties.show_digest(digest)
        self.left.tree.mark(self._lines_of(self.session.selection))
        self.changed.emit()

    def _lines_of(self, ids: frozenset[FeatureId]) -> frozenset[FeatureId]:
        """Return what to mark in the tree: a selected household's group stands for it."""
        digest = self.briefing.digest
        if len(ids) != 1 or digest is None:
            return ids
        household = self.session.document.find(next(iter(ids)), Household)
        if household is None:
            return ids
        relations = digest.relations
        for owner in (relations.group_of, relations.grid_of, relations.village_of):
            found = owner.get(household.id)
            if found is not None:
                return frozenset((found,))
        return ids

    def _take_problems(self, problems: Any) -> None:
        self.bottom.problems.show_problems(problems)
        self.bottom.tabs.show_count("problems", len(problems), is_warning=True)

    def _table_chosen(self, name: str) -> None:
        if name == "problems":
            self.briefing.want_problems()

    def _say_done(self, title: str) -> None:
        self.toast.success(title, tr("Undo"), self.undo)

    def _show_problem(self, problem: Any) -> None:
        self.session.select(problem.feature_ids)
        if problem.bounds_m is not None:
            self.canvas.zoom_to(with_room(problem.bounds_m))
        else:
            self._show_on_map(frozenset(problem.feature_ids))

    def _show_on_map(self, ids: Any) -> None:
        digest = self.briefing.digest
        if digest is None:
            return
        bounds = bounds_of(self.session.document, digest.relations, ids)
        if bounds is not None:
            self.canvas.zoom_to(bounds)

    def _begin_form(self, feature: FeatureId) -> None:
        self.session.select((feature,))
        self._open_form()

    def _open_form(self) -> None:
        self._right.show()
        self.show_mode(DRAW)
        self.properties.begin_editing()

    def _pointer_moved(self, x_m: float, y_m: float) -> None:
        self._pointer = (x_m, y_m)
        self.status.show_position(x_m, y_m)
        if not self._pointer_timer.isActive():
            self._pointer_timer.start()

    def _tell_pointer(self) -> None:
        """Say whose land is under the pointer."""
        if self._pointer is None or self.briefing.digest is None:
            return
        x_m, y_m = self._pointer
        for grid in self.session.document.in_box(Grid, (x_m, y_m, x_m, y_m)):
            if grid.geometry is not None and shapely.contains_xy(grid.geometry, x_m, y_m):
                head = self.briefing.digest.head_of(grid.id)
                who = tr("Grid head {name}", name=head.name if head else tr("Nobody"))
                self.status.show_belonging(grid.name, who)
                return
        self.status.show_belonging(tr("In no grid"), "")

    def _context_menu(self, ids: Any, place: QPoint) -> None:
        """Offer the few verbs that apply to what is under the pointer."""
        menu = QMenu(self)
        if ids:
            menu.addAction(tr("Show the form"), self._open_form)
            menu.addAction(tr("Show the selection"), self.zoom_selection)
            add_household_verbs(menu, self.session, self._carry)
            menu.addSeparator()
        menu.addAction(tr("Show everything"), self.zoom_full)
        menu.popup(place)
