"""A booklet of any edition but the public one can be made for one officer, from the window."""

import pytest
from pytestqt.qtbot import QtBot

from gridmap.model.editions import Edition
from gridmap.ui.atlas.choices import AtlasChoices
from gridmap.ui.theme import LIGHT
from tests.helpers.build import Tiny


@pytest.fixture
def choices(qtbot: QtBot, tiny: Tiny) -> AtlasChoices:
    made = AtlasChoices(LIGHT)
    qtbot.addWidget(made)
    made.refresh(tiny.snapshot())
    made.show()
    return made


def choose(choices: AtlasChoices, edition: Edition, officer: str) -> None:
    choices.edition.setCurrentIndex(choices.edition.findData(edition.value))
    choices.officer.setCurrentIndex(choices.officer.findData(officer))


@pytest.mark.parametrize("edition", [item for item in Edition if item is not Edition.PUBLIC])
def test_an_officer_is_chosen_for_every_edition_that_has_one(
    choices: AtlasChoices, edition: Edition
) -> None:
    choose(choices, edition, "o2")
    assert choices.officer.isVisible()
    assert choices.values()["officer"] == "o2"
    assert not choices.recipient.isVisible()
    choose(choices, edition, "")
    assert choices.values()["officer"] is None
    assert choices.is_one_each == (edition is Edition.OFFICER)


def test_the_public_edition_is_for_nobody_in_particular(choices: AtlasChoices) -> None:
    choose(choices, Edition.HOUSEHOLD, "o2")
    choices.edition.setCurrentIndex(choices.edition.findData(Edition.PUBLIC.value))
    assert not choices.officer.isVisible()
    assert choices.values()["officer"] is None


def test_the_first_line_says_what_is_printed_without_an_officer(choices: AtlasChoices) -> None:
    choose(choices, Edition.OFFICER, "")
    assert "one each" in choices.officer.itemText(0)
    choose(choices, Edition.HOUSEHOLD, "")
    assert "everything" in choices.officer.itemText(0)
