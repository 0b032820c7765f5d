"""The copy register in a table: cells are edited, lines marked, every edit can be undone."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gridmap.model.changes import added
from gridmap.model.features import PrintCopy
from gridmap.session import Session, open_session
from gridmap.ui.atlas.copies_dialog import CopiesDialog
from gridmap.ui.jobs import JobRunner
from gridmap.ui.theme import LIGHT
from tests.export.atlas_helpers import page_texts
from tests.helpers.build import Tiny, fid
from tests.helpers.stores import tiny_file

LONG_AGO = date(2026, 1, 5)


@pytest.fixture
def session(tmp_path: Path, tiny: Tiny) -> Session:
    session = open_session(tiny_file(tmp_path, tiny))
    copies = [
        PrintCopy(id=fid("k1"), run=2, edition="P2", recipient="石桥村支书",
                  handed_on=LONG_AGO, valid_until=date.today() - timedelta(days=1)),
        PrintCopy(id=fid("k2"), run=1, edition="P2", recipient="柳树湾村支书"),
    ]  # fmt: skip
    session.apply(added("登记", copies))
    return session


@pytest.fixture
def dialog(qtbot: QtBot, session: Session) -> CopiesDialog:
    dialog = CopiesDialog(None, session, LIGHT, JobRunner())
    qtbot.addWidget(dialog)
    return dialog


def the_copy(session: Session, key: str) -> PrintCopy:
    return session.document.get(fid(key), PrintCopy)


def test_the_newest_run_stands_first_and_overdue_copies_are_named(dialog: CopiesDialog) -> None:
    assert dialog.table.item(0, 2).text() == "石桥村支书"
    assert "石桥村支书" in dialog.note.text()


def test_a_date_typed_into_a_cell_is_one_act(dialog: CopiesDialog, session: Session) -> None:
    dialog.table.item(0, 6).setText("2026-03-01")
    assert the_copy(session, "k1").returned_on == date(2026, 3, 1)
    assert "石桥村支书" not in dialog.note.text()
    session.undo()
    assert the_copy(session, "k1").returned_on is None
    assert dialog.table.item(0, 6).text() == ""


@pytest.mark.parametrize("text", ["morgen", "2025-12-31"])
def test_a_wrong_date_changes_nothing_and_says_why(
    dialog: CopiesDialog, session: Session, text: str
) -> None:
    dialog.table.item(0, 6).setText(text)
    assert the_copy(session, "k1").returned_on is None
    assert dialog.table.item(0, 6).text() == ""
    assert dialog.note.text()


def test_marked_copies_are_handed_out_today(dialog: CopiesDialog, session: Session) -> None:
    assert not dialog.buttons["handed_on"].isEnabled()
    dialog.table.selectRow(1)
    dialog.buttons["handed_on"].click()
    assert the_copy(session, "k2").handed_on == date.today()
    assert the_copy(session, "k1").handed_on == LONG_AGO


def test_a_line_can_be_removed(dialog: CopiesDialog, session: Session) -> None:
    dialog.table.selectRow(0)
    dialog.remove()
    assert session.document.count(PrintCopy) == 1
    assert dialog.table.rowCount() == 1


def test_what_needs_a_line_says_so(dialog: CopiesDialog) -> None:
    dialog.table.clearSelection()
    assert not dialog.buttons["remove"].isEnabled()
    assert "Mark a line" in dialog.buttons["remove"].toolTip()
    dialog.table.selectRow(0)
    assert dialog.buttons["remove"].isEnabled()
    assert not dialog.buttons["remove"].toolTip()


def test_an_empty_register_says_that_it_is_empty(dialog: CopiesDialog) -> None:
    assert "yet" not in dialog.note.text()
    for _ in range(2):
        dialog.table.selectRow(0)
        dialog.remove()
    assert dialog.note.text() == "No copy is in the register yet."


def test_without_a_run_there_is_nothing_to_register(dialog: CopiesDialog, session: Session) -> None:
    dialog.register_newest()
    assert session.document.count(PrintCopy) == 2
    assert dialog.note.text()


def test_the_register_is_printed_as_a_list(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_session(tiny_file(tmp_path, tiny))
    copy = PrintCopy(id=fid("pc"), run=3, edition="P2", recipient="石桥村支书", copy=2, copies=5)
    session.apply(added("x", [copy]))
    dialog = CopiesDialog(None, session, LIGHT, JobRunner())
    qtbot.addWidget(dialog)
    out = tmp_path / "list.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    dialog.buttons["print"].click()
    qtbot.waitUntil(lambda: dialog.made.file == out, timeout=20_000)
    text = "".join(page_texts(out))
    assert "石桥村支书" in text
    assert "2/5" in text
    assert "王小明" not in text
    session.close()
