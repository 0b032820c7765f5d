"""Repair of grids that are in the project already: what would move, then one step."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QProgressBar, QVBoxLayout, QWidget

from gridmap.errors import GridMapError
from gridmap.i18n import tr
from gridmap.importers.grid_fit import GridFit, look_at_project
from gridmap.model.changes import Changeset
from gridmap.session import Session
from gridmap.ui.dialogs.grid_fit import GridFitPanel
from gridmap.ui.jobs import JobRunner, RunningJob
from gridmap.ui.theme import Theme


class RepairDialog(QDialog):
    """Looks through all villages and shows those whose grids do not fit.

    Nothing changes before the last button; then `changeset` holds the repair.
    """

    def __init__(
        self, parent: QWidget | None, session: Session, runner: JobRunner, theme: Theme
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Repair grids that do not fit"))
        self._session, self._runner = session, runner
        self._running: RunningJob | None = None
        self.changeset = Changeset("")
        self.panel = GridFitPanel(theme, offers_choice=False)
        self._state = QLabel()
        self._state.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        buttons = QDialogButtonBox()
        self.take = buttons.addButton(tr("Repair"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.take.setProperty("primary", True)
        buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        for part in (self._state, self._bar):
            column.addWidget(part)
        column.addWidget(self.panel, 1)
        column.addWidget(buttons)
        self.resize(theme.px(860), theme.px(460))
        self.panel.tolerance_chosen.connect(self._look)
        self._look()

    def reject(self) -> None:
        """Stop looking and close."""
        self._stop()
        super().reject()

    def _look(self) -> None:
        self._stop()
        self.take.setEnabled(False)
        self._state.setText(tr("Looking through the grids of all villages…"))
        self._bar.show()
        snapshot = self._session.document.snapshot()
        job = look_at_project(snapshot, tolerance_m=self.panel.tolerance.value())
        title = tr("Fitting the grids…")
        self._running = self._runner.run(title, job, self._looked, self._failed, is_shown=False)

    def _looked(self, fit: GridFit) -> None:
        self._running = None
        self._bar.hide()
        self.panel.show_fit(fit)
        self.changeset = Changeset(tr("Repair grids that do not fit"))
        for village in fit.villages:
            self.changeset = self.changeset.merged_with(village.changes)
        self.take.setEnabled(bool(self.changeset))
        self._state.setText(
            tr(
                "This would move in {count} villages. Nothing is changed yet.",
                count=len(fit.villages),
            )
            if fit.villages
            else tr("The grids of all villages fit: there is nothing to repair.")
        )

    def _failed(self, error: BaseException) -> None:
        self._running = None
        self._bar.hide()
        if not isinstance(error, GridMapError):
            raise error
        self._state.setText(str(error))

    def _stop(self) -> None:
        if self._running is not None:
            self._running.cancel()
            self._running = None
