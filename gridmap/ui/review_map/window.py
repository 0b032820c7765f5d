"""总览图: the interactive review map in a window of its own, with its edition and what to do next.

The page is made in a job; the browser engine is loaded when it is first shown.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import shiboken6
from PySide6.QtCore import QMarginsF, Qt, Signal
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gridmap.errors import ExportError
from gridmap.i18n import tr
from gridmap.model.editions import Edition
from gridmap.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtWebEngineWidgets import QWebEngineView

    from gridmap.ui.review_map.engine import ReviewPage

EDITIONS: Final = (Edition.SUMMARY, Edition.PUBLIC, Edition.HOUSEHOLD)
WIDTH_PX, HEIGHT_PX = 1180, 740


class ReviewMapWindow(QDialog):
    """The map below a line of choices.

    `edition_chosen` fires with an Edition, `save_wanted` when it is to be kept as a file,
    `print_wanted` when the page asks to be printed, `failed` with an error.
    """

    edition_chosen = Signal(object)
    save_wanted = Signal()
    print_wanted = Signal()
    failed = Signal(object)

    def __init__(self, parent: QWidget | None, theme: Theme) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Interactive review map"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(theme.px(WIDTH_PX), theme.px(HEIGHT_PX))
        self._scale = theme.scale
        self.page: ReviewPage | None = None
        self._view: QWebEngineView | None = None
        self.editions = QComboBox()
        self.editions.setAccessibleName(tr("Edition"))
        for edition in EDITIONS:
            self.editions.addItem(f"{edition.value} {edition.label}", edition)
        self.save_button = QPushButton(tr("Save as a file…"))
        self.note = QLabel(tr("Making the map…"))
        self.note.setObjectName("quiet")
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.note.setWordWrap(True)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.note)
        self._arrange(theme)
        self.editions.activated.connect(self._choose)
        self.save_button.clicked.connect(self.save_wanted)

    @property
    def edition(self) -> Edition:
        """The edition that is chosen."""
        return Edition(self.editions.currentData())

    def wait(self) -> None:
        """Say that the map is being made."""
        self.note.setText(tr("Making the map…"))
        self._pages.setCurrentWidget(self.note)

    def say(self, words: str) -> None:
        """Say why there is no map."""
        self.note.setText(words)
        self._pages.setCurrentWidget(self.note)

    def show_page(self, text: str) -> None:
        """Show a map. Raises: ExportError where the browser engine cannot be loaded."""
        if self.page is None:
            self._make_view()
        assert self.page is not None
        assert self._view is not None
        self.page.show_text(text)
        self._pages.setCurrentWidget(self._view)

    def print_to(self, path: Path, done: Callable[[bool], None]) -> None:
        """Write the map as it is seen to a PDF in A4 across; `done` says whether it worked."""
        if self.page is None:
            return
        page = self.page

        def written(_path: str, is_good: bool) -> None:
            page.pdfPrintingFinished.disconnect(written)
            done(is_good)

        page.pdfPrintingFinished.connect(written)
        layout = QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Landscape,
            QMarginsF(12, 12, 12, 12),
            QPageLayout.Unit.Millimeter,
        )
        page.printToPdf(str(path), layout)

    def release(self) -> None:
        """Let go of view, page and profile at once and in this order, as the engine insists."""
        if self._view is None or self.page is None:
            return
        view, page = self._view, self.page
        self._view = self.page = None
        self._pages.removeWidget(view)
        parts = (view, page, page.profile())
        for part in parts:
            shiboken6.delete(part)

    def _make_view(self) -> None:
        try:
            from PySide6.QtWebEngineWidgets import QWebEngineView

            from gridmap.ui.review_map.engine import ReviewPage, prepare
        except ImportError as error:
            raise ExportError(
                tr("The map cannot be shown here: {reason}.", reason=str(error).rstrip(".")),
                hint=tr("Save it as a file and open that in a browser."),
            ) from error
        prepare()
        self._view = QWebEngineView()
        self._view.setZoomFactor(self._scale)
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._view.setAccessibleName(tr("Interactive review map"))
        self.page = ReviewPage(self)
        self.page.printRequested.connect(self.print_wanted)
        self._view.setPage(self.page)
        self._pages.addWidget(self._view)

    def _arrange(self, theme: Theme) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 8, 16, 8)
        bar.setSpacing(theme.px(8))
        label = QLabel(tr("Edition"))
        label.setBuddy(self.editions)
        bar.addWidget(label)
        bar.addWidget(self.editions)
        bar.addStretch(1)
        bar.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self._pages, 1)

    def _choose(self) -> None:
        self.wait()
        self.edition_chosen.emit(self.edition)
