"""An officer leaves: everything that hangs on the name, and who takes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gridmap.actions.handover import (
    DEPUTIES,
    Holding,
    Key,
    PassedOn,
    Takers,
    hand_over,
    holdings,
    lines_to_sign,
    suggestions,
    words_of,
)
from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.model.changes import Changeset
from gridmap.model.features import Duty, FeatureId, Officer, Village
from gridmap.ui.care.desk import CareDesk
from gridmap.ui.care.officer_box import OfficerBox
from gridmap.ui.care.rows import FieldRows
from gridmap.ui.widgets.date_field import DateField

if TYPE_CHECKING:
    from gridmap.export.changed_sheets import ChangedSheet

_KEY: Final = Qt.ItemDataRole.UserRole
_WHAT, _ROLE, _VILLAGE, _TAKER = range(4)


class HandoverDialog(QDialog):
    """Beside the map, not in its way: the window can be used while it is open.

    `passed(PassedOn)` fires after a handover.
    """

    passed = Signal(object)

    def __init__(self, parent: QWidget, desk: CareDesk, officer: FeatureId | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Handover"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._items: dict[Key, Holding] = {}
        self._takers: dict[Key, FeatureId | None] = {}
        document = desk.session.document
        self.leaver = OfficerBox(document, officer, nobody=tr("Choose who leaves"))
        self.last_day = DateField(desk.theme, today=desk.today)
        self.last_day.set_day(desk.today())
        self.filter_box = QLineEdit()
        self.filter_box.setPlaceholderText(tr("Filter the list"))
        self.filter_box.setAccessibleName(tr("Filter the list"))
        self.list = _make_list(desk)
        self.taker = OfficerBox(document, nobody=tr("Choose who takes over"))
        self.taker.setAccessibleName(tr("Who takes over"))
        self.give = QPushButton(tr("Give the marked lines"))
        self.give_all = QPushButton(tr("Give all"))
        self.suggest = QPushButton(tr("As suggested"))
        self.keep = QPushButton(tr("Leave the marked open"))
        self.state = QLabel()
        self.state.setWordWrap(True)
        self.sheets = QLabel()
        self.sheets.setObjectName("secondary")
        self.sheets.setWordWrap(True)
        self.error = QLabel()
        self.error.setObjectName("fieldError")
        self.error.setWordWrap(True)
        self.whole = QPushButton(tr("Hand everything over"))
        self.part = QPushButton(tr("Hand over what has a taker"))
        self._arrange()
        self._connect()
        self.refresh()

    def sizeHint(self) -> QSize:
        """Wide enough for four columns."""
        px = self._desk.theme.px
        return QSize(px(780), px(560))

    def refresh(self) -> None:
        """List anew what hangs on the officer, with the usual takers."""
        self._items, self._takers = {}, {}
        officer, day = self.leaver.officer, self.last_day.day
        if officer is not None and day is not None:
            document = self._desk.session.document
            found = holdings(document, officer, last_day=day)
            self._items = {item.key: item for item in found}
            self._takers = dict(suggestions(document, found, officer, last_day=day))
        self._fill()

    @property
    def open_count(self) -> int:
        """How many lines nobody takes yet."""
        return len(self._items) - len(self._takers)

    def show_sheets(self, sheets: Sequence[ChangedSheet]) -> None:
        """Say which sheets of the household map are to be printed again after the handover."""
        names = tr(", ").join(f"{item.village} {item.unit} {item.sheet_id}" for item in sheets)
        self.sheets.setText(
            tr("Sheets to print again: {sheets}", sheets=names)
            if sheets
            else tr("No sheet has to be printed again.")
        )

    def give_to(self, taker: FeatureId, *, only_marked: bool) -> None:
        """Let an officer take the marked lines, or all."""
        keys = self._marked() if only_marked else list(self._items)
        for key in keys:
            if self._holder(key) != taker:
                self._takers[key] = taker
        self._fill(keep=keys if only_marked else ())

    def _arrange(self) -> None:
        rows = FieldRows(self._desk.theme)
        rows.add("leaver", tr("Who leaves"), self.leaver)
        rows.add("last_day", tr("Last day"), self.last_day)
        self.rows = rows
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.taker, 1)
        for button in (self.give, self.give_all, self.suggest, self.keep):
            button.setAutoDefault(False)
            line.addWidget(button)
        self.whole.setProperty("primary", True)
        close = QPushButton(tr("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        for button in (self.whole, self.part, close):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        column.addWidget(rows)
        column.addWidget(self.filter_box)
        column.addWidget(self.list, 1)
        column.addLayout(line)
        column.addWidget(self.state)
        column.addWidget(self.sheets)
        column.addWidget(self.error)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.leaver.currentIndexChanged.connect(lambda _index: self.refresh())
        self.last_day.day_changed.connect(lambda _day: self.refresh())
        self.last_day.wrong.connect(lambda words: self.rows.say("last_day", words))
        self.filter_box.textChanged.connect(self._filter)
        self.give.clicked.connect(lambda: self._give(only_marked=True))
        self.give_all.clicked.connect(lambda: self._give(only_marked=False))
        self.suggest.clicked.connect(self.refresh)
        self.keep.clicked.connect(self._leave_open)
        self.whole.clicked.connect(lambda: self._hand_over(is_whole=True))
        self.part.clicked.connect(lambda: self._hand_over(is_whole=False))

    def _give(self, *, only_marked: bool) -> None:
        taker = self.taker.officer
        if taker is None:
            self.error.setText(tr("Choose who takes over."))
            return
        self.give_to(taker, only_marked=only_marked)

    def _leave_open(self) -> None:
        keys = self._marked()
        for key in keys:
            if key[0] in DEPUTIES:
                self._takers[key] = None
            else:
                self._takers.pop(key, None)
        self._fill(keep=keys)

    def _holder(self, key: Key) -> FeatureId | None:
        """Return who will hold the post of a deputy's line: nobody is their own deputy."""
        if key[0] != "deputy":
            return None
        duty = self._desk.session.document.find(FeatureId(key[1]), Duty)
        held = duty.officer if duty is not None else None
        return self._takers.get(("holder", key[1]), held)

    def _marked(self) -> list[Key]:
        return [item.data(0, _KEY) for item in self.list.selectedItems() if not item.isHidden()]

    def _fill(self, keep: Sequence[Key] = ()) -> None:
        marked = set(keep)
        self.error.clear()
        self.list.clear()
        lines = [self._line(item) for item in self._items.values()]
        self.list.addTopLevelItems(lines)
        for line in lines:
            line.setSelected(line.data(0, _KEY) in marked)
        self._filter(self.filter_box.text())
        self._say_state()
        for column in (_WHAT, _ROLE, _VILLAGE):
            self.list.resizeColumnToContents(column)

    def _line(self, holding: Holding) -> QTreeWidgetItem:
        document = self._desk.session.document
        what, role = words_of(document, holding)
        village = document.find(holding.village, Village)
        taker = document.find(self._takers.get(holding.key), Officer)
        is_left_empty = taker is None and holding.key in self._takers
        name = tr("no deputy") if is_left_empty else tr("open")
        if taker is not None:
            name = taker.name
        line = QTreeWidgetItem([what, role, village.name if village is not None else "", name])
        line.setData(0, _KEY, holding.key)
        if taker is None and not is_left_empty:
            font = line.font(_TAKER)
            font.setBold(True)
            line.setFont(_TAKER, font)
        return line

    def _filter(self, text: str) -> None:
        wanted = text.strip().casefold()
        for number in range(self.list.topLevelItemCount()):
            line = self.list.topLevelItem(number)
            assert line is not None
            words = " ".join(line.text(column) for column in range(4)).casefold()
            line.setHidden(wanted not in words)

    def _say_state(self) -> None:
        total, left = len(self._items), self.open_count
        if self.leaver.officer is None:
            words = tr("Choose who leaves and the last day.")
        elif not total:
            words = tr("Nothing hangs on this officer after that day.")
        elif left:
            words = tr("{total} in all, {left} still open.", total=total, left=left)
        else:
            words = tr("{total} in all, each has a taker. Nobody is left alone.", total=total)
        self.state.setText(words)
        self.state.setObjectName("urgent" if left else "good")
        self.state.style().unpolish(self.state)
        self.state.style().polish(self.state)
        can_write = not self._desk.is_read_only
        self.whole.setEnabled(bool(total) and not left and can_write)
        self.part.setEnabled(bool(self._takers) and bool(left) and can_write)

    def _hand_over(self, *, is_whole: bool) -> None:
        leaver, takers = self.leaver.officer, dict(self._takers)
        lines = lines_to_sign(self._desk.session.document, self._items.values(), takers)
        error = self._desk.attempt(lambda: self._changeset(takers, is_whole=is_whole))
        if error is not None:
            self.error.setText(str(error))
            return
        day, went = (
            self.last_day.day,
            tuple(dict.fromkeys(one for one in takers.values() if one is not None)),
        )
        self.refresh()
        if leaver is not None and day is not None:
            self.passed.emit(PassedOn(leaver=leaver, takers=went, last_day=day, lines=tuple(lines)))

    def _changeset(self, takers: Takers, *, is_whole: bool) -> Changeset:
        officer, day = self.leaver.officer, self.last_day.read()
        if officer is None or day is None:
            raise UsageError(tr("Choose who leaves and the last day."))
        return hand_over(
            self._desk.session.document, officer, takers, last_day=day, is_whole=is_whole
        )


def _make_list(desk: CareDesk) -> QTreeWidget:
    tree = QTreeWidget()
    tree.setColumnCount(4)
    tree.setHeaderLabels([tr("What for"), tr("As what"), tr("Village"), tr("Who takes it")])
    tree.setRootIsDecorated(False)
    tree.setUniformRowHeights(True)
    tree.setObjectName("card")
    tree.setAccessibleName(tr("What hangs on the officer"))
    tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    tree.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    tree.header().setStretchLastSection(True)
    tree.setMinimumHeight(desk.theme.px(200))
    return tree
