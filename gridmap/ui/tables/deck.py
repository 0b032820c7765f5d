"""All tables behind one drop-down: 住户, 网格, 责任人员 and so on, each made at first sight."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
)

from gridmap.i18n import tr
from gridmap.model.features import FeatureId, Grid, Village
from gridmap.session import Session
from gridmap.ui import icons
from gridmap.ui.bottom_panel import BottomPage
from gridmap.ui.digest import Digest
from gridmap.ui.fields.kinds import kind_specs
from gridmap.ui.fields.spec import KindSpec
from gridmap.ui.jobs import JobRunner
from gridmap.ui.tables.table import KindTable
from gridmap.ui.theme import Theme


class TablesDeck(BottomPage):
    """A drop-down of kinds, which rows are shown, and the verbs of the table in front.

    The signals are those of the tables (ui/tables/table.py).
    """

    chosen = Signal(object)
    form_wanted = Signal(object)
    applied = Signal(str)
    failed = Signal(object)
    told = Signal(str)

    def __init__(
        self, session: Session, runner: JobRunner, theme: Theme, state: dict[str, Any]
    ) -> None:
        super().__init__()
        self._session, self._runner, self._theme, self._state = session, runner, theme, state
        self._specs = {spec.name: spec for spec in kind_specs()}
        self._tables: dict[str, KindTable] = {}
        self._digest: Digest | None = None
        self._text = ""
        self._pages = QStackedWidget()
        self.choice = self._kinds()
        self.scope, self.scope_menu = _menu_button("", self._fill_scopes)
        self.count = QLabel()
        self.count.setObjectName("quiet")
        self.add_button = _quiet_button("")
        self.add_button.setIcon(icons.icon("plus", theme, size_px=16))
        self.add_button.clicked.connect(lambda: self.table.add())
        self.more, self.more_menu = _menu_button(tr("Table"), self._fill_verbs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self._pages, 1)
        self.choice.currentIndexChanged.connect(lambda _index: self._show())
        self.choose(str(state.get("front", "households")))
        self._show()

    @property
    def table(self) -> KindTable:
        """The table in front."""
        return self._tables[self._name()]

    def choose(self, name: str) -> None:
        """Bring a table to the front."""
        number = self.choice.findData(name)
        if number >= 0:
            self.choice.setCurrentIndex(number)

    def filter(self, text: str) -> None:
        """Show only rows whose words hold a text."""
        self._text = text
        self.table.filter(text)

    def show_digest(self, digest: Digest) -> None:
        """Show what was worked out last."""
        self._digest = digest
        for table in self._tables.values():
            table.show_digest(digest)

    def mark(self, ids: frozenset[FeatureId]) -> None:
        """Mark the rows of what is selected on the map."""
        for table in self._tables.values():
            table.mark(ids)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the wheel over the drop-down do nothing by accident."""
        return event.type() is QEvent.Type.Wheel and not self.choice.hasFocus()

    def _kinds(self) -> QComboBox:
        """Return the drop-down of all tables."""
        choice = QComboBox()
        choice.setAccessibleName(tr("Which table"))
        choice.setToolTip(tr("Which table"))
        for spec in self._specs.values():
            choice.addItem(spec.title, spec.name)
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        choice.setMaxVisibleItems(len(self._specs))
        return choice

    def _head(self) -> QFrame:
        head = QFrame()
        head.setObjectName("tableHead")
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 5, 12, 5)
        row.setSpacing(8)
        self.choice.installEventFilter(self)
        row.addWidget(self.choice)
        row.addWidget(self.scope)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.add_button)
        row.addWidget(self.more)
        return head

    def _name(self) -> str:
        return str(self.choice.currentData())

    def _show(self) -> None:
        """Show the table that is chosen, made where it is wanted for the first time."""
        name = self._name()
        spec = self._specs[name]
        self._state["front"] = name
        table = self._tables.get(name)
        if table is None:
            table = self._make(spec)
        self._pages.setCurrentWidget(table)
        table.filter(self._text)
        can_add = spec.create is not None and not self._session.store.is_read_only
        self.add_button.setVisible(can_add)
        self.add_button.setText(spec.create_title)
        self.add_button.setToolTip(tr("{verb} (Insert)", verb=spec.create_title))
        self._name_scope()

    def _make(self, spec: KindSpec) -> KindTable:
        state = self._state.setdefault(spec.name, {})
        table = KindTable(self._session, self._runner, self._theme, spec, state)
        table.counted.connect(lambda _shown, _total: self._name_scope())
        self._tables[spec.name] = table
        self._pages.addWidget(table)
        if self._digest is not None:
            table.show_digest(self._digest)
            table.mark(self._session.selection)
        table.chosen.connect(self.chosen)
        table.form_wanted.connect(self.form_wanted)
        table.applied.connect(self.applied)
        table.failed.connect(self.failed)
        table.told.connect(self.told)
        return table

    # Which rows are shown

    def _fill_scopes(self) -> None:
        menu, table, digest = self.scope_menu, self.table, self._digest
        menu.clear()
        _choose(menu, tr("All rows"), table.show_only)
        selected = self._session.selection
        act = _choose(menu, tr("Only the selected"), lambda: table.show_only(only=selected))
        act.setEnabled(any(self._session.document.find(key, table.spec.kind) for key in selected))
        if digest is None or table.spec.village_of is None:
            return
        menu.addSeparator()
        snapshot = digest.snapshot
        villages = sorted(snapshot.all(Village), key=lambda item: (item.code, item.name))
        for village in villages:
            grids = digest.relations.grids_in_village.get(village.id, ())
            if table.spec.grid_of is None or table.spec.kind is Grid or not grids:
                _choose(menu, village.name, lambda v=village.id: table.show_only(village=v))
                continue
            part = menu.addMenu(village.name)
            whole = tr("The whole village")
            _choose(part, whole, lambda v=village.id: table.show_only(village=v))
            part.addSeparator()
            for grid in grids:
                _choose(part, grid.name, lambda g=grid.id: table.show_only(grid=g))

    def _name_scope(self) -> None:
        """Say on the button which rows are shown, and beside it how many."""
        table, digest = self.table, self._digest
        wish = table.wish
        words = tr("All rows")
        if wish.only is not None:
            words = tr("Only the selected")
        elif digest is not None and wish.village is not None:
            village = digest.snapshot.find(wish.village, Village)
            words = village.name if village is not None else words
        elif digest is not None and wish.grid is not None:
            grid = digest.snapshot.find(wish.grid, Grid)
            words = grid.name if grid is not None else words
        self.scope.setText(words)
        self.scope.setAccessibleName(tr("Show: {rows}", rows=words))
        self.scope.setToolTip(tr("Which rows are shown"))
        total = digest.snapshot.count(table.spec.kind) if digest is not None else 0
        shown = table.model.rowCount()
        self.count.setText(
            tr("{count} rows", count=shown)
            if wish.is_all
            else tr("{count} of {total}", count=shown, total=total)
        )

    def _fill_verbs(self) -> None:
        self.more_menu.clear()
        self.table.fill_menu(self.more_menu)


def _choose(menu: QMenu, title: str, act: Callable[..., None]) -> Any:
    """Add a choice to a menu and return it."""
    action = menu.addAction(title)
    action.triggered.connect(lambda _on=False: act())
    return action


def _quiet_button(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setProperty("quiet_button", True)
    return button


def _menu_button(words: str, fill: Callable[[], None]) -> tuple[QPushButton, QMenu]:
    """Return a button with a menu that is filled each time it is about to be seen."""
    button = _quiet_button(words)
    menu = QMenu(button)
    button.setMenu(menu)
    menu.aboutToShow.connect(fill)
    return button, menu
