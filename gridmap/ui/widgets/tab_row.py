"""Tabs as underlined words. Where there is no room for all, a list behind an arrow has them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from gridmap.i18n import tr

_LEAST: Final = 9
"""Room for so many Chinese characters is kept for the tabs, whatever stands beside them."""


class TabRow(QFrame):
    """Tabs, each with a count beside it. `chosen` fires with a tab's name."""

    chosen = Signal(str)

    def __init__(self, pages: QStackedWidget, *, can_shrink: bool = False) -> None:
        """`can_shrink`: the row may be narrower than its tabs together."""
        super().__init__()
        self.setObjectName("tabs")
        self._pages = pages
        self._strip = _Strip(can_shrink=can_shrink)
        self._more = QPushButton("▾")
        self._more.setObjectName("moreTabs")
        self._more.setAccessibleName(tr("All tabs"))
        self._more.setToolTip(tr("All tabs"))
        self._more.clicked.connect(self._list_all)
        self._more.hide()
        self._strip.overflowing.connect(self._more.setVisible)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 4, 8, 0)
        self._row.setSpacing(4)
        self._row.addWidget(self._strip, 1)
        self._row.addWidget(self._more)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(pages.setCurrentIndex)
        self._counts: dict[str, QLabel] = {}
        self._buttons: dict[str, QPushButton] = {}

    def add(self, name: str, title: str, page: QWidget) -> None:
        """Add a tab; the first one is chosen."""
        button = QPushButton(title)
        button.setCheckable(True)
        reserve_bold(button)
        number = self._pages.addWidget(page)
        self._group.addButton(button, number)
        count = QLabel()
        count.setObjectName("count")
        count.hide()
        self._strip.add(button, count)
        self._counts[name] = count
        self._buttons[name] = button
        button.setChecked(number == 0)
        button.clicked.connect(lambda: self.chosen.emit(name))

    def end(self, *more: QWidget) -> None:
        """Put these at the right end of the row."""
        for widget in more:
            self._row.addWidget(widget)

    def choose(self, name: str) -> None:
        """Show a tab's page."""
        button = self._buttons[name]
        button.setChecked(True)
        self._pages.setCurrentIndex(self._group.id(button))
        self._strip.ensureWidgetVisible(button)

    def current(self) -> str:
        """Return the name of the tab that is shown."""
        return next(name for name, button in self._buttons.items() if button.isChecked())

    def show_count(self, name: str, count: int, *, is_warning: bool = False) -> None:
        """Show a count beside a tab, none where it is 0."""
        label = self._counts[name]
        label.setText(str(count))
        label.setObjectName("countWarn" if is_warning else "count")
        label.style().unpolish(label)
        label.style().polish(label)
        label.setVisible(count > 0)

    def _list_all(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, button in self._buttons.items():
            action = menu.addAction(button.text())
            action.setCheckable(True)
            action.setChecked(button.isChecked())
            action.triggered.connect(lambda _on=False, name=name: self._chosen_from_list(name))
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _chosen_from_list(self, name: str) -> None:
        self.choose(name)
        self.chosen.emit(name)


class _Strip(QScrollArea):
    """The tabs side by side. `overflowing` tells whether some are out of sight."""

    overflowing = Signal(bool)

    def __init__(self, *, can_shrink: bool) -> None:
        super().__init__()
        self._can_shrink = can_shrink
        self.setObjectName("tabStrip")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        for set_policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            set_policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._body = body = QWidget()
        self._row = QHBoxLayout(body)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._row.addStretch(1)
        self.setWidget(body)
        body.installEventFilter(self)

    def add(self, button: QPushButton, count: QLabel) -> None:
        """Add a tab with its count."""
        at = self._row.count() - 1
        self._row.insertWidget(at, button)
        self._row.insertWidget(at + 1, count, 0, Qt.AlignmentFlag.AlignVCenter)
        button.installEventFilter(self)

    def sizeHint(self) -> QSize:
        """As wide as all tabs."""
        return self._body.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As wide as all tabs, or as one or two where it can shrink."""
        wanted = self._body.sizeHint()
        least = _LEAST * self.fontMetrics().horizontalAdvance("字")
        width = min(wanted.width(), least) if self._can_shrink else wanted.width()
        return QSize(width, wanted.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell whether some tabs are out of sight now."""
        super().resizeEvent(event)
        self._tell()
        for button in self._body.findChildren(QPushButton):
            if button.isChecked():
                self.ensureWidgetVisible(button, 0, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bring a tab into sight that gets the keyboard; notice wider tabs."""
        if event.type() is QEvent.Type.FocusIn and isinstance(watched, QPushButton):
            self.ensureWidgetVisible(watched)
        elif event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._tell()
        return super().eventFilter(watched, event)

    def _tell(self) -> None:
        self.overflowing.emit(self._body.sizeHint().width() > self.width())


def reserve_bold(button: QPushButton) -> None:
    """Make a button wide enough for its words in bold, as it shows them when it is chosen."""
    font = QFont(button.font())
    font.setBold(True)
    metrics = QFontMetrics(font)
    room = round(1.5 * metrics.horizontalAdvance("字"))
    button.setMinimumWidth(metrics.horizontalAdvance(button.text()) + room)
