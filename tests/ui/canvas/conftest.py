"""The map window on the tiny project."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.helpers.build import Tiny
from tests.helpers.map_window import MapWindow, session_of


@pytest.fixture
def window(qtbot: QtBot, tiny: Tiny, tmp_path: Path) -> Iterator[MapWindow]:
    """A shown canvas on the tiny project."""
    session = session_of(tiny.features, tmp_path)
    yield MapWindow(qtbot, session)
    session.close()
