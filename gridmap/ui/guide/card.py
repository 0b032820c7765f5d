"""The card of the guided task: what to do now, what is done. It lies over the map, never modal."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gridmap.i18n import tr
from gridmap.ui import icons
from gridmap.ui.guide.steps import DRAW, HOUSES, PLACE, STEPS, TAKE_HOUSES, TAKE_PEN, UNDO, Steps
from gridmap.ui.theme import Theme

_WIDTH_PX: Final = 316
_WIDEST: Final = 0.43
"""Of the map's width: with large text on a small screen the other steps make room."""
_MARGIN_PX: Final = 12
_TOP_PX: Final = 78
"""Below the scale bar."""


class GuideCard(QFrame):
    """Lies over a map. Its signals ask the window to leave, begin again or begin in earnest."""

    left = Signal()
    again_wanted = Signal()
    project_wanted = Signal()

    def __init__(self, host: QWidget, theme: Theme) -> None:
        super().__init__(host)
        self.setObjectName("guideCard")
        self._host, self._theme = host, theme
        self._title = _label("", "sectionTitle")
        self._count = _label("", "quiet")
        self._lines = {name: _Line(words, theme) for name, (words, _) in _texts(0).items()}
        self._praise = _label("", "guideWords")
        self._own = QPushButton(tr("Begin my own project"))
        self._own.setProperty("primary", True)
        self._own.setObjectName("guideOwn")
        self._again = _link(tr("Start over"), "guideAgain")
        self._leave = _link(tr("Leave"), "guideLeave")
        self._leave.setAccessibleName(tr("Leave the practice"))
        self._leave.setToolTip(tr("You can go on later, from the start page."))
        self._arrange()
        self._own.clicked.connect(self.project_wanted)
        self._again.clicked.connect(self.again_wanted)
        self._leave.clicked.connect(self.left)
        host.installEventFilter(self)
        self._now = STEPS[0]

    @property
    def text(self) -> str:
        """What the card asks for now, or its last sentence."""
        shown = [line.words for line in self._lines.values() if not line.words.isHidden()]
        return " ".join(label.text() for label in (*shown, self._praise) if label.text())

    def show_steps(self, steps: Steps) -> None:
        """Tick off what is done and say what comes now."""
        current = steps.current
        self._now = current or ""
        for name, (title, words) in _texts(steps.placed).items():
            is_done = name in steps.done
            self._lines[name].show_state(title, words if name == current else "", is_done=is_done)
        self._praise.setVisible(current is None)
        self._own.setVisible(current is None)
        if current is None:
            self._title.setText(tr("Well done!"))
            self._count.setText("")
            self._praise.setText(_praise())
        else:
            number = STEPS.index(current) + 1
            self._title.setText(tr("First steps"))
            self._count.setText(tr("Step {number} of {count}", number=number, count=len(STEPS)))
        self._tell()
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the place when the map is resized."""
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._count)
        foot = QHBoxLayout()
        foot.addWidget(self._leave)
        foot.addStretch(1)
        foot.addWidget(self._again)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(*(self._theme.px(side) for side in (14, 10, 14, 8)))
        column.setSpacing(self._theme.px(5))
        column.addLayout(head)
        for line in self._lines.values():
            column.addWidget(line)
        column.addWidget(self._praise)
        column.addWidget(self._own)
        column.addLayout(foot)

    def _tell(self) -> None:
        """Let a screen reader say what comes now."""
        self.setAccessibleName(f"{self._title.text()} {self._count.text()}".strip())
        self.setAccessibleDescription(self.text)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _place(self) -> None:
        usual_px = self._theme.px(_WIDTH_PX)
        room_px = round(self._host.width() * _WIDEST)
        self.setFixedWidth(max(min(usual_px, room_px), _WIDTH_PX))
        for name, line in self._lines.items():
            line.setVisible(room_px >= usual_px or name == self._now)
        self._column.activate()
        self.resize(self.width(), self.heightForWidth(self.width()))
        self.move(_MARGIN_PX, _TOP_PX)
        self.raise_()


class _Line(QWidget):
    """One step: its sign and title, and what to do where it is the step of now."""

    def __init__(self, title: str, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._sign = QLabel()
        self._sign.setFixedSize(theme.px(20), theme.px(20))
        self._sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = _label(title, "guideStep")
        self.words = _label("", "guideWords")
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(self._title)
        texts.addWidget(self.words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)

    def show_state(self, title: str, words: str, *, is_done: bool) -> None:
        """Show a step as done, as the one of now (with words) or as one to come."""
        side = self._theme.px(18)
        state = "done" if is_done else "now" if words else "later"
        sign = {"done": "check", "now": "chevron-right", "later": "circle"}[state]
        color = {
            "done": self._theme.green,
            "now": self._theme.link,
            "later": self._theme.text3,
        }[state]
        self._sign.setPixmap(icons.pixmap(sign, color, side))
        self._title.setText(title)
        self._title.setProperty("state", state)
        self._title.style().unpolish(self._title)
        self._title.style().polish(self._title)
        self._title.setAccessibleName(tr("Done: {step}", step=title) if is_done else title)
        self.words.setText(words)
        self.words.setVisible(bool(words))


def _texts(placed: int) -> dict[str, tuple[str, str]]:
    """Return title and explanation of every step."""
    return {
        TAKE_PEN: (
            tr("Take the pen for grids"),
            tr('Click "Draw grid" in the tool bar above the map, or press G.'),
        ),
        DRAW: (
            tr("Draw the missing grid"),
            tr(
                "The hatched land lies in no grid yet. Click roughly round all of it, then press "
                "Enter. It need not be neat: the grid fits itself to its neighbours."
            ),
        ),
        TAKE_HOUSES: (
            tr("Take the households that wait"),
            tr('Click "Place" in the tool bar, or press N. Six of the roster wait on the left.'),
        ),
        PLACE: (
            tr("Put three houses on the map"),
            tr(
                "Click on buildings in your new grid: one click, one household, and the next one "
                "is ready. {placed} of {count} done.",
                placed=max(0, min(placed, HOUSES)),
                count=HOUSES,
            ),
        ),
        UNDO: (
            tr("Take the last one back"),
            tr('Press Ctrl+Z, or click "Undo" at the right end of the tool bar.'),
        ),
    }


def _praise() -> str:
    return tr(
        "Drawing, placing, taking back: that is nearly all one needs. Whatever you do is saved "
        "at once, and whatever you do can be taken back."
    )


def _label(text: str, name: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setWordWrap(True)
    return label


def _link(text: str, name: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setProperty("flat_link", True)
    return button
