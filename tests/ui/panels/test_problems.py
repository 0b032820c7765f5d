"""The list of problems: by rule, kept in place, filtered, walked through, mended after asking."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gridmap.checks.problem import Problem, Severity
from gridmap.errors import GeometryError
from gridmap.ui.panels.problems import ProblemList
from gridmap.ui.problem_groups import grouped, key_of
from gridmap.ui.theme import LIGHT
from tests.helpers.build import fid

BOX = (0.0, 0.0, 1.0, 1.0)


def problem(rule: str, name: str, severity: Severity, where: str = "柳树湾村") -> Problem:
    return Problem(
        rule=rule,
        severity=severity,
        message=f"{rule} {name}",
        feature_ids=(fid(name),),
        where=where,
        bounds_m=BOX,
    )


FOUND = [
    problem("grid_code", "w1", Severity.NOTE),
    problem("grid_code", "w2", Severity.NOTE),
    problem("grid_code", "w3", Severity.WARNING),
    problem("grid_overlap", "w4", Severity.ERROR),
    *(problem("household_in_no_grid", f"h{n}", Severity.WARNING, "石桥村") for n in range(12)),
]


@pytest.fixture
def page(qtbot: QtBot) -> ProblemList:
    found = ProblemList(LIGHT)
    qtbot.addWidget(found)
    found.resize(900, 260)
    found.show()
    qtbot.waitExposed(found)
    found.show_problems(grouped(FOUND))
    return found


def headings(page: ProblemList) -> list[tuple[str, int]]:
    return [(group.rule, len(group.problems)) for group in page.rows.groups]


def messages(page: ProblemList) -> list[str]:
    return [item.message for group in page.rows.groups for item in group.problems]


def test_errors_come_first_and_each_heading_has_its_count(page: ProblemList) -> None:
    assert headings(page) == [
        ("grid_overlap", 1),
        ("grid_code", 3),
        ("household_in_no_grid", 12),
    ]
    assert page.count == 16
    title = page.rows.index(1, 0).data()
    assert "(3)" in title
    assert page.rows.index(0, 2).data() == "Error"
    assert page.severities[Severity.WARNING].text() == "Attention 13"


def test_natural_order_within_a_heading(page: ProblemList) -> None:
    tail = [words for words in messages(page) if "household" in words]
    assert tail == [f"household_in_no_grid h{n}" for n in range(12)]


def test_a_severity_can_be_left_out(page: ProblemList, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.severities[Severity.WARNING], Qt.MouseButton.LeftButton)
    assert headings(page) == [("grid_overlap", 1), ("grid_code", 2)]


def test_words_of_the_message_or_the_village_filter(page: ProblemList) -> None:
    page.filter("石桥")
    assert headings(page) == [("household_in_no_grid", 12)]
    page.filter("W2")
    assert messages(page) == ["grid_code w2"]
    page.filter("nothing like it")
    assert page.note.isVisible()
    assert page.note.text == "No problem holds these words."
    page.filter("")
    assert not page.note.isVisible()


def test_the_next_problem_is_shown_and_the_last_leads_to_the_first(
    page: ProblemList, qtbot: QtBot
) -> None:
    seen: list[str] = []
    page.chosen.connect(lambda item: seen.append(item.message))
    for _ in range(17):
        page.step(1)
    assert seen == [*messages(page), messages(page)[0]]
    page.step(-1)
    assert seen[-1] == messages(page)[-1]


def test_the_marked_line_stays_marked_when_the_checks_say_something_new(page: ProblemList) -> None:
    for _ in range(8):
        page.step(1)
    marked = page.current
    assert marked is not None
    changed = [replace(item, message=item.message + "!") for item in FOUND[1:]]
    page.show_problems(grouped(changed))
    assert page.current is not None
    assert key_of(page.current) == key_of(marked)


def test_what_has_gone_leaves_its_place_to_the_next(page: ProblemList) -> None:
    for _ in range(8):
        page.step(1)
    marked = page.current
    assert marked is not None
    page.show_problems(grouped(item for item in FOUND if item is not marked))
    assert page.current is not None
    assert page.current.message == "household_in_no_grid h4"


def test_a_closed_heading_stays_closed(page: ProblemList) -> None:
    heading = page.rows.heading_of("grid_code")
    assert page.list.isExpanded(heading)
    page.list.collapse(heading)
    page.show_problems(grouped(FOUND))
    assert not page.list.isExpanded(page.rows.heading_of("grid_code"))


def test_many_problems_begin_as_headings_only(qtbot: QtBot) -> None:
    page = ProblemList(LIGHT)
    qtbot.addWidget(page)
    page.show_problems(grouped(problem("grid_code", f"w{n}", Severity.NOTE) for n in range(5_000)))
    assert not page.list.isExpanded(page.rows.heading_of("grid_code"))
    assert page.count == 5_000


def test_only_what_can_be_mended_safely_is_offered(page: ProblemList) -> None:
    page.step(1)
    assert page.current is not None
    assert page.current.rule == "grid_overlap"
    assert page.fix_button.isEnabled()
    assert not page.fix_all_button.isEnabled()
    page.step(1)
    assert page.fix_all_button.isEnabled()
    for _ in range(3):
        page.step(1)
    assert page.current.rule == "household_in_no_grid"
    assert not page.fix_button.isEnabled()


def test_all_of_a_kind_are_asked_for_but_not_those_that_replace_something(
    page: ProblemList, qtbot: QtBot
) -> None:
    page.list.setCurrentIndex(page.rows.heading_of("grid_code"))
    with qtbot.waitSignal(page.fix_wanted) as asked:
        qtbot.mouseClick(page.fix_all_button, Qt.MouseButton.LeftButton)
    assert [item.message for item in asked.args[0]] == ["grid_code w1", "grid_code w2"]


def test_a_proposal_is_read_before_it_is_done(page: ProblemList, qtbot: QtBot) -> None:
    page.mending.propose(["Grid 1 gets the code 001.", "Grid 2 gets the code 002."])
    assert "002" in page.mending.text
    with qtbot.waitSignal(page.fix_accepted):
        qtbot.mouseClick(page.mending.accept_button, Qt.MouseButton.LeftButton)
    page.mending.refuse(GeometryError("It cannot be mended.", hint="Draw it again."))
    assert not page.mending.accept_button.isVisible()
    assert "Draw it again." in page.mending.text
    qtbot.mouseClick(page.mending.leave_button, Qt.MouseButton.LeftButton)
    assert not page.mending.isVisible()


def test_nothing_wrong_is_said_kindly(page: ProblemList) -> None:
    page.show_problems(())
    assert page.note.text == "Nothing is wrong."
    assert not page.list.isVisible()
    assert not page.next_button.isVisible()


def test_a_project_for_reading_offers_no_mending(qtbot: QtBot) -> None:
    page = ProblemList(LIGHT, is_read_only=True)
    qtbot.addWidget(page)
    page.show_problems(grouped(FOUND))
    page.step(1)
    assert not page.fix_button.isEnabled()


def test_a_screen_reader_hears_how_bad_it_is(page: ProblemList) -> None:
    page.step(1)
    said = page.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Error: ")


def test_a_post_that_nobody_holds_offers_to_appoint(page: ProblemList, qtbot: QtBot) -> None:
    page.show_problems(grouped([problem("grid_without_head", "w1", Severity.WARNING)]))
    page.step(1)
    assert page.appoint_button.isVisible()
    assert not page.fix_button.isVisible()
    with qtbot.waitSignal(page.appoint_wanted) as asked:
        qtbot.mouseClick(page.appoint_button, Qt.MouseButton.LeftButton)
    assert asked.args[0].feature_ids == ("w1",)
    page.show_problems(grouped([problem("grid_overlap", "w4", Severity.ERROR)]))
    page.step(1)
    assert not page.appoint_button.isVisible()
    assert page.fix_button.isVisible()
