"""The tray: who waits, who is armed, and what changes while one places."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gridmap.i18n import CHINESE, set_language
from gridmap.model.document import Snapshot
from gridmap.model.features import FeatureId, Household
from gridmap.progress import run_job
from gridmap.ui.digest import Digest, make_digest
from gridmap.ui.panels.tray import Tray
from gridmap.ui.theme import LIGHT
from tests.helpers.build import TODAY, Tiny

WAITING = ["h01", "h02", "h03", "h04", "h05", "h20"]


def digest_without(tiny: Tiny, names: list[str]) -> Digest:
    """Return the digest in which these households wait, besides h20."""
    features = [
        replace(item, geometry=None) if isinstance(item, Household) and item.id in names else item
        for item in tiny.features
    ]
    return run_job(make_digest(Snapshot.of(features), on=TODAY))


@pytest.fixture
def tray(qtbot: QtBot, tiny: Tiny) -> Tray:
    made = Tray(LIGHT)
    qtbot.addWidget(made)
    made.resize(300, 400)
    made.show_digest(digest_without(tiny, WAITING))
    made.show()
    return made


def shown(tray: Tray) -> list[str]:
    return [tray.rows.row(tray.rows.index(n)).household for n in range(tray.rows.rowCount())]


def ids(*names: str) -> set[FeatureId]:
    return {FeatureId(name) for name in names}


def test_those_who_wait_come_by_village_group_and_door(tray: Tray) -> None:
    assert shown(tray) == ["h20", *WAITING[:5]]


def test_who_is_placed_goes_at_once_and_old_news_does_not_bring_him_back(
    tray: Tray, tiny: Tiny
) -> None:
    tray.drop(ids("h03"))
    assert shown(tray) == ["h20", "h01", "h02", "h04", "h05"]
    tray.drop(ids("h01", "h05"))
    assert shown(tray) == ["h20", "h02", "h04"]
    tray.drop(ids("nobody"))
    tray.show_digest(digest_without(tiny, WAITING))
    assert shown(tray) == ["h20", "h02", "h04"]
    tray.show_digest(digest_without(tiny, ["h02", "h04"]))
    assert shown(tray) == ["h20", "h02", "h04"]


def test_who_comes_back_shows_with_the_next_digest(tray: Tray, tiny: Tiny) -> None:
    tray.drop(ids("h03"))
    tray.bring_back(ids("h03"))
    tray.show_digest(digest_without(tiny, WAITING))
    assert "h03" in shown(tray)


def test_a_whole_lane_of_households_goes_at_once(tray: Tray) -> None:
    tray.drop(ids(*WAITING, *(f"h{n:02d}" for n in range(6, 12))))
    assert shown(tray) == []


def test_the_armed_one_is_marked_and_stays_so_when_the_list_is_filtered(tray: Tray) -> None:
    tray.mark(FeatureId("h02"))
    assert tray.list.currentIndex().row() == 2
    assert tray.list.selectionModel().isSelected(tray.rows.index(2))
    tray.filter_box.setText("2号")
    assert tray.list.currentIndex().row() == shown(tray).index("h02")
    tray.mark(None)
    assert not tray.list.selectionModel().hasSelection()
    tray.mark(FeatureId("nobody"))
    assert not tray.list.selectionModel().hasSelection()


def test_a_click_and_enter_in_the_filter_choose(qtbot: QtBot, tray: Tray) -> None:
    chosen: list[str] = []
    tray.chosen.connect(chosen.append)
    place = tray.list.visualRect(tray.rows.index(1)).center()
    qtbot.mouseClick(tray.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    tray.filter_box.setText("4号")
    qtbot.keyClick(tray.filter_box, Qt.Key.Key_Return)
    tray.filter_box.setText("nobody at all")
    qtbot.keyClick(tray.filter_box, Qt.Key.Key_Return)
    assert chosen == ["h01", "h04"]


def test_the_village_is_named_where_several_villages_wait(tray: Tray, tiny: Tiny) -> None:
    before = tray.list.grab().toImage()
    where = {tray.rows.index(n).data(Qt.ItemDataRole.UserRole + 1) for n in range(2)}
    assert "石桥村 二组" in where
    tray.show_digest(run_job(make_digest(tiny.snapshot(), on=TODAY)))
    assert tray.rows.index(0).data(Qt.ItemDataRole.UserRole + 1) == "二组"
    assert tray.list.grab().toImage() != before
    assert "石桥村" in tray.rows.index(0).data(Qt.ItemDataRole.ToolTipRole)


def test_an_empty_tray_says_that_all_is_done(qtbot: QtBot) -> None:
    set_language(CHINESE)
    tray = Tray(LIGHT)
    qtbot.addWidget(tray)
    tray.drop(set())
    texts = [
        label.text() for label in tray.findChildren(type(tray._empty)) if label.isVisibleTo(tray)
    ]
    assert any("落" in text for text in texts)
