"""The care records of a household below its form."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gridmap.i18n import tr
from gridmap.ui import icons
from gridmap.ui.care_cards import CareCard
from gridmap.ui.theme import Theme


def care_list(cards: list[CareCard], theme: Theme) -> QWidget:
    """Return a heading with the count and one card for each record."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 8, 0, 0)
    column.setSpacing(8)
    head = QHBoxLayout()
    title = QLabel(tr("Care records"))
    title.setObjectName("sectionTitle")
    count = QLabel(str(len(cards)))
    count.setObjectName("count")
    head.addWidget(title)
    head.addWidget(count)
    head.addStretch(1)
    column.addLayout(head)
    for card in cards:
        column.addWidget(_restricted(card, theme) if card.is_restricted else _card(card, theme))
    return box


def _restricted(card: CareCard, theme: Theme) -> QFrame:
    frame = QFrame()
    frame.setObjectName("card")
    row = QHBoxLayout(frame)
    sign = QLabel()
    sign.setPixmap(icons.pixmap("lock", theme.text3, theme.px(18)))
    text = QLabel(
        tr("{name}: seen only by the officer responsible and the data steward.", name=card.category)
    )
    text.setObjectName("secondary")
    text.setWordWrap(True)
    row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(text, 1)
    return frame


def _card(card: CareCard, theme: Theme) -> QFrame:
    frame = QFrame()
    frame.setObjectName("card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(12, 10, 12, 10)
    column.setSpacing(4)
    column.addLayout(_head(card, theme))
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(3)
    grid.setColumnMinimumWidth(0, theme.px(64))
    grid.setColumnStretch(1, 1)
    row = 0
    for label, value in card.lines:
        if value:
            _add_line(grid, row, label, value)
            row += 1
    if card.next_visit:
        _add_line(grid, row, tr("Next visit"), card.next_visit)
        if card.days_late:
            late = QLabel(tr("{count} days late", count=card.days_late))
            late.setObjectName("urgent")
            grid.addWidget(late, row + 1, 1)
    column.addLayout(grid)
    return frame


def _head(card: CareCard, theme: Theme) -> QHBoxLayout:
    row = QHBoxLayout()
    sign = QLabel()
    sign.setPixmap(icons.map_symbol(card.symbol, theme.px(22)))
    name = QLabel(card.person)
    name.setObjectName("sectionTitle")
    born = QLabel(card.born)
    born.setObjectName("secondary")
    category = QLabel(card.category)
    category.setWordWrap(True)
    words = QVBoxLayout()
    words.setSpacing(0)
    first = QHBoxLayout()
    first.setSpacing(8)
    first.addWidget(name)
    first.addWidget(born)
    first.addStretch(1)
    words.addLayout(first)
    words.addWidget(category)
    row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(words, 1)
    return row


def _add_line(grid: QGridLayout, row: int, label: str, value: str) -> None:
    name = QLabel(label)
    name.setObjectName("fieldLabel")
    text = QLabel(value)
    text.setWordWrap(True)
    text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
    grid.addWidget(text, row, 1)
