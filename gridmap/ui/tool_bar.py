"""ToolBar: buttons in groups, each with a drop-down for what is rarer or does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QMenu, QToolButton, QWidget

from gridmap.i18n import tr
from gridmap.ui import icons
from gridmap.ui.theme import Theme

ICON_PX = 20
_SIDE_PX = 12


@dataclass(frozen=True, slots=True)
class ToolGroup:
    """Actions that belong together: those with a button, and those that wait behind More."""

    name: str
    actions: Sequence[QAction]
    more: Sequence[QAction] = ()


class ToolBar(QFrame):
    """Groups parted by lines, `right` at the far end, which never hides.

    Where the window is narrow the longest group gives its last button to its drop-down first.
    """

    def __init__(self, groups: Iterable[ToolGroup], right: Iterable[QAction], theme: Theme) -> None:
        super().__init__()
        self.setObjectName("toolbar")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(_SIDE_PX, 3, _SIDE_PX, 3)
        self._row.setSpacing(2)
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._groups = [_Buttons(group, theme) for group in groups]
        self._lines: list[QFrame] = []
        for number, group in enumerate(self._groups):
            if number:
                self._lines.append(_separator())
                self._row.addWidget(self._lines[-1])
            for widget in (*group.buttons, group.more):
                self._row.addWidget(widget)
        self._row.addStretch(1)
        self._right = [tool_button(action, theme) for action in right]
        for button in self._right:
            self._row.addWidget(button)

    def minimumSizeHint(self) -> QSize:
        """The drop-downs and the buttons at the right always fit."""
        kept = [*self._lines, *(group.more for group in self._groups), *self._right]
        width = sum(self._width(widget) for widget in kept) + 2 * _SIDE_PX
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put behind the drop-downs what does not fit any more."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - 2 * _SIDE_PX - sum(map(self._width, (*self._right, *self._lines)))
        counts = [len(group.buttons) for group in self._groups]
        while any(counts) and self._needed(counts) > room:
            counts[max(range(len(counts)), key=lambda at: (counts[at], at))] -= 1
        for group, count in zip(self._groups, counts, strict=True):
            group.show_first(count)

    def _needed(self, counts: Sequence[int]) -> int:
        """Return the width of so many buttons of each group with the drop-downs that they need."""
        width = 0
        for group, count in zip(self._groups, counts, strict=True):
            width += sum(map(self._width, group.buttons[:count]))
            if group.needs_more(count):
                width += self._width(group.more)
        return width

    def _width(self, widget: QWidget) -> int:
        # The style sheet makes buttons wider, but only once they are polished.
        widget.ensurePolished()
        width = max(widget.sizeHint().width(), widget.minimumWidth())
        return width + self._row.spacing()


class _Buttons:
    """The buttons of a group and its drop-down, which shows the tool in hand if it is in there."""

    def __init__(self, group: ToolGroup, theme: Theme) -> None:
        self._group = group
        self._theme = theme
        self._shown = len(group.actions)
        self.buttons = [tool_button(action, theme) for action in group.actions]
        self.more = _more_button(group.name, theme, is_slim=not group.more)
        for action in (*group.actions, *group.more):
            action.toggled.connect(lambda _on: self._mark())

    def needs_more(self, count: int) -> bool:
        """Whether with so many buttons something waits behind the drop-down."""
        return bool(self._group.more) or count < len(self.buttons)

    def show_first(self, count: int) -> None:
        """Show so many buttons; the others wait behind the drop-down, before the rarer ones."""
        self._shown = count
        for number, button in enumerate(self.buttons):
            button.setVisible(number < count)
        menu = self.more.menu()
        menu.clear()
        menu.addActions(self._waiting())
        self.more.setVisible(self.needs_more(count))
        self._mark()

    def _waiting(self) -> list[QAction]:
        return [*self._group.actions[self._shown :], *self._group.more]

    def _say(self, words: str) -> None:
        """Let the drop-down carry a word, unless it is a slim one."""
        self.more.setText("" if self.more.property("slim") else words)

    def _mark(self) -> None:
        """Let the drop-down look like the tool in hand where that one waits behind it."""
        in_hand = next((action for action in self._waiting() if action.isChecked()), None)
        self.more.setCheckable(in_hand is not None)
        self.more.setChecked(in_hand is not None)
        if in_hand is not None:
            self.more.setIcon(in_hand.icon())
            self._say(in_hand.iconText())
            self.more.setToolTip(in_hand.toolTip())
        else:
            self.more.setIcon(icons.icon("chevron-down", self._theme, size_px=ICON_PX))
            self._say(tr("More"))
            self.more.setToolTip(tr("More: {name}", name=self._group.name))


def tool_button(action: QAction, theme: Theme) -> QToolButton:
    """Return a button with the action's icon above its word."""
    button = QToolButton()
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
    button.setIconSize(QSize(theme.px(ICON_PX), theme.px(ICON_PX)))
    button.setDefaultAction(action)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(action.iconText())
    return button


def _more_button(name: str, theme: Theme, *, is_slim: bool) -> QToolButton:
    """Return a drop-down; slim, without a word, where it only holds what found no room."""
    button = QToolButton()
    button.setObjectName("more")
    button.setProperty("slim", is_slim)
    style = Qt.ToolButtonStyle
    button.setToolButtonStyle(
        style.ToolButtonIconOnly if is_slim else style.ToolButtonTextUnderIcon
    )
    button.setIconSize(QSize(theme.px(ICON_PX), theme.px(ICON_PX)))
    button.setIcon(icons.icon("chevron-down", theme, size_px=ICON_PX))
    button.setText("" if is_slim else tr("More"))
    button.setToolTip(tr("More: {name}", name=name))
    button.setAccessibleName(tr("More: {name}", name=name))
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
