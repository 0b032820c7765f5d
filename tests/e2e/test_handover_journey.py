"""Journey 4: an officer leaves; everything is passed on, nobody is orphaned, the papers print."""

from datetime import date, timedelta
from pathlib import Path

import pypdfium2
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gridmap.actions.handover import PassedOn, holdings
from gridmap.export.lists.handover_sheet import export_handover
from gridmap.model.duties import Responsibilities
from gridmap.model.features import CareRecord, Household, Officer
from gridmap.model.relations import Relations
from gridmap.session import Session
from gridmap.ui.care.page import CarePage
from gridmap.ui.modes import CARE
from tests.helpers.build import Tiny, fid
from tests.helpers.window import open_project, open_window, settle, tiny_project

LEFT = Qt.MouseButton.LeftButton
TOMORROW = date.today() + timedelta(days=1)


def orphans(session: Session, on: date) -> set[str]:
    """Return the records and households that nobody answers for on a day."""
    document = session.document
    posts = Responsibilities(document, Relations(document), on=on)
    found = {item.id: posts.of_record(item).officer for item in document.all(CareRecord)}
    found |= {item.id: posts.of_home(item).officer for item in document.all(Household)}
    return {key for key, post in found.items() if post is None or post.officer is None}


def test_an_officer_leaves_and_nobody_is_orphaned(qtbot: QtBot, tmp_path: Path, tiny: Tiny) -> None:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        session = window.session
        before = orphans(session, TOMORROW)
        window.session.select((fid("o3"),))
        window.view.actions_by_name["handover"].trigger()
        page = window.view.workspace.book.page(CARE)
        assert isinstance(page, CarePage)
        dialog = page.handover
        assert dialog is not None
        assert dialog.leaver.officer == "o3"
        assert dialog.list.topLevelItemCount() == len(
            holdings(session.document, fid("o3"), last_day=date.today())
        )
        dialog.taker.choose(fid("o4"))
        qtbot.mouseClick(dialog.give_all, LEFT)
        assert dialog.open_count == 0
        assert "Nobody is left alone" in dialog.state.text()
        passed: list[PassedOn] = []
        dialog.passed.connect(passed.append)
        acts = len(session.store.log())
        qtbot.mouseClick(dialog.whole, LEFT)
        assert dialog.error.text() == ""
        assert len(session.store.log()) == acts + 1
        settle(qtbot, window)
        assert orphans(session, TOMORROW) <= before
        assert not holdings(session.document, fid("o3"), last_day=date.today())
        qtbot.waitUntil(lambda: bool(dialog.sheets.text()), timeout=20_000)
        assert "柳树湾村" in dialog.sheets.text()
        assert "石桥村" not in dialog.sheets.text()
        words = _papers(session, passed[0], tmp_path / "papers")
        assert "Sheets to print again" in words
        for name in ("赵一鸣", "孙丽"):
            assert name in words
        for person in ("王老五", "李冬生", "杨奶奶"):
            assert person not in words
        dialog.close()
        window.view.workspace.undo()
        assert holdings(session.document, fid("o3"), last_day=date.today())


def _papers(session: Session, passed: PassedOn, folder: Path) -> str:
    """Write the papers of a handover and return the words of the one that is signed."""
    job = export_handover(session.document.snapshot(), passed, folder, on=date.today())
    try:
        while True:
            next(job)
    except StopIteration as stop:
        files = stop.value
    takers = [session.document.get(key, Officer).name for key in passed.takers]
    assert len(files) == 1 + len(takers)
    pdf = pypdfium2.PdfDocument(files[0])
    try:
        return "".join(page.get_textpage().get_text_range() for page in pdf)
    finally:
        pdf.close()
