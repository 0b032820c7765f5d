"""Small helpers of a table: its menu's verbs, and the texts of a block of cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from gridmap.i18n import tr
from gridmap.progress import Job, Progress
from gridmap.ui.fields.spec import FieldSpec
from gridmap.ui.tables.blocks import block_html, block_text
from gridmap.ui.tables.model import TableModel

_A_STEP: Final = 100


def cell_texts(
    model: TableModel, rows: Sequence[int], columns: Sequence[int]
) -> Job[list[list[str]]]:
    """Return the texts of a block of cells as they may leave the program."""
    found: list[list[str]] = []
    for number, row in enumerate(rows):
        if number % _A_STEP == 0:
            yield Progress(number, len(rows))
        found.append([model.outside_text(row, column) for column in columns])
    return found


def put_on_clipboard(rows: Sequence[Sequence[str]]) -> None:
    """Lay cells on the clipboard for a spreadsheet, in which every text stays a text."""
    data = QMimeData()
    data.setText(block_text(rows))
    data.setHtml(block_html(rows))
    QGuiApplication.clipboard().setMimeData(data)


def copied_words(count: int, kept: Sequence[FieldSpec]) -> str:
    """Return what to tell of a copy: how many rows, and which columns stayed on the screen."""
    if not kept:
        return tr("{count} rows are on the clipboard.", count=count)
    columns = "、".join(field.label for field in kept)
    if not count:
        return tr("“{columns}” stays on the screen and is not copied.", columns=columns)
    return tr(
        "{count} rows are on the clipboard, without “{columns}”: that stays on the screen.",
        count=count,
        columns=columns,
    )


def add_verb(
    menu: QMenu, title: str, key: str, act: Callable[[], None], *, is_on: bool = True
) -> None:
    """Add a verb; its key is shown but belongs to the table, which alone answers to it."""
    action = menu.addAction(f"{title}\t{key}" if key else title)
    action.triggered.connect(lambda _on=False: act())
    action.setEnabled(is_on)
