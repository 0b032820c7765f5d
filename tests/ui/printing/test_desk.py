"""The print desk: choices with real clicks and keys, and what picture and words say at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from gridmap.export.imposition.booklet_pages import BookletPages
from gridmap.export.imposition.placing import Duplex, Size
from gridmap.export.imposition.saddle import Mode
from gridmap.i18n import tr
from gridmap.ui.printing.choices import DeskChoice, Sides, usual_paper
from gridmap.ui.printing.desk import PrintDesk
from gridmap.ui.theme import LIGHT

LEFT = Qt.MouseButton.LeftButton
A4, A3 = (210.0, 297.0), (297.0, 420.0)


def booklet(pages: int, size: tuple[float, float] = A4, scale: int = 1500) -> BookletPages:
    return BookletPages(
        sizes_mm=dict.fromkeys(range(1, pages + 1), size), scales={2: scale} if scale else {}
    )


def desk(qtbot: QtBot, pages: BookletPages, kept: dict | None = None) -> PrintDesk:
    made = PrintDesk(None, "柳溪村", pages, kept or {}, LIGHT)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def pick(qtbot: QtBot, box: QComboBox, data: object) -> None:
    """Choose an entry with the keyboard, as a person would."""
    box.setFocus()
    place = box.findData(data)
    assert place >= 0
    while box.currentIndex() != place:
        down = box.currentIndex() < place
        qtbot.keyClick(box, Qt.Key.Key_Down if down else Qt.Key.Key_Up)


def test_a_booklet_shows_its_first_sheet_with_the_last_page_beside_the_first(
    qtbot: QtBot,
) -> None:
    made = desk(qtbot, booklet(7))
    pick(qtbot, made.mode, Mode.SADDLE.value)
    assert made.paper.currentData() == "A3"
    assert made.picture.words() == f"{tr('front: {pages}', pages='1')}; " + tr(
        "back: {pages}", pages="2, 7"
    )
    qtbot.mouseClick(made.later, LEFT)
    assert "6, 3" in made.picture.words()
    assert not made.later.isEnabled()
    assert "7" in made.summary.text()
    assert made.note.text() == tr("True size: the scales printed on the maps are right.")


def test_smaller_paper_says_the_new_scale_and_that_it_is_printed(qtbot: QtBot) -> None:
    made = desk(qtbot, booklet(8))
    pick(qtbot, made.mode, Mode.SADDLE.value)
    pick(qtbot, made.paper, "A4")
    assert made.choice().size is Size.FIT
    assert "1 : 2120" in made.size_box.currentText()
    assert made.note.text() == tr(
        "Not the true size. The scale that is true then is printed on every page."
    )
    pick(qtbot, made.paper, "A3")
    pick(qtbot, made.size_box, Size.TRUE.value)
    assert made.choice().size is Size.TRUE


def test_wrong_page_numbers_are_said_and_nothing_can_be_printed(qtbot: QtBot) -> None:
    made = desk(qtbot, booklet(8))
    qtbot.keyClicks(made.range, "3-9")
    assert not made.print_button.isEnabled()
    assert "3-9" in made.note.text()
    made.range.selectAll()
    qtbot.keyClicks(made.range, "3-5")
    assert made.print_button.isEnabled()
    assert made.choice().pages == (3, 4, 5)
    assert made.picture.count == 2


def test_large_pages_go_onto_small_paper_in_pieces(qtbot: QtBot) -> None:
    made = desk(qtbot, booklet(1, A3))
    assert made.paper.currentData() == "A3"
    pick(qtbot, made.mode, Mode.PIECES.value)
    assert made.paper.currentData() == "A4"
    assert made.picture.count > 1
    assert made.choice().duplex is Duplex.NONE
    assert not made.sides.isEnabled()


def test_the_same_choices_are_offered_the_next_time(qtbot: QtBot) -> None:
    first = desk(qtbot, booklet(8))
    pick(qtbot, first.mode, Mode.CUT.value)
    pick(qtbot, first.ink, True)
    second = desk(qtbot, booklet(8), first.kept())
    assert second.choice() == first.choice()
    assert second.choice().is_mono


def test_enter_prints_and_what_is_chosen_comes_with_it(qtbot: QtBot) -> None:
    made = desk(qtbot, booklet(4))
    with qtbot.waitSignal(made.chosen) as told:
        qtbot.keyClick(made, Qt.Key.Key_Return)
    assert told.args == [DeskChoice()]


@pytest.mark.parametrize(
    ("mode", "sides", "duplex"),
    [
        (Mode.LOOSE, Sides.USUAL, Duplex.LONG),
        (Mode.LOOSE, Sides.OTHER, Duplex.SHORT),
        (Mode.LOOSE, Sides.ONE, Duplex.NONE),
        (Mode.SADDLE, Sides.USUAL, Duplex.SHORT),
        (Mode.SADDLE, Sides.OTHER, Duplex.LONG),
        (Mode.SADDLE, Sides.BY_HAND, Duplex.LONG),
        (Mode.PIECES, Sides.USUAL, Duplex.NONE),
    ],
)
def test_the_edge_about_which_paper_is_turned(mode: Mode, sides: Sides, duplex: Duplex) -> None:
    assert DeskChoice(mode=mode, sides=sides).duplex is duplex


@pytest.mark.parametrize(
    ("size", "mode", "paper"),
    [
        (A4, Mode.LOOSE, "A4"),
        (A4, Mode.SADDLE, "A3"),
        (A3, Mode.LOOSE, "A3"),
        (A3, Mode.SADDLE, "A4"),
        ((195.0, 270.0), Mode.SADDLE, "8K"),
        ((148.0, 210.0), Mode.SADDLE, "A4"),
    ],
)
def test_the_paper_on_which_pages_keep_their_size_is_offered(
    size: tuple[float, float], mode: Mode, paper: str
) -> None:
    assert usual_paper(booklet(4, size), mode) == paper


@pytest.mark.parametrize("mode", Mode)
def test_every_mode_can_be_drawn(qtbot: QtBot, mode: Mode) -> None:
    made = desk(qtbot, booklet(5, A3 if mode is Mode.PIECES else A4))
    pick(qtbot, made.mode, mode.value)
    for _sheet in range(made.picture.count):
        picture = made.picture.grab().toImage()
        colors = {
            picture.pixelColor(x, y).name() for x in range(0, 300, 4) for y in range(0, 200, 4)
        }
        assert len(colors) > 2
        qtbot.mouseClick(made.later, LEFT)
