"""Where the keyboard is: going from part to part of the window with one key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def takes_tab(widget: QWidget) -> bool:
    """Whether the Tab key stops at a widget: it is shown, enabled and takes the keyboard."""
    by_tab = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    return bool(by_tab) and widget.isVisible() and widget.isEnabled()


def first_in(part: QWidget) -> QWidget | None:
    """Return the first widget of a part where the Tab key stops, None where there is none."""
    if takes_tab(part):
        return part
    return next((child for child in part.findChildren(QWidget) if takes_tab(child)), None)


def focus_next_part(parts: Sequence[QWidget]) -> None:
    """Put the keyboard into the part after the one where it is, past those that are hidden."""
    now = QApplication.focusWidget()
    inside = [number for number, part in enumerate(parts) if _holds(part, now)]
    begin = inside[-1] + 1 if inside else 0
    for part in (*parts[begin:], *parts[:begin]):
        target = first_in(part) if part.isVisible() else None
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)
            return


def _holds(part: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (part is widget or part.isAncestorOf(widget))
