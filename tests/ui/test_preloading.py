"""What a project needs is loaded in small pieces, one at a time."""

import importlib
import sys

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from gridmap.ui import preloading
from gridmap.ui.preloading import PIECES, preload


def test_every_piece_is_loaded_and_none_in_one_go(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []
    monkeypatch.setattr(preloading, "import_module", loaded.append)
    owner = QObject()
    preload(owner)
    assert loaded == [PIECES[0]]
    qtbot.waitUntil(lambda: loaded == list(PIECES))


def test_the_project_in_the_window_comes_before_the_tables() -> None:
    for name in PIECES:
        importlib.import_module(name)
    assert PIECES.index("gridmap.ui.project_view") < PIECES.index("gridmap.ui.tables.deck")
    assert all(name in sys.modules for name in PIECES)
