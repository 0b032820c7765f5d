"""Household edits: what changes, what is refused, and that each can be taken back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridmap.actions.households import EDITABLE, edit_household
from gridmap.errors import UsageError
from gridmap.model.features import STATUSES, FeatureId, Household
from tests.helpers.build import Tiny, build_tiny

HOUSE = FeatureId("h07")
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="0123456789"), max_size=40)


def test_an_edit_changes_the_named_field_and_nothing_else(tiny: Tiny) -> None:
    changeset = edit_household(tiny.snapshot(), HOUSE, head=" 何玉兰 ")
    (change,) = changeset
    assert isinstance(change.old, Household)
    assert isinstance(change.new, Household)
    assert change.new.head == "何玉兰"
    assert change.new.door == change.old.door
    assert change.new.geometry == change.old.geometry


def test_writing_what_is_there_already_changes_nothing(tiny: Tiny) -> None:
    assert not edit_household(tiny.snapshot(), HOUSE, head="刘春花", status="occupied")


@given(head=WORDS, note=WORDS, status=st.sampled_from(STATUSES), living=st.integers(0, 99))
def test_an_edit_and_its_inverse_give_the_same_snapshot(
    head: str, note: str, status: str, living: int
) -> None:
    document = build_tiny().document()
    before = document.snapshot()
    changeset = edit_household(
        document, HOUSE, head=head, access_note=note, status=status, living=living
    )
    document.apply(changeset)
    document.apply(changeset.inverted())
    assert list(document.all(Household)) == list(before.all(Household))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"status": "sold"}, "sold"),
        ({"living": -1}, "-1"),
        ({"registered": 100}, "100"),
        ({"phone": "call me"}, "call me"),
        ({"access_note": "身份证 62292119440101123X"}, "identity number"),
        ({"access_note": "长" * 201}, "201"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    tiny: Tiny, fields: dict[str, object], words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        edit_household(tiny.snapshot(), HOUSE, **fields)


def test_an_empty_count_of_people_means_not_known(tiny: Tiny) -> None:
    (change,) = edit_household(tiny.snapshot(), HOUSE, living=None)
    assert isinstance(change.new, Household)
    assert change.new.living is None


def test_a_household_that_is_gone_is_said_to_be_gone(tiny: Tiny) -> None:
    with pytest.raises(UsageError, match="no longer there"):
        edit_household(tiny.snapshot(), FeatureId("nobody"), head="x")


def test_a_field_that_may_not_be_edited_is_our_own_mistake(tiny: Tiny) -> None:
    assert "geometry" not in EDITABLE
    with pytest.raises(ValueError, match="geometry"):
        edit_household(tiny.snapshot(), HOUSE, geometry=None)


def test_a_group_brings_its_village_and_another_village_lets_the_group_go(tiny: Tiny) -> None:
    document = tiny.document()
    document.apply(edit_household(document, HOUSE, group=FeatureId("g21")))
    assert document.get(HOUSE, Household).village == "v2"
    document.apply(edit_household(document, HOUSE, village=FeatureId("v1")))
    assert document.get(HOUSE, Household).group is None
    with pytest.raises(UsageError, match="一组"):
        edit_household(document, HOUSE, village=FeatureId("v1"), group=FeatureId("g21"))


def test_a_grid_in_which_it_does_not_stand_needs_its_reason(tiny: Tiny) -> None:
    document = tiny.document()
    with pytest.raises(UsageError, match="Say why"):
        edit_household(document, HOUSE, grid_override=FeatureId("w11"))
    both = {"grid_override": FeatureId("w11"), "grid_override_reason": "同一个院子"}
    document.apply(edit_household(document, HOUSE, **both))
    with pytest.raises(UsageError, match="Say why"):
        edit_household(document, HOUSE, grid_override_reason="")
    document.apply(edit_household(document, HOUSE, grid_override=None))
    assert document.get(HOUSE, Household).grid_override_reason == ""


@pytest.mark.parametrize(
    "phone", ["0931-1234567", "139 0000 0001、0931 7654321", "", "１３９００００００００１"]
)
def test_phones_are_taken_as_people_write_them(tiny: Tiny, phone: str) -> None:
    edit_household(tiny.snapshot(), HOUSE, phone=phone)
