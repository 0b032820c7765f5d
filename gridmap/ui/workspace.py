"""The workspace of an open project: map in the middle, panels around it, one session behind all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gridmap.errors import GridMapError
from gridmap.i18n import tr
from gridmap.model.changes import Bounds, Changeset
from gridmap.model.features import FeatureId
from gridmap.session import Session
from gridmap.settings import Settings
from gridmap.ui.bottom_panel import BottomPanel
from gridmap.ui.bottom_tables import add_tables
from gridmap.ui.briefing import Briefing
from gridmap.ui.canvas.empty_note import EmptyNote
from gridmap.ui.canvas.guide_bar import GuideBar
from gridmap.ui.canvas.map_canvas import MapCanvas
from gridmap.ui.canvas.screen_view import SCREEN_MAGNIFICATION
from gridmap.ui.care.joining import join_care
from gridmap.ui.digest import Digest
from gridmap.ui.focus import focus_next_part
from gridmap.ui.household_menu import take_selected_off
from gridmap.ui.jobs import JobRunner
from gridmap.ui.left_panel import LeftPanel
from gridmap.ui.map_desk import MapDesk
from gridmap.ui.modes import ATLAS, DRAW, ModeBook
from gridmap.ui.notifications import Toast
from gridmap.ui.outline import lines_of
from gridmap.ui.panel_splitter import PanelSplitter
from gridmap.ui.panels.properties import Properties
from gridmap.ui.placing_desk import PlacingDesk
from gridmap.ui.pointer_words import PointerWords
from gridmap.ui.problem_desk import ProblemDesk
from gridmap.ui.review_map.desk import ReviewMapDesk
from gridmap.ui.status_bar import StatusBar
from gridmap.ui.theme import Theme
from gridmap.ui.whereabouts import bounds_of, with_room

if TYPE_CHECKING:
    from gridmap.ui.atlas.page import AtlasPage
    from gridmap.ui.menus import Actions
    from gridmap.ui.panels.atlas import AtlasPanel


class Workspace(QWidget):
    """Everything below the tool bar.

    `changed` fires when titles, reasons or switches may differ, `selected` with the ids of what is
    selected now, `closing` when the session is about to be let go, `pictures_changed` when others
    lie below the map.
    """

    changed = Signal()
    selected = Signal(object)
    closing = Signal()
    mode_changed = Signal(str)
    import_wanted = Signal()
    find_wanted = Signal()
    shortcuts_wanted = Signal()
    atlas_wanted = Signal(object, object, str)
    atlas_stopped = Signal()
    pictures_changed = Signal()

    def __init__(
        self, session: Session, settings: Settings, runner: JobRunner, theme: Theme
    ) -> None:
        super().__init__()
        self.session = session
        self.settings, self.runner, self.theme = settings, runner, theme
        self.mode = DRAW
        self.commands: Actions | None = None
        self.canvas = MapCanvas(session)
        self.left = LeftPanel(theme)
        self.bottom = BottomPanel(theme)
        self.properties = Properties(session, theme)
        self.status = StatusBar(theme)
        self.briefing = Briefing(session, runner, self)
        self._panels = PanelSplitter(
            theme,
            settings.ui.setdefault("workspace", {}),
            left=self.left,
            canvas=self.canvas,
            bottom=self.bottom,
        )
        self._whole = QStackedWidget()
        self.book = ModeBook(self, right=self._panels.pages, whole=self._whole)
        self._arrange()
        self.canvas.set_magnification(SCREEN_MAGNIFICATION * theme.scale)
        self.guide = GuideBar(self.canvas, theme)
        self.empty_note = EmptyNote(self.canvas, session, theme)
        self.toast = Toast(self.canvas, theme)
        self.placing = PlacingDesk(session, self.canvas, self.left, opened=self._begin_form)
        self.pointer_words = PointerWords(session, self.canvas, self.briefing, self.status)
        self.desk = MapDesk(self)
        self.problems = ProblemDesk(self)
        self.review_map = ReviewMapDesk(self)
        add_tables(self)
        join_care(self)
        self._connect()
        self._panels.recall()
        self.status.show_saved(is_read_only=session.store.is_read_only)
        self.briefing.start()

    # Verbs (operations.MapVerbs)

    def undo(self) -> None:
        """Take the last act back."""
        title = self.session.undo_title
        if self._try(self.session.undo):
            self.toast.success(tr("Undone: {title}", title=title), tr("Redo"), self.redo)

    def redo(self) -> None:
        """Bring the last act that was taken back in again."""
        title = self.session.redo_title
        if self._try(self.session.redo):
            self.toast.success(tr("Done again: {title}", title=title), tr("Undo"), self.undo)

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
        self.book.show(mode)
        is_whole = self.book.mode(mode).is_whole
        self.toast.stand_on(self._whole if is_whole else self.canvas)
        self.status.show_map(is_shown=not is_whole)
        self.mode_changed.emit(mode)
        self.changed.emit()

    def is_mode(self, mode: str) -> bool:
        """Whether the window is arranged for this kind of work."""
        return self.mode == mode

    def show_panel(self, name: str) -> None:
        """Show the left, right or bottom panel, where it is hidden."""
        if not self.is_panel_shown(name):
            self.toggle_panel(name)

    def toggle_panel(self, name: str) -> None:
        """Show or hide the left, right or bottom panel."""
        self._panels.toggle(name)
        self.changed.emit()

    def focus_next_part(self) -> None:
        """Put the keyboard into the next part: contents, map, tables, details."""
        focus_next_part((self.left, self.canvas, self.bottom, self._panels.right))

    def is_panel_shown(self, name: str) -> bool:
        """Whether a panel is shown."""
        return self._panels.is_shown(name)

    def show_table(self, name: str) -> None:
        """Show a table below the map (ui/bottom_tables.py)."""
        if self.book.mode(self.mode).is_whole:
            self.show_mode(DRAW)
        self.bottom.show()
        self.bottom.show_table(name)
        self._panels.open_bottom()
        self.changed.emit()

    def go_to(self, feature_id: FeatureId | None) -> None:
        """Select a feature and show it on the map; None: the whole project."""
        if feature_id is None:
            self.session.select(())
            self.canvas.zoom_full()
            return
        self.show_on_map((feature_id,))

    def show_on_map(self, ids: Iterable[FeatureId], bounds_m: Bounds | None = None) -> None:
        """Select features and show them on the map, or the place in metres that is given."""
        if self.book.mode(self.mode).is_whole:
            self.show_mode(DRAW)
        self.session.select(ids)
        if bounds_m is not None:
            self.canvas.zoom_to(with_room(bounds_m))
        else:
            self._show_on_map(self.session.selection)

    @property
    def atlas_page(self) -> AtlasPage:
        """The page of the atlas mode."""
        return cast("AtlasPage", self.book.page(ATLAS))

    @property
    def atlas(self) -> AtlasPanel:
        """The form of the atlas."""
        return self.atlas_page.panel

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
        self.closing.emit()
        self.status.let_go()
        self.briefing.stop()
        self.placing.release()
        for stop in self._disconnect:
            stop()
        self.canvas.stop()

    def remember(self) -> None:
        """Keep the sizes of the panels and which are shown."""
        self._panels.remember()

    def _arrange(self) -> None:
        self._panels.pages.addWidget(self.properties)
        self._whole.addWidget(self._panels)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._whole, 1)
        column.addWidget(self.status)

    def _connect(self) -> None:
        self.left.tree.chosen.connect(self.go_to)
        self.bottom.close_button.clicked.connect(lambda: self.toggle_panel("bottom"))
        self.properties.failed.connect(self.toast.error)
        self.properties.applied.connect(self._say_done)
        self.canvas.tool_changed.connect(self.changed)
        self.canvas.acted.connect(self._say_done)
        self.guide.placed.connect(self.toast.keep_clear)
        self.empty_note.import_wanted.connect(self.import_files)
        self.closing.connect(self.empty_note.release)
        self.canvas.view_changed.connect(
            lambda _view: self.status.show_scale(self.canvas.scale_denominator)
        )
        self.canvas.activated.connect(lambda _id: self.open_form())
        self.canvas.context_requested.connect(self.desk.show_menu)
        self.canvas.frame_shown.connect(lambda frame: self.briefing.picture_shown(frame.revision))
        self.briefing.digest_ready.connect(self._take_digest)
        self.briefing.index_ready.connect(self.left.use_index)
        self.briefing.failed.connect(self.toast.error)
        self._disconnect = (
            self.session.changed.connect(lambda _changeset: self._after_change()),
            self.session.selection_changed.connect(self._after_selection),
        )

    def _try(self, act: Callable[[], Changeset | None]) -> bool:
        """Do something; whether anything was done."""
        try:
            return act() is not None
        except GridMapError as error:
            self.toast.error(error)
            return False

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
        self.toast.withdraw(self.redo)
        self.briefing.after_change()
        self.status.want_name(is_known=bool(self.settings.author))
        self.changed.emit()

    def _after_selection(self, ids: frozenset[FeatureId]) -> None:
        if not self.briefing.is_about_to_follow:  # else the details come with the digest
            self.properties.show_selection(ids)
        self.left.tree.mark(self._lines_of(ids))
        self.selected.emit(ids)
        self.changed.emit()

    def _take_digest(self, digest: Digest) -> None:
        self.left.show_digest(digest)
        self.placing.take_digest(digest)
        self.properties.show_digest(digest)
        self.left.tree.mark(self._lines_of(self.session.selection))
        self.changed.emit()

    def _lines_of(self, ids: frozenset[FeatureId]) -> frozenset[FeatureId]:
        digest = self.briefing.digest
        return ids if digest is None else lines_of(self.session.document, digest.relations, ids)

    def _say_done(self, title: str) -> None:
        self.toast.success(title, tr("Undo"), self.undo)

    def _show_on_map(self, ids: Any) -> None:
        digest = self.briefing.digest
        if digest is None:
            return
        bounds = bounds_of(self.session.document, digest.relations, ids)
        if bounds is not None:
            self.canvas.zoom_to(bounds)

    def _begin_form(self, feature: FeatureId) -> None:
        """Open the form of a household that was just placed: its head is asked for first."""
        self.session.select((feature,))
        self.open_form("head")

    def open_form(self, field: str = "") -> None:
        """Open the form of what is selected, at a field."""
        self._panels.right.show()
        self.show_mode(DRAW)
        self.properties.show_selection(self.session.selection)
        self.properties.begin_editing(field)
