"""The queue: who is armed after placings, undos, imports, deletions and late news."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gridmap.actions.placing import place_household, take_off_map
from gridmap.model.changes import added, removed
from gridmap.model.features import FeatureId, Household
from gridmap.session import Session
from gridmap.ui.placing_queue import PlacingQueue
from tests.helpers.build import TODAY, at, fid, household, project
from tests.helpers.map_window import session_of

NAMES = [fid(f"r{number}") for number in range(1, 6)]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    rows = [household(name, door=str(number)) for number, name in enumerate(NAMES, start=1)]
    session = session_of([project(), *rows], tmp_path)
    yield session
    session.close()


@pytest.fixture
def queue(session: Session) -> PlacingQueue:
    made = PlacingQueue(session)
    made.take_order(NAMES, revision=0)
    return made


def place(session: Session, name: FeatureId) -> None:
    session.apply(place_household(session.document, name, at(1, 1), on=TODAY))


def armed(queue: PlacingQueue) -> str:
    household = queue.armed
    return household.id if household is not None else ""


def test_nobody_is_armed_before_one_begins(queue: PlacingQueue, session: Session) -> None:
    assert armed(queue) == ""
    assert queue.next_ones(3) == []
    place(session, NAMES[0])
    queue.skip()
    assert armed(queue) == ""
    queue.begin()
    assert armed(queue) == "r2"
    assert queue.next_ones(2) == ["r2", "r3"]


def test_after_a_jump_the_order_goes_on_and_comes_round(
    queue: PlacingQueue, session: Session
) -> None:
    queue.arm(NAMES[3])
    place(session, NAMES[3])
    assert armed(queue) == "r5"
    place(session, NAMES[4])
    assert armed(queue) == "r1"
    assert queue.count == 3


def test_placing_another_one_leaves_the_armed_one_armed(
    queue: PlacingQueue, session: Session
) -> None:
    queue.begin()
    place(session, NAMES[2])
    assert armed(queue) == "r1"
    queue.skip()
    queue.skip()
    assert armed(queue) == "r4"


def test_what_is_not_waiting_cannot_be_armed(queue: PlacingQueue, session: Session) -> None:
    place(session, NAMES[0])
    queue.arm(NAMES[0])
    queue.arm(fid("nobody"))
    assert armed(queue) == ""


def test_when_the_last_one_is_placed_nobody_is_armed_and_undo_arms_it_again(
    queue: PlacingQueue, session: Session
) -> None:
    queue.begin()
    for name in NAMES:
        place(session, name)
    assert armed(queue) == ""
    session.undo()
    assert armed(queue) == "r5"
    queue.end()
    session.undo()
    assert armed(queue) == ""


def test_news_that_is_some_acts_old_changes_nothing_that_was_done_since(
    queue: PlacingQueue, session: Session
) -> None:
    queue.begin()
    place(session, NAMES[0])
    queue.take_order(NAMES, revision=0)
    assert armed(queue) == "r2"
    assert queue.count == 4
    session.undo()
    queue.take_order(NAMES[1:], revision=1)
    assert armed(queue) == "r1"
    assert queue.next_ones(9) == NAMES


def test_households_that_come_from_elsewhere_take_their_place_in_the_order(
    queue: PlacingQueue, session: Session
) -> None:
    queue.begin()
    session.apply(added("more", [household("new", door="2-1")]))
    assert queue.count == 6
    assert armed(queue) == "r1"
    queue.arm(NAMES[1])
    assert queue.next_ones(3) == ["r2", "new", "r3"]


def test_a_lane_never_takes_households_of_the_next_group(
    queue: PlacingQueue, session: Session
) -> None:
    other = [household(f"x{number}", group=fid("g2"), door=str(number)) for number in (1, 2)]
    session.apply(added("more", other))
    queue.take_order([*NAMES, *(item.id for item in other)], revision=1)
    queue.arm(NAMES[3])
    assert queue.next_ones(9) == ["r4", "r5"]
    queue.arm(other[0].id)
    assert queue.next_ones(1) == ["x1"]


def test_a_household_that_is_deleted_is_passed_over(queue: PlacingQueue, session: Session) -> None:
    queue.begin()
    gone = session.document.get(NAMES[0], Household)
    session.apply(removed("gone", [gone]))
    assert armed(queue) == "r2"
    assert queue.count == 4
    queue.take_order(NAMES, revision=0)
    assert queue.count == 4


def test_each_change_is_told_once_and_nothing_after_release(
    queue: PlacingQueue, session: Session
) -> None:
    told: list[int] = []
    queue.changed.connect(lambda: told.append(queue.count))
    queue.begin()
    place(session, NAMES[0])
    assert told == [5, 4]
    queue.release()
    place(session, NAMES[1])
    assert told == [5, 4]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(["place", "off", "undo", "redo", "skip", "jump"]), max_size=12))
def test_the_queue_always_knows_who_waits(tmp_path_factory, acts: list[str]) -> None:
    rows = [household(name, door=str(number)) for number, name in enumerate(NAMES, start=1)]
    session = session_of([project(), *rows], tmp_path_factory.mktemp("queue"))
    queue = PlacingQueue(session)
    queue.take_order(NAMES, revision=0)
    queue.begin()
    for act in acts:
        _do(act, session, queue)
        waiting = {item.id for item in session.document.all(Household) if item.geometry is None}
        assert queue.count == len(waiting)
        assert armed(queue) in waiting if waiting else armed(queue) == ""
    session.close()


def _do(act: str, session: Session, queue: PlacingQueue) -> None:
    if act == "place" and queue.armed is not None:
        place(session, queue.armed.id)
    elif act == "off":
        session.apply(take_off_map(session.document, NAMES[:2]))
    elif act == "undo":
        session.undo()
    elif act == "redo":
        session.redo()
    elif act == "skip":
        queue.skip()
    elif act == "jump":
        queue.arm(NAMES[3])
