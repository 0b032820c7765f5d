"""The change page is asked for in the atlas form: since which print run."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gridmap.session import Session
from gridmap.settings import load_settings
from gridmap.ui.atlas.since import SinceRun
from gridmap.ui.jobs import JobRunner
from gridmap.ui.panels.atlas import AtlasPanel
from gridmap.ui.theme import LIGHT
from tests.helpers.build import Tiny
from tests.ui.atlas.test_runs_list import printed


@pytest.fixture
def session(tmp_path: Path, tiny: Tiny) -> Iterator[Session]:
    """A project that was printed once and edited since."""
    made = printed(tmp_path, tiny)
    yield made
    made.close()


@pytest.fixture
def panel(qtbot: QtBot, session: Session) -> AtlasPanel:
    panel = AtlasPanel(session, load_settings(), LIGHT)
    qtbot.addWidget(panel)
    return panel


def choose(panel: AtlasPanel, edition: str) -> None:
    box = panel.choices.edition
    box.setCurrentIndex(box.findData(edition))


def test_what_changed_since_a_run_goes_into_the_booklet(
    qtbot: QtBot, session: Session, panel: AtlasPanel
) -> None:
    since = SinceRun(panel, session, JobRunner())
    choose(panel, "P2")
    box = panel.parts.since
    assert [box.itemData(at) for at in range(box.count())] == [None, 1]
    assert panel.spec().changes is None
    with qtbot.waitSignal(panel.changed, timeout=30_000):
        box.setCurrentIndex(1)
    changes = panel.spec().changes
    assert changes is not None
    assert any("欧阳明月" in row.after for row in changes.rows)
    session.undo()
    assert panel.spec().changes.rows
    with qtbot.waitSignal(panel.changed, timeout=30_000):
        panel.show()
    assert panel.spec().changes is not None
    assert not panel.spec().changes.rows
    since.release()


def test_an_atlas_asked_for_right_after_an_edit_waits_for_its_change_page(
    qtbot: QtBot, session: Session, panel: AtlasPanel
) -> None:
    since = SinceRun(panel, session, JobRunner())
    choose(panel, "P2")
    panel.show()
    with qtbot.waitSignal(panel.changed, timeout=30_000):
        panel.parts.since.setCurrentIndex(1)
    session.undo()
    with qtbot.waitSignal(panel.wanted, timeout=30_000) as asked:
        qtbot.mouseClick(panel.make, Qt.MouseButton.LeftButton)
        assert "Looking for what has changed" in panel.result_text
        assert not panel.make.isEnabled()
    assert not asked.args[0].changes.rows
    assert panel.make.isEnabled()
    since.release()


def test_an_atlas_whose_change_page_fails_is_not_made_and_the_reason_is_said(
    qtbot: QtBot, session: Session, panel: AtlasPanel
) -> None:
    asked: list[object] = []
    panel.wanted.connect(lambda *given: asked.append(given))
    panel.show_comparing()
    qtbot.mouseClick(panel.make, Qt.MouseButton.LeftButton)
    panel.show_uncompared("The print run cannot be read.")
    assert not asked
    assert panel.result_text == "The print run cannot be read."
    assert panel.make.isEnabled()


def test_runs_of_another_edition_are_not_offered(session: Session, panel: AtlasPanel) -> None:
    since = SinceRun(panel, session, JobRunner())
    choose(panel, "P0")
    assert panel.parts.since.count() == 1
    assert not panel.parts.since.isEnabled()
    since.release()
