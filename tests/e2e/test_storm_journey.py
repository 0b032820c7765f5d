"""A storm warning: draw the flooded area, see whom to fetch, print call sheets, tick, close."""

from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from gridmap.model.features import CareRecord, Fetch, Incident
from gridmap.ui.incident.page import IncidentPage
from gridmap.ui.main_window import MainWindow
from gridmap.ui.modes import INCIDENT
from tests.helpers.atlas_window import Atlas
from tests.helpers.build import ORIGIN_X_M, ORIGIN_Y_M, fid
from tests.helpers.storm import stormy
from tests.helpers.window import open_project, open_window, settle, tiny_project

LEFT = Qt.MouseButton.LeftButton
WAIT_MS = 20_000


def incident_page(window: MainWindow) -> IncidentPage:
    """Choose Care > Incident and return the page."""
    action = window.view.actions_by_name["mode_incident"]
    assert action.isEnabled()
    action.trigger()
    page = window.view.workspace.book.page(INCIDENT)
    assert isinstance(page, IncidentPage)
    return page


def test_a_storm_from_the_warning_to_the_end(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, stormy()))
        page = incident_page(window)
        _name_it(qtbot, window, page)
        _draw_the_flood(qtbot, window, page)
        _who_is_on_the_list(page)
        _click_shows_the_house(qtbot, window, page)
        _shelters_and_last_day(qtbot, window, page)
        _way_and_shelter(qtbot, window, page)
        words = _printed(qtbot, window, page.work.sheets, tmp_path / "calls.pdf", monkeypatch)
        for fact in ("Flood 1123", "需要背下楼", "邻居丙", "侄儿丁", "石桥避难点", "过桥向东"):
            assert fact in words
        assert "翻身" not in words
        assert (date.today() + timedelta(days=5)).isoformat() in words
        by_officer = [words.index(name) for name in ("吴秀英", "孙丽")]
        assert all(place >= 0 for place in by_officer)
        maps = _printed(qtbot, window, page.work.booklet, tmp_path / "maps.pdf", monkeypatch)
        assert "area of the incident" in maps
        assert "过桥向东" in maps
        _seen_in_the_atlas(qtbot, window)
        _tick_by_keyboard(qtbot, window, incident_page(window))
        _close(qtbot, window, page)


def _name_it(qtbot: QtBot, window: MainWindow, page: IncidentPage) -> None:
    form = page.opening
    assert form is not None
    qtbot.mouseClick(form.start, LEFT)
    assert form.error.text()
    qtbot.keyClicks(form.name, "Flood 1123")
    qtbot.mouseClick(form.start, LEFT)
    assert window.view.workspace.is_tool("draw_incident")
    (incident,) = window.session.document.all(Incident)
    assert incident.name == "Flood 1123"
    assert len(incident.shelters) == 3


def _draw_the_flood(qtbot: QtBot, window: MainWindow, page: IncidentPage) -> None:
    canvas = window.view.workspace.canvas
    qtbot.waitUntil(lambda: canvas.has_hit_index, timeout=WAIT_MS)
    corners = ((15, 15), (395, 15), (395, 385), (15, 385))
    for x_m, y_m in corners:
        x_px, y_px = canvas.screen_view.point_px(ORIGIN_X_M + x_m, ORIGIN_Y_M + y_m)
        qtbot.mouseClick(canvas, LEFT, pos=QPoint(round(x_px), round(y_px)))
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    (incident,) = window.session.document.all(Incident)
    assert incident.geometry is not None
    settle(qtbot, window)
    qtbot.waitUntil(lambda: bool(page.found.people), timeout=WAIT_MS)


def _who_is_on_the_list(page: IncidentPage) -> None:
    work = page.work
    assert work is not None
    assert {person.record.person for person in page.found.people} == {"甲", "乙", "丙"}
    assert work.tree.topLevelItemCount() == 3
    assert "3" in work.counters.text()
    assert "1 without a helper" in work.warnings.text()
    assert "1 left out of the lists: review overdue" in work.warnings.text()
    lines = [work.tree.topLevelItem(at).child(0).text(0) for at in range(3)]
    assert sum("⚠" in line for line in lines) == 1


def _click_shows_the_house(qtbot: QtBot, window: MainWindow, page: IncidentPage) -> None:
    tree = page.work.tree
    line = tree.topLevelItem(1).child(0)
    place = tree.visualItemRect(line).center()
    qtbot.mouseClick(tree.viewport(), LEFT, pos=place)
    person = tree.current
    assert window.session.selection == frozenset((person.household.id,))
    assert page.work is not None
    assert page.isVisible()


