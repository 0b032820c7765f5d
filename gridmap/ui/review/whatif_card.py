"""Trying a transfer out: both officers before and after, then accept it or drop it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from gridmap.i18n import tr
from gridmap.model.features import FeatureId
from gridmap.review.whatif import Side, WhatIf
from gridmap.review.workload import Load, Workload
from gridmap.ui.review.card import Card, label
from gridmap.ui.review.figures import ReviewFigures, Transfer
from gridmap.ui.theme import Theme


class WhatIfCard(Card):
    """`asked(Transfer, taker)` for a trial, `accepted(WhatIf)`, `dropped()`."""

    asked = Signal(object, object)
    accepted = Signal(object)
    dropped = Signal()

    def __init__(self, theme: Theme, *, is_read_only: bool = False) -> None:
        super().__init__(tr("Try a transfer"), tr("nothing changes before you confirm"), theme)
        self.setProperty("framed", "true")
        self._is_read_only = is_read_only
        self._is_today = True
        self._transfers: tuple[Transfer, ...] = ()
        self.result: WhatIf | None = None
        self.what, self.taker, self.giver = QComboBox(), QComboBox(), label("", "gapTitle")
        self.what.setAccessibleName(tr("Group or grid to pass on"))
        self.taker.setAccessibleName(tr("Officer who takes it over"))
        for box in (self.what, self.taker):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(10)
            box.activated.connect(lambda _index: self._ask())
        self.body.addLayout(self._choice_row())
        self._table = QGridLayout()
        self._table.setHorizontalSpacing(theme.px(10))
        self._table.setVerticalSpacing(theme.px(4))
        self._cells: dict[tuple[int, int], QLabel] = {}
        self._holder = QWidget()
        self._holder.setLayout(self._table)
        self._table.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self._holder)
        self.words = label("", "secondary", wraps=True)
        self.body.addWidget(self.words)
        self.body.addLayout(self._buttons())
        self._show_empty()

    def show_figures(self, figures: ReviewFigures) -> None:
        """Offer what can be passed on in a scope; a trial that is shown is asked again."""
        before, taker = self._chosen(), self.taker.currentData()
        self._transfers = figures.transfers
        self._is_today = figures.review.on == date.today()
        self.what.clear()
        self.what.addItem(tr("choose…"), None)
        for item in figures.transfers:
            self.what.addItem(item.words, item.scope)
        self.taker.clear()
        self.taker.addItem(tr("choose…"), None)
        for words, officer in figures.takers:
            self.taker.addItem(words, officer)
        if before is not None:
            self.what.setCurrentIndex(max(self.what.findData(before.scope), 0))
        self.taker.setCurrentIndex(max(self.taker.findData(taker), 0))
        self._ask()

    def choose(self, scope: FeatureId, taker: FeatureId | None = None) -> None:
        """Choose a group or grid, as if it were picked from the list."""
        at = self.what.findData(scope)
        if at >= 0:
            self.what.setCurrentIndex(at)
        if taker is not None:
            self.taker.setCurrentIndex(max(self.taker.findData(taker), 0))
        self._ask()

    def show_result(self, result: WhatIf) -> None:
        """Show both officers before and after."""
        transfer = self._chosen()
        if transfer is None or result.taker.officer.id != self.taker.currentData():
            return
        self.result = result
        self._heads()
        for row, side in enumerate((result.giver, result.taker), start=1):
            self._side(row, side, result)
        self._holder.show()
        late = tr("A transfer begins today: go back to today to confirm one.")
        self.words.setText(result_words(result) if self._is_today else late)
        self.words.show()
        may = self._is_today and not self._is_read_only
        self.accept.setEnabled(may and bool(result.changeset))
        self.drop.setEnabled(True)

    def drop_trial(self) -> None:
        """Let go of what is tried out."""
        self.what.setCurrentIndex(0)
        self.taker.setCurrentIndex(0)
        self._show_empty()
        self.dropped.emit()

    def _chosen(self) -> Transfer | None:
        wanted = self.what.currentData()
        return next((item for item in self._transfers if item.scope == wanted), None)

    def _ask(self) -> None:
        transfer, taker = self._chosen(), self.taker.currentData()
        self.giver.setText(transfer.giver_name if transfer is not None else "…")
        if transfer is None or taker is None:
            self._show_empty()
            return
        if taker == transfer.giver:
            self._show_empty()
            self.words.setText(tr("{officer} answers for it already.", officer=transfer.giver_name))
            self.words.show()
            return
        self.asked.emit(transfer, taker)

    def _show_empty(self) -> None:
        self.result = None
        self._holder.hide()
        self.words.setText(
            tr("Choose a group or grid and who takes it over: both workloads appear here.")
        )
        self.accept.setEnabled(False)
        self.drop.setEnabled(self.what.currentIndex() > 0)

    def _choice_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(8))
        row.addWidget(label(tr("Pass")))
        row.addWidget(self.what, 3)
        row.addWidget(label(tr("from")))
        row.addWidget(self.giver)
        row.addWidget(label(tr("to"), "arrowWord"))
        row.addWidget(self.taker, 3)
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        self.drop = QPushButton(tr("Drop"))
        self.drop.clicked.connect(self.drop_trial)
        self.accept = QPushButton(tr("Confirm the transfer"))
        self.accept.setProperty("primary", "true")
        self.accept.clicked.connect(lambda: self.accepted.emit(self.result))
        row.addWidget(self.drop)
        row.addWidget(self.accept)
        return row

    def _heads(self) -> None:
        for column, words in enumerate(
            ("", tr("households"), tr("visits a month"), tr("walk (km)"), tr("beside the median"))
        ):
            self._cell(0, column, words, "secondary")

    def _side(self, row: int, side: Side, result: WhatIf) -> None:
        before, after = side.before, side.after
        self._cell(row, 0, side.officer.name, "gapTitle")
        self._cell(row, 1, _change(_count(before), _count(after)))
        self._cell(row, 2, _change(_monthly(before), _monthly(after)))
        self._cell(row, 3, _change(_walk(before), _walk(after)))
        share = result.after.share(after) if after is not None else None
        usual = after is None or result.after.load(after) is Load.USUAL
        words = "–" if share is None else tr("{share} × median", share=f"{share:.1f}")
        self._cell(row, 4, words, "good" if usual else "warn")

    def _cell(self, row: int, column: int, text: str, name: str = "") -> None:
        cell = self._cells.get((row, column))
        if cell is None:
            cell = self._cells[row, column] = label()
            if column:
                cell.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            cell.setTextFormat(Qt.TextFormat.RichText)
            self._table.addWidget(cell, row, column)
            self._table.setColumnStretch(column, 1)
        if cell.objectName() != name:
            cell.setObjectName(name)
            cell.style().polish(cell)
        cell.setText(text)


def result_words(result: WhatIf) -> str:
    """Return what else a transfer means: the sheets to print again, the records that move."""
    names = [group.name for group in result.groups]
    parts = []
    if names:
        parts.append(
            tr(
                "To be printed again: the sheets of {groups}, the overview and the list of "
                "officers.",
                groups="、".join(names[:4]) + ("…" if len(names) > 4 else ""),
            )
        )
    if result.records:
        parts.append(
            tr(
                "{count} care records change their officer; both sign for them.",
                count=len(result.records),
            )
        )
    return " ".join(parts)


def _change(before: str, after: str) -> str:
    return f"{before} → <b>{after}</b>"


def _count(load: Workload | None) -> str:
    return str(load.households) if load is not None else "0"


def _monthly(load: Workload | None) -> str:
    return f"{load.monthly:.1f}" if load is not None else "0"


def _walk(load: Workload | None) -> str:
    return f"{load.walk.metres / 1000:.1f}" if load is not None and load.walk is not None else "0"
