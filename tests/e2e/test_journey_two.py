"""A leader's visit: the widest gap, on the map, a group to another officer, the new duty list."""

from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from gridmap.actions.duties import give_duty
from gridmap.model.features import Duty
from gridmap.ui.main_window import MainWindow
from gridmap.ui.modes import CARE, DRAW, REVIEW
from gridmap.ui.review.map_model import ColorBy
from gridmap.ui.review.page import ReviewPage
from tests.helpers.build import Tiny, fid
from tests.helpers.window import open_project, open_window, settle, tiny_project

LEFT = Qt.MouseButton.LeftButton
WAIT_MS = 20_000


def review_of(qtbot: QtBot, window: MainWindow) -> ReviewPage:
    """Click the tab of the review and wait for its figures."""
    view = window.view
    tabs = view.modes.findChildren(QPushButton)
    qtbot.mouseClick(next(tab for tab in tabs if tab.text() == "Review"), LEFT)
    page = view.workspace.book.page(REVIEW)
    assert isinstance(page, ReviewPage)
    qtbot.waitUntil(lambda: is_fresh(window, page), timeout=WAIT_MS)
    return page


def is_fresh(window: MainWindow, page: ReviewPage) -> bool:
    """Whether the page shows the document as it is."""
    figures = page.figures
    revision = window.session.document.revision
    return figures is not None and figures.review.snapshot.revision == revision


def pick(qtbot: QtBot, box: QComboBox, words: str) -> None:
    """Choose an entry of a list with the keyboard, as one would who cannot use the mouse."""
    box.setFocus()
    goal = next(at for at in range(box.count()) if words in box.itemText(at))
    key = Qt.Key.Key_Down if goal > box.currentIndex() else Qt.Key.Key_Up
    while box.currentIndex() != goal:
        qtbot.keyClick(box, key)


def test_a_leader_finds_a_gap_tries_a_transfer_takes_it_and_prints_the_duties(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        page = review_of(qtbot, window)
        _biggest_gap_on_the_map(qtbot, window, page)
        review_of(qtbot, window)
        _transfer(qtbot, window, page)
        words = _printed_duties(qtbot, window, page, tmp_path, monkeypatch)
        assert "孙丽" in words
        assert "一组" in words
        qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: is_fresh(window, page), timeout=WAIT_MS)
        assert not [duty for duty in window.session.document.all(Duty) if duty.scope == fid("g11")]


def _biggest_gap_on_the_map(qtbot: QtBot, window: MainWindow, page: ReviewPage) -> None:
    first = page.gaps.lines[0]
    assert first.row is not None
    widths = [row.gaps.households for row in page.figures.gaps]
    assert first.row.gaps.households == max(widths)
    qtbot.mouseClick(first, LEFT, pos=QPoint(60, 8))
    assert first.property("chosen") is True
    qtbot.mouseClick(page.gaps.big_map, LEFT)
    assert window.view.workspace.is_mode(DRAW)
    assert window.session.selection == frozenset(first.row.gaps.gaps[0].ids)


def _transfer(qtbot: QtBot, window: MainWindow, page: ReviewPage) -> None:
    card = page.whatif
    assert not card.accept.isEnabled()
    pick(qtbot, card.what, "柳树湾村 一组")
    assert card.giver.text() == "赵一鸣"
    pick(qtbot, card.taker, "孙丽")
    qtbot.waitUntil(lambda: card.result is not None, timeout=WAIT_MS)
    result = card.result
    assert result.giver.before.households - result.giver.after.households == 4
    assert result.taker.after.households == 6
    shown = " ".join(cell.text() for cell in card._cells.values())
    for side in (result.giver, result.taker):
        before = side.before.households if side.before is not None else 0
        change = f"{before} → <b>{side.after.households}</b>"
        assert change in shown
    revision = window.session.document.revision
    qtbot.mouseClick(card.accept, LEFT)
    assert window.session.document.revision == revision + 1
    qtbot.waitUntil(lambda: is_fresh(window, page), timeout=WAIT_MS)
    rows = {row.name: row.households for row in page.figures.loads}
    assert rows["孙丽"] == result.taker.after.households
    assert rows["赵一鸣"] == result.giver.after.households


