"""The start page: recent projects and the ways to begin. Never an empty grey window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gridmap.i18n import CHINESE, ENGLISH, language, tr
from gridmap.ui import icons
from gridmap.ui.recent_card import RecentCard
from gridmap.ui.recent_projects import RecentProject
from gridmap.ui.theme import Theme
from gridmap.ui.widgets.elided_line import ElidedLine


class StartPage(QWidget):
    """What one sees without a project. Its signals ask the window to act."""

    project_chosen = Signal(object)
    forgotten = Signal(object)
    new_wanted = Signal()
    open_wanted = Signal()
    guide_wanted = Signal()
    practice_wanted = Signal()
    language_chosen = Signal(str)

    def __init__(
        self, recent: list[RecentProject], theme: Theme, *, has_begun: bool = False
    ) -> None:
        """`has_begun`: the guided task was left before its end."""
        super().__init__()
        self._has_begun = has_begun
        self.setObjectName("startPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Start page"))
        self._theme = theme
        self._busy = _Busy(theme)
        column = QVBoxLayout()
        column.setSpacing(theme.px(24))
        column.addLayout(self._head())
        body = QGridLayout()
        body.setHorizontalSpacing(theme.px(24))
        # The list gives the room to the bar: a page that grew would push the window off the screen.
        left = QVBoxLayout()
        left.setSpacing(theme.px(12))
        left.addWidget(self._recent(recent), 1)
        left.addWidget(self._busy)
        body.addLayout(left, 0, 0)
        body.addLayout(self._verbs(), 0, 1)
        body.setColumnStretch(0, 3)
        body.setColumnStretch(1, 2)
        column.addLayout(body, 1)
        centre = QWidget()
        centre.setLayout(column)
        centre.setMaximumWidth(theme.px(1080))
        outer = QHBoxLayout(self)
        outer.setContentsMargins(32, theme.px(28), 32, theme.px(20))
        outer.addStretch(1)
        outer.addWidget(centre, 20)
        outer.addStretch(1)

    def show_busy(self, text: str, cancel: Callable[[], None] | None = None) -> None:
        """Say what is being opened, with a moving bar; empty text: nothing."""
        self._busy.say(text, cancel)

    def _head(self) -> QHBoxLayout:
        sign = QLabel()
        side = self._theme.px(52)
        sign.setPixmap(icons.program_icon().pixmap(side, side))
        title = QLabel(tr("GridMap"))
        title.setObjectName("startTitle")
        under = QLabel(tr("Household maps and village atlases for township offices"))
        under.setObjectName("secondary")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(title)
        words.addWidget(under)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(sign)
        row.addLayout(words, 1)
        row.addWidget(self._language_switch(), 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _language_switch(self) -> QWidget:
        box = QFrame()
        box.setObjectName("modes")
        row = QHBoxLayout(box)
        row.setContentsMargins(3, 3, 3, 3)
        for code, name in ((CHINESE, "中文"), (ENGLISH, "English")):
            button = QPushButton(name)
            button.setObjectName(f"language_{code}")
            button.setCheckable(True)
            button.setChecked(language() == code)
            button.clicked.connect(lambda _on=False, code=code: self.language_chosen.emit(code))
            row.addWidget(button)
        return box

    def _recent(self, recent: list[RecentProject]) -> RecentCard:
        card = RecentCard(recent, self._theme)
        card.chosen.connect(self.project_chosen)
        card.forgotten.connect(self.forgotten)
        return card

    def _verbs(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(self._theme.px(12))
        verbs = (
            ("new", tr("New project"), tr("From a roster or a map file"), self.new_wanted),
            ("open", tr("Open a project"), tr("A file with the ending .gpkg"), self.open_wanted),
            (
                "check",
                tr("Practice: 5 minutes"),
                tr("Go on where you left off")
                if self._has_begun
                else tr("Draw a grid and place three houses, step by step"),
                self.guide_wanted,
            ),
            (
                "practice",
                tr("Practice on the demo township"),
                tr("Everything in it is invented; nothing can be spoilt"),
                self.practice_wanted,
            ),
        )
        for name, title, under, signal in verbs:
            button = self._verb(name, title, under)
            button.clicked.connect(signal)
            column.addWidget(button)
        column.addStretch(1)
        return column

    def _verb(self, name: str, title: str, under: str) -> QPushButton:
        button = _Verb()
        button.setObjectName("startVerb")
        button.setAccessibleName(title)
        button.setMinimumHeight(self._theme.px(68))
        side = self._theme.px(28)
        sign = QLabel()
        sign.setPixmap(icons.pixmap(name, self._theme.link, side))
        head = QLabel(title)
        head.setObjectName("sectionTitle")
        foot = QLabel(under)
        foot.setObjectName("quiet")
        foot.setWordWrap(True)
        grid = QGridLayout(button)
        grid.setContentsMargins(16, 10, 16, 10)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(1)
        grid.addWidget(sign, 0, 0, 2, 1)
        grid.addWidget(head, 0, 1)
        grid.addWidget(foot, 1, 1)
        grid.setColumnStretch(1, 1)
        for label in (sign, head, foot):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return button


class _Verb(QPushButton):
    """A large button with a title and a sentence; as high as the sentence needs."""

    def __init__(self) -> None:
        super().__init__()
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        self.setSizePolicy(policy)

    def heightForWidth(self, width_px: int) -> int:
        """Return the height for a width in pixels."""
        layout = self.layout()
        needed = layout.totalHeightForWidth(width_px) if layout is not None else 0
        return max(self.minimumHeight(), needed)


class _Busy(QFrame):
    """A line that says what is being opened."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("startCard")
        self._text = ElidedLine("")
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedSize(QSize(theme.px(180), theme.px(10)))
        self._cancel = QPushButton(tr("Cancel"))
        self._run: Callable[[], None] | None = None
        self._cancel.clicked.connect(self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 10)
        row.addWidget(self._text, 1)
        row.addWidget(bar)
        row.addWidget(self._cancel)
        self.hide()

    def say(self, text: str, cancel: Callable[[], None] | None) -> None:
        """Show a text, or hide where it is empty."""
        self._text.setText(text)
        self._run = cancel
        self._cancel.setVisible(cancel is not None)
        self.setVisible(bool(text))

    def _stop(self) -> None:
        if self._run is not None:
            self._run()
