"""The list of recent projects on the start page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gridmap.i18n import tr
from gridmap.ui.recent_projects import RecentProject
from gridmap.ui.theme import Theme
from gridmap.ui.widgets.elided_line import ElidedLine

_ROW_PX = 62


class RecentCard(QFrame):
    """A row for each recent project.

    `chosen(path)` wants it opened, `forgotten(path)` off the list.
    """

    chosen = Signal(object)
    forgotten = Signal(object)

    def __init__(self, recent: Sequence[RecentProject], theme: Theme) -> None:
        super().__init__()
        self.setObjectName("startCard")
        self._theme = theme
        column = QVBoxLayout(self)
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
        state = ElidedLine(tr("Not found: moved, renamed, or on a drive that is not there"))
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
        button.clicked.connect(lambda: self.chosen.emit(project.path))
        name = QLabel(project.name)
        name.setObjectName("sectionTitle")
        path = ElidedLine(_shortened(project.path))
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
