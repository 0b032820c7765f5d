"""ToolBar: buttons in groups; what does not fit the window waits behind a last button."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QMenu, QToolButton, QWidget

from gridmap.i18n import tr
from gridmap.ui import icons
from gridmap.ui.theme import Theme

ICON_PX = 20
_SIDE_PX = 12


class ToolBar(QFrame):
    """Groups of actions parted by lines, `right` at the far end, which never hides."""

    def __init__(
        self, groups: Iterable[Iterable[QAction]], right: Iterable[QAction], theme: Theme
    ) -> None:
        super().__init__()
        self.setObjectName("toolbar")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(_SIDE_PX, 3, _SIDE_PX, 3)
        self._row.setSpacing(2)
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._items: list[tuple[QWidget, QAction | None]] = []
        for number, group in enumerate(groups):
            if number:
                self._add(_separator(), None)
            for action in group:
                self._add(tool_button(action, theme), action)
        self._more = _more_button(theme)
        self._row.addWidget(self._more)
        self._row.addStretch(1)
        self._right = [tool_button(action, theme) for action in right]
        for button in self._right:
            self._row.addWidget(button)

    def minimumSizeHint(self) -> QSize:
        """The first button, the last one and those at the right always fit."""
        kept: Sequence[QWidget] = [self._items[0][0], self._more, *self._right]
        width = sum(self._width(widget) for widget in kept) + 2 * _SIDE_PX
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put behind the last button what does not fit any more."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - 2 * _SIDE_PX - sum(map(self._width, self._right))
        widths = [self._width(widget) for widget, _ in self._items]
        fits_all = sum(widths) <= room
        left = room if fits_all else room - self._width(self._more)
        menu = self._more.menu()
        menu.clear()
        for (widget, action), width in zip(self._items, widths, strict=True):
            left -= width
            widget.setVisible(left >= 0)
            if left < 0 and action is not None:
                menu.addAction(action)
            elif left < 0:
                menu.addSeparator()
        self._more.setVisible(not fits_all)

    def _add(self, widget: QWidget, action: QAction | None) -> None:
        self._items.append((widget, action))
        self._row.addWidget(widget)

    def _width(self, widget: QWidget) -> int:
        return widget.sizeHint().width() + self._row.spacing()


def tool_button(action: QAction, theme: Theme) -> QToolButton:
    """Return a button with the action's icon above its word."""
    button = QToolButton()
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
    button.setIconSize(QSize(theme.px(ICON_PX), theme.px(ICON_PX)))
    button.setDefaultAction(action)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(action.iconText())
    return button


def _more_button(theme: Theme) -> QToolButton:
    button = QToolButton()
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
    button.setIconSize(QSize(theme.px(ICON_PX), theme.px(ICON_PX)))
    button.setIcon(icons.icon("chevron-right", theme, size_px=ICON_PX))
    button.setText(tr("More"))
    button.setToolTip(tr("Tools for which the window is too narrow"))
    button.setAccessibleName(tr("More tools"))
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    menu = QMenu(button)
    menu.setToolTipsVisible(True)
    button.setMenu(menu)
    return button


def _separator() -> QFrame:
    line = QFrame()
    line.setObjectName("toolSeparator")
    return line