def _printed_duties(
    qtbot: QtBot,
    window: MainWindow,
    page: ReviewPage,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> str:
    out = folder / "duties.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    qtbot.mouseClick(page.duties, LEFT)
    qtbot.waitUntil(out.exists, timeout=WAIT_MS)
    settle(qtbot, window)
    with pypdfium2.PdfDocument(out) as pdf:
        return "".join(page.get_textpage().get_text_bounded() for page in pdf)


def test_the_map_says_who_on_hovering_and_follows_edits(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        page = review_of(qtbot, window)
        piece = next(item for item in page.figures.map.pieces if item.grid == "w11")
        spot = piece.geometry.representative_point()
        place = page.map.map.place_of(spot.x, spot.y)
        assert "吴秀英" in page.map.map.words_at(place.x(), place.y())
        for by in ColorBy:
            page.colors.setCurrentIndex(page.colors.findData(by))
            page.colors.activated.emit(page.colors.currentIndex())
            assert not page.map.map.grab().isNull()
        gaps = {row.gaps.kind for row in page.figures.gaps}
        assert "grid_without_head" in gaps
        day = page.figures.review.on
        window.session.apply(
            give_duty(
                window.session.document,
                role="grid_head",
                scope=fid("w21"),
                officer=fid("o4"),
                valid_from=day,
            )
        )
        qtbot.waitUntil(lambda: is_fresh(window, page), timeout=WAIT_MS)
        assert "grid_without_head" not in {row.gaps.kind for row in page.figures.gaps}
        page.map.map.piece_chosen.emit(piece)
        assert page.whatif.what.currentData() == piece.group


def test_a_scope_shows_its_own_figures_only(qtbot: QtBot, tmp_path: Path, tiny: Tiny) -> None:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        page = review_of(qtbot, window)
        pick(qtbot, page.scopes, "石桥村")
        qtbot.waitUntil(lambda: page.figures.scope.item == fid("v2"), timeout=WAIT_MS)
        assert page.title.text() == "石桥村"
        assert all(fid("v2") in gap.villages for row in page.figures.gaps for gap in row.gaps.gaps)
        assert [len(page.figures.map.outlines), page.figures.service.people] == [1, 0]


def test_a_past_day_answers_for_the_past_and_takes_no_transfer(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        page = review_of(qtbot, window)
        today = page.figures.review.on
        page.day.line.selectAll()
        qtbot.keyClicks(page.day.line, "2026-3-15")
        qtbot.keyClick(page.day.line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: page.figures.review.on == date(2026, 3, 15), timeout=WAIT_MS)
        page.whatif.choose(fid("g11"), fid("o4"))
        qtbot.waitUntil(lambda: page.whatif.result is not None, timeout=WAIT_MS)
        assert not page.whatif.accept.isEnabled()
        page.day.line.selectAll()
        qtbot.keyClicks(page.day.line, "2025-12-31")
        qtbot.keyClick(page.day.line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: page.figures.review.on == date(2025, 12, 31), timeout=WAIT_MS)
        assert len(page.figures.review.coverage.uncovered_households) == 20
        page.follower.look_at(None)
        qtbot.waitUntil(lambda: page.figures.review.on == today, timeout=WAIT_MS)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("grid_without_head", CARE),
        ("officer_without_deputy", CARE),
        ("care_overdue", CARE),
        ("care_without_measure", CARE),
        ("household_without_position", DRAW),
        ("place_without_contact", DRAW),
    ],
)
def test_the_verb_of_a_gap_opens_what_mends_it(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny, kind: str, mode: str
) -> None:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        page = review_of(qtbot, window)
        row = next(row for row in page.figures.gaps if row.gaps.kind == kind)
        page.gaps.mend_wanted.emit(row)
        workspace = window.view.workspace
        assert workspace.is_mode(mode)
        if kind == "household_without_position":
            assert workspace.is_tool("place_household")
        settle(qtbot, window)
