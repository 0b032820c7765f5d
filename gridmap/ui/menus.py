"""Operations made visible: one QAction each, shared by menus, tool bar and shortcuts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from gridmap.ui import icons
from gridmap.ui.operations import Operation
from gridmap.ui.theme import Theme
from gridmap.ui.tool_bar import ICON_PX

if TYPE_CHECKING:
    from gridmap.session import Session


class Actions:
    """The actions of a window by operation name. `refresh` brings titles and reasons up to date."""

    def __init__(self, operations: Mapping[str, Operation], owner: QWidget, theme: Theme) -> None:
        self._operations = dict(operations)
        self._actions: dict[str, QAction] = {}
        for name, operation in self._operations.items():
            self._actions[name] = _action(operation, owner, theme)

    def __getitem__(self, name: str) -> QAction:
        """The action of an operation."""
        return self._actions[name]

    def __contains__(self, name: str) -> bool:
        """Whether there is an operation of this name."""
        return name in self._actions

    @property
    def operations(self) -> list[Operation]:
        """All operations, in their order."""
        return list(self._operations.values())

    def refresh(self, session: Session | None) -> None:
        """Enable and name every action for the session's state; a grey one says why in its tip."""
        for name, operation in self._operations.items():
            action = self._actions[name]
            reason = None
            if session is not None and operation.disabled_reason is not None:
                reason = operation.disabled_reason(session)
            action.setEnabled(reason is None)
            if session is not None and operation.live_title is not None:
                action.setText(operation.live_title(session))
            if operation.is_checked is not None:
                action.setChecked(operation.is_checked())
            tip = _tip(operation, action.text(), reason)
            action.setToolTip(tip)
            action.setStatusTip(reason or operation.hint)


def _action(operation: Operation, owner: QWidget, theme: Theme) -> QAction:
    action = QAction(operation.title, owner)
    action.setObjectName(operation.name)
    if operation.icon:
        action.setIcon(icons.icon(operation.icon, theme, size_px=ICON_PX))
    if operation.word:
        action.setIconText(operation.word)
    action.setShortcuts([QKeySequence(key) for key in operation.shortcuts])
    action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    action.setCheckable(operation.is_checked is not None)
    action.setToolTip(_tip(operation, operation.title, None))
    action.triggered.connect(lambda _checked=False: operation.run())
    owner.addAction(action)
    return action


def _tip(operation: Operation, title: str, reason: str | None) -> str:
    """Return title and shortcut, what it does, and why it is grey."""
    keys = " / ".join(operation.shortcuts)
    head = f"{title.rstrip('…')}  {keys}" if keys else title.rstrip("…")
    return "\n".join(line for line in (head, operation.hint, reason) if line)


def add_menu(bar: QMenuBar, title: str, actions: Iterable[QAction | QMenu | None]) -> QMenu:
    """Add a menu to a bar; None is a line between groups."""
    menu = bar.addMenu(title)
    menu.setToolTipsVisible(True)
    for item in actions:
        if item is None:
            menu.addSeparator()
        elif isinstance(item, QMenu):
            menu.addMenu(item)
        else:
            menu.addAction(item)
    return menu
