"""From a finished PDF to paper: read its pages, ask at the print desk, ask the system, print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QMessageBox, QWidget
from shiboken6 import isValid

from gridmap.errors import GridMapError, PasswordNeededError
from gridmap.export.imposition.placing import Duplex
from gridmap.i18n import tr
from gridmap.progress import Job
from gridmap.ui.outside import last_folder, open_outside
from gridmap.ui.printing.printers import last_printer, measured_of, remember_printer

if TYPE_CHECKING:
    from gridmap.export.imposition.booklet_pages import BookletPages
    from gridmap.export.imposition.wanted import PrintWanted
    from gridmap.ui.printing.choices import DeskChoice
    from gridmap.ui.printing.desk import PrintDesk
    from gridmap.ui.workspace import Workspace

_KEPT = "print_desk"


def open_print_desk(
    workspace: Workspace,
    path: Path,
    *,
    title: str = "",
    key: str = "",
    printed: Callable[[], None] | None = None,
    over: Callable[[], None] | None = None,
) -> None:
    """Open the print desk for a finished PDF.

    `title` is what the file is called. `key` opens a file that the window has locked for itself:
    what is made of it is not locked. `printed` is called when it went to a printer or was saved
    as sheets, `over` when the file is needed no more.
    """
    run = PrintRun(workspace, path, title or path.stem, key)
    run.printed, run.over = printed, over
    run.begin()


def print_path(workspace: Workspace, path: Path) -> None:
    """Open the print desk for a file, or for one that is chosen from a folder."""
    if path.is_dir():
        chosen, _ = QFileDialog.getOpenFileName(
            workspace.window(), tr("Print a PDF"), str(path), tr("PDF files (*.pdf)")
        )
        path = Path(chosen)
    if path.is_file():
        open_print_desk(workspace, path)


def print_made(workspace: Workspace, path: Path) -> None:
    """Open the print desk for what a run has made: its file, or one after the other of many."""
    from gridmap.ui.printing.pick_dialog import PickDialog, booklets_in

    files = booklets_in(path) if path.is_dir() else [path]
    if len(files) <= 1:
        print_path(workspace, files[0] if files else path)
        return
    dialog = PickDialog(workspace.window(), path, files, workspace.theme)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.chosen.connect(
        lambda one: open_print_desk(
            workspace,
            one,
            printed=lambda: dialog.mark_printed(one) if isValid(dialog) else None,
        )
    )
    dialog.show()


class PrintRun:
    """One file on its way to the printer; it lives as long as its desk and its jobs."""

    def __init__(self, workspace: Workspace, path: Path, title: str, key: str = "") -> None:
        self._workspace, self._path, self._title = workspace, path, title
        self.printed: Callable[[], None] | None = None
        self.over: Callable[[], None] | None = None
        self._password, self._is_own_key = key, bool(key)
        self._desk: PrintDesk | None = None
        self._is_printing = False

    def begin(self) -> None:
        """Read the pages in the background, then show the desk."""
        job = _read_job(self._path, self._password)
        self._workspace.runner.run(
            tr("Reading {name}…", name=self._title), job, self._show, self._not_read
        )

    def _not_read(self, error: BaseException) -> None:
        if isinstance(error, PasswordNeededError):
            if self._ask_password():
                self.begin()
            else:
                self._end()
            return
        self._end()
        self._workspace.toast.error(error)

    def _ask_password(self) -> bool:
        text, is_given = QInputDialog.getText(
            self._window(),
            tr("Password"),
            tr("{name} is locked. Its password:", name=self._title),
            QLineEdit.EchoMode.Password,
        )
        self._password = text
        return is_given and bool(text)

    def _show(self, pages: BookletPages) -> None:
        from gridmap.ui.printing.desk import PrintDesk

        workspace = self._workspace
        kept = workspace.settings.ui.get(_KEPT)
        desk = self._desk = PrintDesk(
            self._window(),
            self._title,
            pages,
            kept if isinstance(kept, dict) else {},
            workspace.theme,
        )
        desk.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        desk.chosen.connect(self._print)
        desk.saved.connect(self._save)
        desk.calibrate.connect(self._calibrate)
        desk.finished.connect(lambda _result: self._closed())
        self._say_printer(desk)
        desk.open()

    def _closed(self) -> None:
        self._desk = None
        if not self._is_printing:
            self._end()

    def _end(self) -> None:
        over, self.over = self.over, None
        if over is not None:
            over()

    def _window(self) -> QWidget:
        return self._workspace.window()

    def _say_printer(self, desk: PrintDesk) -> None:
        printer = last_printer(self._workspace.settings)
        paper = desk.paper.currentData()
        if printer:
            words = measured_of(self._workspace.settings, printer, paper).words()
            desk.show_printer(f"{printer}, {paper}: {words}")
        else:
            desk.show_printer("")

    def _keep(self, desk: PrintDesk) -> None:
        self._workspace.settings.ui[_KEPT] = desk.kept()
        self._workspace.settings.save()

    def _calibrate(self) -> None:
        from gridmap.ui.printing.calibration_dialog import CalibrationDialog

        desk = self._desk
        if desk is None:
            return
        dialog = CalibrationDialog(desk, self._workspace, paper=desk.paper.currentData())
        dialog.finished.connect(lambda _result: self._say_printer(desk))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _save(self, choice: DeskChoice) -> None:
        """Write the sheets as a file, to be printed elsewhere."""
        desk = self._desk
        if desk is None:
            return
        start = self._path.with_name(f"{self._path.stem} {tr('sheets')}.pdf")
        path, _ = QFileDialog.getSaveFileName(
            desk, tr("Save the sheets"), str(start), tr("PDF files (*.pdf)")
        )
        if not path:
            return
        out = Path(path if path.endswith(".pdf") else f"{path}.pdf")
        self._keep(desk)
        self._is_printing = True
        desk.accept()
        wanted = choice.wanted(password=self._password)
        job = _save_job(self._path, wanted, out, is_locked=not self._is_own_key)
        self._run(tr("Writing the sheets…"), job, lambda _made: self._saved(out))

    def _done(self) -> None:
        """Say that it was printed, once, and let go of the file."""
        printed, self.printed = self.printed, None
        if printed is not None:
            printed()
        self._end()

    def _saved(self, out: Path) -> None:
        self._workspace.toast.success(
            tr("{name} is ready.", name=out.name), tr("Open"), lambda: open_outside(out)
        )
        self._done()

    def _print(self, choice: DeskChoice) -> None:
        """Ask for the printer; then make the sheets for it and print them."""
        from gridmap.ui.printing.system_dialog import (
            PrintSetting,
            ask_printer,
            check_paper,
            check_sides,
            duplex_of,
            make_printer,
            use_true_size,
        )

        desk, workspace = self._desk, self._workspace
        if desk is None:
            return
        setting = PrintSetting(
            paper=choice.paper,
            duplex=Duplex.NONE if choice.is_by_hand else choice.duplex,
            is_mono=choice.is_mono,
            title=tr("{name} printed", name=self._title),
            folder=last_folder(workspace),
        )
        printer = make_printer(setting, last_printer(workspace.settings))
        if not ask_printer(desk, printer, desk.sides_printed):
            return
        try:
            check_paper(printer, choice.paper)
            check_sides(printer, setting.duplex)
        except GridMapError as error:
            desk.show_problem(str(error))
            return
        use_true_size(printer, choice.paper)
        if printer.printerName():
            remember_printer(workspace.settings, printer.printerName())
        self._keep(desk)
        self._is_printing = True
        desk.accept()
        duplex = choice.duplex if choice.is_by_hand else duplex_of(printer, choice.duplex)
        self._lay_out(choice, printer, duplex)

    def _lay_out(self, choice: DeskChoice, printer: QPrinter, duplex: Duplex) -> None:
        """Make the sheets for the edge about which the printer turns them, then print them."""
        self._run(
            tr("Laying out {name}…", name=self._title),
            _sheets_job(self._path, choice, duplex, self._password),
            lambda made: self._spool(choice, printer, made),
        )

    def _spool(self, choice: DeskChoice, printer: QPrinter, made: Any) -> None:
        """Print the sheets that are made; by hand: the fronts first."""
        from gridmap.ui.printing.system_dialog import chosen_sides

        sides = chosen_sides(printer, made.report.sides)
        if not choice.is_by_hand:
            self._send(choice, printer, made, sides, self._printed)
            return
        fronts = tuple(side for side in sides if side % 2 == 0)
        backs = tuple(side for side in sides if side % 2)
        self._send(
            choice, printer, made, fronts, lambda count: self._turn(choice, printer, made, backs)
        )

    def _send(
        self,
        choice: DeskChoice,
        printer: QPrinter,
        made: Any,
        sides: tuple[int, ...],
        done: Callable[[int], None],
    ) -> None:
        from gridmap.ui.printing.spool import Spool, order_of, print_spool

        copies = 1 if printer.supportsMultipleCopies() else max(printer.copyCount(), 1)
        measured = measured_of(self._workspace.settings, printer.printerName(), choice.paper)
        spool = Spool(
            data=made.data,
            order=order_of(sides, copies, is_collated=printer.collateCopies()),
            measured=measured,
            is_mono=choice.is_mono or printer.colorMode() is QPrinter.ColorMode.GrayScale,
        )
        self._run(tr("Printing {name}…", name=self._title), print_spool(spool, printer), done)

    def _turn(
        self, choice: DeskChoice, printer: QPrinter, made: Any, backs: tuple[int, ...]
    ) -> None:
        """Ask for the pile to be turned, then print the backs in the order in which it lies."""
        if not backs:
            self._printed(0)
            return
        box = QMessageBox(self._window())
        box.setWindowTitle(tr("Turn the pile over"))
        box.setText(
            tr(
                "The fronts are printed. Turn the pile over like the page of a book and put it "
                "back, the same end first. Which sheet lies on top in the tray now?"
            )
        )
        first = box.addButton(tr("The first sheet"), QMessageBox.ButtonRole.YesRole)
        last = box.addButton(tr("The last sheet"), QMessageBox.ButtonRole.NoRole)
        box.addButton(tr("No backs"), QMessageBox.ButtonRole.RejectRole)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def go_on() -> None:
            pressed = box.clickedButton()
            if pressed not in (first, last):
                self._printed(0)
                return
            order = backs if pressed is first else backs[::-1]
            self._send(choice, printer, made, order, self._printed)

        box.finished.connect(lambda _result: go_on())
        box.open()

    def _printed(self, _count: int) -> None:
        self._workspace.toast.success(tr("{name} went to the printer.", name=self._title))
        self._done()

    def _run(self, title: str, job: Job[Any], done: Callable[[Any], None]) -> None:
        runner, toast = self._workspace.runner, self._workspace.toast

        def failed(error: BaseException) -> None:
            self._end()
            toast.error(error)

        running = runner.run(title, job, done, failed, makes_something=True)
        running.on_end.append(lambda: self._end() if running.is_cancelled else None)


def _read_job(path: Path, password: str) -> Job[BookletPages]:
    """Import the PDF reader inside the thread: it is slow to load."""
    from gridmap.export.imposition.booklet_pages import read_pages

    return (yield from read_pages(path, password))


def _sheets_job(path: Path, choice: DeskChoice, duplex: Duplex, password: str) -> Job[Any]:
    from gridmap.export.imposition.print_ready import sheets_in_memory

    wanted = choice.wanted(duplex=duplex, password=password)
    return (yield from sheets_in_memory(path, wanted, is_upright=True))


def _save_job(path: Path, wanted: PrintWanted, out: Path, *, is_locked: bool) -> Job[Any]:
    from gridmap.export.imposition.print_ready import print_ready

    return (yield from print_ready(path, wanted, out, is_locked=is_locked))
