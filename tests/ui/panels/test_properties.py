"""The properties of one, of many and of mixed kinds, through keys and clicks."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from gridmap.model.features import FeatureId, Household
from gridmap.progress import run_job
from gridmap.session import Session
from gridmap.ui.digest import make_digest
from gridmap.ui.panels.form import Form
from gridmap.ui.panels.form_inputs import ChoiceInput, DayInput, LineInput
from gridmap.ui.panels.properties import Properties
from gridmap.ui.theme import LIGHT
from tests.helpers.build import TODAY, Tiny
from tests.helpers.map_window import session_of
from tests.helpers.window import id_set

CONTROL = Qt.KeyboardModifier.ControlModifier


class Panel:
    """A shown panel that follows its session as the window makes it do."""

    def __init__(self, qtbot: QtBot, session: Session) -> None:
        self.qtbot, self.session = qtbot, session
        self.panel = Properties(session, LIGHT)
        qtbot.addWidget(self.panel)
        self.panel.resize(330, 900)
        self.panel.show()
        qtbot.waitExposed(self.panel)
        self.panel.activateWindow()
        self._digest()
        session.changed.connect(lambda _changeset: self._digest())
        session.selection_changed.connect(self.panel.show_selection)

    def _digest(self) -> None:
        self.panel.show_digest(run_job(make_digest(self.session.document.snapshot(), on=TODAY)))

    @property
    def form(self) -> Form:
        """The form that is shown."""
        assert self.panel.form is not None
        return self.panel.form

    def line(self, name: str) -> LineInput:
        """Return a field for words or figures."""
        found = self.form.field(name)
        assert isinstance(found, LineInput)
        return found

    def choice(self, name: str) -> ChoiceInput:
        """Return a field with choices."""
        found = self.form.field(name)
        assert isinstance(found, ChoiceInput)
        return found

    def choose(self, name: str, value: str) -> None:
        """Choose a value as a person does."""
        box = self.choice(name)
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())
        QApplication.processEvents()

    def write(self, name: str, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
        """Type over a field and press a key."""
        line = self.line(name)
        line.setFocus()
        line.selectAll()
        self.qtbot.keyClicks(line, text)
        self.qtbot.keyClick(line, key)
        QApplication.processEvents()

    def household(self, name: str) -> Household:
        """Return a household as it is now."""
        return self.session.document.get(FeatureId(name), Household)


@pytest.fixture
def panel(qtbot: QtBot, tiny: Tiny, tmp_path: Path) -> Iterator[Panel]:
    session = session_of(tiny.features, tmp_path)
    yield Panel(qtbot, session)
    session.close()


def test_what_several_hold_differently_is_said_and_stays_until_somebody_types(
    panel: Panel,
) -> None:
    panel.session.select(id_set("h01", "h02", "h07"))
    assert panel.line("living").placeholderText() == "several values"
    before = [panel.household(name).living for name in ("h01", "h02", "h07")]
    panel.line("living").setFocus()
    panel.qtbot.keyClick(panel.line("living"), Qt.Key.Key_Return)
    assert [panel.household(name).living for name in ("h01", "h02", "h07")] == before
    assert not panel.session.can_undo


def test_an_edit_of_several_reaches_all_and_is_one_step(panel: Panel) -> None:
    panel.session.select(id_set("h01", "h02", "h07"))
    panel.write("living", "3")
    assert {panel.household(name).living for name in ("h01", "h02", "h07")} == {3}
    panel.choose("status", "vacant")
    assert {panel.household(name).status for name in ("h01", "h02", "h07")} == {"vacant"}
    panel.session.undo()
    panel.session.undo()
    assert panel.household("h07").status == "occupied"
    assert not panel.session.can_undo


def test_what_is_never_the_same_is_not_offered_for_several(panel: Panel) -> None:
    panel.session.select(id_set("h01", "h02"))
    for name in ("door", "head", "number", "phone", "pinyin"):
        with pytest.raises(KeyError):
            panel.form.field(name)


def test_mixed_kinds_are_counted_and_a_button_narrows_to_one(panel: Panel) -> None:
    panel.session.select(id_set("h01", "h02", "p1"))
    assert panel.panel.form is None
    buttons = {item.text(): item for item in panel.panel.findChildren(QPushButton)}
    panel.qtbot.mouseClick(buttons["Only Household (2)"], Qt.MouseButton.LeftButton)
    assert panel.session.selection == id_set("h01", "h02")
    assert panel.line("living")


def test_another_grid_waits_for_its_reason(panel: Panel) -> None:
    panel.session.select(id_set("h07"))
    assert panel.form.field("grid_override_reason").isHidden()
    panel.choose("grid_override", "w11")
    assert panel.household("h07").grid_override is None
    assert panel.line("grid_override_reason").hasFocus()
    panel.write("grid_override_reason", "one yard")
    assert panel.household("h07").grid_override == "w11"
    assert panel.household("h07").grid_override_reason == "one yard"
    panel.choose("grid_override", "")
    assert panel.household("h07").grid_override is None
    assert panel.household("h07").grid_override_reason == ""


def test_escape_takes_back_a_choice_that_waits_for_its_reason(panel: Panel) -> None:
    panel.session.select(id_set("h07"))
    panel.choose("grid_override", "w11")
    panel.qtbot.keyClick(panel.line("grid_override_reason"), Qt.Key.Key_Escape)
    assert panel.choice("grid_override").currentData() == ""
    assert panel.form.field("grid_override_reason").isHidden()
    assert not panel.session.can_undo


def test_another_group_brings_its_village_along(panel: Panel) -> None:
    panel.session.select(id_set("h07", "h08"))
    panel.choose("village", "v2")
    panel.choose("group", "g21")
    assert panel.household("h07").group == "g21"
    assert panel.household("h08").village == "v2"


def test_enter_goes_to_the_next_field_and_a_wrong_one_keeps_the_cursor(panel: Panel) -> None:
    panel.session.select(id_set("h07"))
    panel.write("door", "9")
    panel.qtbot.waitUntil(panel.line("head").hasFocus)
    panel.write("living", "many")
    assert panel.line("living").hasFocus()
    assert "not a whole number" in panel.form.error_text("living")
    panel.qtbot.keyClick(panel.line("living"), Qt.Key.Key_Escape)
    assert panel.form.error_text("living") == ""
    assert panel.household("h07").door == "9"


def test_ctrl_enter_commits_and_goes_to_the_next_household_of_the_group(panel: Panel) -> None:
    panel.session.select(id_set("h07"))
    line = panel.line("door")
    line.setFocus()
    line.selectAll()
    panel.qtbot.keyClicks(line, "7-1")
    panel.qtbot.keyClick(line, Qt.Key.Key_Return, CONTROL)
    panel.qtbot.waitUntil(lambda: panel.session.selection != id_set("h07"))
    assert panel.household("h07").door == "7-1"
    assert panel.line("door").hasFocus()
    assert panel.line("door").selectedText() == panel.line("door").text()


def test_letters_that_wait_in_an_input_method_are_left_alone(panel: Panel) -> None:
    panel.session.select(id_set("h07"))
    line = panel.line("head")
    line.setFocus()
    QApplication.sendEvent(line, QInputMethodEvent("he'yu", []))
    assert line.is_busy
    panel.panel.show_selection(panel.session.selection)
    assert panel.line("head") is line
    done = QInputMethodEvent()
    done.setCommitString("何")
    QApplication.sendEvent(line, done)
    assert line.text().endswith("何") or line.text().startswith("何")


def test_days_are_typed_short_and_kept_whole(panel: Panel) -> None:
    panel.session.select(id_set("h07"))
    fold = next(
        item for item in panel.panel.findChildren(QPushButton) if item.text() == "Show more"
    )
    panel.qtbot.mouseClick(fold, Qt.MouseButton.LeftButton)
    day = panel.form.field("verified_on")
    assert isinstance(day, DayInput)
    day.line.setFocus()
    panel.qtbot.keyClicks(day.line, "2026-3-15")
    panel.qtbot.keyClick(day.line, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert panel.household("h07").verified_on == date(2026, 3, 15)


def test_a_phone_with_too_few_digits_is_refused_beside_its_field(panel: Panel) -> None:
    panel.session.select(id_set("h07"))
    panel.write("phone", "12")
    assert "12" in panel.form.error_text("phone")
    assert not panel.session.can_undo
