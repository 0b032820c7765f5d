"""图册: which villages, which edition, on which paper; made in the background, with cancel."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gridmap.i18n import tr
from gridmap.model.editions import Edition
from gridmap.model.features import FeatureId, Officer, Village
from gridmap.session import Session
from gridmap.settings import Settings
from gridmap.ui.outside import open_outside
from gridmap.ui.theme import Theme
from gridmap.ui.widgets.part_choice import PartChoice

if TYPE_CHECKING:
    from gridmap.export.spec import AtlasSpec

_ID = Qt.ItemDataRole.UserRole
EDITIONS = (Edition.HOUSEHOLD, Edition.OFFICER, Edition.SUMMARY, Edition.PUBLIC)
PAPERS = ("A4", "A3", "8K", "16K")


class AtlasPanel(QWidget):
    """The form above, its button and what came of it always in sight below.

    `wanted(spec, out)` fires when a person presses the button; choices are kept.
    """

    wanted = Signal(object, object)

    def __init__(self, session: Session, settings: Settings, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self._settings = settings
        self._result: Path | None = None
        self._listed: tuple[tuple[FeatureId, str], ...] | None = None
        self._chosen: dict[str, Any] = settings.ui.setdefault("atlas", {})
        self.edition = QComboBox()
        self.villages = QListWidget()
        self.officer = QComboBox()
        self.paper = QComboBox()
        self.by = QComboBox()
        self.surname_only = QCheckBox(tr("Surnames only"))
        self.one_file = QCheckBox(tr("One file for all villages"))
        self.parts = PartChoice()
        self.folder = QLineEdit()
        self.make = QPushButton(tr("Make the atlas"))
        self._note = QLabel()
        self._result_label = QLabel()
        self._open = QPushButton(tr("Open the result"))
        self._open_folder = QPushButton(tr("Open the folder"))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName(tr("Atlas"))
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._body(theme))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(area, 1)
        column.addWidget(self._foot())
        self._fill()
        self._recall()
        self.edition.currentIndexChanged.connect(self._edition_changed)
        self.officer.currentIndexChanged.connect(self._edition_changed)
        self._edition_changed()

    def refresh(self) -> None:
        """List the villages and officers that there are now; all villages ticked if they differ."""
        document = self._session.document
        people = sorted(document.all(Officer), key=lambda item: (item.name, item.id))
        villages = sorted(document.all(Village), key=lambda item: (item.code, item.name, item.id))
        listed = (
            *((officer.id, officer.name) for officer in people),
            *((village.id, village.name) for village in villages),
        )
        if listed == self._listed:
            return
        self._listed = listed
        self.officer.clear()
        self.officer.addItem(tr("Everyone, one each"), "")
        for officer in people:
            self.officer.addItem(f"{officer.name}  {officer.post}".strip(), officer.id)
        self.villages.clear()
        for village in villages:
            item = QListWidgetItem(village.name)
            item.setData(_ID, village.id)
            item.setCheckState(Qt.CheckState.Checked)
            self.villages.addItem(item)

    def choose_villages(self, ids: frozenset[FeatureId]) -> None:
        """Tick just the villages among these features; nothing where there are none."""
        rows = [self.villages.item(number) for number in range(self.villages.count())]
        if not any(item.data(_ID) in ids for item in rows):
            return
        for item in rows:
            is_on = item.data(_ID) in ids
            item.setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)

    def spec(self) -> AtlasSpec:
        """Return what the form asks for."""
        from gridmap.export.spec import AtlasSpec

        checked = self._checked()
        is_all = len(checked) == self.villages.count()
        return AtlasSpec(
            edition=Edition(self.edition.currentData()),
            on=date.today(),
            villages=() if is_all else checked,
            officer=self._recipient(),
            paper=self.paper.currentData(),
            by=self.by.currentData(),
            surname_only=self.surname_only.isChecked(),
            parts=self.parts.parts,
        )

    def _recipient(self) -> FeatureId | None:
        """Return the officer of an officer's edition, None for any other or for all of them."""
        if self.edition.currentData() != Edition.OFFICER.value:
            return None
        return FeatureId(self.officer.currentData()) if self.officer.currentData() else None

    def output(self) -> Path:
        """Return the file or folder that the atlas goes to."""
        name = self._session.document.project.name
        edition = Edition(self.edition.currentData()).value
        folder = Path(self.folder.text()).expanduser()
        if self.one_file.isChecked() and self.one_file.isEnabled():
            return folder / f"{name}-{edition}.pdf"
        return folder / f"{name}-{edition}"

    def show_running(self, *, is_running: bool) -> None:
        """Keep the button from being pressed twice."""
        self.make.setEnabled(not is_running)
        self.make.setText(tr("Making the atlas…") if is_running else tr("Make the atlas"))
        if is_running:
            self._result_label.hide()
            self._result_row.hide()

    @property
    def result_text(self) -> str:
        """What is said of the last run."""
        return self._result_label.text()

    def show_result(self, words: str, path: Path) -> None:
        """Say what was made and offer to open it."""
        self._result = path
        self._result_label.setText(words)
        self._result_label.show()
        self._open.setVisible(path.is_file())
        self._result_row.show()

    def _body(self, theme: Theme) -> QWidget:
        body = QWidget()
        body.setObjectName("scrollBody")
        column = QVBoxLayout(body)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(10)
        title = QLabel(tr("Atlas"))
        title.setObjectName("panelTitle")
        column.addWidget(title)
        column.addLayout(self._choices())
        column.addLayout(self._village_head())
        self.villages.setMinimumHeight(theme.px(96))
        self.villages.setAccessibleName(tr("Villages"))
        self.villages.setObjectName("card")
        column.addWidget(self.villages, 1)
        column.addWidget(self.one_file)
        column.addWidget(self.parts)
        column.addLayout(self._output_row())
        return body

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setObjectName("atlasFoot")
        column = QVBoxLayout(foot)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(8)
        self._result_label.setWordWrap(True)
        self._result_label.setObjectName("good")
        self._result_label.hide()
        column.addWidget(self._result_label)
        self._result_row = QWidget()
        row = QHBoxLayout(self._result_row)
        row.setContentsMargins(0, 0, 0, 0)
        self._open.clicked.connect(self._open_result)
        self._open_folder.clicked.connect(self._open_result_folder)
        row.addWidget(self._open, 1)
        row.addWidget(self._open_folder, 1)
        self._result_row.hide()
        column.addWidget(self._result_row)
        self.make.setProperty("primary", True)
        self.make.clicked.connect(self._ask)
        column.addWidget(self.make)
        return foot

    def _choices(self) -> QVBoxLayout:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setVerticalSpacing(6)
        for label, field in (
            (tr("Edition"), self.edition),
            (tr("Officer"), self.officer),
            (tr("Paper"), self.paper),
            (tr("Sheets by"), self.by),
        ):
            field.setAccessibleName(label)
            field.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            field.setMinimumContentsLength(8)
            form.addRow(label, field)
        self._note.setObjectName("quiet")
        self._note.setWordWrap(True)
        column = QVBoxLayout()
        column.addLayout(form)
        column.addWidget(self._note)
        column.addWidget(self.surname_only)
        return column

    def _village_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        title = QLabel(tr("Villages"))
        title.setObjectName("sectionTitle")
        row.addWidget(title, 1)
        for words, state in (
            (tr("All"), Qt.CheckState.Checked),
            (tr("None"), Qt.CheckState.Unchecked),
        ):
            button = QPushButton(words)
            button.setProperty("flat_link", True)
            button.clicked.connect(lambda _on=False, state=state: self._tick_all(state))
            row.addWidget(button)
        return row

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

    def _fill(self) -> None:
        for edition in EDITIONS:
            self.edition.addItem(f"{edition.value} {edition.label}", edition.value)
        for paper in PAPERS:
            self.paper.addItem(paper, paper)
        self.by.addItem(tr("villager group"), "group")
        self.by.addItem(tr("grid"), "grid")
        self.refresh()

    def _recall(self) -> None:
        """Show the choices of the last time."""
        for field, name in ((self.edition, "edition"), (self.paper, "paper"), (self.by, "by")):
            place = field.findData(self._chosen.get(name))
            if place >= 0:
                field.setCurrentIndex(place)
        self.surname_only.setChecked(bool(self._chosen.get("surname_only")))
        self.one_file.setChecked(bool(self._chosen.get("one_file")))
        if isinstance(self._chosen.get("parts"), list):
            self.parts.choose(self._chosen["parts"])
        self.folder.setText(str(self._chosen.get("folder") or Path.home()))

    def _remember(self) -> None:
        self._chosen.update(
            edition=self.edition.currentData(),
            paper=self.paper.currentData(),
            by=self.by.currentData(),
            surname_only=self.surname_only.isChecked(),
            one_file=self.one_file.isChecked(),
            parts=sorted(self.parts.parts),
            folder=self.folder.text(),
        )

    def _edition_changed(self) -> None:
        edition = Edition(self.edition.currentData())
        self.officer.setEnabled(edition is Edition.OFFICER)
        self.surname_only.setEnabled(edition.shows_households)
        is_one_each = edition is Edition.OFFICER and not self.officer.currentData()
        self.one_file.setEnabled(not is_one_each)
        self._note.setText(_contents(edition))

    def _checked(self) -> tuple[FeatureId, ...]:
        rows = [self.villages.item(number) for number in range(self.villages.count())]
        return tuple(item.data(_ID) for item in rows if item.checkState() is Qt.CheckState.Checked)

    def _tick_all(self, state: Qt.CheckState) -> None:
        for number in range(self.villages.count()):
            self.villages.item(number).setCheckState(state)

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, tr("Folder for the atlas"), self.folder.text()
        )
        if folder:
            self.folder.setText(folder)

    def _ask(self) -> None:
        if not self._checked():
            self._note.setText(tr("Tick at least one village."))
            return
        self._remember()
        self.wanted.emit(self.spec(), self.output())

    def _open_result(self) -> None:
        if self._result is not None:
            open_outside(self._result)

    def _open_result_folder(self) -> None:
        if self._result is not None:
            open_outside(self._result.parent if self._result.is_file() else self._result)


def _contents(edition: Edition) -> str:
    """Return who an edition is for and what it holds."""
    return {
        Edition.PUBLIC: tr("For the notice board: boundaries, places, officers; no household."),
        Edition.SUMMARY: tr("For leaders: counts only, small ones masked; no names, no doors."),
        Edition.HOUSEHOLD: tr("For finding the house: doors and heads; no care records."),
        Edition.OFFICER: tr("For one officer: also that officer's own people. Keep it safe."),
    }[edition]
