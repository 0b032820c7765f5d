from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from gridmap.model.changes import added
from gridmap.model.features import Project
from gridmap.settings import Settings
from gridmap.ui.canvas.empty_note import EmptyNote
from gridmap.ui.theme import theme_of
from tests.helpers.build import Tiny, at, household, project
from tests.helpers.map_window import session_of


def words(note: EmptyNote) -> str:
    return " ".join(label.text() for label in note.findChildren(QLabel))


def test_an_empty_map_says_what_to_do_first_and_what_next(qtbot: QtBot, tmp_path: Path) -> None:
    session = session_of([project()], tmp_path)
    host = QWidget()
    qtbot.addWidget(host)
    note = EmptyNote(host, session, theme_of(Settings()))
    host.resize(900, 600)
    host.show()
    assert note.isVisible()
    assert "still empty" in words(note)
    assert abs(note.geometry().center().x() - 450) <= 1
    with qtbot.waitSignal(note.import_wanted):
        qtbot.mouseClick(note.button, Qt.MouseButton.LeftButton)
    session.apply(added("", [household("a"), household("b")]))
    assert "2 households wait" in words(note)
    session.apply(added("", [household("c", geometry=at(1, 1))]))
    assert not note.isVisible()
    session.undo()
    assert note.isVisible()
    note.release()
    session.close()


def test_a_map_with_something_on_it_stays_clear(qtbot: QtBot, tmp_path: Path, tiny: Tiny) -> None:
    session = session_of(tiny.features, tmp_path)
    assert isinstance(session.document.project, Project)
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    note = EmptyNote(host, session, theme_of(Settings()))
    assert not note.isVisible()
    note.release()
    session.close()
