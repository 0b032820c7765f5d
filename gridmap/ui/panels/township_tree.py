"""目录: township, villages, grids and groups as a tree, with households counted and gaps marked."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, QTimer, Signal
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
_AT_ONCE_S: Final = 0.015
"""So long the tree may take of the window's time in one go."""

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
        self._waiting: list[OutlineNode] = []
        self._was_open: set[str] | None = None
        self._was_marked: str | None = None
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._grow)
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
        """Show the outline; what was open and marked stays so.

        Where the same villages stand in the same order, only the lines of those that differ are
        made anew.
        """
        self._finish()
        root = self.tree.topLevelItem(0)
        if root is not None and _has_lines_of(root, digest.root):
            self._renew(root, digest.root)
        else:
            self._show_all(digest.root)
        if self.filter_box.text().strip():
            self._filter(self.filter_box.text())

    def _show_all(self, outline: OutlineNode) -> None:
        self._was_open = self._open_keys()
        marked = self.tree.currentItem()
        self._was_marked = marked.data(0, _NODE).key if marked is not None else None
        place = self.tree.verticalScrollBar().value()
        self.tree.clear()
        self._items.clear()
        root = self._line(outline)
        self.tree.addTopLevelItem(root)
        self._arrange(root)
        self._waiting = list(reversed(outline.children))
        self._grow()
        self.tree.verticalScrollBar().setValue(place)

    def _grow(self) -> None:
        """Add the villages that wait, as many as a moment allows; a county has hundreds."""
        end_s = time.perf_counter() + _AT_ONCE_S
        root = self.tree.topLevelItem(0)
        while root is not None and self._waiting and time.perf_counter() < end_s:
            item = self._item(self._waiting.pop())
            root.addChild(item)
            for each in _walk(item):
                self._arrange(each)
        if self._waiting:
            self._timer.start()

    def _finish(self) -> None:
        """Add all that wait now."""
        while self._waiting:
            self._grow()
        self._timer.stop()

    def _arrange(self, item: QTreeWidgetItem) -> None:
        """Open a line and mark it as it was before."""
        node, was_open = item.data(0, _NODE), self._was_open
        is_open = node.key in was_open if was_open is not None else node.kind == "township"
        if is_open:
            item.setExpanded(True)
        if node.key == self._was_marked:
            self.tree.setCurrentItem(item)

    def _renew(self, item: QTreeWidgetItem, node: OutlineNode) -> None:
        """Bring a line and those below it up to date; what is the same stays untouched."""
        before: OutlineNode = item.data(0, _NODE)
        if before is node or before == node:
            return
        if not _has_lines_of(item, node):
            self._replace(item, node)
            return
        item.setText(0, node.name)
        item.setToolTip(0, node.gap_text)
        item.setData(0, _NODE, node)
        for number, child in enumerate(_children(item)):
            self._renew(child, node.children[number])

    def _replace(self, item: QTreeWidgetItem, node: OutlineNode) -> None:
        """Put new lines in the place of a line and those below it."""
        parent = item.parent() or self.tree.invisibleRootItem()
        open_keys = {each.data(0, _NODE).key for each in _walk(item) if each.isExpanded()}
        current = self.tree.currentItem()
        marked = current.data(0, _NODE).key if current in _walk(item) else None
        row = parent.indexOfChild(item)
        for each in _walk(item):
            feature = each.data(0, _NODE).feature
            if feature is not None:
                self._items[feature].remove(each)
        parent.removeChild(item)
        fresh = self._item(node)
        parent.insertChild(row, fresh)
        for each in _walk(fresh):
            each.setExpanded(each.data(0, _NODE).key in open_keys)
            if each.data(0, _NODE).key == marked:
                self.tree.setCurrentItem(each)

    def use_index(self, index: FindIndex) -> None:
        """Use these keys for the filter box from now on."""
        self._index = index

    def mark(self, ids: frozenset[FeatureId]) -> None:
        """Mark the line of a selected feature, without choosing it again."""
        if self._waiting and not ids <= self._items.keys():
            self._finish()
        few = ids if len(ids) < len(self._items) else self._items.keys() & ids
        items = [item for feature_id in few for item in self._items.get(feature_id, ())[:1]]
        if not items:
            self.tree.setCurrentIndex(QModelIndex())
        elif self.tree.currentItem() not in self._items.get(next(iter(few)), ()):
            self.tree.setCurrentItem(items[0])
            self.tree.scrollToItem(items[0])

    def _item(self, node: OutlineNode) -> QTreeWidgetItem:
        """Return a line with all lines below it."""
        item = self._line(node)
        item.addChildren([self._item(child) for child in node.children])
        return item

    def _line(self, node: OutlineNode) -> QTreeWidgetItem:
        item = QTreeWidgetItem([node.name])
        item.setData(0, _NODE, node)
        if node.gap_text:
            item.setToolTip(0, node.gap_text)
        if node.kind == "grid":
            item.setIcon(0, icons.icon("grid", self._theme, color=_GRID_VIOLET, size_px=18))
        if node.feature is not None:
            self._items.setdefault(node.feature, []).append(item)
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
        self._finish()
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


def _has_lines_of(item: QTreeWidgetItem, node: OutlineNode) -> bool:
    """Whether a line is that of a node, with the same lines right below it."""
    before: OutlineNode = item.data(0, _NODE)
    return before.key == node.key and [child.key for child in before.children] == [
        child.key for child in node.children
    ]


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
