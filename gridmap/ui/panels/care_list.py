"""The care records of a household below its form."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gridmap.i18n import tr
from gridmap.ui import icons
from gridmap.ui.care_cards import CareCard
from gridmap.ui.theme import Theme


class CareList(QWidget):
    """A heading with the count and a card for each record of a household.

    `add_wanted` fires for a new record, `visit_wanted` and `open_wanted` with a record's id.
    """

    add_wanted = Signal()
    visit_wanted = Signal(object)
    open_wanted = Signal(object)

    def __init__(self, cards: list[CareCard], theme: Theme, *, is_read_only: bool) -> None:
        super().__init__()
        self._theme = theme
        self._is_read_only = is_read_only
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        title = QLabel(tr("Care records"))
        title.setObjectName("sectionTitle")
        count = QLabel(str(len(cards)))
        count.setObjectName("count")
        self.add = QPushButton(tr("＋ Add"))
        self.add.setProperty("flat_link", True)
        self.add.setAccessibleName(tr("Tag a person of this household"))
        self.add.setToolTip(tr("Tag a person of this household who needs visits or help."))
        self.add.clicked.connect(self.add_wanted)
        self.add.setDisabled(is_read_only)
        head.addWidget(title)
        head.addWidget(count, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        head.addWidget(self.add)
        column.addLayout(head)
        for card in cards:
            column.addWidget(self._restricted(card) if card.is_restricted else self._card(card))

    def _restricted(self, card: CareCard) -> QFrame:
        frame = _restricted(card, self._theme)
        show = QPushButton(tr("Open…"))
        show.setProperty("flat_link", True)
        show.clicked.connect(lambda: self.open_wanted.emit(card.record))
        layout = frame.layout()
        if layout is not None:
            layout.addWidget(show)
        return frame

    def _card(self, card: CareCard) -> QFrame:
        frame = _card(card, self._theme)
        row = QHBoxLayout()
        row.setSpacing(8)
        visit = QPushButton(tr("Record visit"))
        visit.setProperty("primary", True)
        visit.setToolTip(tr("Record a visit (Ctrl+J)"))
        visit.clicked.connect(lambda: self.visit_wanted.emit(card.record))
        visit.setDisabled(self._is_read_only)
        show = QPushButton(tr("Open all"))
        show.clicked.connect(lambda: self.open_wanted.emit(card.record))
        row.addWidget(visit, 1)
        row.addWidget(show, 1)
        layout = frame.layout()
        if isinstance(layout, QVBoxLayout):
            layout.addSpacing(4)
            layout.addLayout(row)
        return frame


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
        note = _due_note(card)
        if note is not None:
            grid.addWidget(note, row + 1, 1)
    if card.is_lapsed:
        lapsed = QLabel(tr("The review is overdue; it is left out of print until then."))
        lapsed.setObjectName("urgent")
        lapsed.setWordWrap(True)
        grid.addWidget(lapsed, row + 2, 0, 1, 2)
    column.addLayout(grid)
    return frame


def _due_note(card: CareCard) -> QLabel | None:
    """Return how late the visit is or how long there is still, None where no clock runs."""
    if card.days_late:
        note = QLabel(tr("{count} days late", count=card.days_late))
        note.setObjectName("urgent")
        return note
    if card.days_left is None:
        return None
    words = tr("in {count} days", count=card.days_left) if card.days_left else tr("today")
    note = QLabel(words)
    note.setObjectName("good")
    return note


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
