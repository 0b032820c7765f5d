"""The page of the review mode: map and gaps on the left, figures and a trial on the right."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.model.features import FeatureId
from gridmap.model.masks import SMALL_COUNT
from gridmap.review.whatif import WhatIf
from gridmap.session import Session
from gridmap.ui import icons
from gridmap.ui.jobs import JobRunner
from gridmap.ui.review.card import label
from gridmap.ui.review.figures import GapRow, ReviewFigures, Transfer
from gridmap.ui.review.follower import ReviewFollower
from gridmap.ui.review.gaps_card import GapsCard
from gridmap.ui.review.map_card import MapCard
from gridmap.ui.review.map_model import ColorBy, MapPiece
from gridmap.ui.review.nearby_card import NearbyCard
from gridmap.ui.review.scope import WHOLE, Scope
from gridmap.ui.review.service_card import ServiceCard
from gridmap.ui.review.whatif_card import WhatIfCard
from gridmap.ui.review.workload_card import WorkloadCard
from gridmap.ui.theme import Theme
from gridmap.ui.widgets.date_field import DateField
from gridmap.ui.widgets.slim_row import SlimRow

_NOTE_PX: Final = 1250
"""A page narrower than this, at 100 %, leaves its note of counts out: the cards have them."""


class ReviewPage(QFrame):
    """Shows the figures of a scope and keeps them up to date while it is shown.

    `accepted(WhatIf)` for a transfer to carry out, `big_map_wanted(GapRow)`, `mend_wanted(GapRow)`,
    `print_wanted(Scope)` for the summary edition, `duties_wanted(Scope)` for the list of duties,
    `told(words)` for the foot of the window, `failed(error)`.
    """

    accepted = Signal(object)
    big_map_wanted = Signal(object)
    mend_wanted = Signal(object)
    print_wanted = Signal(object)
    duties_wanted = Signal(object)
    told = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, runner: JobRunner, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("reviewPage")
        self._theme = theme
        self.figures: ReviewFigures | None = None
        self.follower = ReviewFollower(session, runner, WHOLE, self)
        self.map = MapCard(theme)
        self.gaps = GapsCard(theme)
        self.service = ServiceCard(theme)
        self.workload = WorkloadCard(theme)
        self.whatif = WhatIfCard(theme, is_read_only=session.store.is_read_only)
        self.nearby = NearbyCard(theme)
        self.title, self.note = label("", "reviewTitle"), label("", "secondary")
        self.scopes, self.colors = QComboBox(), QComboBox()
        self.day = DateField(theme, lean="past")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self._body(), 1)
        self._connect(session)

    def show_scope(self, scope: Scope) -> None:
        """Look at another part of the project."""
        self.whatif.drop_trial()
        self.follower.show(scope)

    def showEvent(self, event: QShowEvent) -> None:
        """Work while somebody looks."""
        self.follower.watch(is_watched=True)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while nobody looks."""
        self.follower.watch(is_watched=False)
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand the columns one below the other where there is no room beside each other."""
        super().resizeEvent(event)
        self._fit()

    def release(self) -> None:
        """Let go of the session."""
        self.follower.stop()
        self._disconnect()

    def _head(self) -> QFrame:
        head = SlimRow()
        head.setObjectName("reviewHead")
        row = head.row
        margin = self._theme.px(14)
        row.setContentsMargins(margin, self._theme.px(7), margin, self._theme.px(7))
        row.setSpacing(self._theme.px(8))
        row.addWidget(self.title)
        self.note.setMinimumWidth(self._theme.px(60))
        row.addWidget(self.note)
        row.addWidget(label(tr("As of"), "secondary"))
        self.day.setFixedWidth(self._theme.px(146))
        self.day.setAccessibleName(tr("As of"))
        self.day.setToolTip(tr("The review speaks of this day; a past day answers for the past"))
        row.addWidget(self.day)
        row.addStretch(1)
        for words, box in ((tr("Showing"), self.scopes), (tr("Coloured"), self.colors)):
            row.addWidget(label(words, "secondary"))
            row.addWidget(box)
            box.setAccessibleName(words)
            box.setMinimumWidth(self._theme.px(96))
        self.scopes.setMaximumWidth(self._theme.px(290))
        self.scopes.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for by in ColorBy:
            self.colors.addItem(by.words, by)
        self.duties = QPushButton(tr("List of duties…"))
        self.print = QPushButton(tr("Print the summary…"))
        for button, sign in ((self.duties, "table"), (self.print, "print")):
            button.setIcon(icons.icon(sign, self._theme, size_px=18))
            button.setIconSize(QSize(18, 18))
            row.addWidget(button)
        head.may_shrink(self.duties, self.print)
        return head

    def _body(self) -> QScrollArea:
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self.map, 1)
        left.addWidget(self.gaps, 1)
        right.addWidget(self.service)
        right.addWidget(self.workload, 1)
        right.addWidget(self.whatif)
        right.addWidget(self.nearby)
        inner = QWidget()
        inner.setObjectName("reviewBody")
        row = self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        gap = self._theme.px(12)
        row.setContentsMargins(gap, gap, gap, gap)
        row.setSpacing(gap)
        self._parts = (left, right)
        for column, share in ((left, 5), (right, 6)):
            column.setSpacing(gap)
            row.addLayout(column, share)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        area.setAccessibleName(tr("Review"))
        return area

    def _fit(self) -> None:
        self.note.setVisible(self.width() >= self._theme.px(_NOTE_PX))
        needed = sum(part.minimumSize().width() for part in self._parts) + self._theme.px(60)
        way = QBoxLayout.Direction
        self._columns.setDirection(way.LeftToRight if needed <= self.width() else way.TopToBottom)

    def _connect(self, session: Session) -> None:
        self._disconnect = session.changed.connect(lambda _c: self.follower.after_change())
        self.follower.ready.connect(self._take)
        self.follower.tried.connect(self._tried)
        self.follower.failed.connect(self.failed)
        self.scopes.activated.connect(lambda _i: self.show_scope(self.scopes.currentData()))
        self.colors.activated.connect(lambda _i: self.map.color_by(self.colors.currentData()))
        self.day.day_changed.connect(self.follower.look_at)
        self.day.wrong.connect(lambda words: self.failed.emit(UsageError(words)))
        self.gaps.show_wanted.connect(self._show_gap)
        self.gaps.big_map_wanted.connect(self.big_map_wanted)
        self.gaps.mend_wanted.connect(self.mend_wanted)
        self.workload.chosen.connect(lambda officer: self.show_scope(Scope("officer", officer)))
        self.map.map.piece_chosen.connect(self._choose_land)
        self.whatif.asked.connect(self._ask)
        self.whatif.dropped.connect(lambda: self.map.map.show_trial(None))
        self.whatif.accepted.connect(self.accepted)
        self.duties.clicked.connect(lambda: self.duties_wanted.emit(self.follower.scope))
        self.print.clicked.connect(lambda: self.print_wanted.emit(self.follower.scope))

    def _take(self, figures: ReviewFigures) -> None:
        self.figures = figures
        self.title.setText(figures.title)
        self.note.setText(figures.note)
        self.note.setToolTip(figures.note)
        self.day.set_day(figures.review.on)
        self._show_choices(figures)
        for card in (self.map, self.gaps, self.service, self.workload, self.nearby, self.whatif):
            card.show_figures(figures)
        self._fit()
        self.told.emit(self._foot(figures))

    def _foot(self, figures: ReviewFigures) -> tuple[str, ...]:
        """Return the scope and the rules of counting, for the foot of the window."""
        scope = next((words for words, one in figures.choices if one == figures.scope), "")
        return (
            scope,
            tr("Summary P1: counts under {least} are printed as “<{least}”", least=SMALL_COUNT),
            tr("Walks follow drawn lanes where there are some"),
        )

    def _show_choices(self, figures: ReviewFigures) -> None:
        known = [self.scopes.itemText(at) for at in range(self.scopes.count())]
        if known != [words for words, _ in figures.choices]:
            self.scopes.clear()
            for words, scope in figures.choices:
                self.scopes.addItem(words, scope)
        at = next((i for i, (_, one) in enumerate(figures.choices) if one == figures.scope), 0)
        self.scopes.setCurrentIndex(at)

    def _show_gap(self, row: GapRow) -> None:
        self.map.map.show_gaps([gap.bounds_m for gap in row.gaps.gaps if gap.bounds_m is not None])

    def _choose_land(self, piece: MapPiece) -> None:
        """Offer the group or grid that was clicked for a transfer."""
        scope = piece.group if piece.group is not None else piece.grid
        if scope is not None:
            self.whatif.choose(scope)

    def _ask(self, transfer: Transfer, taker: FeatureId) -> None:
        if self.figures is not None:
            self.follower.try_transfer(self.figures.review, transfer.scope, transfer.giver, taker)

    def _tried(self, result: WhatIf) -> None:
        self.whatif.show_result(result)
        scope = self.whatif.what.currentData()
        if self.whatif.result is result and scope is not None:
            words = tr("trial: {count} households", count=len(result.households))
            self.map.map.show_trial(scope, words, result.taker.officer.name)
