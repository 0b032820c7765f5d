"""The map window on the tiny project."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gridmap.model.features import Village
from tests.helpers.build import Tiny
from tests.helpers.map_window import MapWindow, session_of

_GONE = frozenset({"w21", "d5"})


@pytest.fixture
def window(qtbot: QtBot, tiny: Tiny, tmp_path: Path) -> Iterator[MapWindow]:
    """A shown canvas on the tiny project."""
    session = session_of(tiny.features, tmp_path)
    yield MapWindow(qtbot, session)
    session.close()


@pytest.fixture
def bare_window(qtbot: QtBot, tiny: Tiny, tmp_path: Path) -> Iterator[MapWindow]:
    """A shown canvas on the tiny project in which the second village has no grids."""
    session = session_of([item for item in tiny.features if item.id not in _GONE], tmp_path)
    window = MapWindow(qtbot, session)
    window.canvas.zoom_to(tiny.get("v2", Village).geometry.bounds)
    window.settle()
    yield window
    session.close()
