"""How near services are, and how ready the scope is for an evacuation."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from gridmap.i18n import tr
from gridmap.review.proximity import BANDS_M
from gridmap.review.readiness import Readiness
from gridmap.ui.review.card import Card, label
from gridmap.ui.review.figures import ReviewFigures
from gridmap.ui.review.nearby import NearRow
from gridmap.ui.theme import Theme


class NearbyCard(Card):
    """Counts on the screen are whole; when they leave the program, those under 5 are masked."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(tr("Nearest services and evacuation"), tr("straight line"), theme)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(14))
        self._grid.setVerticalSpacing(theme.px(3))
        holder = QWidget()
        holder.setLayout(self._grid)
        self.body.addWidget(holder)
        self.ready = label("", "", wraps=True)
        self.body.addWidget(self.ready)
        self._cells: list[QLabel] = []

    def show_figures(self, figures: ReviewFigures) -> None:
        """Show the shares of a scope."""
        for cell in self._cells:
            self._grid.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        self._cells = []
        if figures.near:
            heads = [tr("within {metres} m", metres=round(band)) for band in BANDS_M]
            for column, words in enumerate(("", tr("people"), *heads)):
                self._cell(0, column, words, "secondary")
        for row, item in enumerate(figures.near, start=1):
            self._row(row, item)
        self._grid.setColumnStretch(0, 1)
        self.ready.setText(ready_words(figures.ready))

    def _row(self, row: int, item: NearRow) -> None:
        self._cell(row, 0, f"{item.people} → {item.place}")
        self._cell(row, 1, str(item.found.total))
        for column, share in enumerate(item.found.shares, start=2):
            self._cell(row, column, "–" if share is None else f"{share:.0%}")

    def _cell(self, row: int, column: int, text: str, name: str = "") -> None:
        cell = label(text, name)
        if column:
            cell.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(cell, row, column)
        self._cells.append(cell)


def ready_words(found: Readiness) -> str:
    """Return how ready the people who need help to get away are."""
    if not found.people:
        return tr("Evacuation: nobody here is registered as needing help.")
    return tr(
        "Evacuation: {ready} of {people} ready · helper {helper} · deputy helper {deputy} · "
        "way {route} · shelter {shelter} · drill this year {drill}",
        ready=found.ready,
        people=found.people,
        helper=found.helper,
        deputy=found.deputy_helper,
        route=found.route,
        shelter=found.shelter,
        drill=found.drill,
    )
