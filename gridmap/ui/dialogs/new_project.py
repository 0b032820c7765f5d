"""A new project: its name, code, plane and file, and the files to begin with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gridmap.i18n import tr
from gridmap.ui.dialogs.file_types import choose_import_files
from gridmap.ui.theme import Theme

FIRST_EPSG: Final = 4534
MERIDIANS_DEG: Final = range(75, 136, 3)
_CODE_LENGTHS: Final = (6, 9, 12)
_NOT_IN_NAMES: Final = '\\/:*?"<>|'


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProject:
    """What was asked for. `epsg` None: the first map file decides; 0: no coordinates."""

    name: str
    code: str
    epsg: int | None
    path: Path
    files: tuple[Path, ...] = ()


class NewProjectDialog(QDialog):
    """Asks for a new project; Enter makes it."""

    def __init__(self, parent: QWidget | None, folder: Path, theme: Theme) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("New project"))
        self._folder = folder
        self._files: tuple[Path, ...] = ()
        self._is_path_typed = False
        self.name = QLineEdit()
        self.code = QLineEdit()
        self.plane = QComboBox()
        self.path = QLineEdit()
        self._files_label = QLabel(tr("none yet; files can be taken in later too"))
        self._error = QLabel()
        self._error.setObjectName("fieldError")
        self._error.setWordWrap(True)
        self._fill_planes()
        self._arrange(theme)
        self.name.textChanged.connect(self._suggest_path)
        self.path.textEdited.connect(self._path_typed)
        self._suggest_path("")

    def result_project(self) -> NewProject:
        """Return what was asked for."""
        return NewProject(
            name=self.name.text().strip(),
            code=self.code.text().strip(),
            epsg=self.plane.currentData(),
            path=Path(self.path.text()).expanduser(),
            files=self._files,
        )

    def use_files(self, files: tuple[Path, ...]) -> None:
        """Begin with these files."""
        self._files = files
        self._files_label.setText("、".join(item.name for item in files))

    def accept(self) -> None:
        """Close if everything can be used; else say what cannot."""
        problem = self._problem()
        self._error.setText(problem)
        if not problem:
            super().accept()

    def _problem(self) -> str:
        wanted = self.result_project()
        if not wanted.name:
            return tr("The project needs a name, for example that of the township.")
        if wanted.code and not (wanted.code.isdigit() and len(wanted.code) in _CODE_LENGTHS):
            return tr("A township's code has nine digits; leave it empty if you do not know it.")
        if wanted.path.exists():
            return tr("The file {path} exists already; choose another name.", path=wanted.path)
        if not wanted.path.parent.is_dir():
            return tr("The folder {path} does not exist.", path=wanted.path.parent)
        return ""

    def _fill_planes(self) -> None:
        self.plane.addItem(tr("Let the first map file decide"), None)
        for code, words in planes():
            self.plane.addItem(words, code)
        self.plane.addItem(tr("A plan without coordinates (scanned sketch)"), 0)

    def _arrange(self, theme: Theme) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setVerticalSpacing(10)
        form.setHorizontalSpacing(16)
        self.name.setPlaceholderText(tr("for example the township's name"))
        self.code.setPlaceholderText(tr("nine digits, may stay empty"))
        form.addRow(tr("Name"), self.name)
        form.addRow(tr("Code"), self.code)
        form.addRow(tr("Coordinates"), self.plane)
        self.path.setAccessibleName(tr("File"))
        form.addRow(tr("File"), _beside(self.path, self._choose_path))
        form.addRow(tr("Begin with"), _beside(self._files_label, self._choose_files))
        buttons = QDialogButtonBox()
        make = buttons.addButton(tr("Make the project"), QDialogButtonBox.ButtonRole.AcceptRole)
        make.setProperty("primary", True)
        make.setDefault(True)
        buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(self._error)
        column.addWidget(buttons)
        self.setMinimumWidth(theme.px(620))

    def _suggest_path(self, name: str) -> None:
        if self._is_path_typed:
            return
        clean = "".join(char for char in name.strip() if char not in _NOT_IN_NAMES)
        self.path.setText(str(self._folder / f"{clean or tr('New project')}.gpkg"))

    def _path_typed(self) -> None:
        self._is_path_typed = True

    def _choose_path(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, tr("File of the new project"), self.path.text(), tr("Projects (*.gpkg)")
        )
        if path:
            self._is_path_typed = True
            self.path.setText(path if path.endswith(".gpkg") else f"{path}.gpkg")

    def _choose_files(self) -> None:
        files = choose_import_files(self, self._folder)
        if files:
            self.use_files(files)


def planes() -> list[tuple[int, str]]:
    """Return the national 3-degree planes, EPSG code and words, from west to east."""
    return [
        (FIRST_EPSG + number, tr("CGCS2000, central meridian {degrees}° E", degrees=meridian_deg))
        for number, meridian_deg in enumerate(MERIDIANS_DEG)
    ]


def _beside(widget: QWidget, choose: Callable[[], None]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    button = QPushButton(tr("Choose…"))
    button.setAutoDefault(False)
    button.clicked.connect(choose)
    row.addWidget(widget, 1)
    row.addWidget(button)
    return row
