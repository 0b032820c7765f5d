"""Toasts: a line over the map says what succeeded, with 撤销, or what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from gridmap.errors import GridMapError
from gridmap.i18n import tr
from gridmap.ui import icons
from gridmap.ui.theme import Theme

SHOWN_MS: Final = 8000
_MARGIN_PX: Final = 24


class Toast(QFrame):
    """One message over a host widget.

    Messages about success go by themselves; errors stay until they are closed.
    """

    def __init__(self, host: QWidget, theme: Theme) -> None:
        super().__init__(host)
        self.setObjectName("toast")
        self._theme = theme
        self._action: Callable[[], None] | None = None
        self._other: Callable[[], None] | None = None
        self._sign = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button = QPushButton()
        self._button.setObjectName("toastAction")
        self._button.clicked.connect(self._act)
        self._second = QPushButton()
        self._second.setObjectName("toastAction")
        self._second.clicked.connect(self._do_other)
        close = QPushButton(icons.icon("close", theme, color=theme.toast_text, size_px=16), "")
        close.setObjectName("toastClose")
        close.setToolTip(tr("Close this message"))
        close.setAccessibleName(tr("Close this message"))
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(12)
        for part in (self._sign, self._text, self._button, self._second, close):
            row.addWidget(part, 1 if part is self._text else 0)
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        host.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """The message that is shown."""
        return self._text.text()

    def success(self, text: str, action: str = "", run: Callable[[], None] | None = None) -> None:
        """Say what succeeded, with one verb that follows from it (mostly 撤销)."""
        self._show("check", text, action, run)
        self._timer.start()

    def offer(self, text: str, *verbs: tuple[str, Callable[[], None]]) -> None:
        """Say what succeeded, with one or two verbs that follow from it."""
        (action, run), *others = verbs
        self._show("check", text, action, run, *others)
        self._timer.start()

    def say(self, text: str) -> None:
        """Say what stands in the way."""
        self._show("info", text, "", None)
        self._timer.start()

    def error(self, error: BaseException) -> None:
        """Say what went wrong and what to do; it stays until it is closed.

        Raises: the error itself where it is our own bug: the exception hook shows those.
        """
        if not isinstance(error, GridMapError):
            raise error
        text = f"{error.message}\n{error.hint}" if error.hint else error.message
        self._timer.stop()
        self._show("warning", text, "", None)

    def withdraw(self, run: Callable[[], None]) -> None:
        """Hide the message whose verb this is: it would not do any more what it says."""
        if self._action == run:
            self._action = None
            self.hide()

    def stand_on(self, host: QWidget) -> None:
        """Show messages over another widget from now on, and the one that is shown too."""
        before = self.parentWidget()
        if host is before:
            return
        is_shown = not self.isHidden()
        if before is not None:
            before.removeEventFilter(self)
        self.setParent(host)
        host.installEventFilter(self)
        if is_shown:
            self.show()
            self.raise_()
            self._place()

    def keep_clear(self) -> None:
        """Stay above what shows at the foot of the host."""
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the place at the foot of the host when it is resized."""
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _show(
        self,
        sign: str,
        text: str,
        action: str,
        run: Callable[[], None] | None,
        other: tuple[str, Callable[[], None]] | None = None,
    ) -> None:
        self._sign.setPixmap(icons.pixmap(sign, self._theme.toast_text, self._theme.px(20)))
        self._text.setText(text)
        self._action = run
        self._button.setText(action)
        self._button.setVisible(run is not None)
        self._other = other[1] if other is not None else None
        self._second.setText(other[0] if other is not None else "")
        self._second.setVisible(other is not None)
        self.show()
        self.raise_()
        self._place()

    def _place(self) -> None:
        host = self.parentWidget()
        if host is None or self.isHidden():
            return
        width = min(self._theme.px(620), host.width() - 2 * _MARGIN_PX)
        longest = max(self._text.text().split("\n"), key=len)
        wanted = self._text.fontMetrics().horizontalAdvance(longest)
        buttons = self._theme.px(190) + (self._second.sizeHint().width() if self._other else 0)
        width = min(width, wanted + buttons)
        self.setFixedWidth(max(width, self._theme.px(240)))
        self.setFixedHeight(max(self.heightForWidth(self.width()), self.sizeHint().height()))
        foot = host.height() - self.height() - _MARGIN_PX - _room_at_foot(host)
        self.move((host.width() - self.width()) // 2, foot)

    def _act(self) -> None:
        run, self._action = self._action, None
        self.hide()
        if run is not None:
            run()

    def _do_other(self) -> None:
        run, self._other = self._other, None
        self.hide()
        if run is not None:
            run()


def _room_at_foot(host: QWidget) -> int:
    """Return the height of the bar that shows at the foot of the map, to be left free."""
    bar = host.findChild(QFrame, "guideBar")
    if bar is None or not bar.isVisible():
        return 0
    at_foot = bar.mapTo(host, bar.rect().center()).y() > host.height() // 2
    return bar.height() if at_foot else 0
