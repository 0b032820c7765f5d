import pytest

from gridmap.actions.branch_doors import STYLES, branch_door, branches_at, door_before
from gridmap.model.document import Document
from gridmap.model.sorting import door_key
from tests.helpers.build import Tiny, at, household, project


@pytest.mark.parametrize(
    ("door", "doors"),
    [("12", ("12-1", "12之一", "12附1")), ("12号", ("12-1号", "12号之一", "12号附1"))],
)
def test_a_branch_is_written_as_the_door_is_and_sorts_right_after_it(
    door: str, doors: tuple[str, ...]
) -> None:
    found = tuple(branch_door(door, style, ["11", "12", "13"]) for style in STYLES)
    assert found == doors
    assert all(door_key(door) < door_key(text) < door_key("13") for text in found)


def test_a_branch_that_is_given_is_passed_over() -> None:
    assert branch_door("12号", "dash", ["12-1号", "12-2"]) == "12-3号"
    assert branch_door("12", "of", ["12之一"]) == "12之二"


def test_between_two_doors_the_lower_one_branches(tiny: Tiny) -> None:
    document = tiny.document()
    before = door_before(document, at(50, 105))
    assert before is not None
    assert before.door == "1号"
    assert branches_at(document, at(50, 105)) == {
        "dash": "1-1号",
        "of": "1号之一",
        "annex": "1号附1",
    }


def test_far_from_all_doors_nothing_is_offered(tiny: Tiny) -> None:
    assert branches_at(tiny.document(), at(-500, -500)) == {}


def test_doors_that_are_branches_themselves_do_not_branch_again() -> None:
    document = Document([project(), household("a", door="12-1号", geometry=at(0, 0))])
    assert door_before(document, at(1, 1)) is None
