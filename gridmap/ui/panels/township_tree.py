"""目录: township, villages, grids and groups as a tree, with households counted and gaps marked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gridmap.i18n import tr
from gridmap.model.features import FeatureId
from gridmap.ui import icons
from gridmap.ui.digest import Digest
from gridmap.ui.find_index import FindIndex
from gridmap.ui.outline import OutlineNode
from gridmap.ui.theme import Theme

_NODE: Final = Qt.ItemDataRole.UserRole
_GLASS_PX: Final = 16
_Index = QModelIndex | QPersistentModelIndex


class TownshipTree(QWidget):
    """The outline with a filter box.

    `chosen` fires when a person picks a line, with its feature.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._index: FindIndex | None = None
        self._items: dict[FeatureId, list[QTreeWidgetItem]] = {}
        self.filter_box = filter_line(tr("Filter by name or pinyin initials"), theme)
        self.filter_box.textChanged.connect(self._filter)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setColumnCount(1)
        self.tree.setIndentation(theme.px(20))
        self.tree.setUniformRowHeights(True)
        self.tree.setAccessibleName(tr("Contents"))
        self.tree.setItemDelegate(_LineDelegate(theme, self.tree))
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.itemClicked.connect(self._choose)
        self.tree.itemActivated.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(8)
        box = QVBoxLayout()
        box.setContentsMargins(12, 0, 12, 0)
        box.addWidget(self.filter_box)
        column.addLayout(box)
        column.addWidget(self.tree, 1)

    def show_digest(self, digest: Digest) -> None:
        """Show the outline; what was open and marked stays so."""
        is_open = self._open_keys()
        marked = self.tree.currentItem()
        marked_key = marked.data(0, _NODE).key if marked is not None else None
        place = self.tree.verticalScrollBar().value()
        self.tree.clear()
        self._items.clear()
        root = self._item(digest.root)
        self.tree.addTopLevelItem(root)
        for item in _walk(root):
            node = item.data(0, _NODE)
            item.setExpanded(
                node.key in is_open if is_open is not None else node.kind == "township"
            )
            if node.key == marked_key:
                self.tree.setCurrentItem(item)
        self.tree.verticalScrollBar().setValue(place)
        self._filter(self.filter_box.text())

    def use_index(self, index: FindIndex) -> None:
        """Use these keys for the filter box from now on."""
        self._index = index

    def mark(self, ids: frozenset[FeatureId]) -> None:
        """Mark the line of a selected feature, without choosing it again."""
        items = [item for feature_id in ids for item in self._items.get(feature_id, ())[:1]]
        if not items:
            self.tree.setCurrentIndex(QModelIndex())
        elif self.tree.currentItem() not in self._items.get(next(iter(ids)), ()):
            self.tree.setCurrentItem(items[0])
            self.tree.scrollToItem(items[0])

    def _item(self, node: OutlineNode) -> QTreeWidgetItem:
        item = QTreeWidgetItem([node.name])
        item.setData(0, _NODE, node)
        if node.gap_text:
            item.setToolTip(0, node.gap_text)
        if node.kind == "grid":
            item.setIcon(0, icons.icon("grid", self._theme, color=_GRID_VIOLET, size_px=18))
        if node.feature is not None:
            self._items.setdefault(node.feature, []).append(item)
        item.addChildren([self._item(child) for child in node.children])
        return item

    def _open_keys(self) -> set[str] | None:
        """Return the keys of open lines, None where nothing has been shown yet."""
        root = self.tree.topLevelItem(0)
        if root is None:
            return None
        return {item.data(0, _NODE).key for item in _walk(root) if item.isExpanded()}

    def _choose(self, item: QTreeWidgetItem) -> None:
        node = item.data(0, _NODE)
        self.chosen.emit(node.feature)

    def _filter(self, text: str) -> None:
        root = self.tree.topLevelItem(0)
        if root is None:
            return
        wanted = text.strip()
        for child in _children(root):
            _show_matching(child, wanted, self._matches)

    def _matches(self, node: OutlineNode, text: str) -> bool:
        if text.casefold() in node.name.casefold():
            return True
        if self._index is None or node.feature is None:
            return False
        return self._index.matches(node.feature, text)


_GRID_VIOLET: Final = "#8A63C0"
"""The boundary violet of the map, lighter, so that it reads on light and dark ground."""


def _walk(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [item, *(below for child in _children(item) for below in _walk(child))]


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    children = (item.child(number) for number in range(item.childCount()))
    return [child for child in children if child is not None]


def _show_matching(
    item: QTreeWidgetItem, text: str, matches: Callable[[OutlineNode, str], bool]
) -> bool:
    """Hide what does not match and has no line below that does; open what leads to a match."""
    is_hit = not text or matches(item.data(0, _NODE), text)
    below = [_show_matching(child, "" if is_hit else text, matches) for child in _children(item)]
    is_shown = is_hit or any(below)
    item.setHidden(not is_shown)
    if text and not is_hit and any(below):
        item.setExpanded(True)
    return is_shown


class _LineDelegate(QStyledItemDelegate):
    """Draws a line: name left, an amber count of gaps, the number of households right."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        """Set villages and the township in bold."""
        super().initStyleOption(option, index)
        node: OutlineNode = index.data(_NODE)
        option.font.setBold(node.kind == "township")
        option.rect.setRight(option.rect.right() - self._theme.px(104))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the name as usual and the two counts beside it."""
        whole = QRect(option.rect)
        node: OutlineNode = index.data(_NODE)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(whole, QColor(self._theme.selected))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(whole, QColor(self._theme.hover))
        super().paint(painter, option, index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        count = QRect(whole)
        count.setRight(whole.right() - self._theme.px(12))
        painter.setPen(QColor(self._theme.text2))
        painter.setFont(option.font)
        painter.drawText(
            count,
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            f"{node.households:,}".replace(",", "\u2009"),
        )
        if node.gaps:
            self._draw_gaps(painter, whole, node.gaps)
        painter.restore()

    def _draw_gaps(self, painter: QPainter, whole: QRect, gaps: int) -> None:
        theme = self._theme
        font = painter.font()
        font.setPixelSize(theme.px(13))
        font.setBold(True)
        painter.setFont(font)
        width = painter.fontMetrics().horizontalAdvance(str(gaps)) + theme.px(14)
        height = theme.px(19)
        right = whole.right() - theme.px(62)
        box = QRect(right - width, whole.center().y() - height // 2 + 1, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.amber_back))
        painter.drawRoundedRect(box, height / 2, height / 2)
        painter.setPen(QColor(theme.amber_text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(gaps))


def filter_line(prompt: str, theme: Theme) -> QLineEdit:
    """Return a line with a magnifying glass and a clear button, for filtering a list."""
    line = QLineEdit()
    line.setPlaceholderText(prompt)
    line.setAccessibleName(prompt)
    line.setClearButtonEnabled(True)
    # Qt draws the icon of an action in one size only; this one grows with the text.
    sign = QLabel(line)
    sign.setPixmap(icons.pixmap("search", theme.text3, theme.px(_GLASS_PX)))
    sign.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    sign.move(theme.px(_GLASS_PX) // 2 + 1, theme.px(_GLASS_PX) // 2)
    line.setTextMargins(theme.px(_GLASS_PX + 5), 0, 0, 0)
    return line
