"""The row above the page: turning, the page's number, finding, zoom and the colours of a proof."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
)

from gridmap.i18n import tr
from gridmap.ui import icons
from gridmap.ui.atlas.page_view import Fit, PageView
from gridmap.ui.atlas.proof import Proof
from gridmap.ui.theme import Theme

if TYPE_CHECKING:
    from gridmap.export.finding import PageFound

_SEEK_PX: Final = 150
"""The least width of the field to find a page: what may be typed in is read whole."""


class PageBar(QFrame):
    """`turned(int)` pages on, `numbered(text)` for a page by its number, `proof_chosen()`.

    `sought(text)` for a page by what is on it.
    """

    turned = Signal(int)
    sought = Signal(str)
    numbered = Signal(str)
    proof_chosen = Signal()

    def __init__(self, view: PageView, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("pageBar")
        self._view, self._theme = view, theme
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._parts: tuple[QHBoxLayout, ...] = ()
        self.back = self._button("chevron-left", tr("Page back (Page Up)"))
        self.on = self._button("chevron-right", tr("Page on (Page Down)"))
        self.number = QLineEdit()
        self.count = QLabel()
        self.seek = QLineEdit()
        self.said = QLabel()
        self.smaller = self._button("minus", tr("Smaller (-)"))
        self.larger = self._button("plus", tr("Larger (+)"))
        self.zoom = QComboBox()
        self.proofs = QComboBox()
        self._fill()
        self._arrange()
        self._connect()
        self._show_zoom()

    @property
    def proof(self) -> Proof:
        """The colours that the page is shown in."""
        return Proof(self.proofs.currentData())

    def show_number(self, number: int, count: int) -> None:
        """Show which page it is."""
        self.number.setText(str(number))
        self.count.setText(tr("of {count}", count=count))
        self.back.setEnabled(number > 1)
        self.on.setEnabled(number < count)

    def say(self, words: str) -> None:
        """Say what came of a search."""
        self.said.setObjectName("secondary")
        self._say(words)

    def say_found(self, found: Sequence[PageFound], at: int) -> None:
        """Say where the one at a place of those that were found stands, and that Enter goes on."""
        one = found[at]
        words = [f"{one.unit} {tr('Cell {cell}', cell=one.cell)}".strip()] if one.cell else []
        if len(found) > 1:
            words.append(tr("{at} of {count}", at=at + 1, count=len(found)))
        self.say(" · ".join(words))

    def show_problem(self, words: str) -> None:
        """Say what could not be made on the page."""
        if words:
            self.said.setObjectName("urgent")
            self._say(words)
        elif self.said.objectName() == "urgent":
            self.say("")

    def _say(self, words: str) -> None:
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.said.setText(words)
        self.said.setToolTip(words)

    def _button(self, sign: str, words: str) -> QPushButton:
        button = QPushButton()
        button.setObjectName("pageButton")
        button.setIcon(icons.icon(sign, self._theme, size_px=18))
        button.setIconSize(QSize(self._theme.px(18), self._theme.px(18)))
        button.setToolTip(words)
        button.setAccessibleName(words)
        return button

    def _fill(self) -> None:
        px = self._theme.px
        self.number.setFixedWidth(px(54))
        self.number.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.number.setAccessibleName(tr("Page number"))
        self.count.setObjectName("secondary")
        self.seek.setPlaceholderText(tr("Sheet, door or head"))
        self.seek.setAccessibleName(tr("Find a page by sheet, door or head"))
        self.seek.setToolTip(
            tr("A sheet, door (also with its group) or head, then Enter; Enter again: the next one")
        )
        self.seek.setClearButtonEnabled(True)
        self.seek.setMinimumWidth(px(_SEEK_PX))
        self.seek.setMaximumWidth(px(190))
        self.zoom.setAccessibleName(tr("Size of the page"))
        for words, value in (
            (tr("Whole page"), Fit.PAGE.value),
            (tr("Page width"), Fit.WIDTH.value),
            (tr("True size (100 %)"), 1.0),
            *((f"{percent} %", percent / 100) for percent in (50, 75, 150, 200, 300, 400)),
        ):
            self.zoom.addItem(words, value)
        self.proofs.setAccessibleName(tr("Colours of the preview"))
        self.proofs.setToolTip(tr("How the page looks from a copier, or to the colour-blind"))
        for proof in Proof:
            self.proofs.addItem(proof.words, proof.value)
        for box in (self.zoom, self.proofs):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def _arrange(self) -> None:
        px = self._theme.px
        self._halves.setContentsMargins(px(10), px(5), px(10), px(5))
        self._halves.setSpacing(px(6))
        left, right = QHBoxLayout(), QHBoxLayout()
        for row in (left, right):
            row.setSpacing(px(6))
        for widget in (self.back, self.number, self.count, self.on, self.seek):
            left.addWidget(widget)
        self.said.setMinimumWidth(0)
        left.addWidget(self.said, 1)
        for other in (self.smaller, self.zoom, self.larger, self.proofs):
            right.addWidget(other)
        right.addStretch(0)
        self._halves.addLayout(left, 1)
        self._halves.addLayout(right)
        self._parts = (left, right)

    def minimumSizeHint(self) -> QSize:
        """As wide as the wider of both halves: where there is no room they stand in two rows."""
        least = super().minimumSizeHint()
        widest = max(part.minimumSize().width() for part in self._parts)
        return QSize(widest + 2 * self._theme.px(10), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand the halves beside each other, or one below the other."""
        super().resizeEvent(event)
        needed = sum(part.sizeHint().width() for part in self._parts) + self._theme.px(30)
        way = QBoxLayout.Direction
        self._halves.setDirection(way.LeftToRight if needed <= self.width() else way.TopToBottom)

    def _connect(self) -> None:
        self.back.clicked.connect(lambda: self.turned.emit(-1))
        self.on.clicked.connect(lambda: self.turned.emit(1))
        self.number.returnPressed.connect(lambda: self.numbered.emit(self.number.text()))
        self.seek.returnPressed.connect(lambda: self.sought.emit(self.seek.text()))
        self.smaller.clicked.connect(lambda: self._view.zoom_step(-1))
        self.larger.clicked.connect(lambda: self._view.zoom_step(1))
        self.zoom.activated.connect(lambda _row: self._use_zoom(self.zoom.currentData()))
        self.proofs.activated.connect(lambda _row: self.proof_chosen.emit())
        self._view.zoomed.connect(self._show_zoom)

    def _use_zoom(self, value: str | float) -> None:
        if isinstance(value, str):
            self._view.fit_to(Fit(value))
        else:
            self._view.zoom_to(value)
        self._view.setFocus()

    def _show_zoom(self) -> None:
        """Show the size that holds; one that is not in the list stands in the field's tip."""
        view = self._view
        value = view.fit.value if view.fit is not Fit.FREE else view.factor
        self.zoom.setCurrentIndex(self.zoom.findData(value))
        words = tr("Shown at {percent} % of true size", percent=view.percent)
        self.zoom.setToolTip(words)
        if self.zoom.currentIndex() < 0:
            self.zoom.setPlaceholderText(f"{view.percent} %")
