"""From a booklet to the printer: sheets laid out a second, pages drawn a second, halts, cancel.

The printer is a file at 600 dpi. Halts are the longest time that the window's own thread did not
answer while pages were drawn beside it.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import gridmap.session  # noqa: F401  (before Qt's own, as gridmap/cli/opening.py does)

if __package__ in {None, ""}:
    sys.path.insert(0, str(Path(__file__).parent.parent))

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from benchmarks.heartbeat import Heartbeat
from gridmap.export.imposition.placing import Duplex
from gridmap.export.imposition.print_ready import sheets_in_memory
from gridmap.export.imposition.saddle import Mode
from gridmap.progress import run_job
from gridmap.ui.jobs import JobRunner
from gridmap.ui.printing.choices import DeskChoice
from gridmap.ui.printing.spool import Spool, print_spool
from gridmap.ui.printing.system_dialog import PrintSetting, make_printer, use_true_size

PAGES = 10
CANCEL_LIMIT_MS = 500


def main() -> None:
    """Print the figures for one village's booklet of the demo township."""
    application = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        booklet = _booklet(Path(folder))
        for choice in (
            DeskChoice(),
            DeskChoice(mode=Mode.SADDLE, paper="A3"),
            DeskChoice(is_mono=True),
        ):
            _measure(application, booklet, choice, Path(folder))
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"most memory {peak_mb:.0f} MB")


def _booklet(folder: Path) -> Path:
    from datetime import date

    from gridmap.export.atlas import export_atlas
    from gridmap.export.spec import AtlasSpec
    from gridmap.model.editions import Edition
    from gridmap.model.features import Village
    from gridmap.session import open_session
    from gridmap.ui.projects import practice_job

    session = open_session(run_job(practice_job(folder / "demo.gpkg")))
    village = next(iter(session.document.all(Village)))
    spec = AtlasSpec(edition=Edition.HOUSEHOLD, on=date.today(), villages=(village.id,))
    path = folder / "booklet.pdf"
    run_job(export_atlas(session.document.snapshot(), spec, path))
    session.close()
    return path


def _measure(application: QApplication, booklet: Path, choice: DeskChoice, folder: Path) -> None:
    begun = time.perf_counter()
    made = run_job(sheets_in_memory(booklet, choice.wanted(), is_upright=True))
    laid_s = time.perf_counter() - begun
    count = min(PAGES, made.report.sides)
    spool = Spool(data=made.data, order=tuple(range(count)), is_mono=choice.is_mono)
    runner, beat = JobRunner(), Heartbeat()
    begun, cpu = time.perf_counter(), time.process_time()
    _run(application, runner, spool, folder / "out.pdf", choice)
    drawn_s, cpu_s = time.perf_counter() - begun, time.process_time() - cpu
    halt_ms = max((halt.wall_ms for halt in beat.halts), default=0.0)
    beat.stop()
    cancel_ms = _cancelled_ms(application, runner, spool, folder / "cancelled.pdf", choice)
    ink = "mono" if choice.is_mono else "colour"
    print(
        f"{choice.mode.value:<8}{choice.paper:<4}{ink:<7}"
        f"laid out {made.report.sides / laid_s:6.0f} sides/s   "
        f"drawn {drawn_s / count:5.2f} s a side ({cpu_s / count:.2f} of processor)   "
        f"halt {halt_ms:4.0f} ms   cancel {cancel_ms:4.0f} of {CANCEL_LIMIT_MS} ms"
    )


def _printer(out: Path, choice: DeskChoice) -> QPrinter:
    setting = PrintSetting(
        paper=choice.paper, duplex=Duplex.LONG, is_mono=choice.is_mono, title="benchmark"
    )
    printer = make_printer(setting)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(out))
    use_true_size(printer, choice.paper)
    return printer


def _run(
    application: QApplication, runner: JobRunner, spool: Spool, out: Path, choice: DeskChoice
) -> None:
    done: list[Any] = []
    runner.run("print", print_spool(spool, _printer(out, choice)), done.append, done.append)
    while not done:
        application.processEvents()
        time.sleep(0.0005)


def _cancelled_ms(
    application: QApplication, runner: JobRunner, spool: Spool, out: Path, choice: DeskChoice
) -> float:
    """Return how long it takes from cancelling to the end of the job."""
    ended: list[bool] = []
    job = runner.run("print", print_spool(spool, _printer(out, choice)), print, print)
    job.on_end.append(lambda: ended.append(True))
    time.sleep(0.3)
    begun = time.perf_counter()
    job.cancel()
    while not ended:
        application.processEvents()
        time.sleep(0.0005)
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    main()
