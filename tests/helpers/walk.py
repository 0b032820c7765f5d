"""Walks the widgets of the window: who takes the keyboard, what is it called, is its text cut."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QScrollArea,
    QTabBar,
    QWidget,
)


def stops(root: QWidget) -> Iterator[QWidget]:
    """Yield every widget on show at which the Tab key stops or that a mouse can work."""
    for widget in (root, *root.findChildren(QWidget)):
        if not widget.isVisible() or isinstance(widget, QMenu):
            continue
        by_tab = bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
        is_inner = widget.focusProxy() is not None or _is_part(widget)
        if (by_tab or isinstance(widget, QAbstractButton)) and not is_inner:
            yield widget


def _is_part(widget: QWidget) -> bool:
    """Whether Qt made a widget as a part of another: viewports, editors of combo boxes, arrows."""
    parent = widget.parentWidget()
    if widget.objectName().startswith("qt_") or isinstance(parent, QLineEdit):
        return True
    return isinstance(parent, QComboBox) or (
        isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget
    )


def spoken_name(widget: QWidget) -> str:
    """Return what a screen reader calls a widget: its name, its text, or its label's text."""
    texts = [widget.accessibleName()]
    if isinstance(widget, QAbstractButton):
        texts.append(widget.text())
    if isinstance(widget, QLineEdit):
        texts.append(widget.placeholderText())
    for label in widget.window().findChildren(QLabel):
        if label.buddy() is widget:
            texts.append(label.text())
    return next((text for text in texts if text.strip()), "")


def where(widget: QWidget) -> str:
    """Return how to find a widget: class and object names up to the window."""
    parts = []
    at: QWidget | None = widget
    while at is not None and len(parts) < 5:
        parts.append(f"{type(at).__name__}#{at.objectName()}")
        at = at.parentWidget()
    text = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
    return f"{' < '.join(parts)} {text!r}"


def tab_round(window: QWidget, limit: int = 600) -> list[QWidget]:
    """Return the widgets that have the keyboard while Tab is pressed until it comes round."""
    start = window.focusWidget()
    seen: list[QWidget] = []
    for _ in range(limit):
        now = window.focusWidget()
        if now is None or (seen and now is seen[0] and len(seen) > 1):
            break
        if not seen or seen[-1] is not now:
            seen.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    assert start is not None
    return seen


def cut_texts(root: QWidget) -> Iterator[str]:
    """Yield labels and buttons on show that are smaller than their words need."""
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QLabel | QAbstractButton):
            continue
        if isinstance(widget, QTabBar) or type(widget).__name__.startswith("_Elided"):
            continue
        needed, has = _needed(widget), widget.size()
        if needed.width() > has.width() + 1 or needed.height() > has.height() + 1:
            yield f"{where(widget)} needs {needed.toTuple()}, has {has.toTuple()}"
        elif _is_covered(widget):
            yield f"{where(widget)} sticks out of its parent"


def _needed(widget: QLabel | QAbstractButton) -> QSize:
    if isinstance(widget, QLabel):
        if not widget.text():
            return QSize(0, 0)
        if widget.wordWrap():
            return QSize(0, widget.heightForWidth(widget.width()))
        return widget.sizeHint() if not widget.pixmap() else QSize(0, 0)
    if not widget.text():
        return QSize(0, 0)
    hint = widget.minimumSizeHint()
    words = widget.fontMetrics().size(Qt.TextFlag.TextShowMnemonic.value, widget.text())
    return QSize(max(words.width(), 0), min(hint.height(), words.height()))


def _is_covered(widget: QWidget) -> bool:
    """Whether a widget sticks out of what holds it, where that cannot be scrolled."""
    parent = widget.parentWidget()
    if parent is None or widget.isWindow():
        return False
    above = parent.parentWidget()
    if isinstance(above, QAbstractScrollArea) or isinstance(parent, QScrollArea):
        return False
    return not parent.rect().adjusted(-1, -1, 1, 1).contains(widget.geometry())
