"""One page of the preview, as large as wanted: on grey, with its shadow, scrolled and zoomed."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from gridmap.ui.theme import Theme

if TYPE_CHECKING:
    from gridmap.export.pdf.drawn_page import DrawnPage

PT_PER_MM: Final = 72.0 / 25.4
ZOOM_STEPS: Final = (0.25, 0.33, 0.5, 0.67, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_MARGIN_PX: Final = 16
_LINE_PX: Final = 48
_A_CLICK_PX: Final = 5
_PLAIN: Final = Qt.KeyboardModifier.NoModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier


class Fit(StrEnum):
    """How large the page is shown: all of it, its width, or as a factor of true size."""

    PAGE = "page"
    WIDTH = "width"
    FREE = "free"


class PageView(QAbstractScrollArea):
    """Shows a picture of a page and asks for a sharper one (`sharper_wanted`) when zoomed.

    `turned(int)`: so many pages on (PageDown, the wheel at the page's end); `ends(bool)`: to the
    first page (False) or the last. `link_clicked` with the name of the page a link leads to.
    """

    turned = Signal(int)
    end_wanted = Signal(bool)
    link_clicked = Signal(str)
    zoomed = Signal()
    sharper_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("pageView")
        self._theme = theme
        self._page_mm = (210.0, 297.0)
        self._page: DrawnPage | None = None
        self._shown: QPixmap | None = None
        self._pressed: QPoint | None = None
        self._dragged = False
        self.fit = Fit.PAGE
        self.factor = 1.0
        self.viewport().setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.setSingleStep(_LINE_PX)

    @property
    def page_name(self) -> str:
        """The name of the page whose picture is shown, empty where there is none."""
        return self._page.name if self._page is not None else ""

    @property
    def wanted_width_px(self) -> int:
        """How many pixels of the screen the page is wide."""
        return max(round(self._size().width() * self.devicePixelRatioF()), 1)

    @property
    def percent(self) -> int:
        """The size that is shown as a share of true size."""
        return round(100 * self._scale())

    @property
    def picture(self) -> QImage | None:
        """The picture as it is shown."""
        return self._shown.toImage() if self._shown is not None else None

    def set_paper(self, page_mm: tuple[float, float]) -> None:
        """Take the size of the pages in millimetres."""
        self._page_mm = page_mm
        self._lay()

    def show_page(self, page: DrawnPage, image: QImage, *, is_other: bool) -> None:
        """Show a picture of a page; another page than before begins at its top."""
        self._page, self._shown = page, QPixmap.fromImage(image)
        self._page_mm = (page.width_mm, page.height_mm)
        self._lay()
        if is_other:
            self.verticalScrollBar().setValue(0)

    def clear(self) -> None:
        """Show no page."""
        self._page = self._shown = None
        self.viewport().update()

    def fit_to(self, fit: Fit) -> None:
        """Fit the whole page or its width into the view."""
        self.fit = fit
        self._zoomed()

    def zoom_to(self, factor: float, at: QPointF | None = None) -> None:
        """Show the page at a factor of true size; the point `at` of the view stays in place."""
        before, place = self._scale(), self._place()
        self.fit = Fit.FREE
        self.factor = min(max(factor, ZOOM_STEPS[0]), ZOOM_STEPS[-1])
        spot = at if at is not None else QPointF(self.viewport().rect().center())
        on_page = (spot - place.topLeft()) * (self.factor / before)
        self._lay()
        origin = self._place().topLeft() + QPointF(
            self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        )
        target = origin + on_page - spot
        self.horizontalScrollBar().setValue(round(target.x()))
        self.verticalScrollBar().setValue(round(target.y()))
        self._zoomed()

    def zoom_step(self, step: int, at: QPointF | None = None) -> None:
        """Go to the next larger (1) or smaller (-1) of the usual factors."""
        scale = self._scale()
        if step > 0:
            found = [one for one in ZOOM_STEPS if one > scale * 1.02] or [ZOOM_STEPS[-1]]
            self.zoom_to(found[0], at)
        else:
            found = [one for one in ZOOM_STEPS if one < scale * 0.98] or [ZOOM_STEPS[0]]
            self.zoom_to(found[-1], at)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the grey ground, the paper and its picture."""
        painter = QPainter(self.viewport())
        ground = QColor(self._theme.line)
        painter.fillRect(self.viewport().rect(), ground)
        if self._page is None and self._shown is None:
            return
        place = self._place()
        for reach in (3, 2, 1):
            painter.fillRect(place.adjusted(reach, reach, reach, reach), ground.darker(106))
        painter.fillRect(place, QColor("white"))
        if self._shown is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(place, self._shown, QRectF(self._shown.rect()))
        painter.setPen(QColor(self._theme.text3))
        painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the page fitted."""
        super().resizeEvent(event)
        self._lay()
        if self.fit is not Fit.FREE:
            self._zoomed()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl zoom at the pointer; over the page's end go to the next page."""
        turn = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if turn:
                self.zoom_step(1 if turn > 0 else -1, event.position())
            event.accept()
            return
        bar = self.verticalScrollBar()
        before = bar.value()
        super().wheelEvent(event)
        if bar.value() == before and turn:
            self._turn(-1 if turn > 0 else 1)
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Take the page's own keys before commands of the window that have the same ones."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_plain = event.modifiers() in {_PLAIN, Qt.KeyboardModifier.KeypadModifier, _SHIFT}
            if is_plain and self._act_of(event) is not None:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages, scroll and zoom by the keyboard."""
        act = self._act_of(event)
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def _act_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        """Return what a key does here."""
        page_px = self.viewport().height() - _LINE_PX
        acts: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_PageDown: lambda: self._turn(1),
            Qt.Key.Key_PageUp: lambda: self._turn(-1),
            Qt.Key.Key_Home: lambda: self.end_wanted.emit(False),
            Qt.Key.Key_End: lambda: self.end_wanted.emit(True),
            Qt.Key.Key_Plus: lambda: self.zoom_step(1),
            Qt.Key.Key_Equal: lambda: self.zoom_step(1),
            Qt.Key.Key_Minus: lambda: self.zoom_step(-1),
            Qt.Key.Key_0: lambda: self.fit_to(Fit.PAGE),
            Qt.Key.Key_Down: lambda: self._scroll(_LINE_PX),
            Qt.Key.Key_Up: lambda: self._scroll(-_LINE_PX),
            Qt.Key.Key_Space: lambda: self._scroll(page_px),
        }
        return acts.get(Qt.Key(event.key()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag the paper, or to click on a link."""
        self._pressed, self._dragged = event.position().toPoint(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the paper; show a hand over a link."""
        here = event.position().toPoint()
        if self._pressed is None:
            is_link = bool(self.link_at(event.position()))
            shape = Qt.CursorShape.PointingHandCursor if is_link else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
            return
        way = here - self._pressed
        if self._dragged or way.manhattanLength() > _A_CLICK_PX:
            self._dragged = True
            self._pressed = here
            for bar, step in (
                (self.horizontalScrollBar(), way.x()),
                (self.verticalScrollBar(), way.y()),
            ):
                bar.setValue(bar.value() - step)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow a link that was clicked."""
        target = "" if self._dragged else self.link_at(event.position())
        self._pressed, self._dragged = None, False
        if target:
            self.link_clicked.emit(target)

    def link_at(self, point: QPointF) -> str:
        """Return the name of the page that a link at a point of the view leads to, or nothing."""
        if self._page is None:
            return ""
        place = self._place()
        scale_pt = place.width() / (self._page.width_mm * PT_PER_MM)
        x_pt = (point.x() - place.left()) / scale_pt
        y_pt = self._page.height_mm * PT_PER_MM - (point.y() - place.top()) / scale_pt
        for target, (left, bottom, right, top) in self._page.links:
            if left <= x_pt <= right and bottom <= y_pt <= top:
                return target
        return ""

    def link_point(self, target: str) -> QPointF | None:
        """Return the middle of the link to a page, in the view; None where there is none."""
        if self._page is None:
            return None
        place = self._place()
        scale_pt = place.width() / (self._page.width_mm * PT_PER_MM)
        for name, (left, bottom, right, top) in self._page.links:
            if name == target:
                y_pt = self._page.height_mm * PT_PER_MM - (bottom + top) / 2
                return place.topLeft() + QPointF((left + right) / 2, y_pt) * scale_pt
        return None

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew where colours or fonts have changed."""
        super().changeEvent(event)
        self.viewport().update()

    def _turn(self, pages: int) -> None:
        self.turned.emit(pages)

    def _scroll(self, step_px: int) -> None:
        bar = self.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + step_px)
        if bar.value() == before:
            self._turn(1 if step_px > 0 else -1)

    def _zoomed(self) -> None:
        self._lay()
        self.zoomed.emit()
        self.sharper_wanted.emit()

    def _true_px(self) -> float:
        """Return the logical pixels of a millimetre of paper on this screen."""
        return _dots_per_mm(self)

    def _scale(self) -> float:
        """Return how large the page is shown, as a factor of true size."""
        if self.fit is Fit.FREE:
            return self.factor
        room = QSize(self.width() - 2 * _MARGIN_PX - 2, self.height() - 2 * _MARGIN_PX - 2)
        width_px, height_px = (side * self._true_px() for side in self._page_mm)
        if self.fit is Fit.PAGE:
            return max(min(room.width() / width_px, room.height() / height_px), 0.05)
        bar = self.verticalScrollBar().sizeHint().width()
        return max((room.width() - bar) / width_px, 0.05)

    def _size(self) -> QSize:
        scale = self._scale() * self._true_px()
        return QSize(round(self._page_mm[0] * scale), round(self._page_mm[1] * scale))

    def _place(self) -> QRectF:
        """Return where the page is in the view."""
        size, room = self._size(), self.viewport().size()
        left = max((room.width() - size.width()) / 2, _MARGIN_PX)
        top = max((room.height() - size.height()) / 2, _MARGIN_PX)
        return QRectF(
            left - self.horizontalScrollBar().value(),
            top - self.verticalScrollBar().value(),
            size.width(),
            size.height(),
        )

    def _lay(self) -> None:
        size, room = self._size(), self.viewport().size()
        for bar, needed, there in (
            (self.horizontalScrollBar(), size.width(), room.width()),
            (self.verticalScrollBar(), size.height(), room.height()),
        ):
            bar.setPageStep(there)
            bar.setRange(0, max(needed + 2 * _MARGIN_PX - there, 0))
        self.viewport().update()


def _dots_per_mm(widget: QWidget) -> float:
    """Return how many logical pixels a millimetre has, as the screen says; 96 dpi if it does not.

    What a screen says of itself is at times nonsense: then the usual density is taken.
    """
    screen = widget.screen()
    dpi = screen.physicalDotsPerInch() if screen is not None else 96.0
    return (dpi if 60.0 <= dpi <= 400.0 else 96.0) / 25.4
