"""图册: the form with every choice of an atlas; the effect is seen beside it (ui/atlas/page.py)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gridmap.i18n import tr
from gridmap.model.features import FeatureId, Grid, Village
from gridmap.session import Session
from gridmap.settings import Settings
from gridmap.ui.atlas.choices import AtlasChoices
from gridmap.ui.atlas.report_dialog import ReportDialog, result_words
from gridmap.ui.atlas.result_foot import ResultFoot
from gridmap.ui.atlas.village_choice import VillageChoice
from gridmap.ui.locking import lock_tick, with_password
from gridmap.ui.theme import Theme
from gridmap.ui.widgets.part_choice import PartChoice

if TYPE_CHECKING:
    from gridmap.export.parts.changes import Changes
    from gridmap.export.report import AtlasReport
    from gridmap.export.spec import AtlasSpec
    from gridmap.progress import Progress

_LEAST_PX: Final = 252


class AtlasPanel(QWidget):
    """The form above, its button and what came of it always in sight below.

    `wanted(spec, out, password)` fires when a person presses the button, `changed` when the pages
    may look different, `cancel_wanted` when the work is to stop, `comparing` when `is_comparing` is
    another. Choices are kept, but not the password, nor that one is wanted.
    """

    wanted = Signal(object, object, str)
    changed = Signal()
    cancel_wanted = Signal()
    print_wanted = Signal(object)
    comparing = Signal()

    def __init__(self, session: Session, settings: Settings, theme: Theme) -> None:
        super().__init__()
        self._session, self._theme = session, theme
        self.report: AtlasReport | None = None
        self.changes: Changes | None = None
        self._is_comparing = False
        self._held: Callable[[], None] | None = None
        self._chosen: dict[str, Any] = settings.ui.setdefault("atlas", {})
        self.choices = AtlasChoices(theme)
        self.village_choice = VillageChoice(theme)
        self.one_file = QCheckBox(tr("One file for all villages"))
        self.parts = PartChoice()
        self.lock = lock_tick()
        self.folder = QLineEdit()
        self.foot = ResultFoot()
        self.setMinimumWidth(theme.px(_LEAST_PX))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName(tr("Atlas"))
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._body())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(area, 1)
        column.addWidget(self.foot)
        self.refresh()
        self._recall()
        self._connect()
        self._adapt()

    @property
    def edition(self) -> QComboBox:
        """The field of the edition."""
        return self.choices.edition

    @property
    def officer(self) -> QComboBox:
        """The field of the officer that an officer's edition is for."""
        return self.choices.officer

    @property
    def paper(self) -> QComboBox:
        """The field of the paper."""
        return self.choices.paper

    @property
    def villages(self) -> QListWidget:
        """The villages with their ticks."""
        return self.village_choice.list

    @property
    def make(self) -> QPushButton:
        """The button that makes the atlas."""
        return self.foot.make

    @property
    def is_volume(self) -> bool:
        """Whether all villages go into one file."""
        return self.one_file.isChecked() and self.one_file.isEnabled()

    @property
    def result_text(self) -> str:
        """What is said of the last run."""
        return self.foot.words.text()

    def refresh(self) -> None:
        """List the villages, officers, grids and incidents that there are now."""
        document = self._session.document
        villages = sorted(document.all(Village), key=lambda item: (item.code, item.name, item.id))
        self.village_choice.show_villages(villages)
        self.choices.refresh(document)
        self._show_grids()

    def choose_villages(self, ids: frozenset[FeatureId]) -> None:
        """Tick just the villages among these features; nothing where there are none."""
        self.village_choice.choose(ids)

    def spec(self) -> AtlasSpec:
        """Return what the form asks for."""
        from gridmap.export.spec import AtlasSpec
        from gridmap.export.underlay import underlay_fields

        checked = self.village_choice.checked
        is_all = self.village_choice.is_all and self.choices.chosen_grid is None
        return AtlasSpec(
            **self.choices.values(),
            **underlay_fields(self._pictures()),
            villages=() if is_all else checked,
            parts=self.parts.parts,
            changes=self.changes,
        )

    def _pictures(self) -> Path | None:
        """Return where the open project's pictures are; None while the form stands alone."""
        from gridmap.store.pictures import pictures_folder

        project = getattr(self.window(), "path", None)
        return pictures_folder(project) if isinstance(project, Path) else None

    def output(self) -> Path:
        """Return the file or folder that the atlas goes to."""
        from gridmap.export.booklet_files import safe_name

        name = safe_name(self._session.document.project.name)
        edition = self.choices.chosen_edition.value
        folder = Path(self.folder.text()).expanduser()
        return folder / (f"{name}-{edition}.pdf" if self.is_volume else f"{name}-{edition}")

    def show_running(self, *, is_running: bool) -> None:
        """Keep the button from being pressed twice; show how far the work is."""
        self.foot.show_running(is_running=is_running)

    def show_progress(self, step: Progress) -> None:
        """Show how far the work is."""
        self.foot.show_progress(step)

    @property
    def is_comparing(self) -> bool:
        """Whether the change page is being worked out."""
        return self._is_comparing

    def show_comparing(self) -> None:
        """Make nothing while the change page is worked out: what is asked for now waits."""
        self._is_comparing = True
        self.comparing.emit()

    def when_compared(self, act: Callable[[], None]) -> None:
        """Do something as soon as the change page is worked out; at once where it is.

        Where it cannot be worked out nothing is done, and the reason is said.
        """
        if not self._is_comparing:
            act()
            return
        self._held = act
        self._adapt()
        self.foot.say(
            tr("Looking for what has changed. The atlas is made as soon as that is known.")
        )

    def show_changes(self, changes: Changes | None) -> None:
        """Take the change page that was worked out; begin with what has waited for it."""
        self._is_comparing = False
        self.comparing.emit()
        if changes != self.changes:
            self.changes = changes
            self.changed.emit()
        held, self._held = self._held, None
        self._adapt()
        if held is not None:
            self.foot.words.hide()
            held()

    def show_uncompared(self, words: str) -> None:
        """Say why there is no change page, and make nothing of what has waited for it."""
        self._held = None
        self.show_changes(None)
        self.foot.say(words, is_good=False)

    def show_report(self, report: AtlasReport, path: Path) -> None:
        """Say what was made and offer to open it, or to read the whole report."""
        self.report = report
        is_good = not (report.problems or report.unlabelled)
        self.foot.show_result(result_words(report), path, is_good=is_good)

    def _body(self) -> QWidget:
        body = QWidget()
        body.setObjectName("scrollBody")
        # As wide as the panel, whatever it holds: long words must not push fields out of sight.
        body.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(body)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(10)
        column.addWidget(self.choices)
        column.addWidget(self.village_choice, 1)
        column.addWidget(self.one_file)
        column.addWidget(self.choices.below)
        column.addWidget(self.parts)
        column.addLayout(self._output_row())
        column.addWidget(self.lock)
        return body

    def _output_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        label = QLabel(tr("Into"))
        label.setObjectName("fieldLabel")
        self.folder.setAccessibleName(tr("Folder for the atlas"))
        choose = QPushButton("…")
        choose.setAccessibleName(tr("Choose a folder"))
        choose.setToolTip(tr("Choose a folder"))
        choose.clicked.connect(self._choose_folder)
        row.addWidget(label)
        row.addWidget(self.folder, 1)
        row.addWidget(choose)
        return row

    def _recall(self) -> None:
        """Show the choices of the last time."""
        self.choices.recall(self._chosen)
        self.one_file.setChecked(bool(self._chosen.get("one_file")))
        if isinstance(self._chosen.get("parts"), list):
            self.parts.choose(self._chosen["parts"])
        self.folder.setText(str(self._chosen.get("folder") or Path.home()))

    def _remember(self) -> None:
        self._chosen.update(
            self.choices.to_remember(),
            one_file=self.one_file.isChecked(),
            parts=sorted(self.parts.parts),
            folder=self.folder.text(),
        )

    def _connect(self) -> None:
        self.choices.changed.connect(self._tell)
        self.village_choice.changed.connect(self._villages_chosen)
        self.one_file.toggled.connect(lambda _on: self._tell())
        self.parts.changed.connect(self._tell)
        self.folder.editingFinished.connect(self._remember)
        self.foot.make_wanted.connect(self._ask)
        self.foot.cancel_wanted.connect(self.cancel_wanted)
        self.foot.print_wanted.connect(self.print_wanted)
        self.foot.report_wanted.connect(self._show_report)

    def _villages_chosen(self) -> None:
        self._show_grids()
        self._tell()

    def _show_grids(self) -> None:
        checked = self.village_choice.checked
        only = checked[0] if len(checked) == 1 else None
        grids = [item for item in self._session.document.all(Grid) if item.village == only]
        self.choices.show_grids(grids if only is not None else None)

    def _tell(self) -> None:
        self._adapt()
        self._remember()
        self.changed.emit()

    def _adapt(self) -> None:
        """Say why all villages cannot go into one file, where they cannot."""
        self.one_file.setEnabled(not self.choices.is_one_each)
        self.one_file.setToolTip(
            tr("Every officer gets files of their own: choose one officer for one file.")
            if self.choices.is_one_each
            else ""
        )
        is_free = self._held is None and not self.foot.is_running
        self.make.setEnabled(bool(self.village_choice.checked) and is_free)
        self.make.setToolTip(
            "" if self.village_choice.checked else tr("Tick at least one village.")
        )
        self._forbid_parts()

    def _forbid_parts(self) -> None:
        """Grey out the parts that the edition never has."""
        from gridmap.export.parts.choice import Part
        from gridmap.export.spec import AtlasSpec

        edition = self.choices.chosen_edition
        whole = AtlasSpec(edition=edition, on=date.today(), parts=frozenset(Part))
        self.parts.forbid(
            [part for part in Part if not whole.has(part)],
            tr("The {edition} never has this part.", edition=edition.label),
        )

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, tr("Folder for the atlas"), self.folder.text()
        )
        if folder:
            self.folder.setText(folder)
            self._remember()

    def _show_report(self) -> None:
        if self.report is not None:
            dialog = ReportDialog(self, self.report, self._theme)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.show()

    def _ask(self) -> None:
        self._remember()
        with_password(self, self._theme, self._want, is_locked=self.lock.isChecked())

    def _want(self, password: str) -> None:
        """Ask for the files; the change page first, where it is still being worked out."""
        self.when_compared(lambda: self.wanted.emit(self.spec(), self.output(), password))