def _shelters_and_last_day(qtbot: QtBot, window: MainWindow, page: IncidentPage) -> None:
    qtbot.mouseClick(page.work.facts, LEFT)
    form = page.facts
    assert form is not None
    hit = form.shelters.boxes[fid("p4")]
    assert "in the area!" in hit.text()
    hit.click()
    last_day = date.today() + timedelta(days=5)
    form.last_day.line.selectAll()
    qtbot.keyClicks(form.last_day.line, last_day.isoformat())
    qtbot.mouseClick(form.foot.save, LEFT)
    (incident,) = window.session.document.all(Incident)
    assert incident.valid_until == last_day
    assert set(incident.shelters) == {fid("p2"), fid("p3")}
    settle(qtbot, window)
    qtbot.waitUntil(lambda: len(page.found.people) == 3, timeout=WAIT_MS)
    assert last_day.isoformat() in page.work.about.text()


def _way_and_shelter(qtbot: QtBot, window: MainWindow, page: IncidentPage) -> None:
    tree = page.work.tree
    wanted = next(item for item in page.found.people if item.record.person == "乙")
    assert wanted.is_nearest
    tree.setCurrentItem(tree.line_of(wanted.record.id))
    qtbot.mouseClick(page.work.settle, LEFT)
    form = page.work.settling
    assert form.isVisible()
    form.shelter.setCurrentIndex(form.shelter.findData(fid("p3")))
    form.reach.setCurrentIndex(form.reach.count() - 1)
    assert "(3)" in form.reach.currentText()
    form.lines["route"].setText("过桥向东")
    qtbot.mouseClick(form.foot.save, LEFT)
    assert not form.isVisible()
    document = window.session.document
    shelters = {document.get(item.record.id, CareRecord).shelter for item in page.found.people}
    assert shelters == {fid("p3")}
    routes = [document.get(item.record.id, CareRecord).route for item in page.found.people]
    assert routes.count("过桥向东") == 1
    settle(qtbot, window)
    qtbot.waitUntil(lambda: not any(item.is_nearest for item in page.found.people), timeout=WAIT_MS)


def _printed(
    qtbot: QtBot,
    window: MainWindow,
    button: QPushButton,
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> str:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    qtbot.mouseClick(button, LEFT)
    qtbot.waitUntil(out.exists, timeout=WAIT_MS)
    settle(qtbot, window)
    with pypdfium2.PdfDocument(out) as pdf:
        return "".join(sheet.get_textpage().get_text_bounded() for sheet in pdf)


def _seen_in_the_atlas(qtbot: QtBot, window: MainWindow) -> None:
    """The same booklet with every choice of the atlas: who fetches whom, and where to."""
    atlas = Atlas(qtbot, window).enter()
    atlas.choose(atlas.page.panel.edition, "P4")
    assert atlas.page.panel.choices.incident.currentText() == "Flood 1123"
    assert not atlas.page.empty.isVisible()
    sheets = [one for one in atlas.booklet.pages if one.sheet_id]
    assert sheets
    atlas.write(atlas.page.bar.seek, sheets[-1].sheet_id)
    assert atlas.page.page == sheets[-1].name
    assert atlas.page.view.picture is not None


def _tick_by_keyboard(qtbot: QtBot, window: MainWindow, page: IncidentPage) -> None:
    tree = page.work.tree
    tree.setCurrentItem(tree.topLevelItem(0).child(0))
    tree.setFocus()
    for key in (Qt.Key.Key_3, Qt.Key.Key_1, Qt.Key.Key_5):
        qtbot.keyClick(tree, key)
    states = {item.state for item in window.session.document.all(Fetch)}
    assert states == {"sheltered", "called", "refused"}
    assert "called 1" in page.work.counters.text()
    assert tree.topLevelItem(0).text(0).endswith("1 of 1 done")
    settle(qtbot, window)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(list(window.session.document.all(Fetch))) == 2
    qtbot.waitUntil(lambda: "refused" not in page.work.counters.text(), timeout=WAIT_MS)


def _close(qtbot: QtBot, window: MainWindow, page: IncidentPage) -> None:
    qtbot.mouseClick(page.work.close_it, LEFT)
    assert page.work.close_now.isVisible()
    qtbot.mouseClick(page.work.close_now, LEFT)
    (incident,) = window.session.document.all(Incident)
    assert incident.closed_on is not None
    assert dict(incident.figures)["sheltered"] == 1
    assert not list(window.session.document.all(Fetch))
    assert page.opening is not None
    settle(qtbot, window)
