"""The atlas window, driven by mouse and keys: every choice is seen, pages turn, zoom and links."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from gridmap.actions.households import edit_household
from gridmap.actions.placing import take_off_map
from gridmap.model.features import FeatureId, Project
from gridmap.settings import load_settings
from gridmap.store.geopackage import create_project
from gridmap.ui.atlas.page_view import Fit
from gridmap.ui.atlas.proof import Proof
from gridmap.ui.atlas.report_dialog import ReportDialog
from tests.helpers.atlas_window import CONTROL, WAIT_MS, Atlas
from tests.helpers.build import Tiny, project
from tests.helpers.window import open_project, open_window, settle, tiny_project


@pytest.fixture
def atlas(qtbot: QtBot, tmp_path: Path, tiny: Tiny) -> Iterator[Atlas]:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        yield Atlas(qtbot, window).enter()


def test_the_mode_takes_the_place_of_the_map_and_shows_the_first_page(atlas: Atlas) -> None:
    assert atlas.page.isVisible()
    assert not atlas.workspace.canvas.isVisible()
    assert not atlas.window.view.tool_bar.isVisible()
    assert atlas.here == 1
    assert atlas.page.view.picture is not None
    assert atlas.page.list.in_sight()
    assert any("Detail sheets" in title for title in atlas.page.list.titles)
    assert [atlas.page.booklets.itemText(at) for at in range(2)] == ["柳树湾村", "石桥村"]


def test_pages_are_turned_with_the_keyboard(atlas: Atlas) -> None:
    last = len(atlas.booklet.pages)
    atlas.key(Qt.Key.Key_PageDown)
    assert atlas.here == 2
    atlas.key(Qt.Key.Key_End)
    assert atlas.here == last
    atlas.key(Qt.Key.Key_PageDown)
    assert atlas.here == last
    atlas.key(Qt.Key.Key_PageUp)
    assert atlas.here == last - 1
    atlas.key(Qt.Key.Key_Home)
    assert atlas.here == 1
    assert atlas.page.bar.number.text() == "1"
    assert not atlas.page.bar.back.isEnabled()
    assert "Page 1 of" in atlas.page.view.accessibleName()


def test_a_page_is_reached_by_its_picture_its_number_and_what_is_on_it(atlas: Atlas) -> None:
    page = atlas.page
    item = page.list.model().index(2, 0)
    atlas.qtbot.mouseClick(
        page.list.viewport(), Qt.MouseButton.LeftButton, pos=page.list.visualRect(item).center()
    )
    atlas.wait()
    assert atlas.here == 2
    atlas.write(page.bar.number, "4")
    assert atlas.here == 4
    atlas.write(page.bar.number, "999")
    assert atlas.here == 4
    assert "no page 999" in page.bar.said.text()
    sheet = next(one for one in atlas.booklet.pages if one.sheet_id)
    atlas.write(page.bar.seek, sheet.sheet_id)
    assert page.page == sheet.name
    atlas.write(page.bar.seek, "zzzz")
    assert "zzzz" in page.bar.said.text()


def test_what_stands_on_several_pages_is_gone_through_with_enter(atlas: Atlas) -> None:
    session, bar = atlas.window.session, atlas.page.bar
    for home in ("h01", "h02"):
        session.apply(edit_household(session.document, FeatureId(home), head="Ouyang"))
    atlas.wait()
    found = atlas.booklet.find_all("Ouyang")
    assert len(found) == 2
    for at in (0, 1, 0):
        atlas.write(bar.seek, "Ouyang")
        assert atlas.page.page == found[at].page
        assert f"{at + 1} of 2" in bar.said.text()
    atlas.key(Qt.Key.Key_Home)
    assert not bar.said.text()


def test_zoom_by_keys_wheel_and_list(atlas: Atlas) -> None:
    view = atlas.page.view
    assert view.fit is Fit.PAGE
    small = view.wanted_width_px
    atlas.key(Qt.Key.Key_Plus)
    assert view.fit is Fit.FREE
    assert view.wanted_width_px > small
    before = view.factor
    middle = view.viewport().rect().center()
    turn = QWheelEvent(
        QPointF(middle), QPointF(view.viewport().mapToGlobal(middle)), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, CONTROL, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), turn)
    atlas.wait()
    assert view.factor > before
    zoom = atlas.page.bar.zoom
    zoom.setCurrentIndex(zoom.findData(Fit.WIDTH.value))
    zoom.activated.emit(zoom.currentIndex())
    atlas.wait()
    assert view.wanted_width_px > small
    view.zoom_to(1.0)
    atlas.wait()
    assert view.percent == 100
    assert atlas.page.bar.zoom.currentText() == "True size (100 %)"
    picture = view.picture
    assert picture is not None
    assert picture.width() == view.wanted_width_px


def test_a_link_to_a_neighbour_is_followed_by_a_click(atlas: Atlas) -> None:
    contents = atlas.booklet.pages[1]
    atlas.page.go_to(contents.name)
    atlas.wait()
    drawn, _ = atlas.booklet.draw(contents.name)
    target = drawn.links[-1][0]
    point = atlas.page.view.link_point(target)
    assert point is not None
    atlas.qtbot.mouseClick(
        atlas.page.view.viewport(), Qt.MouseButton.LeftButton, pos=point.toPoint()
    )
    atlas.wait()
    assert atlas.page.page == target


def test_every_choice_is_seen_at_once(atlas: Atlas) -> None:
    page, form = atlas.page, atlas.page.panel
    atlas.choose(form.paper, "A3")
    assert atlas.booklet.pages[0].size_mm == (297.0, 420.0)
    atlas.choose(form.choices.by, "grid")
    assert page.follower.preview.request.spec.by == "grid"
    atlas.choose(form.edition, "P1")
    assert page.follower.preview.request.spec.edition == "P1"
    assert any(one.kind == "summary" for one in atlas.booklet.pages)
    atlas.choose(form.edition, "P3")
    assert form.officer.isVisible()
    assert "·" in page.booklets.currentText()
    atlas.choose(form.edition, "P2")
    before = page.view.picture
    atlas.write(form.choices.recipient, "Office")
    assert page.view.picture != before


def test_one_grid_can_be_chosen_where_one_village_is_ticked(atlas: Atlas) -> None:
    form = atlas.page.panel
    assert not form.choices.grid.isEnabled()
    assert "one village" in form.choices.grid.currentText()
    assert form.choices.grid.toolTip()
    form.choose_villages(frozenset({FeatureId("v1")}))
    atlas.wait()
    assert form.choices.grid.isEnabled()
    atlas.choose(form.choices.grid, "w11")
    spec = atlas.page.follower.preview.request.spec
    assert spec.grid == "w11"
    assert spec.villages == ("v1",)


def test_parts_that_an_edition_never_has_are_grey_and_say_why(atlas: Atlas) -> None:
    form = atlas.page.panel
    slip = next(
        box for box in form.parts.findChildren(QCheckBox) if box.text() == "Copy register slip"
    )
    assert slip.isEnabled()
    atlas.choose(form.edition, "P0")
    assert not slip.isEnabled()
    assert "never has this part" in slip.toolTip()
    atlas.choose(form.edition, "P2")
    assert slip.isEnabled()
    assert slip.isChecked()


def test_a_part_that_is_not_ticked_is_not_in_the_booklet(atlas: Atlas) -> None:
    form = atlas.page.panel
    assert any(page.kind == "tree" for page in atlas.booklet.pages)
    tree = next(
        box for box in form.parts.findChildren(QCheckBox) if box.text() == "Who answers for what"
    )
    tree.setFocus()
    atlas.qtbot.keyClick(tree, Qt.Key.Key_Space)
    atlas.wait()
    assert not any(page.kind == "tree" for page in atlas.booklet.pages)


def test_households_without_a_place_are_counted_and_lead_to_the_map(atlas: Atlas) -> None:
    page, session = atlas.page, atlas.window.session
    there = page.booklets.count()
    session.apply(take_off_map(session.document, [FeatureId("h01")]))
    atlas.qtbot.waitUntil(lambda: page.booklets.count() == there + 1, timeout=WAIT_MS)
    assert page.booklets.itemText(there) == "In no village"
    page.booklets.setFocus()
    atlas.qtbot.keyClick(page.booklets, Qt.Key.Key_End)
    atlas.qtbot.waitUntil(lambda: atlas.booklet.unplaced_count == 1, timeout=WAIT_MS)
    assert page.waiting.isVisible()
    assert page.waiting.text() == "Not on the map yet: 1"
    atlas.click(page.waiting)
    assert atlas.workspace.mode == "draw"


def test_the_foot_of_the_window_says_what_is_shown(atlas: Atlas) -> None:
    words = atlas.workspace.status.text
    assert "柳树湾村" in words
    assert "detail sheets" in words
    assert "210 × 297 mm" in words


def test_the_colours_of_a_copier_are_grey(atlas: Atlas) -> None:
    view, bar = atlas.page.view, atlas.page.bar
    assert not view.picture.allGray()
    bar.proofs.setFocus()
    atlas.qtbot.keyClick(bar.proofs, Qt.Key.Key_Down)
    assert bar.proof is Proof.GREY
    atlas.qtbot.waitUntil(lambda: view.picture.allGray(), timeout=WAIT_MS)


def test_an_edit_is_seen_and_the_page_stays(atlas: Atlas) -> None:
    session = atlas.window.session
    page = atlas.page
    sheet = next(one for one in atlas.booklet.pages if one.sheet_id)
    page.go_to(sheet.name)
    atlas.wait()
    digest = atlas.booklet.draw(sheet.name)[0].digest
    session.apply(edit_household(session.document, FeatureId("h01"), head="欧阳修"))
    atlas.qtbot.waitUntil(
        lambda: atlas.booklet.draw(sheet.name)[0].digest != digest, timeout=WAIT_MS
    )
    atlas.wait()
    assert page.page == sheet.name


def test_while_nobody_looks_nothing_is_worked_out(atlas: Atlas) -> None:
    session, follower = atlas.window.session, atlas.page.follower
    atlas.workspace.show_mode("draw")
    before = follower.preview
    session.apply(edit_household(session.document, FeatureId("h01"), head="欧阳修"))
    settle(atlas.qtbot, atlas.window)
    assert follower.preview is before
    atlas.workspace.show_mode("atlas")
    atlas.qtbot.waitUntil(lambda: follower.preview is not before, timeout=WAIT_MS)


def test_a_newer_choice_ends_the_work_on_the_older(atlas: Atlas) -> None:
    form, follower = atlas.page.panel, atlas.page.follower
    for row in (1, 2, 3, 0, 2):
        form.paper.setCurrentIndex(row)
    atlas.wait()
    assert follower.preview.request.spec.paper == form.paper.currentData()


def test_without_an_incident_the_evacuation_edition_says_what_to_do(atlas: Atlas) -> None:
    page = atlas.page
    atlas.choose(page.panel.edition, "P4")
    assert page.empty.isVisible()
    assert "incident" in page.empty.words.text()
    assert page.empty.hint.text()
    assert page.booklets.count() == 0
    assert not page.follower.is_busy
    page.view.zoomed.emit()
    assert "detail sheets" not in atlas.workspace.status.text
    atlas.click(page.empty.incident_button)
    assert atlas.workspace.mode == "incident"


def test_an_empty_project_leads_on(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "empty.gpkg"
    create_project(path, project(), [])
    with open_window(qtbot) as window:
        open_project(qtbot, window, path)
        atlas = Atlas(qtbot, window).enter()
        page = atlas.page
        assert page.empty.isVisible()
        assert "no villages" in page.empty.words.text()
        assert page.empty.import_button.isVisible()
        atlas.click(page.empty.draw_button)
        assert atlas.workspace.mode == "draw"


def test_choices_zoom_and_widths_come_back(qtbot: QtBot, tmp_path: Path, tiny: Tiny) -> None:
    path = tiny_project(tmp_path, tiny)
    with open_window(qtbot) as window:
        open_project(qtbot, window, path)
        atlas = Atlas(qtbot, window).enter()
        atlas.choose(atlas.page.panel.paper, "8K")
        atlas.page.view.zoom_to(2.0)
        atlas.wait()
    known = json.loads((tmp_path / "config" / "settings.json").read_text("utf-8"))["ui"]
    assert known["atlas"]["paper"] == "8K"
    assert known["atlas_window"]["columns"]
    with open_window(qtbot, load_settings()) as window:
        open_project(qtbot, window, path)
        atlas = Atlas(qtbot, window).enter()
        assert atlas.page.panel.paper.currentData() == "8K"
        assert atlas.page.view.factor == 2.0
        assert isinstance(window.session.document.project, Project)


def test_making_can_be_stopped_and_leaves_nothing(atlas: Atlas, tmp_path: Path) -> None:
    panel = atlas.page.panel
    out = tmp_path / "out"
    out.mkdir()
    panel.folder.setText(str(out))
    atlas.click(panel.make)
    assert panel.foot.is_running
    assert panel.foot.cancel.isVisible()
    atlas.click(panel.foot.cancel)
    assert not panel.foot.is_running
    assert panel.make.isEnabled()
    assert "Stopped" in panel.result_text
    atlas.qtbot.waitUntil(lambda: atlas.window.view.atlas_job.is_over, timeout=WAIT_MS)
    assert not list(out.rglob("*.pdf"))


def test_after_a_stop_the_next_atlas_is_made(atlas: Atlas, tmp_path: Path) -> None:
    panel = atlas.page.panel
    panel.folder.setText(str(tmp_path))
    atlas.click(panel.make)
    atlas.click(panel.foot.cancel)
    atlas.click(panel.make)
    assert panel.foot.is_running
    atlas.qtbot.waitUntil(lambda: "Pages made" in panel.result_text, timeout=WAIT_MS)
    assert not panel.foot.is_running
    assert list(panel.output().glob("*.pdf"))


def test_what_was_made_is_reported(atlas: Atlas, tmp_path: Path) -> None:
    panel = atlas.page.panel
    panel.folder.setText(str(tmp_path))
    atlas.click(panel.make)
    atlas.qtbot.waitUntil(lambda: bool(panel.result_text), timeout=WAIT_MS)
    assert "Every house on the map has its label." in panel.result_text
    assert panel.foot.open_folder.isVisible()
    atlas.click(panel.foot.report)
    dialog = panel.findChild(ReportDialog)
    assert dialog is not None
    assert "without a label 0" in dialog.text.toPlainText()
    assert "柳树湾村" in dialog.text.toPlainText()
    dialog.close()
