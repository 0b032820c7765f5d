"""The rows of a table as a file for a spreadsheet, by the lists of the command line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QWidget

from gridmap.i18n import tr
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition, edition_view
from gridmap.model.features import FeatureId
from gridmap.progress import Job

EDITION: Final = Edition.HOUSEHOLD
"""What leaves the program from a table: doors and heads, but no phones of homes and no tags."""

LISTS: Final = frozenset(
    {"villages", "groups", "grids", "officers", "duties", "places", "households"}
)
"""The tables of which there is a list (export/lists_out.py)."""


def choose_list_file(parent: QWidget, title: str) -> Path | None:
    """Ask where to write a list; None where the person cancels."""
    kinds = ";;".join((tr("Excel workbook (*.xlsx)"), tr("Text table (*.csv)")))
    name, kind = QFileDialog.getSaveFileName(parent, tr("Save the list"), f"{title}.xlsx", kinds)
    if not name:
        return None
    path = Path(name)
    if path.suffix:
        return path
    return path.with_suffix(".csv" if "csv" in kind else ".xlsx")


def list_job(
    snapshot: Snapshot, name: str, ids: Sequence[FeatureId], out: Path
) -> Job[tuple[Path, ...]]:
    """Write the rows with these ids, in their order. Raises: PrivacyError, ExportError."""
    # The writer of workbooks is loaded in the job: it is slow to load.
    from gridmap.export.lists.out import export_list

    view = edition_view(snapshot, EDITION, on=date.today())
    files = yield from export_list(view, name, out, ids)
    return files
