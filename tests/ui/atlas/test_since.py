"""The change page is asked for in the atlas form: since which print run."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from gridmap.settings import load_settings
from gridmap.ui.atlas.since import SinceRun
from gridmap.ui.jobs import JobRunner
from gridmap.ui.panels.atlas import AtlasPanel
from gridmap.ui.theme import LIGHT
from tests.helpers.build import Tiny
from tests.ui.atlas.test_runs_list import printed


def test_what_changed_since_a_run_goes_into_the_booklet(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    session = printed(tmp_path, tiny)
    panel = AtlasPanel(session, load_settings(), LIGHT)
    qtbot.addWidget(panel)
    since = SinceRun(panel, session, JobRunner())
    edition = panel.choices.edition
    edition.setCurrentIndex(edition.findData("P2"))
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
    session.close()


def test_runs_of_another_edition_are_not_offered(qtbot: QtBot, tmp_path: Path, tiny: Tiny) -> None:
    session = printed(tmp_path, tiny)
    panel = AtlasPanel(session, load_settings(), LIGHT)
    qtbot.addWidget(panel)
    since = SinceRun(panel, session, JobRunner())
    edition = panel.choices.edition
    edition.setCurrentIndex(edition.findData("P0"))
    assert panel.parts.since.count() == 1
    assert not panel.parts.since.isEnabled()
    since.release()
    session.close()
