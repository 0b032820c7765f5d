"""The report of an import as a tree: what each layer becomes, row counts, and every remark."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from gridmap.i18n import tr
from gridmap.importers.columns import pair_words
from gridmap.ui import icons
from gridmap.ui.theme import Theme

if TYPE_CHECKING:
    from gridmap.importers.report import ImportReport, LayerReport

_REMARK: Final = Qt.ItemDataRole.UserRole
"""Marks lines that are a sentence over the whole width."""


class ReportTree(QTreeWidget):
    """What would happen with each file and layer."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setColumnCount(3)
        self.setHeaderLabels([tr("File and layer"), tr("Becomes"), tr("Rows")])
        self.setObjectName("card")
        self.setAccessibleName(tr("What would happen"))
        self.setWordWrap(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setMinimumHeight(theme.px(130))

    def show_report(self, report: ImportReport) -> None:
        """Show a report."""
        for message in report.messages:
            self.addTopLevelItem(self._remark(message, is_warning=False))
        for layer in report.layers:
            self.addTopLevelItem(self._layer(layer))
        for column in (1, 2):
            self.resizeColumnToContents(column)
            self.setColumnWidth(column, self.columnWidth(column) + self._theme.px(14))
        for item in _below(self.invisibleRootItem()):
            # Qt takes this only from a line that is in the tree already.
            item.setFirstColumnSpanned(bool(item.data(0, _REMARK)))
        self.expandAll()

    def _layer(self, layer: LayerReport) -> QTreeWidgetItem:
        becomes = target_names().get(layer.target, layer.target or tr("not taken"))
        counted = ", ".join(
            f"{outcome.label} {number}" for outcome, number in layer.counts.items() if number
        )
        name = Path(layer.file).name
        title = f"{name} · {layer.layer}" if layer.layer not in ("", Path(name).stem) else name
        item = QTreeWidgetItem([title, becomes, counted or str(layer.rows)])
        for message in layer.messages:
            item.addChild(self._remark(message, is_warning=True))
        if layer.forbidden_columns:
            names = ", ".join(layer.forbidden_columns)
            text = tr("Columns that never enter: {names}.", names=names)
            item.addChild(self._remark(text, is_warning=True))
        for remark in layer.remarks.values():
            item.addChild(self._remark(remark.to_text(), is_warning=False))
        if layer.columns:
            text = tr("Columns used: {names}.", names=pair_words(layer.target, layer.columns))
            item.addChild(self._remark(text, is_warning=False))
        if layer.unused_columns:
            text = tr("Columns not used: {names}.", names=", ".join(layer.unused_columns))
            item.addChild(self._remark(text, is_warning=False))
        return item

    def _remark(self, text: str, *, is_warning: bool) -> QTreeWidgetItem:
        item = QTreeWidgetItem([text])
        item.setData(0, _REMARK, True)
        item.setToolTip(0, text)
        color = self._theme.amber_text if is_warning else self._theme.text3
        sign = "warning" if is_warning else "info"
        item.setIcon(0, icons.icon(sign, self._theme, color=color, size_px=16))
        return item


def _below(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    children = (item.child(number) for number in range(item.childCount()))
    return [found for child in children if child for found in (child, *_below(child))]


def target_names() -> dict[str, str]:
    """Return what a layer can become, in words."""
    return {
        "villages": tr("Villages"),
        "groups": tr("Villager groups"),
        "grids": tr("Grids"),
        "officers": tr("Officers"),
        "buildings": tr("Buildings"),
        "households": tr("Houses"),
        "roads": tr("Roads"),
        "water": tr("Waters"),
        "contours": tr("Contour lines"),
        "places": tr("Key places"),
        "roster": tr("Roster of households"),
        "care": tr("Care records"),
    }
