"""From the finished booklet to paper with the mouse: print desk, system dialog, sheets."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from gridmap.export.imposition.printer_errors import Measured
from gridmap.i18n import tr
from gridmap.progress import Progress
from gridmap.ui.atlas.page import AtlasPage
from gridmap.ui.main_window import MainWindow
from gridmap.ui.printing import spool as spool_module
from gridmap.ui.printing.booklet import print_booklet
from gridmap.ui.printing.calibration_dialog import CalibrationDialog
from gridmap.ui.printing.desk import PrintDesk
from gridmap.ui.printing.joining import open_print_desk, print_made
from gridmap.ui.printing.pick_dialog import PickDialog
from gridmap.ui.printing.printers import measured_of
from gridmap.ui.printing.ready import say_ready
from tests.export.imposition.test_print_ready import booklet
from tests.helpers.build import Tiny
from tests.helpers.window import WAIT_MS, open_project, open_window, tiny_project, when_shown

LEFT = Qt.MouseButton.LeftButton


def shown(kind: type[QDialog]) -> QDialog | None:
    """The dialog of a kind that is on the screen."""
    found = (one for one in QApplication.topLevelWidgets() if isinstance(one, kind))
    return next((one for one in found if one.isVisible()), None)


def desk_of(qtbot: QtBot) -> PrintDesk:
    """The print desk as soon as it is on the screen."""
    qtbot.waitUntil(lambda: shown(PrintDesk) is not None, timeout=WAIT_MS)
    desk = shown(PrintDesk)
    assert isinstance(desk, PrintDesk)
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


def look_at_atlas(qtbot: QtBot, window: MainWindow) -> AtlasPage:
    """Go to the atlas mode and wait until its booklet is laid out."""
    workspace = window.view.workspace
    workspace.show_mode("atlas")
    page = workspace.book.page("atlas")
    assert isinstance(page, AtlasPage)
    qtbot.waitUntil(lambda: page.follower.preview is not None, timeout=WAIT_MS)
    return page


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


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_booklet_that_is_looked_at_is_printed_kept_as_a_run_and_leaves_no_file(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, scratch = tmp_path / "paper.pdf", tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        page = look_at_atlas(qtbot, window)
        (button,) = [
            one
            for one in page.findChildren(QToolButton)
            if one.defaultAction() is window.view.actions_by_name["print_booklet"]
        ]
        qtbot.mouseClick(button, LEFT)
        desk = desk_of(qtbot)
        (kept,) = scratch.rglob("*.pdf")
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(kept)
        assert not window.session.store.runs()
        _choose_booklet(qtbot, desk)
        qtbot.keyClicks(desk.range, "1-4")
        when_shown(QPrintDialog, lambda dialog: print_to(qtbot, dialog, out))
        qtbot.mouseClick(desk.print_button, LEFT)
        qtbot.waitUntil(lambda: out.is_file() and not window.runner.is_busy, timeout=60_000)
        assert len(window.session.store.runs()) == 1
        assert not [one for one in scratch.iterdir() if one.name.startswith("gridmap-")]
    with pypdfium2.PdfDocument(out) as pdf:
        assert len(pdf) == 2
        sizes = [length / 72 * 25.4 for length in pdf[0].get_size()]
    assert sizes == pytest.approx([297.0, 420.0], abs=0.4)


def test_sheets_saved_of_the_booklet_that_is_looked_at_open_without_a_password(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "sheets.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        look_at_atlas(qtbot, window)
        print_booklet(window.view.workspace)
        qtbot.mouseClick(desk_of(qtbot).save_button, LEFT)
        qtbot.waitUntil(lambda: out.is_file() and not window.runner.is_busy, timeout=60_000)
    with pikepdf.open(out) as pdf:
        assert not pdf.is_encrypted
        assert len(pdf.pages) > 3


def _choose_booklet(qtbot: QtBot, desk: PrintDesk) -> None:
    desk.mode.setFocus()
    qtbot.keyClick(desk.mode, Qt.Key.Key_Home)
    while desk.mode.currentData() != "saddle":
        qtbot.keyClick(desk.mode, Qt.Key.Key_Down)
    assert desk.paper.currentData() == "A3"


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_desk_that_is_left_prints_nothing_and_leaves_no_file(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        look_at_atlas(qtbot, window)
        print_booklet(window.view.workspace)
        qtbot.keyClick(desk_of(qtbot), Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: not window.runner.is_busy, timeout=WAIT_MS)
        assert not window.session.store.runs()
        assert not [one for one in scratch.iterdir() if one.name.startswith("gridmap-")]


def _press(qtbot: QtBot, box: QMessageBox, words: str) -> None:
    (button,) = [one for one in box.buttons() if one.text() == words]
    qtbot.mouseClick(button, LEFT)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_by_hand_the_fronts_come_first_and_the_backs_as_the_pile_lies(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[int, ...]] = []

    def only_note(spool, printer):
        sent.append(spool.order)
        yield Progress(0, 1)
        return len(spool.order)

    monkeypatch.setattr(spool_module, "print_spool", only_note)
    source = booklet(tmp_path / "in.pdf", 5)
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        open_print_desk(window.view.workspace, source)
        desk = desk_of(qtbot)
        desk.sides.setFocus()
        while not desk.choice().is_by_hand:
            qtbot.keyClick(desk.sides, Qt.Key.Key_Down)
        when_shown(QPrintDialog, lambda dialog: print_to(qtbot, dialog, tmp_path / "o.pdf"))
        qtbot.mouseClick(desk.print_button, LEFT)
        when_shown(QMessageBox, lambda box: _press(qtbot, box, tr("The last sheet")))
        qtbot.waitUntil(lambda: len(sent) == 2, timeout=WAIT_MS)
        qtbot.waitUntil(lambda: not window.runner.is_busy, timeout=WAIT_MS)
    assert sent == [(0, 2, 4), (5, 3, 1)]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_printer_is_calibrated_with_four_lengths_and_prints_put_right(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    page, out = tmp_path / "page.pdf", tmp_path / "out.pdf"
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        window.view.actions_by_name["calibrate_printer"].trigger()
        qtbot.waitUntil(lambda: shown(CalibrationDialog) is not None, timeout=WAIT_MS)
        dialog = shown(CalibrationDialog)
        when_shown(QPrintDialog, lambda system: print_to(qtbot, system, page))
        qtbot.mouseClick(dialog.print_button, LEFT)
        qtbot.waitUntil(lambda: page.is_file() and not window.runner.is_busy, timeout=60_000)
        with pypdfium2.PdfDocument(page) as pdf:
            assert len(pdf) == 2
        for name, text in (("across_mm", "9.92"), ("down_mm", "100"), ("left_mm", "21"),
                           ("top_mm", "20")):  # fmt: skip
            qtbot.keyClicks(dialog.fields[name], text)
        qtbot.mouseClick(dialog.keep_button, LEFT)
        assert "9.92" in dialog.error.text()
        dialog.fields["across_mm"].selectAll()
        qtbot.keyClicks(dialog.fields["across_mm"], "99,2")
        qtbot.mouseClick(dialog.keep_button, LEFT)
        assert dialog.error.text() == ""
        assert "99.2" in dialog.state.text()
        printer = dialog.printer.currentData()
        assert measured_of(window.settings, printer, "A4") == Measured(across_mm=99.2, left_mm=21.0)
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        open_print_desk(window.view.workspace, booklet(tmp_path / "in.pdf", 1))
        desk = desk_of(qtbot)
        when_shown(QPrintDialog, lambda system: print_to(qtbot, system, out))
        qtbot.mouseClick(desk.print_button, LEFT)
        qtbot.waitUntil(lambda: out.is_file() and not window.runner.is_busy, timeout=60_000)
    with pypdfium2.PdfDocument(out) as pdf:
        levels = np.asarray(pdf[0].render(scale=254 / 72).to_pil().convert("L"))
    dark = np.nonzero(levels[400] < 128)[0] / 10
    # The square lies 30 to 80 mm from the edge; the printer puts x at 1.16 + 0.992 x.
    assert [dark[0], dark[-1]] == pytest.approx([(30 - 1.16) / 0.992, (80 - 1.16) / 0.992], abs=0.3)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_print_is_stopped_at_the_foot_of_the_window_and_leaves_no_half_file(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    out = tmp_path / "paper.pdf"
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        workspace = window.view.workspace
        open_print_desk(workspace, booklet(tmp_path / "in.pdf", 60))
        desk = desk_of(qtbot)
        when_shown(QPrintDialog, lambda dialog: print_to(qtbot, dialog, out))
        qtbot.mouseClick(desk.print_button, LEFT)
        qtbot.waitUntil(out.is_file, timeout=WAIT_MS)
        (cancel,) = [
            one
            for one in workspace.status.findChildren(QPushButton)
            if one.text() == tr("Cancel") and one.isVisible()
        ]
        qtbot.mouseClick(cancel, LEFT)
        qtbot.waitUntil(lambda: not window.runner.is_busy, timeout=WAIT_MS)
    assert not out.exists()


def test_a_list_that_is_ready_can_be_printed_at_once_and_a_workbook_only_opened(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        workspace = window.view.workspace

        def offered() -> list[QPushButton]:
            buttons = workspace.toast.findChildren(QPushButton, "toastAction")
            return [button for button in buttons if button.isVisible()]

        say_ready(workspace, tmp_path / "list.xlsx")
        assert [button.text() for button in offered()] == [tr("Open")]
        say_ready(workspace, booklet(tmp_path / "list.pdf", 2))
        assert [button.text() for button in offered()] == [tr("Open"), tr("Print…")]
        qtbot.mouseClick(offered()[1], LEFT)
        desk = desk_of(qtbot)
        assert "list" in desk.windowTitle()
        qtbot.keyClick(desk, Qt.Key.Key_Escape)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_of_many_booklets_one_after_the_other_is_found_printed_and_ticked(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    folder = tmp_path / "run"
    (folder / "曹永贵").mkdir(parents=True)
    files = [folder / "曹永贵" / "柳溪村.pdf", folder / "石桥村.pdf", folder / "柳树湾村.pdf"]
    for path in files:
        booklet(path, 2)
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        print_made(window.view.workspace, folder)
        picked = shown(PickDialog)
        assert isinstance(picked, PickDialog)
        qtbot.keyClicks(picked.filter, "sqc")
        assert picked.path == files[1]
        qtbot.keyClick(picked.filter, Qt.Key.Key_Return)
        desk = desk_of(qtbot)
        assert "石桥村" in desk.windowTitle()
        when_shown(QPrintDialog, lambda dialog: print_to(qtbot, dialog, tmp_path / "o.pdf"))
        qtbot.mouseClick(desk.print_button, LEFT)
        ticked = Qt.CheckState.Checked
        rows = range(picked.list.count())
        qtbot.waitUntil(
            lambda: any(picked.list.item(row).checkState() is ticked for row in rows),
            timeout=WAIT_MS,
        )
        done = [one.text() for one in map(picked.list.item, rows) if one.checkState() is ticked]
        assert done == ["石桥村"]
        picked.filter.clear()
        qtbot.keyClicks(picked.filter, "zzz")
        assert not picked.print_button.isEnabled()
        qtbot.keyClick(picked, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: not window.runner.is_busy, timeout=WAIT_MS)
