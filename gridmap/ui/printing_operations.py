"""The commands that bring a finished PDF to paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridmap.i18n import tr
from gridmap.ui.operations import Operation, by_name

if TYPE_CHECKING:
    from gridmap.ui.workspace import Workspace


def printing_operations(workspace: Workspace) -> dict[str, Operation]:
    """Return the commands, by name."""
    found = (
        Operation(
            name="print_booklet",
            title=tr("Print the booklet…"),
            word=tr("Print…"),
            icon="print",
            hint=tr("Print the booklet that the atlas mode shows: loose, folded or cut."),
            run=lambda: _print_booklet(workspace),
        ),
        Operation(
            name="print_file",
            title=tr("Print a PDF…"),
            hint=tr("Print a finished PDF at its true size: loose pages, a booklet, large sheets."),
            run=lambda: _print_file(workspace),
        ),
        Operation(
            name="calibrate_printer",
            title=tr("Printer calibration…"),
            hint=tr("Print a page to measure, once, and have the printer's errors put right."),
            run=lambda: _calibrate(workspace),
        ),
    )
    return by_name(found)


def _print_booklet(workspace: Workspace) -> None:
    from gridmap.ui.printing.booklet import print_booklet

    print_booklet(workspace)


def _print_file(workspace: Workspace) -> None:
    from gridmap.ui.outside import last_folder
    from gridmap.ui.printing.joining import print_path

    print_path(workspace, last_folder(workspace))


def _calibrate(workspace: Workspace) -> None:
    from gridmap.ui.printing.calibration_dialog import open_calibration

    open_calibration(workspace)
