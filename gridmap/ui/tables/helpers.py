"""Small helpers of a table: its menu's verbs, and the texts of a block of cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtWidgets import QMenu

from gridmap.progress import Job, Progress
from gridmap.ui.tables.model import TableModel

_A_STEP: Final = 100


def cell_texts(
    model: TableModel, rows: Sequence[int], columns: Sequence[int]
) -> Job[list[list[str]]]:
    """Return the texts of a block of cells."""
    found: list[list[str]] = []
    for number, row in enumerate(rows):
        if number % _A_STEP == 0:
            yield Progress(number, len(rows))
        found.append([model.text(row, column) for column in columns])
    return found


def add_verb(
    menu: QMenu, title: str, key: str, act: Callable[[], None], *, is_on: bool = True
) -> None:
    """Add a verb; its key is shown but belongs to the table, which alone answers to it."""
    action = menu.addAction(f"{title}\t{key}" if key else title)
    action.triggered.connect(lambda _on=False: act())
    action.setEnabled(is_on)
