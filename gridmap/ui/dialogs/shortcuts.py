"""The sheet of keys: what each key and each movement of the mouse does, in groups, to print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gridmap.i18n import tr
from gridmap.ui.header import key_cap
from gridmap.ui.operations import Operation
from gridmap.ui.theme import Theme

WIDTH_PX, HEIGHT_PX = 900, 620
_COLUMNS: Final = 2
_ROOMY: Final = 1.25
"""Text larger than this stands in one column."""


@dataclass(frozen=True, slots=True)
class KeyLine:
    """What some keys do. `keys` are different ways to the same; `hint` is a sentence more."""

    title: str
    keys: tuple[str, ...]
    hint: str = ""

    def holds(self, text: str) -> bool:
        """Whether the line speaks of a text (in any case)."""
        wanted = text.casefold().replace(" ", "")
        said = f"{self.title}{self.hint}{''.join(self.keys)}".casefold().replace(" ", "")
        return wanted in said


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """Lines under a title."""

    title: str
    lines: tuple[KeyLine, ...]


def key_groups(menus: Iterable[tuple[str, Sequence[Operation]]]) -> list[KeyGroup]:
    """Return all groups: the commands by the menu they stand in, then what the map knows."""
    found = [KeyGroup(title, _command_lines(operations)) for title, operations in menus]
    found += [
        KeyGroup(tr("Looking at the map"), _map_lines()),
        KeyGroup(tr("Selecting"), _select_lines()),
        KeyGroup(tr("While drawing"), _drawing_lines()),
        KeyGroup(tr("While placing households"), _placing_lines()),
    ]
    return [group for group in found if group.lines]


class ShortcutSheet(QDialog):
    """All keys in groups, narrowed down as one types."""

    def __init__(
        self, parent: QWidget, menus: Iterable[tuple[str, Sequence[Operation]]], theme: Theme
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self._theme = theme
        self._groups = key_groups(menus)
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr("Search for a key or a word"))
        self.line.setAccessibleName(tr("Search for a key or a word"))
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(self._show)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName(tr("Keyboard shortcuts"))
        buttons = QDialogButtonBox()
        printing = buttons.addButton(tr("Print…"), QDialogButtonBox.ButtonRole.ActionRole)
        printing.clicked.connect(self._print)
        buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(side) for side in (20, 16, 20, 14)))
        column.setSpacing(theme.px(12))
        column.addWidget(self.line)
        column.addWidget(self._area, 1)
        column.addWidget(buttons)
        room = self.screen().availableGeometry()
        self.resize(
            min(theme.px(WIDTH_PX), room.width()), min(theme.px(HEIGHT_PX), room.height() - 40)
        )
        self._show("")

    @property
    def titles(self) -> list[str]:
        """What is listed now."""
        return [line.title for group in self._found(self.line.text()) for line in group.lines]

    def _found(self, text: str) -> list[KeyGroup]:
        groups = (
            KeyGroup(group.title, tuple(line for line in group.lines if line.holds(text)))
            for group in self._groups
        )
        return [group for group in groups if group.lines]

    def _show(self, text: str) -> None:
        body = QWidget()
        body.setObjectName("scrollBody")
        columns = QHBoxLayout(body)
        columns.setContentsMargins(0, 0, self._theme.px(8), 0)
        columns.setSpacing(self._theme.px(32))
        for part in _in_columns(self._found(text), 1 if self._theme.scale > _ROOMY else _COLUMNS):
            column = QVBoxLayout()
            column.setSpacing(self._theme.px(14))
            for group in part:
                column.addLayout(self._group(group))
            column.addStretch(1)
            columns.addLayout(column, 1)
        self._area.setWidget(body)

    def _group(self, group: KeyGroup) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._theme.px(12))
        grid.setVerticalSpacing(self._theme.px(5))
        title = QLabel(group.title)
        title.setObjectName("sectionTitle")
        grid.addWidget(title, 0, 0, 1, 2)
        for row, line in enumerate(group.lines, start=1):
            words = QLabel(line.title)
            words.setWordWrap(True)
            words.setToolTip(line.hint)
            words.setAccessibleDescription(line.hint)
            grid.addWidget(words, row, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(_caps(line.keys), row, 1, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)
        return grid

    def _print(self) -> None:
        from PySide6.QtGui import QTextDocument
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec():
            sheet = QTextDocument()
            sheet.setHtml(sheet_html(self._groups))
            sheet.print_(printer)


def sheet_html(groups: Iterable[KeyGroup]) -> str:
    """Return the sheet as a page to print, with the sentence on each command."""
    parts = [f"<h2>{escape(tr('Keyboard shortcuts'))}</h2>"]
    for group in groups:
        rows = "".join(
            f"<tr><td><b>{escape(' / '.join(line.keys))}</b></td>"
            f"<td>{escape(line.title)}</td><td>{escape(line.hint)}</td></tr>"
            for line in group.lines
        )
        parts.append(f"<h3>{escape(group.title)}</h3><table cellpadding='3'>{rows}</table>")
    return "".join(parts)


def _command_lines(operations: Sequence[Operation]) -> tuple[KeyLine, ...]:
    return tuple(
        KeyLine(operation.title.rstrip("…"), operation.shortcuts, operation.hint)
        for operation in operations
        if operation.shortcuts
    )


def _map_lines() -> tuple[KeyLine, ...]:
    return (
        KeyLine(tr("Zoom at the pointer"), (tr("Wheel"),)),
        KeyLine(tr("Zoom in, zoom out"), ("+", "-")),
        KeyLine(tr("Move the map"), (tr("Drag"), tr("Arrow keys"))),
        KeyLine(tr("Move the map, whatever tool is in hand"), (tr("Space and drag"),)),
        KeyLine(tr("Open the form of what is under the pointer"), (tr("Double click"),)),
        KeyLine(tr("The verbs that apply"), (tr("Right click"), tr("Menu key"))),
        KeyLine(tr("One step back: drop what you began, then the selection"), ("Esc",)),
    )


def _select_lines() -> tuple[KeyLine, ...]:
    return (
        KeyLine(tr("Select, add to the selection"), (tr("Click"), tr("Shift and click"))),
        KeyLine(tr("Select in a box"), (tr("Shift and drag"),)),
        KeyLine(tr("Go round freely"), (tr("Ctrl and drag"),)),
        KeyLine(tr("Next house, place or note in sight, the one before"), ("Tab", "Shift+Tab")),
        KeyLine(tr("Open the form of what is selected"), ("Enter",)),
    )


def _drawing_lines() -> tuple[KeyLine, ...]:
    return (
        KeyLine(tr("Set a corner"), (tr("Click"),)),
        KeyLine(tr("Finish"), ("Enter", tr("Double click"))),
        KeyLine(tr("Take a corner back"), ("Backspace",)),
        KeyLine(tr("No snapping while it is down"), ("Alt",)),
        KeyLine(tr("The other way round along a border"), ("Tab",)),
        KeyLine(tr("Choose a kind in the bar below the map"), ("1 … 9", "Tab", "Alt+↓")),
        KeyLine(tr("Without a mouse: move the map under the cross"), (tr("Arrow keys"),)),
        KeyLine(
            tr("Without a mouse: set a corner; once more at the same place: finish"), ("Enter",)
        ),
        KeyLine(tr("Drop the draft, put the tool away"), ("Esc",)),
    )


def _placing_lines() -> tuple[KeyLine, ...]:
    return (
        KeyLine(tr("Place the household that is next"), (tr("Click"),)),
        KeyLine(tr("Take the last one back"), ("Backspace",)),
        KeyLine(tr("Pass over this one"), (tr("Right click"),)),
        KeyLine(tr("Exactly here, not in the middle of the building"), ("Alt",)),
        KeyLine(tr("Point by point, along a lane, into buildings"), ("1", "2", "3")),
        KeyLine(tr("Along a lane: narrower, wider, the other side"), ("[", "]", "Tab")),
    )


def _in_columns(groups: Sequence[KeyGroup], count: int) -> list[list[KeyGroup]]:
    """Return the groups in columns of about the same length, in their order."""
    total = sum(len(group.lines) + 2 for group in groups)
    columns: list[list[KeyGroup]] = [[] for _ in range(count)]
    filled = 0
    for group in groups:
        number = min(filled * count // max(total, 1), count - 1)
        columns[number].append(group)
        filled += len(group.lines) + 2
    return columns


def _caps(keys: tuple[str, ...]) -> QWidget:
    caps = QWidget()
    caps.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    row = QHBoxLayout(caps)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    for key in keys:
        row.addWidget(key_cap(key.replace("+", " + ") if len(key) > 1 else key))
    return caps
