"""The foot of the window: what is under the pointer, what is saved, what is under way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from gridmap.i18n import tr
from gridmap.progress import Progress
from gridmap.ui import icons
from gridmap.ui.jobs import RunningJob
from gridmap.ui.status_fields import CoordinateField, ScaleBox, SnapSign
from gridmap.ui.theme import Theme

_BETWEEN: Final = "   |   "


class StatusBar(QFrame):
    """Coordinates, scale, grid, officer, snapping on the left; progress and 所有修改已保存 right.

    `coordinates`, `scale` and `snapping` can be set by a person (ui/map_desk.py listens).
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("status")
        self.coordinates = CoordinateField()
        self.scale = ScaleBox(theme)
        self.snapping = SnapSign()
        self._grid, self._officer = QLabel(), QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(10)
        self.setFixedHeight(theme.px(31))
        self._lines: dict[QWidget, QFrame] = {}
        self._coordinate_line = _line()
        self._coordinate_line.hide()
        row.addWidget(self._map_part())
        self._page = PageWords()
        # Long words of a page must not make the window wider than a small screen.
        self._page.setMinimumWidth(theme.px(120))
        self._page.hide()
        row.addWidget(self._page, 1)
        self._space = QWidget()
        row.addWidget(self._space, 1)
        self._progress = JobProgress(theme)
        row.addWidget(self._progress)
        self._theme = theme
        self.problems = _link("", tr("List what is wrong or missing, with the place on the map."))
        self.problems.setIcon(icons.icon("warning", theme, color=theme.amber_text, size_px=16))
        row.addWidget(self.problems)
        hint = tr("The history keeps who did what. Click to give the name it writes down.")
        self.author = _link(tr("Your name…"), hint)
        self._is_name_asked = False
        row.addWidget(self.author)
        self._sign, self._saved = QLabel(), QLabel()
        row.addWidget(self._sign)
        row.addWidget(self._saved)

    def _map_part(self) -> QWidget:
        """Return what is said while the map is in sight."""
        self._map = QWidget()
        row = QHBoxLayout(self._map)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.coordinates)
        row.addWidget(self._coordinate_line)
        row.addWidget(self.scale)
        row.addWidget(_line())
        for label in (self._grid, self._officer):
            line = self._lines[label] = _line()
            label.hide()
            line.hide()
            row.addWidget(label)
            row.addWidget(line)
        row.addWidget(self.snapping)
        return self._map

    def show_map(self, *, is_shown: bool) -> None:
        """Speak of the map, or of the page that stands in its place (`show_page`)."""
        self._map.setVisible(is_shown)
        self._page.setVisible(not is_shown)
        self._space.setVisible(is_shown)

    def want_name(self, *, is_known: bool) -> None:
        """Offer to give the name of the person at work, until it is known or was asked for."""
        self.author.setVisible(not is_known and not self._is_name_asked)

    def name_asked(self) -> None:
        """Ask no more: the name was given, or left out on purpose."""
        self._is_name_asked = True
        self.author.hide()

    def show_page(self, words: Sequence[str]) -> None:
        """Take over what is said of the page that stands in the map's place."""
        self._page.say(words)

    @property
    def text(self) -> str:
        """All that is said about the map, in its order, or about the page in its place."""
        if not self._map.isVisibleTo(self):
            return self._page.text()
        said = (self.coordinates.text(), self.scale.currentText(), self._grid.text())
        return "  ".join((*said, self._officer.text(), self.snapping.text()))

    def show_position(self, x_m: float, y_m: float) -> None:
        """Show a point of the plane in the chosen system."""
        self.coordinates.show_point(x_m, y_m)
        self._coordinate_line.show()

    def show_scale(self, denominator: float) -> None:
        """Show the scale of the map."""
        self.scale.show_scale(denominator)

    def show_belonging(self, grid: str, officer: str) -> None:
        """Show the grid under the pointer and who heads it; empty texts outside all grids."""
        self._say(self._grid, grid)
        self._say(self._officer, officer)

    def _say(self, label: QLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))
        self._lines[label].setVisible(bool(text))

    def show_saved(self, *, is_read_only: bool) -> None:
        """Say that everything is on disk, or that nothing can be changed."""
        theme = self._theme
        text = tr("Open for reading only") if is_read_only else tr("All changes saved")
        self._saved.setText(text)
        self._saved.setObjectName("readOnly" if is_read_only else "saved")
        sign, color = ("lock", theme.amber_text) if is_read_only else ("check", theme.green)
        self._sign.setPixmap(icons.pixmap(sign, color, theme.px(16)))

    def show_problems(self, count: int) -> None:
        """Say how many problems the checks have found; nothing where there is none."""
        self.problems.setText(tr("Problems: {count}", count=count))
        self.problems.setVisible(bool(count))

    @Slot(object)
    def show_job(self, job: RunningJob) -> None:
        """Show a job's progress until it is over."""
        self._progress.follow(job)

    def let_go(self) -> None:
        """Show no job any more: this status bar is about to be replaced."""
        self._progress.let_go()


class PageWords(QLabel):
    """Says as many of some words, the first ones first, as there is room for; all in its tip."""

    def __init__(self) -> None:
        super().__init__()
        self._words: Sequence[str] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, words: Sequence[str]) -> None:
        """Say other words."""
        self._words = tuple(words)
        self.setToolTip("\n".join(words))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as fits."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        texts = (_BETWEEN.join(self._words[:count]) for count in range(len(self._words), 0, -1))
        width = self.fontMetrics().horizontalAdvance
        self.setText(next((text for text in texts if width(text) <= self.width()), ""))


class JobProgress(QWidget):
    """The title, the bar and the cancel button of the job that began last."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._job: RunningJob | None = None
        self._title = QLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(theme.px(140))
        self._cancel = QPushButton(tr("Cancel"))
        self._cancel.setProperty("flat_link", True)
        self._cancel.clicked.connect(self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        for part in (self._title, self._bar, self._cancel):
            row.addWidget(part)
        self.hide()

    def follow(self, job: RunningJob) -> None:
        """Show this job from now on."""
        self.let_go()
        self._job = job
        self._title.setText(job.title)
        self._bar.setRange(0, 0)
        job.on_progress.append(self._move)
        job.on_end.append(self.let_go)
        self.show()

    def let_go(self) -> None:
        """Show no job any more; one that is under way goes on."""
        if self._job is not None:
            self._job.on_progress.remove(self._move)
            self._job.on_end.remove(self.let_go)
        self._job = None
        self.hide()

    def _move(self, progress: Progress) -> None:
        if self._job is None:
            return
        self._bar.setRange(0, progress.total)
        self._bar.setValue(progress.done)
        self._title.setText(progress.message or self._job.title)

    def _stop(self) -> None:
        if self._job is not None:
            self._title.setText(tr("Stopping…"))
            self._job.cancel()


def _link(words: str, hint: str) -> QPushButton:
    """Return a button that looks like words and is hidden until there is a need for it."""
    button = QPushButton(words)
    button.setProperty("flat_link", True)
    button.setToolTip(hint)
    button.hide()
    return button


def _line() -> QFrame:
    line = QFrame()
    line.setObjectName("statusLine")
    return line
