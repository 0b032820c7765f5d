"""The atlas form: what it asks for is what was chosen, and it keeps up with the project."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gridmap.actions.villages import edit_village
from gridmap.model.changes import Change, Changeset
from gridmap.model.editions import Edition
from gridmap.model.features import FeatureId
from gridmap.session import Session, open_session
from gridmap.settings import Settings
from gridmap.ui.panels.atlas import AtlasPanel
from gridmap.ui.theme import LIGHT
from tests.helpers.build import Tiny
from tests.helpers.window import id_set, tiny_project


@pytest.fixture
def session(tmp_path: Path, tiny: Tiny):
    session = open_session(tiny_project(tmp_path, tiny))
    yield session
    session.close()


def panel_of(qtbot: QtBot, session: Session, settings: Settings) -> AtlasPanel:
    panel = AtlasPanel(session, settings, LIGHT)
    qtbot.addWidget(panel)
    return panel


def choose(panel: AtlasPanel, edition: Edition) -> None:
    panel.edition.setCurrentIndex(panel.edition.findData(edition.value))


def test_all_villages_ticked_means_the_whole_project(qtbot: QtBot, session: Session) -> None:
    panel = panel_of(qtbot, session, Settings())
    assert panel.spec().villages == ()
    panel.choose_villages(id_set("v2"))
    assert panel.spec().villages == (FeatureId("v2"),)


def test_the_public_edition_is_for_no_officer(qtbot: QtBot, session: Session) -> None:
    panel = panel_of(qtbot, session, Settings())
    choose(panel, Edition.OFFICER)
    panel.officer.setCurrentIndex(panel.officer.findData("o2"))
    assert panel.spec().officer == "o2"
    choose(panel, Edition.PUBLIC)
    assert panel.spec().officer is None
    assert not panel.officer.isEnabled()


def test_booklets_for_every_officer_go_into_a_folder(qtbot: QtBot, session: Session) -> None:
    panel = panel_of(qtbot, session, Settings())
    panel.one_file.setChecked(True)
    choose(panel, Edition.OFFICER)
    assert panel.output().suffix == ""
    panel.officer.setCurrentIndex(panel.officer.findData("o2"))
    assert panel.output().suffix == ".pdf"


def test_a_project_with_a_stroke_in_its_name_still_goes_into_the_folder(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    panel = panel_of(qtbot, session, Settings())
    project = session.document.project
    session.apply(Changeset("Name it", (Change(project, replace(project, name="柳溪/东坪")),)))
    panel.folder.setText(str(tmp_path))
    assert panel.output().parent == tmp_path


def test_the_choices_of_the_last_time_come_back(qtbot: QtBot, session: Session) -> None:
    settings = Settings()
    panel = panel_of(qtbot, session, settings)
    choose(panel, Edition.PUBLIC)
    panel.paper.setCurrentIndex(panel.paper.findData("A3"))
    qtbot.mouseClick(panel.make, Qt.MouseButton.LeftButton)
    again = panel_of(qtbot, session, settings)
    assert again.spec().edition is Edition.PUBLIC
    assert again.spec().paper == "A3"


def test_without_a_village_nothing_is_asked_for(qtbot: QtBot, session: Session) -> None:
    panel = panel_of(qtbot, session, Settings())
    for number in range(panel.villages.count()):
        panel.villages.item(number).setCheckState(Qt.CheckState.Unchecked)
    with qtbot.assertNotEmitted(panel.wanted):
        qtbot.mouseClick(panel.make, Qt.MouseButton.LeftButton)


def test_a_village_that_is_renamed_is_listed_by_its_new_name(
    qtbot: QtBot, session: Session
) -> None:
    panel = panel_of(qtbot, session, Settings())
    session.apply(edit_village(session.document, FeatureId("v1"), name="柳湾村"))
    panel.refresh()
    assert panel.villages.findItems("柳湾村", Qt.MatchFlag.MatchExactly)
