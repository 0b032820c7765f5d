"""MapCanvas: the map in the window.

It adds mouse, keys and tools to the viewport, which shows frames that another thread paints.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget
from shapely.geometry.base import BaseGeometry

from gridmap.geo.snapping import SNAP_PX
from gridmap.i18n import tr
from gridmap.layers.surface import Coordinates
from gridmap.model.changes import Changeset
from gridmap.model.features import FeatureId
from gridmap.session import Session
from gridmap.ui.canvas.draft_painter import QtDraftPainter
from gridmap.ui.canvas.extent import bounds_of
from gridmap.ui.canvas.feature_walk import next_feature
from gridmap.ui.canvas.gestures import Gestures
from gridmap.ui.canvas.hatched_area import HatchedArea
from gridmap.ui.canvas.highlight import highlight_of
from gridmap.ui.canvas.key_pointer import KeyPointer
from gridmap.ui.canvas.keys import key_action
from gridmap.ui.canvas.viewport import MapViewport
from gridmap.ui.tools.select import SelectTool
from gridmap.ui.tools.snapper import Snapper
from gridmap.ui.tools.tool import MapEvent, MapTool, SnappedPoint

WHEEL_STEP: Final = 1.25
"""One notch of the wheel magnifies by this."""


class MapCanvas(MapViewport):
    """The map of a session.

    `pointer_moved` gives plane metres, `view_changed` the MapView, `hovered` a feature's id or "",
    `context_requested` the ids under the pointer (the first is meant) and the global position,
    `activated` the id of a feature that was double-clicked, `hint_changed` the tool's line for the
    status bar, `frame_shown` each Frame that arrives, `draft_changed` that the tool's guide may
    differ, `acted` the title of what a tool has done, `snapping_changed` whether snapping is on.
    """

    pointer_moved = Signal(float, float)
    pointer_left = Signal()
    hovered = Signal(str)
    context_requested = Signal(object, QPoint)
    activated = Signal(str)
    hint_changed = Signal(str)
    tool_changed = Signal()
    draft_changed = Signal()
    acted = Signal(str)
    snapping_changed = Signal(bool)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._hovered: FeatureId | None = None
        self._link_m: Coordinates = np.empty((0, 2))
        self._hatched = HatchedArea()
        self._default_tool: MapTool = SelectTool(session, self)
        self._tool: MapTool = self._default_tool
        self._gestures = Gestures(self, self.event_at)
        self._cross = KeyPointer(self)
        self._snapper = Snapper(session.document)
        self.is_snapping = True
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Map"))
        self.setCursor(self._tool.cursor)

    # What the window asks for

    @property
    def tool(self) -> MapTool:
        """The tool in use."""
        return self._tool

    @property
    def hovered_id(self) -> FeatureId | None:
        """The feature under the pointer."""
        return self._hovered

    def set_tool(self, tool: MapTool | None) -> None:
        """Take another tool in hand (None: select); the draft of the one before is dropped."""
        self._gestures.forget()
        if self._tool is not self._default_tool:
            self._tool.cancel()
        self._tool = tool if tool is not None else self._default_tool
        self.setCursor(self._tool.cursor)
        self.hint_changed.emit(self._tool.hint)
        self.tool_changed.emit()
        self.redraw_draft()

    def set_snapping(self, is_on: bool) -> None:
        """Draw the pointer to corners and borders from now on, or no longer."""
        if is_on != self.is_snapping:
            self.is_snapping = is_on
            self.snapping_changed.emit(is_on)
            self.redraw_draft()

    def map_dropped(self) -> None:
        """Be told by the gestures that the map was let go."""
        self._update_cursor()

    def redraw_draft(self) -> None:
        """Draw the tool's draft again and have the bar below the map renewed."""
        self.update()
        self.draft_changed.emit()

    def told(self, title: str) -> None:
        """Be told that the tool has done something that can be taken back."""
        self.acted.emit(title)

    def choose(self, key: str) -> None:
        """Hand a choice made in the bar below the map to the tool."""
        self._tool.choose(key)
        self.redraw_draft()

    def put_away(self) -> None:
        """Take the select tool in hand: the work of the other is done."""
        self.set_tool(None)

    def show_link(self, points_m: Coordinates) -> None:
        """Draw a dashed line through points in metres over the map; none: no line."""
        self._link_m = points_m
        self.update()

    def show_hatched(self, area_m: BaseGeometry | None) -> None:
        """Hatch an area in metres over the map; None: no area."""
        if self._hatched.show(area_m):
            self.update()

    # What Qt tells

    def draw_overlay(self, painter: QPainter) -> None:
        """Draw what is hovered and selected, and the tool's draft."""
        has_hover = not self._gestures.is_dragging and self._tool.guide() is None
        self._picture.draw_highlights(painter, self._screen, has_hover=has_hover)
        self._hatched.draw(painter, self._screen)
        draft = QtDraftPainter(painter, self._screen)
        if len(self._link_m):
            draft.line(self._link_m, is_dashed=True)
        self._tool.draw_draft(draft)
        self._cross.draw(painter, self.width(), self.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer."""
        notches = event.angleDelta().y() / 120.0
        if notches:
            self._zoom_at(WHEEL_STEP**notches, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        self._gestures.press(event.position(), event.button(), event.modifiers())
        self._update_cursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a feature's form; on empty ground zoom in."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._gestures.double_press(event.position(), event.modifiers()):
            return
        hits = self.hits_at(event.position().x(), event.position().y())
        if hits:
            self.activated.emit(hits[0])
        else:
            self._zoom_at(WHEEL_STEP**3, event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        self._cross.put_away()
        self._gestures.move(event.position(), event.modifiers())
        self._update_cursor()
        if not self._gestures.is_dragging:
            self._hover(event.position())
        self.pointer_moved.emit(*self._screen.point_m(event.position().x(), event.position().y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a click or a drag."""
        self._gestures.release(event.position(), event.button(), event.modifiers())
        self._update_cursor()

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the pointer."""
        self._set_hovered(None)
        self.pointer_left.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask the window for the verbs that apply to what is under the pointer.

        It becomes the selection. A tool may have a use of its own for the right button.
        """
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self._menu_by_key()
            return
        if self._tool.context(self.event_at(QPointF(event.pos()), event.modifiers())):
            return
        hits = self.hits_at(event.pos().x(), event.pos().y())
        if hits and hits[0] not in self._session.selection:
            self._session.select(hits[:1])
        self.context_requested.emit(hits, event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give the key to the tool, then to the map."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._gestures.set_pan_key(is_down=True)
            self._update_cursor()
        elif key == Qt.Key.Key_Escape:
            self._step_back()
        elif not (self._is_used(key, event.modifiers()) or key_action(self, key)):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep the Delete key for a tool in hand: the window's command for it must wait."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride and _is_delete(event)
        if is_asked and self._tool is not self._default_tool:
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Leave the Tab key to a tool that wants it."""
        if self._tool.wants_tab or self._tool.choices():
            return False
        if self._tool is self._default_tool and self._select_next(forward=forward):
            return True
        return super().focusNextPrevChild(forward)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let the map go when the space bar goes up."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._gestures.set_pan_key(is_down=False)
            self._update_cursor()
        else:
            super().keyReleaseEvent(event)

    # Inside

    def event_at(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> MapEvent:
        """Return the pointer at a pixel as tools see it."""
        x_m, y_m = self._screen.point_m(at.x(), at.y())
        under = self._border_at(x_m, y_m)
        is_suspended = bool(modifiers & Qt.KeyboardModifier.AltModifier)
        return MapEvent(
            x_m=x_m,
            y_m=y_m,
            x_px=at.x(),
            y_px=at.y(),
            snapped=under if self.is_snapping is not is_suspended else None,
            under=under,
            hits=self.hits_at(at.x(), at.y()),
            modifiers=modifiers,
        )

    def _border_at(self, x_m: float, y_m: float) -> SnappedPoint | None:
        """Return the corner or border near a point that the tool in hand looks for."""
        kinds = self._tool.snaps_to
        if not kinds:
            return None
        reach_m = SNAP_PX * self._screen.m_per_px
        return self._snapper.snap(x_m, y_m, kinds=kinds, tolerance_m=reach_m)

    def _is_used(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Give a key to the cross, the selection and the tool in turn; False: nobody wants it."""
        return (
            self._cross.key(key, modifiers)
            or self._open_selected(key)
            or self._tool.key(key, modifiers)
            or self._choose_by(key)
        )

    def event_in_middle(self, modifiers: Qt.KeyboardModifier) -> MapEvent:
        """Return the event of a pointer in the middle of the map."""
        return self.event_at(QPointF(self.width() / 2, self.height() / 2), modifiers)

    def _select_next(self, *, forward: bool) -> bool:
        """Select the next feature in sight; False: there is none."""
        left, bottom = self._screen.point_m(0, self.height())
        right, top = self._screen.point_m(self.width(), 0)
        found = next_feature(
            self._session.document,
            self.features_in((left, bottom, right, top)),
            self._session.selection,
            forward=forward,
        )
        if found is not None:
            self._session.select((found,))
        return found is not None

    def _open_selected(self, key: Qt.Key) -> bool:
        """Open the form of the one feature that is selected with Enter; False: there is not one."""
        is_enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        is_one = self._tool is self._default_tool and len(self._session.selection) == 1
        if is_enter and is_one:
            self.activated.emit(next(iter(self._session.selection)))
        return is_enter and is_one

    def _menu_by_key(self) -> None:
        """Offer the verbs that apply to the selection beside it, else in the middle of the map."""
        hits = tuple(self._session.selection)
        place = bounds_of(self._session.document, hits)
        at = QPoint(self.width() // 2, self.height() // 2)
        if place is not None:
            middle = (place[0] + place[2]) / 2, (place[1] + place[3]) / 2
            x_px, y_px = self._screen.point_px(*middle)
            at = QPoint(round(x_px), round(y_px))
        self.context_requested.emit(hits, self.mapToGlobal(at))

    def _choose_by(self, key: Qt.Key) -> bool:
        """Take the choice whose digit was pressed, or the next one with Tab."""
        keys = [choice.key for choice in self._tool.choices()]
        number = key.value - Qt.Key.Key_1.value
        if key == Qt.Key.Key_Tab and keys:
            chosen = self._tool.chosen
            number = (keys.index(chosen) + 1) % len(keys) if chosen in keys else 0
        if not 0 <= number < len(keys):
            return False
        self.choose(keys[number])
        return True

    def _step_back(self) -> None:
        self._gestures.forget()
        if not self._tool.cancel() and self._tool is not self._default_tool:
            self.set_tool(None)

    def _hover(self, at: QPointF) -> None:
        hits = self.hits_at(at.x(), at.y())
        self._set_hovered(hits[0] if hits else None)

    def _set_hovered(self, feature_id: FeatureId | None) -> None:
        if feature_id == self._hovered:
            return
        self._hovered = feature_id
        ids = () if feature_id is None else (feature_id,)
        self._picture.hovered = highlight_of(self._session.document, ids)
        self.hovered.emit(feature_id or "")
        self.update()

    def _update_cursor(self) -> None:
        is_moving = self._gestures.is_moving_map
        cursor = Qt.CursorShape.ClosedHandCursor if is_moving else self._tool.cursor
        if self.cursor().shape() != cursor:
            self.setCursor(cursor)

    def _after_change(self, changeset: Changeset) -> None:
        super()._after_change(changeset)
        if self._hovered in changeset.ids():
            self._set_hovered(None)


def _is_delete(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Delete.value
