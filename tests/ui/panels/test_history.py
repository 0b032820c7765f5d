"""The history below the map: read in pages, narrowed, shown on the map, walked back and forth."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from gridmap.model.changes import added, edited
from gridmap.model.features import FeatureId, Household, Officer
from gridmap.session import Session
from gridmap.settings import Settings
from gridmap.store.geopackage import open_project
from gridmap.ui.jobs import JobRunner
from gridmap.ui.panels import history
from gridmap.ui.panels.history import HistoryPanel, span
from gridmap.ui.panels.history_rows import PAGE, STATE, WHAT, WHO, when
from gridmap.ui.theme import theme_of
from tests.helpers.build import Tiny, fid, household
from tests.helpers.stores import tiny_file
from tests.helpers.window import when_shown


@pytest.fixture
def session(tmp_path: Path, tiny: Tiny) -> Iterator[Session]:
    opened = Session(open_project(tiny_file(tmp_path, tiny), author="周建国"))
    yield opened
    opened.close()


@pytest.fixture
def panel(qtbot: QtBot, session: Session) -> Iterator[HistoryPanel]:
    runner = JobRunner()
    made = HistoryPanel(session, runner, theme_of(Settings()))
    qtbot.addWidget(made)
    made.resize(1000, 300)
    yield made
    made.release()
    runner.stop_all()


def change_doors(session: Session, count: int, name: str = "h01") -> None:
    for number in range(count):
        old = session.document.get(fid(name), Household)
        session.apply(edited(f"Door {number}", [(old, replace(old, door=f"{number}"))]))


def column(panel: HistoryPanel, number: int) -> list[str]:
    rows = panel.rows
    return [rows.index(row, number).data() for row in range(rows.rowCount())]


def mark(panel: HistoryPanel, row: int) -> None:
    panel.view.setCurrentIndex(panel.rows.index(row, 0))


def door_of(session: Session) -> str:
    return session.document.get(fid("h01"), Household).door


def test_every_act_stands_there_newest_first_with_what_became_of_it(
    panel: HistoryPanel, session: Session
) -> None:
    change_doors(session, 3)
    session.undo()
    panel.show()
    assert column(panel, WHAT) == ["Took back: Door 2", "Door 2", "Door 1", "Door 0"]
    assert column(panel, STATE) == ["", "Taken back", "The state now", ""]
    assert column(panel, WHO) == ["周建国"] * 4
    struck = panel.rows.index(1, WHAT).data(Qt.ItemDataRole.FontRole)
    assert struck.strikeOut()


def test_a_long_history_is_read_page_by_page(panel: HistoryPanel, session: Session) -> None:
    change_doors(session, 2 * PAGE + 5)
    panel.show()
    rows = panel.rows
    assert rows.rowCount() == PAGE
    while rows.canFetchMore(rows.index(-1, -1)):
        rows.fetchMore(rows.index(-1, -1))
    assert column(panel, WHAT) == [f"Door {n}" for n in reversed(range(2 * PAGE + 5))]


def test_what_is_done_while_it_is_seen_comes_on_top_and_the_mark_stays(
    qtbot: QtBot, panel: HistoryPanel, session: Session
) -> None:
    change_doors(session, 4)
    panel.show()
    mark(panel, 2)
    change_doors(session, 1)
    qtbot.waitUntil(lambda: panel.rows.rowCount() == 5)
    assert panel.current.title == "Door 1"


def test_it_is_narrowed_by_words_person_and_day(
    qtbot: QtBot, panel: HistoryPanel, session: Session
) -> None:
    change_doors(session, 12)
    session.store.author = "李梅"
    change_doors(session, 1)
    panel.show()
    panel.filter("door 1")
    assert column(panel, WHAT) == ["Door 11", "Door 10", "Door 1"]
    panel.filter("")
    qtbot.waitUntil(lambda: panel.person.findText("李梅") > 0)
    panel.person.setCurrentIndex(panel.person.findText("李梅"))
    panel.person.activated.emit(0)
    assert column(panel, WHAT) == ["Door 0"]
    panel.day.setCurrentIndex(panel.day.findData("yesterday"))
    panel.day.activated.emit(0)
    assert column(panel, WHAT) == []
    assert panel.day.findText(date.today().isoformat()) > 0


def test_an_act_is_shown_with_what_still_exists_of_it(
    qtbot: QtBot, panel: HistoryPanel, session: Session
) -> None:
    gone, here = household("gone", geometry=None), session.document.get(fid("h01"), Household)
    moved = replace(here, door="9")
    session.apply(added("New house", [gone]))
    session.apply(edited("Door", [(here, moved)]))
    session.undo()
    session.undo()
    session.apply(edited("Door again", [(here, moved)]))
    officer = session.document.get(fid("o1"), Officer)
    session.apply(edited("Name", [(officer, replace(officer, name="钱多多"))]))
    panel.show()
    places = []
    panel.place_wanted.connect(lambda ids, bounds: places.append((ids, bounds)))
    for title in ("Door again", "New house", "Name"):
        mark(panel, column(panel, WHAT).index(title))
        with qtbot.waitSignal(panel.place_wanted, timeout=5_000):
            qtbot.mouseClick(panel.show_button, Qt.MouseButton.LeftButton)
    assert places[0] == (frozenset({fid("h01")}), here.geometry.bounds)
    assert places[1] == (frozenset(), None)
    assert places[2] == (frozenset({FeatureId("o1")}), None)


def test_a_clear_question_stands_before_the_way_back_and_no_is_the_default(
    qtbot: QtBot, panel: HistoryPanel, session: Session
) -> None:
    change_doors(session, 40)
    panel.show()
    mark(panel, 35)
    said = []

    def refuse(box: QMessageBox) -> None:
        said.append(box.text() + box.informativeText())
        qtbot.keyClick(box, Qt.Key.Key_Return)

    when_shown(QMessageBox, refuse)
    qtbot.mouseClick(panel.back_button, Qt.MouseButton.LeftButton)
    assert "35" in said[0]
    assert "Door 4" in said[0]
    assert not panel.retracing.is_under_way
    assert door_of(session) == "39"

    def agree(box: QMessageBox) -> None:
        button = next(item for item in box.buttons() if item.text() == "Take back 35")
        assert isinstance(button, QPushButton)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    when_shown(QMessageBox, agree)
    qtbot.mouseClick(panel.back_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not panel.retracing.is_under_way)
    assert door_of(session) == "4"
    assert session.redo_title == "Door 5"


def test_what_was_taken_back_is_brought_back_up_to_a_line(
    qtbot: QtBot, panel: HistoryPanel, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "ask_retrace", lambda *_: True)
    change_doors(session, 6)
    for _ in range(5):
        session.undo()
    panel.show()
    mark(panel, column(panel, WHAT).index("Door 3"))
    assert panel.back_button.text() == "Bring back up to here…"
    panel.go_back()
    qtbot.waitUntil(lambda: not panel.retracing.is_under_way)
    assert door_of(session) == "3"


def test_a_way_that_is_not_there_is_explained(panel: HistoryPanel, session: Session) -> None:
    change_doors(session, 2)
    session.undo()
    change_doors(session, 1, "h02")
    panel.show()
    reasons = []
    for row in range(4):
        mark(panel, row)
        reasons.append(panel.why_no_way())
        assert panel.back_button.isEnabled() == (not reasons[-1])
    assert reasons[0] == "This is the state now."
    assert "not its taking back" in reasons[1]
    assert "something else was done" in reasons[2]
    assert reasons[3] == ""


def test_a_walk_can_be_stopped_on_the_way(
    qtbot: QtBot, panel: HistoryPanel, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gridmap.ui.retracing.SLICE_S", 0.0001)
    change_doors(session, 30)
    panel.show()
    first = session.store.log()[-1]
    panel.retracing.begin(first.seq)
    qtbot.waitUntil(panel.stop_button.isVisible)
    qtbot.mouseClick(panel.stop_button, Qt.MouseButton.LeftButton)
    assert not panel.retracing.is_under_way
    assert 0 < int(door_of(session)) < 29


def test_days_are_those_of_the_place() -> None:
    today = date(2026, 11, 23)
    noon = datetime(2026, 11, 22, 12).astimezone()
    assert when(noon + timedelta(days=1), today) == "Today 12:00"
    assert when(noon, today) == "Yesterday 12:00"
    assert when(noon - timedelta(days=1), today) == "2026-11-21 12:00"
    for choice, inside in (("yesterday", True), ("week", True), ("today", False), (None, None)):
        since, until = span(choice, today)
        held = None if since is None or until is None else since <= noon < until
        assert held is inside
    since, until = span("2026-11-22", today)
    assert since is not None
    assert until is not None
    assert since <= noon < until


def test_a_walk_ends_with_the_panel(
    qtbot: QtBot, panel: HistoryPanel, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gridmap.ui.retracing.SLICE_S", 0.0001)
    change_doors(session, 30)
    panel.show()
    panel.retracing.begin(session.store.log()[-1].seq)
    qtbot.waitUntil(panel.stop_button.isVisible)
    panel.release()
    stands_at = door_of(session)
    shown = panel.rows.rowCount()
    qtbot.wait(150)
    assert door_of(session) == stands_at
    assert panel.rows.rowCount() == shown


def test_where_there_is_no_act_to_show_the_panel_says_so(
    qtbot: QtBot, panel: HistoryPanel, session: Session
) -> None:
    panel.show()
    panel.filter("nothing is called so")
    qtbot.waitUntil(lambda: panel.empty.isVisible() and not panel.view.isVisible())
    change_doors(session, 1)
    panel.filter("")
    qtbot.waitUntil(lambda: panel.view.isVisible() and not panel.empty.isVisible())
