"""The choices of an atlas that are fields: edition and whom it is for, paper, margin, copies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gridmap.i18n import tr
from gridmap.model.document import FeatureReader
from gridmap.model.editions import Edition
from gridmap.model.evacuation import is_open, open_incidents
from gridmap.model.features import FeatureId, Grid
from gridmap.ui.care.officer_box import officer_words, sorted_officers
from gridmap.ui.theme import Theme
from gridmap.ui.widgets.date_field import DateField
from gridmap.ui.widgets.search_box import SearchBox

EDITIONS: Final = (
    Edition.HOUSEHOLD, Edition.OFFICER, Edition.SUMMARY, Edition.PUBLIC, Edition.EVACUATION,
)  # fmt: skip
PAPERS: Final = ("A4", "A3", "8K", "16K")
BINDINGS_MM: Final = (28.0, 35.0)
"""Binding margins of the design: for a stapled booklet, and for a thick one or a file."""

_MOST_COPIES: Final = 999


class AtlasChoices(QWidget):
    """The fields above the list of villages and those below it (`below`).

    `changed` fires when a person has chosen something else.
    """

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.edition, self.incident, self.officer = QComboBox(), QComboBox(), SearchBox()
        self.paper, self.by, self.grid, self.binding = (QComboBox() for _ in range(4))
        self.surname_only = QCheckBox(tr("Surnames only"))
        self.recipient = QLineEdit()
        self.copy, self.copies = QSpinBox(), QSpinBox()
        self.valid_until = DateField(theme, lean="future")
        self.note = QLabel()
        self.below = QWidget()
        self._above, self._form = QFormLayout(), QFormLayout()
        self._fill()
        self._arrange()
        self._connect()
        self._adapt()

    @property
    def chosen_edition(self) -> Edition:
        """The edition that is chosen."""
        return Edition(self.edition.currentData())

    @property
    def chosen_officer(self) -> FeatureId | None:
        """The officer whom the booklet is for, None for nobody or for all of them."""
        if self.chosen_edition is Edition.PUBLIC or not self.officer.currentData():
            return None
        return FeatureId(self.officer.currentData())

    @property
    def is_one_each(self) -> bool:
        """Whether every officer gets booklets of their own."""
        return self.chosen_edition is Edition.OFFICER and self.chosen_officer is None

    @property
    def chosen_grid(self) -> FeatureId | None:
        """The one grid that is printed, None for all of them."""
        value = self.grid.currentData() if self.grid.isEnabled() else None
        return FeatureId(value) if value else None

    def values(self) -> dict[str, Any]:
        """Return the fields of an AtlasSpec that are chosen here."""
        edition = self.chosen_edition
        has_recipient = self.recipient.isEnabled()
        return {
            "edition": edition,
            "on": date.today(),
            "officer": self.chosen_officer,
            "incident": self._incident() if edition is Edition.EVACUATION else None,
            "paper": self.paper.currentData(),
            "by": self.by.currentData(),
            "grid": self.chosen_grid,
            "binding_mm": self.binding.currentData(),
            "surname_only": self.surname_only.isChecked() and self.surname_only.isEnabled(),
            "recipient": self.recipient.text().strip() if has_recipient else "",
            "copy": min(self.copy.value(), self.copies.value()),
            "copies": self.copies.value(),
            "valid_until": self.valid_until.day,
        }

    def refresh(self, reader: FeatureReader) -> None:
        """List the officers and incidents that there are now; what was chosen stays chosen."""
        officers = [(officer_words(item), str(item.id)) for item in sorted_officers(reader)]
        self.officer.list_anew([(_everyone(self.chosen_edition), ""), *officers])
        found = [item for item in open_incidents(reader) if is_open(item, on=date.today())]
        _relist(self.incident, [(item.name, str(item.id)) for item in found])
        self.incident.setPlaceholderText(tr("No incident is open"))
        self._adapt()

    def show_grids(self, grids: Sequence[Grid] | None) -> None:
        """Offer the grids of the one village that is ticked; None: it is not one."""
        known = sorted(grids or (), key=lambda item: (item.code, item.name, item.id))
        first = tr("All grids") if grids is not None else tr("All (tick one village to choose)")
        _relist(self.grid, [(first, ""), *((item.name, str(item.id)) for item in known)])
        self.grid.setEnabled(bool(known))
        self._adapt()

    def recall(self, chosen: dict[str, Any]) -> None:
        """Show the choices of the last time."""
        for field, name in (
            (self.edition, "edition"), (self.paper, "paper"), (self.by, "by"),
            (self.binding, "binding_mm"),
        ):  # fmt: skip
            place = field.findData(chosen.get(name))
            if place >= 0:
                field.setCurrentIndex(place)
        self.surname_only.setChecked(bool(chosen.get("surname_only")))
        self._adapt()

    def to_remember(self) -> dict[str, Any]:
        """Return the choices that are kept for the next time, as JSON values."""
        return {
            "edition": self.edition.currentData(),
            "paper": self.paper.currentData(),
            "by": self.by.currentData(),
            "binding_mm": self.binding.currentData(),
            "surname_only": self.surname_only.isChecked(),
        }

    def _incident(self) -> FeatureId | None:
        value = self.incident.currentData()
        return FeatureId(value) if value else None

    def _fill(self) -> None:
        for edition in EDITIONS:
            self.edition.addItem(f"{edition.value} {edition.label}", edition.value)
        for paper in PAPERS:
            self.paper.addItem(paper, paper)
        self.by.addItem(tr("villager group"), "group")
        self.by.addItem(tr("grid"), "grid")
        usual, wide = BINDINGS_MM
        self.binding.addItem(tr("{width} mm", width=f"{usual:g}"), usual)
        self.binding.addItem(tr("{width} mm, for a file", width=f"{wide:g}"), wide)
        for box in (self.copy, self.copies):
            box.setRange(1, _MOST_COPIES)
        self.copy.setAccessibleName(tr("Copy number"))
        self.copies.setAccessibleName(tr("How many copies"))
        self.recipient.setPlaceholderText(tr("left open, to be written by hand"))
        self.valid_until.line.setPlaceholderText(tr("one year from today"))

    def _arrange(self) -> None:
        _form(self._above, ((tr("Edition"), self.edition), (tr("Officer"), self.officer),
                            (tr("Incident"), self.incident)))  # fmt: skip
        copies = QWidget()
        row = QHBoxLayout(copies)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.copy, 1)
        row.addWidget(QLabel(tr("of")))
        row.addWidget(self.copies, 1)
        _form(self._form, (
            (tr("One grid"), self.grid), (tr("Sheets by"), self.by), (tr("Paper"), self.paper),
            (tr("Binding margin"), self.binding), (tr("Recipient"), self.recipient),
            (tr("Copy"), copies), (tr("Valid until"), self.valid_until),
        ))  # fmt: skip
        self.note.setObjectName("quiet")
        self.note.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._above)
        column.addWidget(self.note)
        lower = QVBoxLayout(self.below)
        lower.setContentsMargins(0, 0, 0, 0)
        lower.addLayout(self._form)
        lower.addWidget(self.surname_only)

    def _connect(self) -> None:
        for field in (
            self.edition, self.officer, self.incident, self.paper, self.by, self.grid,
            self.binding,
        ):  # fmt: skip
            field.currentIndexChanged.connect(lambda _row: self._chosen())
        self.surname_only.toggled.connect(lambda _on: self._chosen())
        self.recipient.editingFinished.connect(self._written)
        self.copies.valueChanged.connect(self.copy.setMaximum)
        for box in (self.copy, self.copies):
            box.valueChanged.connect(lambda _value: self._chosen())
        self.copy.setMaximum(self.copies.value())
        self.valid_until.day_changed.connect(lambda _day: self._chosen())

    def _written(self) -> None:
        if self.recipient.isModified():
            self.recipient.setModified(False)
            self._chosen()

    def _chosen(self) -> None:
        self._adapt()
        self.changed.emit()

    def _adapt(self) -> None:
        """Show the fields that the edition has, and say why others cannot be chosen."""
        edition = self.chosen_edition
        rows = (
            (self.officer, edition is not Edition.PUBLIC),
            (self.incident, edition is Edition.EVACUATION),
        )
        for field, is_shown in rows:
            field.setEnabled(is_shown)
            self._above.setRowVisible(field, is_shown)
        with QSignalBlocker(self.officer):
            self.officer.setItemText(0, _everyone(edition))
        self.officer.setToolTip(
            tr("Only what the officer answers for: sheets, index and records of their areas.")
        )
        has_names = edition in {Edition.HOUSEHOLD, Edition.OFFICER}
        self.surname_only.setEnabled(has_names)
        self.surname_only.setToolTip(
            "" if has_names else tr("Only the household and the officer’s edition have heads.")
        )
        has_recipient = (
            edition not in {Edition.PUBLIC, Edition.OFFICER} and self.chosen_officer is None
        )
        self.recipient.setEnabled(has_recipient)
        self._form.setRowVisible(self.recipient, has_recipient)
        is_by_grid = self.chosen_grid is not None or not edition.shows_households
        self.by.setEnabled(not is_by_grid)
        self.by.setToolTip(
            tr("This edition’s sheets, and those of one grid, are by grid.") if is_by_grid else ""
        )
        self.grid.setToolTip(
            "" if self.grid.isEnabled() else tr("Tick just one village to choose one of its grids.")
        )
        self.note.setText(edition_words(edition))


def _form(form: QFormLayout, rows: Sequence[tuple[str, QWidget]]) -> None:
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
    form.setVerticalSpacing(6)
    for label, field in rows:
        field.setAccessibleName(field.accessibleName() or label)
        if isinstance(field, QComboBox):
            field.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            field.setMinimumContentsLength(8)
        form.addRow(label, field)


def _relist(box: QComboBox, items: Sequence[tuple[str, str]]) -> None:
    """Fill a box anew without a word to anybody; what was chosen stays so where it is there."""
    chosen = box.currentData()
    with QSignalBlocker(box):
        box.clear()
        for words, value in items:
            box.addItem(words, value)
        box.setCurrentIndex(max(box.findData(chosen), 0) if items else -1)


def _everyone(edition: Edition) -> str:
    """Return what a booklet covers that is for no officer in particular."""
    if edition is Edition.OFFICER:
        return tr("Everyone, one each")
    return tr("Not for one officer: everything")


def edition_words(edition: Edition) -> str:
    """Return who an edition is for and what it holds."""
    return {
        Edition.PUBLIC: tr("For the notice board: boundaries, places, officers; no household."),
        Edition.SUMMARY: tr("For leaders: counts only, small ones masked; no names, no doors."),
        Edition.HOUSEHOLD: tr("For finding the house: doors and heads; no care records."),
        Edition.OFFICER: tr("For one officer: also that officer's own people. Keep it safe."),
        Edition.EVACUATION: tr("For an incident: whom to fetch, who helps, and where to."),
    }[edition]
