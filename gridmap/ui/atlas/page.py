"""The page of the atlas mode: every choice on the left, the pages as they will be printed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from gridmap.errors import GridMapError, UsageError
from gridmap.i18n import tr
from gridmap.model.editions import Edition
from gridmap.model.features import Household, Village
from gridmap.session import Session
from gridmap.settings import Settings
from gridmap.ui import icons
from gridmap.ui.atlas.empty import EmptyPreview
from gridmap.ui.atlas.follower import AFTER_A_CHANGE_MS, PreviewFollower
from gridmap.ui.atlas.page_bar import PageBar
from gridmap.ui.atlas.page_list import PageList
from gridmap.ui.atlas.page_turner import PageTurner
from gridmap.ui.atlas.page_view import Fit, PageView
from gridmap.ui.atlas.requests import Preview, PreviewRequest, Wish
from gridmap.ui.atlas.tools import ATLAS_TOOLS
from gridmap.ui.jobs import JobRunner
from gridmap.ui.modes import CARE, DRAW, INCIDENT
from gridmap.ui.panels.atlas import AtlasPanel
from gridmap.ui.theme import Theme
from gridmap.ui.widgets.slim_row import SlimRow

if TYPE_CHECKING:
    from gridmap.ui.atlas.page_image import PageImage
    from gridmap.ui.menus import Actions

_FORM_PX: Final = 316
_FORM_MOST_PX: Final = 420
_LIST_PX: Final = 170


class AtlasPage(QFrame):
    """Choices, list of pages and the page that is looked at; `page` is that page's name.

    `wanted(spec, out, password)` asks for the files, `import_wanted` for what fills an empty
    project, `mode_wanted(name)` for another mode, `told(words)` for the foot of the window.
    """

    wanted = Signal(object, object, str)
    import_wanted = Signal()
    mode_wanted = Signal(str)
    told = Signal(object)
    page_shown = Signal()

    def __init__(
        self, session: Session, settings: Settings, runner: JobRunner, theme: Theme
    ) -> None:
        super().__init__()
        self.setObjectName("atlasPage")
        self._session, self._theme = session, theme
        self._state: dict[str, Any] = settings.ui.setdefault("atlas_window", {})
        self.page = ""
        self.follower = PreviewFollower(session, runner, self)
        self.panel = AtlasPanel(session, settings, theme)
        self.booklets = QComboBox()
        self.note = QLabel()
        self.waiting = QPushButton()
        self.list = PageList(theme)
        self.view = PageView(theme)
        self.bar = PageBar(self.view, theme)
        self._turner = PageTurner(self.follower, self.bar)
        self.empty = EmptyPreview(theme)
        self._tools = QToolBar()
        self._tools.setObjectName("atlasTools")
        self._tools.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._stack = QStackedWidget()
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._booklet = ""
        self._timer = QTimer(self, singleShot=True, interval=AFTER_A_CHANGE_MS)
        self._timer.timeout.connect(self._refresh_all)
        self._arrange()
        self._connect(session)
        self._recall()

    def show_tools(self, actions: Actions) -> None:
        """Put the buttons of `ATLAS_TOOLS` above the preview, as far as the window has them."""
        self._tools.clear()
        for number, names in enumerate(ATLAS_TOOLS):
            if number:
                self._tools.addSeparator()
            self._tools.addActions([actions[name] for name in names if name in actions])

    def refresh(self) -> None:
        """Ask for what the choices say now; say so where no village is ticked."""
        if self.panel.village_choice.is_none:
            self.follower.forget()
            self._fail(
                UsageError(tr("No village is chosen."), hint=tr("Tick at least one village."))
            )
            return
        spec = replace(self.panel.spec(), revision=self._session.next_revision)
        self.follower.show(
            PreviewRequest(spec=spec, is_volume=self.panel.is_volume, booklet=self._booklet)
        )

    def go_to(self, name: str) -> None:
        """Show a page of the booklet."""
        preview = self.follower.preview
        if preview is None or all(page.name != name for page in preview.booklet.pages):
            return
        self.bar.say("")
        self.page = name
        self.list.mark(name)
        self._show_number()
        self._want()

    def showEvent(self, event: QShowEvent) -> None:
        """Work while somebody looks."""
        super().showEvent(event)
        self.follower.watch(is_watched=True)
        self._refresh_all()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while nobody looks."""
        self.follower.watch(is_watched=False)
        super().hideEvent(event)

    def release(self) -> None:
        """Let go of the session; keep sizes and zoom."""
        self.follower.stop()
        for stop in self._disconnect:
            stop()
        self._state["columns"] = self._splitter.sizes()
        self._state["fit"] = self.view.fit.value
        self._state["factor"] = self.view.factor

    def _arrange(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.view, 1)
        self._stack.addWidget(right)
        self._stack.addWidget(self.empty)
        for widget in (self.panel, self.list, self._stack):
            self._splitter.addWidget(widget)
        self._splitter.setStretchFactor(2, 1)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._head())
        outer.addWidget(self._splitter, 1)

    def _head(self) -> SlimRow:
        head = SlimRow()
        head.setObjectName("reviewHead")
        px = self._theme.px
        head.row.setContentsMargins(px(14), px(6), px(14), px(6))
        head.row.setSpacing(px(8))
        title = QLabel(tr("Atlas"))
        title.setObjectName("reviewTitle")
        head.row.addWidget(title)
        words = QLabel(tr("Booklet"))
        words.setObjectName("secondary")
        head.row.addWidget(words)
        self.booklets.setAccessibleName(tr("Booklet"))
        self.booklets.setToolTip(tr("Which of the files that will be made is shown"))
        self.booklets.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.booklets.setMinimumWidth(px(150))
        self.booklets.setMaximumWidth(px(300))
        head.row.addWidget(self.booklets)
        self.waiting.setProperty("flat_link", True)
        self.waiting.setIcon(
            icons.icon("warning", self._theme, color=self._theme.amber_text, size_px=16)
        )
        self.waiting.setToolTip(
            tr("These households stand only in the index. Click to place them on the map.")
        )
        self.waiting.hide()
        head.row.addWidget(self.waiting)
        self.note.setObjectName("secondary")
        self.note.setMinimumWidth(0)
        head.row.addWidget(self.note, 1)
        head.row.addWidget(self._tools)
        return head

    def _connect(self, session: Session) -> None:
        self._disconnect = (
            session.changed.connect(lambda _changeset: self._after_change()),
            session.run_recorded.connect(lambda _run: self.refresh()),
        )
        follower = self.follower
        follower.laid_out.connect(self._take)
        follower.page_ready.connect(self._show_picture)
        follower.failed.connect(self._fail)
        follower.page_failed.connect(self._tell_failed)
        follower.working.connect(self._show_work)
        self.panel.comparing.connect(lambda: self._show_work(""))
        self.panel.wanted.connect(self.wanted)
        self.panel.changed.connect(self.refresh)
        self.booklets.activated.connect(lambda _row: self._choose(self.booklets.currentData()))
        self.list.chosen.connect(self.go_to)
        self.list.sight_changed.connect(self._want)
        self.view.sharper_wanted.connect(self._want)
        self._turner.reached.connect(self.go_to)
        self.view.turned.connect(lambda pages: self._turner.turn(self.page, pages))
        self.view.end_wanted.connect(lambda is_last: self._turner.to_end(is_last=is_last))
        self.view.link_clicked.connect(self.go_to)
        self.bar.turned.connect(lambda pages: self._turner.turn(self.page, pages))
        self.bar.sought.connect(self._turner.seek)
        self.bar.numbered.connect(self._go_to_number)
        self.bar.proof_chosen.connect(self._want)
        self.empty.import_wanted.connect(self.import_wanted)
        self.empty.mode_wanted.connect(self.mode_wanted)
        self.waiting.clicked.connect(lambda: self.mode_wanted.emit(DRAW))
        self.view.zoomed.connect(self._tell)

    def _recall(self) -> None:
        usual = [min(self._theme.px(_FORM_PX), _FORM_MOST_PX), _LIST_PX, 900]
        self._splitter.setSizes(self._state.get("columns") or usual)
        fit = self._state.get("fit", Fit.PAGE.value)
        factor = self._state.get("factor", 1.0)
        if fit == Fit.FREE.value:
            self.view.zoom_to(float(factor))
        else:
            self.view.fit_to(Fit(fit))

    def _after_change(self) -> None:
        """Work out anew what may look different: soon, or when somebody looks again."""
        self.follower.after_change()
        if self.isVisible():
            self._timer.start()

    def begin_anew(self) -> None:
        """Work everything out anew: other pictures lie below the map."""
        self.follower.begin_anew()
        self._after_change()

    def _refresh_all(self) -> None:
        self.panel.refresh()
        self.refresh()

    def _choose(self, key: str) -> None:
        self._booklet, self.page = key, ""
        self.refresh()

    def _take(self, preview: Preview) -> None:
        """Show the list of a booklet that was laid out; stay at the page that was looked at."""
        booklet = preview.booklet
        self._stack.setCurrentIndex(0)
        self._list_booklets(preview)
        self.list.show_pages(booklet.pages)
        names = [page.name for page in booklet.pages]
        if self.page not in names:
            self.page = names[0]
        self.list.mark(self.page)
        self._show_work("")
        waiting = booklet.unplaced_count
        self.waiting.setVisible(bool(waiting))
        self.waiting.setText(tr("Not on the map yet: {count}", count=waiting))
        self._show_number()
        self._turner.catch_up()
        self._want()

    def _show_work(self, words: str) -> None:
        """Say what is being worked out; else what of that which is shown is not final."""
        preview = self.follower.preview
        if not words and preview is not None and self.panel.is_comparing:
            words = tr("The change page is still the former one …")
        elif not words and preview is not None and not preview.booklet.is_final:
            words = tr("The page numbers are not final yet …")
        self.note.setText(words)

    def _list_booklets(self, preview: Preview) -> None:
        shown = self.booklets.findData(preview.booklet.choice.key)
        if not preview.booklet.is_final and shown >= 0:
            self.booklets.setCurrentIndex(shown)
            return
        known = [self.booklets.itemData(row) for row in range(self.booklets.count())]
        titles = [self.booklets.itemText(row) for row in range(self.booklets.count())]
        if known != [one.key for one in preview.choices] or titles != [
            one.title for one in preview.choices
        ]:
            self.booklets.clear()
            for one in preview.choices:
                self.booklets.addItem(one.title, one.key)
        self.booklets.setCurrentIndex(self.booklets.findData(preview.booklet.choice.key))

    def _want(self) -> None:
        """Ask for the page that is looked at, then for the small pictures in sight."""
        if not self.page:
            return
        wishes = [
            Wish(page=self.page, width_px=self.view.wanted_width_px, proof=self.bar.proof),
            *(Wish(page=name, width_px=self.list.thumb_px) for name in self.list.in_sight()),
        ]
        self.follower.want(wishes)

    def _show_picture(self, wish: Wish, made: PageImage) -> None:
        if wish.width_px == self.list.thumb_px:
            self.list.show_picture(wish.page, made.image)
            return
        if wish.page == self.page:
            self.view.show_page(made.page, made.image, is_other=self.view.page_name != wish.page)
            self.bar.show_problem(made.problem.message if made.problem is not None else "")
            self.page_shown.emit()

    def _show_number(self) -> None:
        preview = self.follower.preview
        if preview is None:
            return
        pages = preview.booklet.pages
        at = next((page for page in pages if page.name == self.page), None)
        if at is None:
            return
        self.bar.show_number(at.number, len(pages))
        self._tell()
        self.view.setAccessibleName(
            tr("Page {number} of {count}: {title}",
               number=at.number, count=len(pages), title=at.title or at.sheet_id)
        )  # fmt: skip

    def _tell(self) -> None:
        """Say at the foot of the window what is shown."""
        preview = self.follower.preview
        if preview is None or not self.page:
            return
        booklet, spec = preview.booklet, preview.request.spec
        width_mm, height_mm = booklet.pages[0].size_mm
        self.told.emit((
            f"{booklet.choice.title} · {spec.edition.label}",
            tr("{pages} pages, {sheets} detail sheets",
               pages=len(booklet.pages), sheets=booklet.sheet_count),
            tr("Paper {paper}, {width} × {height} mm",
               paper=spec.paper, width=f"{width_mm:g}", height=f"{height_mm:g}"),
            tr("Shown at {percent} % of true size", percent=self.view.percent),
        ))  # fmt: skip

    def _go_to_number(self, text: str) -> None:
        if self._turner.to_number(text):
            self.view.setFocus()

    def _offers(self) -> tuple[str, ...]:
        """Return what leads on from an empty preview: modes, or "import"."""
        document, edition = self._session.document, self.panel.choices.chosen_edition
        if self.panel.village_choice.is_none:
            return ()
        if not document.count(Village) and not document.count(Household):
            return ("import", DRAW)
        if edition is Edition.EVACUATION:
            return (INCIDENT,)
        return (CARE,) if edition is Edition.OFFICER else (DRAW,)

    def _tell_failed(self, wish: Wish, error: BaseException) -> None:
        """Say above the pages that one of them cannot be drawn. Raises: what is our own bug."""
        if not isinstance(error, GridMapError):
            raise error
        if wish.page == self.page:
            self.bar.show_problem(error.message)

    def _fail(self, error: BaseException) -> None:
        """Say in place of the page why there is none. Raises: what is our own bug."""
        if not isinstance(error, GridMapError):
            raise error
        self.page = ""
        self.told.emit(())
        self.note.setText("")
        self.waiting.hide()
        self.list.show_pages(())
        self.booklets.clear()
        self.view.clear()
        self.empty.show_error(error, offers=self._offers())
        self._stack.setCurrentWidget(self.empty)
