"""What to do first, in the middle of a map that has nothing on it yet."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from gridmap.i18n import tr
from gridmap.model.changes import Changeset
from gridmap.model.features import (
    Area,
    Feature,
    Grid,
    Household,
    Line,
    Note,
    Place,
    Village,
    geometry_of,
)
from gridmap.session import Session
from gridmap.ui import icons
from gridmap.ui.theme import Theme

_ON_THE_MAP: tuple[type[Feature], ...] = (Village, Grid, Place, Line, Area, Note, Household)


class EmptyNote(QFrame):
    """Shown as long as nothing has a place. `import_wanted` fires for the one way to go on."""

    import_wanted = Signal()

    def __init__(self, host: QWidget, session: Session, theme: Theme) -> None:
        super().__init__(host)
        self.setObjectName("card")
        self._session, self._theme = session, theme
        self._title = QLabel()
        self._title.setObjectName("panelTitle")
        self._words = QLabel()
        self._words.setObjectName("secondary")
        self._words.setWordWrap(True)
        self.button = QPushButton(
            icons.icon("import", theme, color=theme.on_accent, size_px=18), tr("Import files…")
        )
        self.button.setProperty("primary", True)
        self.button.setToolTip(tr("Take map files, tables or a roster into the project."))
        self.button.clicked.connect(self.import_wanted)
        column = QVBoxLayout(self)
        margin = theme.px(24)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(12))
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFixedWidth(theme.px(440))
        host.installEventFilter(self)
        self._disconnect = session.changed.connect(self._after_change)
        self._update()

    def release(self) -> None:
        """Let go of the session."""
        self._disconnect()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the middle of the host."""
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _after_change(self, _changeset: Changeset) -> None:
        self._update()

    def _update(self) -> None:
        document = self._session.document
        is_empty = not any(
            geometry_of(item) is not None for kind in _ON_THE_MAP for item in document.all(kind)
        )
        self.setVisible(is_empty)
        if not is_empty:
            return
        waiting = document.count(Household)
        if waiting:
            self._title.setText(tr("{count} households wait for their place", count=waiting))
            self._words.setText(
                tr(
                    "Now take in the outlines of the villages, or any map file of the place: it "
                    "decides the coordinates. Then draw the grids and place the households."
                )
            )
        else:
            self._title.setText(tr("The map is still empty"))
            self._words.setText(
                tr(
                    "Take in the roster of households and the outlines of the villages, one after "
                    "the other, or drop the files onto this window."
                )
            )
        self.button.setEnabled(not self._session.store.is_read_only)
        self._place()

    def _place(self) -> None:
        host = self.parentWidget()
        if host is None or self.isHidden():
            return
        self.setFixedHeight(self.heightForWidth(self.width()))
        self.move((host.width() - self.width()) // 2, (host.height() - self.height()) // 2)
