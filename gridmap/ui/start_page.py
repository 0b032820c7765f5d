"""The start page: recent projects and the ways to begin. Never an empty grey window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gridmap.i18n import CHINESE, ENGLISH, language, tr
from gridmap.settings import Settings
from gridmap.ui import icons
from gridmap.ui.theme import Theme

_ROW_PX = 62


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentProject:
    """A project of the recent list with what is remembered of it; `villages` None: not known.

    `is_gone`: its file is not where it was.
    """

    path: Path
    name: str
    opened: date | None
    villages: int | None
    backup: datetime | None
    is_gone: bool = False


def recent_projects(settings: Settings) -> list[RecentProject]:
    """Return the recent projects, newest first; those whose file is gone are said to be."""
    notes = settings.ui.get("project_notes", {})
    found = []
    for text in settings.recent:
        path = Path(text)
        is_gone = not path.is_file()
        note = notes.get(text, {})
        opened = date.fromisoformat(note["opened"]) if "opened" in note else None
        found.append(
            RecentProject(
                path=path,
                name=note.get("name") or path.stem,
                opened=opened,
                villages=note.get("villages"),
                backup=None if is_gone else last_backup(path),
                is_gone=is_gone,
            )
        )
    return found


def last_backup(path: Path) -> datetime | None:
    """Return when the newest backup beside a project was made, None where there is none."""
    from gridmap.store.backup import list_backups

    newest = next(iter(list_backups(path)), None)
    return newest.made_at if newest is not None else None


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
        left.addWidget(self._recent_card(recent), 1)
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

    def _recent_card(self, recent: list[RecentProject]) -> QWidget:
        card = QFrame()
        card.setObjectName("startCard")
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 14, 0, 8)
        column.setSpacing(0)
        title = QLabel(tr("Recent projects"))
        title.setObjectName("panelTitle")
        title.setContentsMargins(16, 0, 16, 10)
        column.addWidget(title)
        rows = QWidget()
        rows.setObjectName("scrollBody")
        rows_column = QVBoxLayout(rows)
        rows_column.setContentsMargins(0, 0, 0, 0)
        rows_column.setSpacing(0)
        for project in recent:
            row = self._gone_row(project) if project.is_gone else self._recent_row(project)
            rows_column.addWidget(row)
        if not recent:
            rows_column.addWidget(self._nothing_yet())
        rows_column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName(tr("Recent projects"))
        area.setWidget(rows)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(area, 1)
        return card

    def _nothing_yet(self) -> QLabel:
        label = QLabel(
            tr("Projects that you open are listed here. Begin with Practice: 5 minutes.")
            + "\n\n"
            + tr("You can also drop a project, a map file or a roster onto this window.")
        )
        label.setObjectName("secondary")
        label.setWordWrap(True)
        label.setContentsMargins(16, 12, 16, 12)
        return label

    def _gone_row(self, project: RecentProject) -> QFrame:
        """Return the line of a project whose file is gone, with a way to take it off the list."""
        frame = QFrame()
        frame.setObjectName("goneRow")
        frame.setMinimumHeight(self._theme.px(_ROW_PX))
        frame.setToolTip(str(project.path))
        name = QLabel(project.name)
        name.setObjectName("secondary")
        state = _Elided(tr("Not found: moved, renamed, or on a drive that is not there"))
        state.setObjectName("quiet")
        forget = QPushButton(tr("Take off the list"))
        forget.setProperty("flat_link", True)
        forget.setObjectName("forget")
        forget.setAccessibleName(tr("Take {name} off the list", name=project.name))
        forget.clicked.connect(lambda: self.forgotten.emit(project.path))
        grid = QGridLayout(frame)
        grid.setContentsMargins(16, 6, 16, 6)
        grid.setVerticalSpacing(1)
        grid.addWidget(name, 0, 0)
        grid.addWidget(forget, 0, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(state, 1, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        return frame

    def _recent_row(self, project: RecentProject) -> QPushButton:
        button = QPushButton()
        button.setObjectName("recentRow")
        button.setMinimumHeight(self._theme.px(_ROW_PX))
        button.setToolTip(str(project.path))
        button.setAccessibleName(project.name)
        button.clicked.connect(lambda: self.project_chosen.emit(project.path))
        name = QLabel(project.name)
        name.setObjectName("sectionTitle")
        path = _Elided(_shortened(project.path))
        path.setObjectName("quiet")
        facts = QLabel(_facts(project))
        facts.setObjectName("secondary")
        facts.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        backup = QLabel(_backup_text(project.backup))
        backup.setObjectName("quiet")
        backup.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid = QGridLayout(button)
        grid.setContentsMargins(16, 6, 16, 6)
        grid.setVerticalSpacing(1)
        grid.addWidget(name, 0, 0)
        grid.addWidget(path, 1, 0)
        grid.addWidget(facts, 0, 1)
        grid.addWidget(backup, 1, 1)
        grid.setColumnStretch(0, 1)
        for label in (name, path, facts, backup):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return button

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


class _Elided(QLabel):
    """A line that leaves its middle out where it is too long for its place."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setToolTip(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        room = self.contentsRect()
        text = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideMiddle, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


class _Busy(QFrame):
    """A line that says what is being opened."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("startCard")
        self._text = _Elided("")
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


def _facts(project: RecentProject) -> str:
    parts = []
    if project.villages is not None:
        parts.append(tr("Villages: {count}", count=project.villages))
    if project.opened is not None:
        parts.append(project.opened.isoformat())
    return "  ·  ".join(parts)


def _backup_text(moment: datetime | None) -> str:
    if moment is None:
        return ""
    return tr("Last backup {moment}", moment=f"{moment:%Y-%m-%d %H:%M}")


def _shortened(path: Path) -> str:
    """Return the path with the home folder as ~, its middle left out where it is long."""
    text = str(path)
    home = str(Path.home())
    if text.startswith(home):
        text = "~" + text[len(home) :]
    return text if len(text) <= 52 else f"{text[:16]}…{text[-35:]}"
