"""The gaps of a scope, widest first: choosing one shows it on the map, its verb mends it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gridmap.i18n import tr
from gridmap.review.gap import Verb
from gridmap.review.standing import StandingCheck
from gridmap.ui import icons
from gridmap.ui.review.card import Card, label, unbroken
from gridmap.ui.review.figures import GapRow, ReviewFigures
from gridmap.ui.theme import Theme


def verb_words(verb: Verb) -> str:
    """Return the verb as it stands on the button."""
    return {
        Verb.ASSIGN: tr("Assign"),
        Verb.PLACE: tr("Put on the map"),
        Verb.DRAW: tr("Draw it"),
        Verb.COMPLETE: tr("Complete"),
        Verb.VISIT: tr("See visits"),
        Verb.REVIEW: tr("See records"),
        Verb.SHOW: tr("Look"),
    }[verb]


class GapsCard(Card):
    """`show_wanted(GapRow)` when a line is chosen, `mend_wanted(GapRow)` for its verb.

    `big_map_wanted(GapRow)` for the line chosen last.
    """

    show_wanted = Signal(object)
    big_map_wanted = Signal(object)
    mend_wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(tr("Gaps"), "", theme)
        self.lines: list[GapLine] = []
        self._shown: GapRow | None = None
        self.big_map = QPushButton(tr("On the large map"))
        self.big_map.setProperty("flat_link", "true")
        self.big_map.setEnabled(False)
        self.big_map.clicked.connect(lambda: self.big_map_wanted.emit(self._shown))
        self.head.addWidget(self.big_map)
        self.standing = label("", "", wraps=True)
        self.standing.setTextFormat(Qt.TextFormat.RichText)
        self.body.addWidget(self.standing)
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self._list)
        area.setAccessibleName(tr("Gaps"))
        area.setMinimumHeight(theme.px(150))
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(area, 1)
        self.none = label(tr("No gaps here: everything has an officer and a leader."), "good")
        self.body.addWidget(self.none)

    def show_figures(self, figures: ReviewFigures) -> None:
        """Show the gaps of a scope."""
        rows = figures.gaps
        self.note.setText(
            tr("{count} kinds, by households concerned; click one to see it", count=len(rows))
        )
        self.none.setVisible(not rows)
        self._show_standing(figures.standing)
        for index, row in enumerate(rows):
            if index == len(self.lines):
                self._add()
            self.lines[index].show_row(row)
        for line in self.lines[len(rows) :]:
            line.hide()
        kinds = {row.gaps.kind: row for row in rows}
        self._shown = kinds.get(self._shown.gaps.kind) if self._shown is not None else None
        self.big_map.setEnabled(self._shown is not None)
        for line in self.lines:
            line.mark(is_chosen=line.row is self._shown and self._shown is not None)

    def _show_standing(self, checks: Sequence[StandingCheck]) -> None:
        """Say of each of the six standing checks whether it holds, or how much it finds."""
        parts, spoken = [], []
        for check in checks:
            words = f"{check.check.words} {len(check.found)}"
            color = self.theme.green if check.holds else self.theme.amber_text
            sign = "\u2713" if check.holds else "\u26a0"
            text = escape(unbroken(words))
            weight = "normal" if check.holds else "600"
            parts.append(
                f'<span style="color:{color}; font-weight:{weight}">{sign}&nbsp;{text}</span>'
            )
            spoken.append(words)
        self.standing.setText(" &nbsp; ".join(parts))
        self.standing.setAccessibleName("; ".join(spoken))
        self.standing.setToolTip(tr("Six checks that always stand, over the whole project"))

    def _choose(self, row: GapRow) -> None:
        self._shown = row
        self.big_map.setEnabled(True)
        for line in self.lines:
            line.mark(is_chosen=line.row is row)
        self.show_wanted.emit(row)

    def _add(self) -> None:
        line = GapLine(self.theme)
        line.chosen.connect(self._choose)
        line.mend_wanted.connect(self.mend_wanted)
        self._column.insertWidget(len(self.lines), line)
        self.lines.append(line)


class GapLine(QFrame):
    """One kind of gap."""

    chosen = Signal(object)
    mend_wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("gapLine")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.row: GapRow | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(2), theme.px(4), 0, theme.px(4))
        row.setSpacing(theme.px(10))
        sign = QLabel()
        sign.setPixmap(icons.pixmap("warning", theme.amber_text, theme.px(20)))
        row.addWidget(sign)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = label("", "gapTitle", wraps=True)
        self.detail = label("", "quiet", wraps=True)
        self.detail.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        words.addWidget(self.title)
        words.addWidget(self.detail)
        row.addLayout(words, 1)
        self.amount = label("", "gapAmount")
        row.addWidget(self.amount)
        self.verb = QPushButton()
        self.verb.setProperty("flat_link", "true")
        self.verb.setMinimumWidth(theme.px(74))
        self.verb.clicked.connect(lambda: self.mend_wanted.emit(self.row))
        row.addWidget(self.verb)

    def show_row(self, row: GapRow) -> None:
        """Show another gap."""
        self.row = row
        self.title.setText(row.title)
        self.detail.setText(row.detail)
        self.amount.setText(row.amount)
        self.verb.setText(verb_words(row.verb))
        self.verb.setAccessibleName(f"{verb_words(row.verb)}: {row.title}")
        self.setAccessibleName(f"{row.title}, {row.amount}")
        self.setToolTip("\n".join(gap.message for gap in row.gaps.gaps[:12]))
        self.show()

    def mark(self, *, is_chosen: bool) -> None:
        """Show whether this is the line that the map shows."""
        if self.property("chosen") != is_chosen:
            self.setProperty("chosen", is_chosen)
            self.style().polish(self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the line."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(self.row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the line with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self.row)
        else:
            super().keyPressEvent(event)
