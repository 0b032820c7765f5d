"""From the finished booklet to paper with the mouse: print desk, system dialog, sheets."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit
from pytestqt.qtbot import QtBot

from gridmap.ui.main_window import MainWindow
from gridmap.ui.printing.desk import PrintDesk
from tests.helpers.build import Tiny
from tests.helpers.window import WAIT_MS, open_project, open_window, tiny_project, when_shown

LEFT = Qt.MouseButton.LeftButton


def desk_of(qtbot: QtBot) -> PrintDesk:
    """The print desk as soon as it is on the screen."""

    def shown() -> PrintDesk | None:
        return next(
            (
                w
                for w in QApplication.topLevelWidgets()
                if isinstance(w, PrintDesk) and w.isVisible()
            ),
            None,
        )

    qtbot.waitUntil(lambda: shown() is not None, timeout=WAIT_MS)
    desk = shown()
    assert desk is not None
    return desk


def print_to(qtbot: QtBot, dialog: QPrintDialog, out: Path) -> None:
    """Have the system's dialog print to a file, with the mouse."""
    name = dialog.findChild(QLineEdit, "filename")
    assert name is not None
    assert name.text().endswith(".pdf")
    name.selectAll()
    qtbot.keyClicks(name, str(out))
    (box,) = dialog.findChildren(QDialogButtonBox)
    accept = QDialogButtonBox.ButtonRole.AcceptRole
    (button,) = [one for one in box.buttons() if box.buttonRole(one) is accept]
    qtbot.mouseClick(button, LEFT)


def made_atlas(qtbot: QtBot, window: MainWindow, folder: Path) -> Path:
    """Make the booklet with the mouse in the atlas mode."""
    workspace = window.view.workspace
    workspace.show_mode("atlas")
    panel = workspace.atlas
    panel.folder.setText(str(folder))
    panel.one_file.setChecked(True)
    qtbot.mouseClick(panel.foot.make, LEFT)
    qtbot.waitUntil(lambda: panel.foot.print.isVisible(), timeout=WAIT_MS)
    (made,) = folder.glob("*.pdf")
    return made


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_made_booklet_is_on_paper_after_two_clicks_and_the_system_dialog(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    out = tmp_path / "paper.pdf"
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        folder = tmp_path / "atlas"
        folder.mkdir()
        made = made_atlas(qtbot, window, folder)
        qtbot.mouseClick(window.view.workspace.atlas.foot.print, LEFT)
        desk = desk_of(qtbot)
        qtbot.keyClicks(desk.range, "1-3")
        when_shown(QPrintDialog, lambda dialog: print_to(qtbot, dialog, out))
        qtbot.mouseClick(desk.print_button, LEFT)
        qtbot.waitUntil(lambda: out.is_file() and not window.runner.is_busy, timeout=60_000)
    with pikepdf.open(made) as pdf:
        assert len(pdf.pages) > 3
    with pypdfium2.PdfDocument(out) as pdf:
        assert len(pdf) == 4
        width, height = (length / 72 * 25.4 for length in pdf[0].get_size())
    assert (width, height) == pytest.approx((210.0, 297.0), abs=0.4)
