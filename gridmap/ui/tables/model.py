"""The model of a table: rows are ids, a cell's text is worked out when it is painted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QIcon

from gridmap.i18n import tr
from gridmap.model.document import FeatureReader
from gridmap.model.features import Feature, FeatureId
from gridmap.ui import icons
from gridmap.ui.digest import Digest
from gridmap.ui.fields.spec import FieldSpec, KindSpec
from gridmap.ui.theme import Theme

Index: TypeAlias = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

_SELECTABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_EDITABLE = _SELECTABLE | Qt.ItemFlag.ItemIsEditable


class TableModel(QAbstractTableModel):
    """The rows of one kind.

    `reader` is the living document, so that a cell shows an edit at once; what is derived comes
    from the last digest. Cells whose kind is "post" and that are empty are 未落实, bold and red.
    """

    def __init__(
        self, spec: KindSpec, reader: FeatureReader, theme: Theme, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._spec, self._reader, self._theme = spec, reader, theme
        self._digest: Digest | None = None
        self._ids: list[FeatureId] = []
        self._rows: dict[FeatureId, int] = {}
        self._marked: frozenset[FeatureId] = frozenset()
        self._is_read_only = False
        self._bold = QFont()
        self._bold.setBold(True)

    @property
    def digest(self) -> Digest | None:
        """What the cells are worked out from, None before the first digest."""
        return self._digest

    @property
    def ids(self) -> Sequence[FeatureId]:
        """The rows' ids in their order."""
        return self._ids

    @property
    def fields(self) -> Sequence[FieldSpec]:
        """The columns."""
        return self._spec.fields

    def set_read_only(self, is_read_only: bool) -> None:
        """Say whether cells can be edited."""
        self._is_read_only = is_read_only

    def show_rows(self, rows: dict[FeatureId, int]) -> None:
        """Show these rows, each with its number, in their order."""
        self.beginResetModel()
        self._ids = list(rows)
        self._rows = rows
        self.endResetModel()

    def show_digest(self, digest: Digest) -> None:
        """Work the cells out from another digest; the rows stay where they are."""
        self._digest = digest
        self._repaint()

    def mark(self, ids: frozenset[FeatureId]) -> None:
        """Tint the rows of what is selected on the map."""
        self._marked = ids
        self._repaint()

    def is_marked(self, row: int) -> bool:
        """Whether a row's feature is selected on the map."""
        return self._ids[row] in self._marked

    def id_at(self, row: int) -> FeatureId:
        """Return the feature of a row."""
        return self._ids[row]

    def row_of(self, feature_id: FeatureId) -> int | None:
        """Return a feature's row, None where it is not shown."""
        return self._rows.get(feature_id)

    def feature_at(self, row: int) -> Feature | None:
        """Return the feature of a row, None where it is gone."""
        return self._reader.find(self._ids[row], self._spec.kind)

    def text(self, row: int, column: int) -> str:
        """Return what people read in a cell."""
        feature = self.feature_at(row)
        if feature is None or self._digest is None:
            return ""
        return self._spec.fields[column].text(feature, self._digest)

    def outside_text(self, row: int, column: int) -> str:
        """Return what a cell says in a copy, which leaves the program."""
        feature, outside = self.feature_at(row), self._spec.fields[column].outside
        if feature is None or self._digest is None or outside is None:
            return self.text(row, column)
        return outside(feature, self._digest)

    def value(self, row: int, column: int) -> str:
        """Return what a cell holds as text, for a choice the value chosen."""
        feature = self.feature_at(row)
        if feature is None or self._digest is None:
            return ""
        return self._spec.fields[column].value(feature, self._digest)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """Return how many columns there are, the hidden ones too."""
        return 0 if parent.isValid() else len(self._spec.fields)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's title and hint, or a row's number."""
        if orientation is Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        field = self._spec.fields[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return field.label
        if role == Qt.ItemDataRole.ToolTipRole:
            return field.hint or None
        if role == Qt.ItemDataRole.TextAlignmentRole and field.is_right:
            return _RIGHT
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a cell."""
        return _EDITABLE if self.is_editable(index.column()) else _SELECTABLE

    def is_editable(self, column: int) -> bool:
        """Whether the cells of a column can be edited."""
        can_save = self._spec.save is not None and not self._is_read_only
        return can_save and self._spec.fields[column].is_editable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's text or look."""
        row, column = index.row(), index.column()
        field = self._spec.fields[column]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if field.is_right else None
        if role == Qt.ItemDataRole.DisplayRole:
            text = self.text(row, column)
            return tr("Nobody") if field.kind == "post" and not text else text
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.text(row, column) or None
        if role == Qt.ItemDataRole.DecorationRole and field.symbol_prefix:
            return self._symbol(row, column)
        return self._of_empty_post(row, column, role) if field.kind == "post" else None

    def _of_empty_post(self, row: int, column: int, role: int) -> Any:
        is_look = role in (Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.FontRole)
        if not is_look or self.text(row, column):
            return None
        return QColor(self._theme.red) if role == Qt.ItemDataRole.ForegroundRole else self._bold

    def _symbol(self, row: int, column: int) -> QIcon | None:
        value = self.value(row, column)
        if not value:
            return None
        paper = "#FFFFFF" if self._theme.is_dark else ""
        prefix = self._spec.fields[column].symbol_prefix
        return _sign(prefix + value, self._theme.px(16), paper)

    def _repaint(self) -> None:
        if self._ids:
            last = self.index(len(self._ids) - 1, len(self._spec.fields) - 1)
            self.dataChanged.emit(self.index(0, 0), last)


_SIGNS: dict[tuple[str, int, str], QIcon] = {}


def _sign(symbol: str, size_px: int, paper: str) -> QIcon:
    """Return a symbol of the map as an icon, drawn once."""
    key = (symbol, size_px, paper)
    if key not in _SIGNS:
        _SIGNS[key] = QIcon(icons.map_symbol(symbol, size_px, paper=paper))
    return _SIGNS[key]
