"""The table of one kind of feature: what it shows, and what is done in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from gridmap.errors import GridMapError
from gridmap.i18n import tr
from gridmap.model.catalogue import load_catalogue
from gridmap.model.changes import Changeset
from gridmap.model.features import Feature, FeatureId
from gridmap.session import Session
from gridmap.ui.dialogs.reason import ask_reason
from gridmap.ui.digest import Digest
from gridmap.ui.fields.spec import FieldSpec, KindSpec
from gridmap.ui.jobs import JobRunner
from gridmap.ui.slices import SlicedJob
from gridmap.ui.tables.arrange import Wish, arrange
from gridmap.ui.tables.blocks import parse_block, spread
from gridmap.ui.tables.columns import Columns
from gridmap.ui.tables.delegate import CellDelegate
from gridmap.ui.tables.edits import Editing
from gridmap.ui.tables.helpers import cell_texts, copied_words, put_on_clipboard
from gridmap.ui.tables.list_file import choose_list_file, list_job
from gridmap.ui.tables.model import TableModel
from gridmap.ui.tables.verbs import fill_menu, verbs_here
from gridmap.ui.tables.view import TableView
from gridmap.ui.theme import Theme

MOST_SOUGHT: Final = 3_000
"""Where more is selected on the map than this, rows are marked but the table stays where it is."""


class KindTable(QWidget):
    """Rows of one kind, joined with the map.

    `chosen(id)`: show it on the map; `form_wanted(id)`: open its form; `applied(title)` after an
    edit; `failed(error)` for what has no cell to stand beside; `told(sentence)`;
    `counted(shown, total)` when other rows are shown. `state` keeps widths, order and columns.
    """

    chosen = Signal(object)
    form_wanted = Signal(object)
    applied = Signal(str)
    failed = Signal(object)
    told = Signal(str)
    counted = Signal(int, int)

    def __init__(
        self,
        session: Session,
        runner: JobRunner,
        theme: Theme,
        spec: KindSpec,
        state: dict[str, Any],
    ) -> None:
        super().__init__()
        self.spec = spec
        self._session, self._runner = session, runner
        self._wish = Wish()
        self._digest: Digest | None = None
        self._late: Digest | None = None
        self._known: Mapping[FeatureId, Feature] = {}
        self._arranging, self._copying = SlicedJob(self), SlicedJob(self)
        self._is_telling = False
        self._to_edit: FeatureId | None = None
        self.model = TableModel(spec, session.document, theme, self)
        self.model.set_read_only(session.store.is_read_only)
        self.view = TableView(self.model, theme)
        self.view.setAccessibleName(spec.title)
        self.delegate = CellDelegate(self.view, self.model, theme, self.save_cell)
        self.view.setItemDelegate(self.delegate)
        self.columns = Columns(self.view, spec, state, theme)
        self._wish = replace(self._wish, sort=self.columns.sort, is_descending=self.columns.is_down)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self._connect()

    # Showing

    def show_digest(self, digest: Digest) -> None:
        """Show what was worked out last; while nobody looks, at the next sight only."""
        if not self.isVisible():
            self._late = digest
            return
        self._late = None
        self._digest = digest
        self.model.show_digest(digest)
        table = digest.snapshot.table(self.spec.kind)
        if table is not self._known and table.keys() != self._known.keys():
            self._arrange()
        self._known = table

    def filter(self, text: str) -> None:
        """Show only rows whose words hold a text."""
        self._want(replace(self._wish, text=text))

    def show_only(
        self,
        *,
        only: frozenset[FeatureId] | None = None,
        village: FeatureId | None = None,
        grid: FeatureId | None = None,
    ) -> None:
        """Show only these features, or those of a village or grid; nothing given: all."""
        self._want(replace(self._wish, only=only, village=village, grid=grid))

    @property
    def wish(self) -> Wish:
        """What is shown."""
        return self._wish

    def mark(self, ids: frozenset[FeatureId]) -> None:
        """Mark the rows of what is selected on the map, the first of them in sight."""
        self.model.mark(ids)
        if self._is_telling:
            return
        if self._wish.only is not None and ids:
            self._want(replace(self._wish, only=ids))
        self.view.clearSelection()
        rows = self._rows_of(ids) if len(ids) <= MOST_SOUGHT else []
        if rows:
            self.view.select_row(min(rows))

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what has changed while nobody looked."""
        super().showEvent(event)
        if self._late is not None:
            self.show_digest(self._late)

    def selected(self) -> list[FeatureId]:
        """Return the features of the selected rows, else of those marked from the map."""
        rows = sorted(set(self.view.selected_rows()))
        if not rows:
            found = (self.model.row_of(key) for key in self._session.selection)
            rows = sorted(row for row in found if row is not None)
        return [self.model.id_at(row) for row in rows]

    # Editing

    def save_cell(self, row: int, column: int, text: str) -> None:
        """Carry an edit of a cell out. Raises: GridMapError for what cannot be."""
        field = self.spec.fields[column]
        feature = self.model.id_at(row)
        editing = self._editing()
        if editing is None or text.strip() == self.model.value(row, column):
            return
        reason = ""
        if field.reason and text:
            words = (
                dict(field.choices(editing.digest, [self.model.feature_at(row)]))[text]
                if field.choices
                else text
            )
            given = ask_reason(self, words)
            if given is None:
                return
            reason = given
        self._apply(editing.cell(feature, field, text, reason))
        self._warn(field, text)

    def copy(self, *, with_titles: bool) -> None:
        """Put the selected cells on the clipboard, else the rows that are marked."""
        block = self.view.block()
        wanted = block[1] if block is not None else self.view.shown_columns()
        kept = [self.spec.fields[item] for item in wanted if self.spec.fields[item].stays_inside]
        columns = [item for item in wanted if not self.spec.fields[item].stays_inside]
        rows = block[0] if block is not None else self._rows_of(self.selected())
        titles = [[self.spec.fields[column].label for column in columns]] if with_titles else []
        job = cell_texts(self.model, rows, columns)

        def done(texts: list[list[str]]) -> None:
            put_on_clipboard(titles + texts)
            self.told.emit(copied_words(len(texts), kept))

        if rows and columns:
            self._copying.start(job, done)
        elif rows:
            self.told.emit(copied_words(0, kept))

    def paste(self) -> None:
        """Lay what is on the clipboard over the cells from the cursor on, in one step."""
        text = QGuiApplication.clipboard().text()
        block, editing = self.view.block(), self._editing()
        if not text or block is None or editing is None:
            return
        rows, columns = block
        cells = spread(parse_block(text), rows=len(rows), columns=len(columns))
        width = max(len(line) for line in cells)
        shown = self.view.shown_columns()
        fields = [self.spec.fields[item] for item in shown[shown.index(columns[0]) :][:width]]
        ids = list(self.model.ids[rows[0] : rows[0] + len(cells)])
        self._try(lambda: editing.block(ids, fields, cells))
        if len(cells) > len(ids):
            self.told.emit(tr("{count} rows found no place.", count=len(cells) - len(ids)))

    def fill_down(self) -> None:
        """Give the cells below the top one of each selected column what that one holds."""
        block = self.view.block()
        if block is None or len(block[0]) < 2:
            return
        rows, columns = block
        fields = [
            (item, self.spec.fields[item]) for item in columns if self.model.is_editable(item)
        ]
        values = {field.name: self.model.value(rows[0], item) for item, field in fields}
        for _, field in fields:
            if field.reason and values[field.name]:
                values[field.reason] = self._held(rows[0], field.reason)
        self._same(rows[1:], values, tr("Fill {count} rows down", count=len(rows) - 1))

    def clear_cells(self) -> None:
        """Empty the selected cells."""
        block = self.view.block()
        if block is None:
            return
        rows, columns = block
        fields = [self.spec.fields[item] for item in columns if self.model.is_editable(item)]
        values = {
            field.name: "" for field in fields if field.kind != "choice" or field.is_reference
        }
        self._same(rows, values, tr("Empty cells in {count} rows", count=len(rows)))

    def add(self) -> None:
        """Add a feature and begin to write its name."""
        create = self.spec.create
        if create is None or self._session.store.is_read_only:
            return
        changeset = self._try(lambda: create(self._session.document))
        if changeset:
            self._to_edit = changeset.changes[0].id
            self.show_only()

    def remove(self) -> None:
        """Remove the features of the selected rows, where nothing hangs on them."""
        remove, ids = self.spec.remove, self.selected()
        if remove is not None and ids:
            self._try(lambda: remove(self._session.document, ids))

    # Verbs (ui/tables/verbs.py)

    def fill_menu(self, menu: QMenu) -> None:
        """Add the verbs of the table to a menu, each with its key."""
        fill_menu(self, menu, can_edit=self._can_edit)

    def save_list(self) -> None:
        """Ask for a file and write the rows that are shown, beside the window."""
        out = choose_list_file(self, self.spec.title)
        if out is None:
            return
        snapshot = self._session.document.snapshot()
        job = list_job(snapshot, self.spec.name, list(self.model.ids), out)

        def done(files: Sequence[Path]) -> None:
            self.told.emit(tr("Saved: {file}", file=files[0].name))

        self._runner.run(tr("Writing the list…"), job, done, self.failed.emit, makes_something=True)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the verbs that apply to the cells under the pointer."""
        menu = verbs_here(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    # Inside

    def _connect(self) -> None:
        view = self.view
        view.selectionModel().selectionChanged.connect(lambda _new, _old: self._tell_selection())
        view.copy_wanted.connect(lambda with_titles: self.copy(with_titles=with_titles))
        view.paste_wanted.connect(self.paste)
        view.fill_wanted.connect(self.fill_down)
        view.clear_wanted.connect(self.clear_cells)
        view.add_wanted.connect(self.add)
        view.all_wanted.connect(lambda: self._session.select(self.model.ids))
        view.chosen.connect(lambda row: self.chosen.emit(self.model.id_at(row)))
        view.verticalHeader().sectionDoubleClicked.connect(
            lambda row: self.chosen.emit(self.model.id_at(row))
        )
        self.columns.sorted.connect(
            lambda name, is_down: self._want(replace(self._wish, sort=name, is_descending=is_down))
        )

    def _tell_selection(self) -> None:
        """Select on the map what is selected here."""
        rows = set(self.view.selected_rows())
        if not rows:
            return
        self._is_telling = True
        try:
            self._session.select(self.model.id_at(row) for row in rows)
        finally:
            self._is_telling = False

    def _want(self, wish: Wish) -> None:
        if wish != self._wish:
            self._wish = wish
            self._arrange()

    def _arrange(self) -> None:
        digest = self._digest
        if digest is None:
            return
        self._arranging.start(arrange(self.spec, digest, self._wish), self._show_rows)

    def _show_rows(self, rows: dict[FeatureId, int]) -> None:
        current = self.view.currentIndex()
        kept = self.model.id_at(current.row()) if current.isValid() else None
        self.model.show_rows(rows)
        selected = self._session.selection
        wanted = kept if not selected or kept in selected else next(iter(selected))
        place = self.model.row_of(wanted) if wanted is not None else None
        if place is not None:
            self.view.select_row(place)
        if self._to_edit is not None:
            self._begin_new(self._to_edit)
        digest = self._digest
        self.counted.emit(len(rows), digest.snapshot.count(self.spec.kind) if digest else 0)

    def _begin_new(self, feature: FeatureId) -> None:
        row = self.model.row_of(feature)
        if row is not None:
            self._to_edit = None
            first = next(item for item in self.view.shown_columns() if self.model.is_editable(item))
            index = self.model.index(row, first)
            self.view.setCurrentIndex(index)
            self.view.setFocus()
            self.view.edit(index)

    @property
    def _can_edit(self) -> bool:
        return self.spec.save is not None and not self._session.store.is_read_only

    def _editing(self) -> Editing | None:
        if self._digest is None:
            return None
        return Editing(self.spec, self._session.document, self._digest)

    def _same(self, rows: Sequence[int], values: dict[str, str], title: str) -> None:
        editing = self._editing()
        if editing is not None and values:
            ids = [self.model.id_at(row) for row in rows]
            self._try(lambda: editing.same(ids, values, title))

    def _held(self, row: int, name: str) -> str:
        column = self.spec.fields.index(self.spec.field(name))
        return self.model.value(row, column)

    def _rows_of(self, ids: Iterable[FeatureId]) -> list[int]:
        return [row for key in ids if (row := self.model.row_of(key)) is not None]

    def _try(self, act: Callable[[], Changeset]) -> Changeset | None:
        """Work out an act and carry it out; say what is wrong with it."""
        try:
            changeset = act()
            self._apply(changeset)
        except GridMapError as error:
            self.failed.emit(error)
            return None
        return changeset

    def _apply(self, changeset: Changeset) -> None:
        self._session.apply(changeset)
        if changeset:
            self.applied.emit(changeset.title)

    def _warn(self, field: FieldSpec, text: str) -> None:
        if field.kind == "text" and load_catalogue().forbidden_field(text):
            self.told.emit(tr("This looks like something that may not be recorded here."))
