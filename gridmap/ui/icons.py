"""The window's own line icons (resources/icons), sharp, in a theme colour."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap

from gridmap.ui.theme import Theme, resource_file


def icon(name: str, theme: Theme, *, color: str | None = None, size_px: int = 20) -> QIcon:
    """Return an icon by file name, in `color` or the text colour, grey where disabled."""
    return _icon(name, color or theme.text, theme.disabled, theme.px(size_px), _ratio())


def pixmap(name: str, color: str, size_px: int) -> QPixmap:
    """Return an icon as a sharp pixmap of `size_px` device-independent pixels."""
    return _pixmap(name, color, size_px, _ratio())


def map_symbol(symbol_id: str, size_px: int, *, paper: str = "") -> QPixmap:
    """Return a symbol as the map draws it (layers/symbols.py), its box `size_px` wide.

    `paper` lays a colour under it: map symbols are made for white ground.
    """
    from gridmap.ui.canvas.stamps import draw_symbol

    ratio = _ratio()
    result = draw_symbol(symbol_id, round(size_px * ratio))
    if paper:
        result = _on_paper(result, paper)
    result.setDevicePixelRatio(ratio)
    return result


def _on_paper(symbol: QPixmap, paper: str) -> QPixmap:
    side = symbol.width()
    rim = max(1, side // 8)
    result = QPixmap(side, side)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(paper))
    painter.drawRoundedRect(QRectF(0, 0, side, side), rim, rim)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(
        QRectF(rim, rim, side - 2 * rim, side - 2 * rim), symbol, QRectF(symbol.rect())
    )
    painter.end()
    return result


def program_icon() -> QIcon:
    """Return the program's own sign."""
    return QIcon(str(resource_file("icons", "gridmap.svg")))


def _ratio() -> float:
    screen = QGuiApplication.primaryScreen()
    return screen.devicePixelRatio() if screen is not None else 1.0


@lru_cache(maxsize=512)
def _icon(name: str, color: str, disabled: str, size_px: int, ratio: float) -> QIcon:
    result = QIcon()
    result.addPixmap(_pixmap(name, color, size_px, ratio), QIcon.Mode.Normal)
    result.addPixmap(_pixmap(name, disabled, size_px, ratio), QIcon.Mode.Disabled)
    return result


@lru_cache(maxsize=1024)
def _pixmap(name: str, color: str, size_px: int, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    source = resource_file("icons", f"{name}.svg").read_text("utf-8")
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", color).encode()))
    side = max(1, round(size_px * ratio))
    result = QPixmap(side, side)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    result.setDevicePixelRatio(ratio)
    return result
