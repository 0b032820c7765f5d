"""Edits of key places."""

import pytest

from gridmap.actions.places import edit_place
from gridmap.errors import UsageError
from gridmap.model.catalogue import load_catalogue
from gridmap.model.features import FeatureId, Place
from tests.helpers.build import Tiny

PLACE = FeatureId("p1")


def test_a_place_becomes_another_kind_and_back(tiny: Tiny) -> None:
    document = tiny.document()
    changeset = edit_place(document, PLACE, place_kind="P09", capacity=200, contact="村部")
    document.apply(changeset)
    assert document.get(PLACE, Place).place_kind == "P09"
    assert document.get(PLACE, Place).capacity == 200
    document.apply(changeset.inverted())
    assert document.get(PLACE, Place) == tiny.get("p1", Place)


@pytest.mark.parametrize(
    ("fields", "words"), [({"place_kind": "P99"}, "P99"), ({"capacity": -5}, "-5")]
)
def test_what_cannot_be_is_refused(tiny: Tiny, fields: dict[str, object], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        edit_place(tiny.snapshot(), PLACE, **fields)


def test_an_unknown_capacity_may_be_left_empty(tiny: Tiny) -> None:
    (change,) = edit_place(tiny.snapshot(), PLACE, capacity=None)
    assert isinstance(change.new, Place)
    assert change.new.capacity is None


def test_a_place_is_called_by_its_name_or_the_one_it_gets_or_its_kind(tiny: Tiny) -> None:
    document = tiny.document()
    named = document.get(PLACE, Place)
    assert named.name in edit_place(document, PLACE, note="x").title
    document.apply(edit_place(document, PLACE, name=""))
    assert "卫生室" in edit_place(document, PLACE, name=" 卫生室 ").title
    title = edit_place(document, PLACE, note="x").title
    assert named.place_kind not in title
    assert load_catalogue().places[named.place_kind].name in title
