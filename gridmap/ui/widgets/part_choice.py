"""Check boxes for the parts of a booklet, from the table that the command line uses too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QVBoxLayout, QWidget

from gridmap.export.parts.choice import DEFAULT_PARTS, Part, part_hint, part_title
from gridmap.i18n import tr
from gridmap.model.runs import RunEntry


class PartChoice(QWidget):
    """One box a part, in the order of a booklet; `changed` fires when one is ticked or not.

    Below “What has changed” one chooses since which print run; `since_chosen(number | None)` then
    fires.
    """

    changed = Signal()
    since_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._boxes: dict[Part, QCheckBox] = {}
        self.since = QComboBox()
        self.since.setAccessibleName(tr("Changes since print run"))
        self.since.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.since.currentIndexChanged.connect(
            lambda _at: self.since_chosen.emit(self.since.currentData())
        )
        self.show_runs(())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        title = QLabel(tr("Parts of the booklet"))
        title.setObjectName("sectionTitle")
        column.addWidget(title)
        for part in Part:
            box = QCheckBox(part_title(part))
            box.setToolTip(part_hint(part))
            box.setAccessibleDescription(part_hint(part))
            box.setChecked(part in DEFAULT_PARTS)
            box.toggled.connect(self.changed)
            column.addWidget(box)
            self._boxes[part] = box
            if part is Part.CHANGES:
                column.addWidget(self.since)

    @property
    def parts(self) -> frozenset[Part]:
        """The parts that are ticked."""
        return frozenset(part for part, box in self._boxes.items() if box.isChecked())

    def show_runs(self, entries: Sequence[RunEntry]) -> None:
        """Offer some print runs for the change page; what was chosen stays so where it is there."""
        chosen = self.since.currentData()
        with QSignalBlocker(self.since):
            self.since.clear()
            self.since.addItem(tr("no change page"), None)
            for entry in entries:
                day = entry.at.astimezone().date().isoformat()
                self.since.addItem(
                    tr("since print run {number} of {day}", number=entry.number, day=day),
                    entry.number,
                )
            self.since.setCurrentIndex(max(0, self.since.findData(chosen)))
        self.since.setEnabled(bool(entries))
        if self.since.currentData() != chosen:
            self.since_chosen.emit(None)

    def forbid(self, parts: Iterable[Part], reason: str) -> None:
        """Grey out parts that cannot be had now, and say why; they keep their ticks."""
        never = set(parts)
        for part, box in self._boxes.items():
            hint = part_hint(part)
            box.setEnabled(part not in never)
            box.setToolTip(f"{hint}\n{reason}" if part in never else hint)
            box.setAccessibleDescription(box.toolTip())

    def choose(self, parts: Iterable[str]) -> None:
        """Tick just these parts; names that no part has are passed over."""
        wanted = set(parts)
        for part, box in self._boxes.items():
            box.setChecked(part.value in wanted)
