"""Which villages are printed: a list with ticks, a line to filter it, all and none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gridmap.i18n import tr
from gridmap.model.features import FeatureId, Village
from gridmap.ui.theme import Theme
from gridmap.ui.widgets.search_box import is_found

_ID: Final = Qt.ItemDataRole.UserRole
_MANY: Final = 6
"""From so many villages on there is a line to filter them by."""


class VillageChoice(QWidget):
    """Ticks beside villages; `changed` fires when a person has ticked others."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.list = QListWidget()
        self.filter = QLineEdit()
        self.said = QLabel()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._head())
        self.filter.setPlaceholderText(tr("Filter by name, initials or code"))
        self.filter.setAccessibleName(tr("Filter the villages"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._filter)
        column.addWidget(self.filter)
        self.list.setMinimumHeight(theme.px(112))
        self.list.setAccessibleName(tr("Villages"))
        self.list.setObjectName("card")
        self.list.itemChanged.connect(lambda _item: self._ticked())
        column.addWidget(self.list, 1)

    @property
    def checked(self) -> tuple[FeatureId, ...]:
        """The villages that are ticked."""
        return tuple(
            item.data(_ID) for item in self._rows() if item.checkState() is Qt.CheckState.Checked
        )

    @property
    def is_all(self) -> bool:
        """Whether all villages are ticked."""
        return len(self.checked) == self.list.count()

    @property
    def is_none(self) -> bool:
        """Whether there are villages and none is ticked."""
        return bool(self.list.count()) and not self.checked

    def show_villages(self, villages: Sequence[Village]) -> None:
        """List villages; those that were there keep their tick, new ones get one if all had."""
        known = {item.data(_ID): item.checkState() for item in self._rows()}
        others = Qt.CheckState.Checked if self.is_all else Qt.CheckState.Unchecked
        with QSignalBlocker(self.list):
            self.list.clear()
            for village in villages:
                item = QListWidgetItem(village.name)
                item.setData(_ID, village.id)
                item.setToolTip(" ".join(part for part in (village.name, village.code) if part))
                item.setCheckState(known.get(village.id, others))
                self.list.addItem(item)
        self.filter.setVisible(len(villages) >= _MANY)
        self._filter(self.filter.text())
        self._count()

    def choose(self, ids: frozenset[FeatureId]) -> None:
        """Tick just the villages among these features; nothing where there are none."""
        rows = self._rows()
        if any(item.data(_ID) in ids for item in rows):
            self._tick({item.data(_ID) for item in rows} & ids)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        title = QLabel(tr("Villages"))
        title.setObjectName("sectionTitle")
        row.addWidget(title)
        self.said.setObjectName("quiet")
        row.addWidget(self.said, 1)
        for words, is_on in ((tr("All"), True), (tr("None"), False)):
            button = QPushButton(words)
            button.setProperty("flat_link", True)
            button.clicked.connect(lambda _on=False, is_on=is_on: self._tick_shown(is_on=is_on))
            row.addWidget(button)
        return row

    def _rows(self) -> list[QListWidgetItem]:
        return [self.list.item(number) for number in range(self.list.count())]

    def _tick_shown(self, *, is_on: bool) -> None:
        """Tick, or take the tick from, all villages that the filter shows."""
        shown = {item.data(_ID) for item in self._rows() if not item.isHidden()}
        now = set(self.checked)
        self._tick(now | shown if is_on else now - shown)

    def _tick(self, wanted: set[FeatureId]) -> None:
        with QSignalBlocker(self.list):
            for item in self._rows():
                is_on = item.data(_ID) in wanted
                item.setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
        self._ticked()

    def _ticked(self) -> None:
        self._count()
        self.changed.emit()

    def _count(self) -> None:
        self.said.setText(
            tr("{count} of {total}", count=len(self.checked), total=self.list.count())
        )

    def _filter(self, text: str) -> None:
        for item in self._rows():
            item.setHidden(not is_found(text, item.toolTip()))
