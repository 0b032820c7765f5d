"""Edits of key places."""

import pytest

from gridmap.actions.places import edit_place
from gridmap.errors import UsageError
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
