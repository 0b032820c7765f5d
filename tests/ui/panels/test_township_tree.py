"""The tree: filter by name or initials, keep what is open, tell a mark from a choice."""

import pytest
from pytestqt.qtbot import QtBot

from gridmap.progress import run_job
from gridmap.ui.digest import make_digest
from gridmap.ui.find_index import make_find_index
from gridmap.ui.panels.township_tree import TownshipTree
from gridmap.ui.panels.tray import Tray
from gridmap.ui.theme import LIGHT
from tests.helpers.build import TODAY, Tiny
from tests.helpers.window import id_set, item_named


@pytest.fixture
def tree(qtbot: QtBot, tiny: Tiny) -> TownshipTree:
    tree = TownshipTree(LIGHT)
    qtbot.addWidget(tree)
    tree.show_digest(run_job(make_digest(tiny.snapshot(), on=TODAY)))
    tree.use_index(run_job(make_find_index(tiny.snapshot())))
    tree.show()
    return tree


def shown(tree: TownshipTree) -> set[str]:
    root = tree.tree.topLevelItem(0)
    villages = [root.child(number) for number in range(root.childCount())]
    return {item.text(0) for item in villages if not item.isHidden()}


@pytest.mark.parametrize("text", ["石桥", "sqc", "shiqiao"])
def test_a_village_is_found_by_name_or_initials(tree: TownshipTree, text: str) -> None:
    tree.filter_box.setText(text)
    assert shown(tree) == {"石桥村"}
    tree.filter_box.clear()
    assert shown(tree) == {"石桥村", "柳树湾村"}


def test_a_grid_that_matches_opens_its_village(tree: TownshipTree) -> None:
    tree.filter_box.setText("第3网格")
    assert shown(tree) == {"石桥村"}
    assert item_named(tree.tree, "石桥村").isExpanded()


def test_what_is_open_and_marked_stays_so_when_the_data_change(
    tree: TownshipTree, tiny: Tiny
) -> None:
    item_named(tree.tree, "柳树湾村").setExpanded(True)
    tree.mark(id_set("w12"))
    tree.show_digest(run_job(make_digest(tiny.snapshot(), on=TODAY)))
    assert item_named(tree.tree, "柳树湾村").isExpanded()
    assert not item_named(tree.tree, "石桥村").isExpanded()
    assert tree.tree.currentItem().text(0) == "第2网格"


def test_marking_is_not_choosing(tree: TownshipTree) -> None:
    chosen: list[object] = []
    tree.chosen.connect(chosen.append)
    tree.mark(id_set("v2"))
    tree.mark(frozenset())
    assert chosen == []
    assert not tree.tree.selectedItems()


def test_the_tray_lists_who_waits_and_filters_by_initials(qtbot: QtBot, tiny: Tiny) -> None:
    tray = Tray(LIGHT)
    qtbot.addWidget(tray)
    tray.show_digest(run_job(make_digest(tiny.snapshot(), on=TODAY)))
    tray.use_index(run_job(make_find_index(tiny.snapshot())))
    assert tray.rows.rowCount() == 1
    assert "冯玉珍" in tray.rows.index(0).data()
    qtbot.keyClicks(tray.filter_box, "fyz")
    assert tray.rows.rowCount() == 1
    tray.filter_box.setText("wxm")
    assert tray.rows.rowCount() == 0
