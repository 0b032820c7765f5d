"""Choosing an officer by typing a part of the name."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter

from gridmap.model.document import FeatureReader
from gridmap.model.features import FeatureId, Officer


class OfficerBox(QComboBox):
    """All officers in the order of their names; the first entry, `nobody`, stands for None."""

    def __init__(
        self,
        reader: FeatureReader,
        chosen: FeatureId | None = None,
        *,
        nobody: str = "",
        without: Iterable[FeatureId] = (),
    ) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        if nobody:
            self.addItem(nobody, None)
        left_out = set(without)
        for officer in sorted_officers(reader):
            if officer.id not in left_out:
                self.addItem(officer_words(officer), officer.id)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        line = self.lineEdit()
        if line is not None:
            line.editingFinished.connect(self._settle)
        self.choose(chosen)

    @property
    def officer(self) -> FeatureId | None:
        """The officer that is chosen, None: the first entry."""
        found: FeatureId | None = self.currentData()
        return found

    def choose(self, officer: FeatureId | None) -> None:
        """Choose an officer; one that is not in the list: the first entry."""
        with QSignalBlocker(self):
            self.setCurrentIndex(max(0, self.findData(officer)))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the panel scroll."""
        event.ignore()

    def _settle(self) -> None:
        """Take what was typed as the entry that holds it; else go back to the one chosen."""
        text = self.currentText().strip()
        if text == self.itemText(self.currentIndex()):
            return
        index = self.findText(text, Qt.MatchFlag.MatchContains) if text else 0
        if index >= 0:
            self.setCurrentIndex(index)
        self.setEditText(self.itemText(self.currentIndex()))


def sorted_officers(reader: FeatureReader) -> list[Officer]:
    """Return all officers in the order of name and post."""
    return sorted(reader.all(Officer), key=lambda item: (item.name, item.post, item.id))


def officer_words(officer: Officer) -> str:
    """Return name and post of an officer."""
    return f"{officer.name}　{officer.post}" if officer.post else officer.name
