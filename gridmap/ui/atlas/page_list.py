"""The pages of the preview as small pictures with a caption, under the parts they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QImage,
    QPainter,
    QPixmap,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gridmap.i18n import tr
from gridmap.ui.theme import Theme

if TYPE_CHECKING:
    from gridmap.export.preview import PreviewPage

_NAME: Final = Qt.ItemDataRole.UserRole
_SHAPE: Final = Qt.ItemDataRole.UserRole + 1
_THUMB_PX: Final = 104
"""The width of a small picture, at every size of text: it is no text."""
_GAP_PX: Final = 8
_IN_SIGHT_AFTER_MS: Final = 40

Index = QModelIndex | QPersistentModelIndex


class PageList(QListView):
    """Lists pages; `chosen(name)` when a person goes to one, `sight_changed()` on scrolling."""

    chosen = Signal(str)
    sight_changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("pageList")
        self._theme = theme
        self._pages: dict[str, QStandardItem] = {}
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(_PageDelegate(theme, self))
        self.setAccessibleName(tr("Pages of the booklet"))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMinimumWidth(_THUMB_PX + theme.px(44))
        self._timer = QTimer(self, singleShot=True, interval=_IN_SIGHT_AFTER_MS)
        self._timer.timeout.connect(self.sight_changed)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._timer.start())
        self.selectionModel().currentChanged.connect(self._moved)
        self._is_filling = False

    @property
    def thumb_px(self) -> int:
        """How many pixels of the screen a small picture is wide."""
        return round(_THUMB_PX * self.devicePixelRatioF())

    @property
    def titles(self) -> list[str]:
        """The captions and headings, in order."""
        return [self._rows.item(row).text() for row in range(self._rows.rowCount())]

    def show_pages(self, pages: Sequence[PreviewPage]) -> None:
        """List the pages of a booklet; pictures of pages that stay are kept until new ones come."""
        kept = {name: item.data(Qt.ItemDataRole.DecorationRole)
                for name, item in self._pages.items()}  # fmt: skip
        place = self.verticalScrollBar().value()
        self._is_filling = True
        self._rows.clear()
        self._pages.clear()
        for heading, group in groupby(pages, _heading):
            self._rows.appendRow(_heading_item(heading))
            for page in group:
                item = _page_item(page)
                item.setData(kept.get(page.name), Qt.ItemDataRole.DecorationRole)
                self._pages[page.name] = item
                self._rows.appendRow(item)
        self._is_filling = False
        self.verticalScrollBar().setValue(place)
        self._timer.start()

    def mark(self, name: str) -> None:
        """Mark a page and bring it into sight."""
        item = self._pages.get(name)
        if item is None:
            return
        self._is_filling = True
        self.setCurrentIndex(item.index())
        self.scrollTo(item.index())
        self._is_filling = False

    def show_picture(self, name: str, image: QImage) -> None:
        """Take the small picture of a page."""
        item = self._pages.get(name)
        if item is not None:
            pixmap = QPixmap.fromImage(image)
            pixmap.setDevicePixelRatio(self.devicePixelRatioF())
            item.setData(pixmap, Qt.ItemDataRole.DecorationRole)

    def in_sight(self) -> list[str]:
        """Return the pages that can be seen, from above."""
        if not self.isVisible():
            return []
        area = self.viewport().rect()
        return [
            name for name, item in self._pages.items()
            if self.visualRect(item.index()).intersects(area)
        ]  # fmt: skip

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See which pages are in sight now."""
        super().resizeEvent(event)
        self._timer.start()

    def _moved(self, current: QModelIndex, _before: QModelIndex) -> None:
        name = current.data(_NAME)
        if name and not self._is_filling:
            self.chosen.emit(name)


class _PageDelegate(QStyledItemDelegate):
    """Draws a heading, or a small page with its caption below."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room of a row."""
        line = QFontMetrics(option.font).height()
        shape = index.data(_SHAPE)
        if shape is None:
            return QSize(0, line + self._theme.px(_GAP_PX) + 4)
        return QSize(0, self._thumb(shape).height() + line + self._theme.px(_GAP_PX) * 2 + 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row."""
        painter.save()
        rect: QRect = option.rect
        shape = index.data(_SHAPE)
        if shape is None:
            self._heading(painter, rect, index)
        else:
            self._page(painter, option, index, self._thumb(shape))
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRect, index: Index) -> None:
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.text2))
        gap = self._theme.px(_GAP_PX)
        room = rect.adjusted(gap, gap, -gap, 0)
        words = painter.fontMetrics().elidedText(
            index.data(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)

    def _page(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, size: QSize
    ) -> None:
        theme, gap = self._theme, self._theme.px(_GAP_PX)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        is_marked = bool(state & QStyle.StateFlag.State_Selected)
        if is_marked:
            painter.fillRect(rect, QColor(theme.selected))
        left = rect.left() + (rect.width() - size.width()) // 2
        paper = QRect(left, rect.top() + gap, size.width(), size.height())
        painter.fillRect(paper, QColor("white"))
        picture = index.data(Qt.ItemDataRole.DecorationRole)
        if picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(paper, picture)
        pen = painter.pen()
        pen.setColor(QColor(theme.accent if is_marked else theme.field_line))
        pen.setWidth(2 if is_marked else 1)
        painter.setPen(pen)
        painter.drawRect(paper)
        painter.setPen(QColor(theme.text))
        words = QRect(rect.left() + 4, paper.bottom() + 3, rect.width() - 8,
                      rect.bottom() - paper.bottom() - 3)  # fmt: skip
        text = painter.fontMetrics().elidedText(
            index.data(), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, int(Qt.AlignmentFlag.AlignHCenter), text)

    def _thumb(self, shape: tuple[float, float]) -> QSize:
        width = _THUMB_PX
        return QSize(width, round(width * shape[1] / shape[0]))


def _heading(page: PreviewPage) -> str:
    words = part_words(page.kind)
    return f"{page.village} · {words}" if page.village else words


def part_words(kind: str) -> str:
    """Return what the part of a booklet is called in which pages of a kind stand."""
    known = {
        "overview": tr("Village overview"),
        "tables": tr("Village overview"),
        "summary": tr("Summary"),
        "sheet": tr("Detail sheets"),
        "side_list": tr("Detail sheets"),
        "place": tr("Place sheets"),
        "index": tr("Index"),
        "care": tr("Care visits"),
        "changes": tr("What has changed"),
        "update": tr("Blank update sheets"),
        "emergency": tr("Last pages"),
        "slip": tr("Last pages"),
    }
    return known.get(kind, tr("First pages"))


def caption(page: PreviewPage) -> str:
    """Return what stands below a small page: its number, then sheet id or title."""
    words = page.sheet_id or page.title
    return f"{page.number}  {words}".rstrip()


def _heading_item(words: str) -> QStandardItem:
    item = QStandardItem(words)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    return item


def _page_item(page: PreviewPage) -> QStandardItem:
    item = QStandardItem(caption(page))
    item.setData(page.name, _NAME)
    item.setData(page.size_mm, _SHAPE)
    item.setToolTip(page.title)
    item.setData(
        tr("Page {number}: {title}", number=page.number, title=page.title or page.sheet_id),
        Qt.ItemDataRole.AccessibleTextRole,
    )
    return item
