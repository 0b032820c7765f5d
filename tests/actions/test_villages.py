"""Edits of villages and villager groups."""

import pytest

from gridmap.actions.villages import edit_group, edit_village
from gridmap.errors import UsageError
from gridmap.model.features import FeatureId, Village, VillagerGroup
from tests.helpers.build import Tiny

VILLAGE, GROUP = FeatureId("v1"), FeatureId("g11")


def test_a_village_gets_another_name_and_back(tiny: Tiny) -> None:
    document = tiny.document()
    changeset = edit_village(document, VILLAGE, name="柳湾村", code="622921105299")
    document.apply(changeset)
    assert document.get(VILLAGE, Village).code == "622921105299"
    document.apply(changeset.inverted())
    assert document.get(VILLAGE, Village) == tiny.get("v1", Village)


@pytest.mark.parametrize("code", ["6229", "62292110520X", "６２２９２１１０５２０１"])
def test_a_village_code_has_twelve_digits(tiny: Tiny, code: str) -> None:
    with pytest.raises(UsageError, match="not a village code"):
        edit_village(tiny.snapshot(), VILLAGE, code=code)


def test_a_code_of_another_village_is_refused(tiny: Tiny) -> None:
    with pytest.raises(UsageError, match="石桥村"):
        edit_village(tiny.snapshot(), VILLAGE, code=tiny.get("v2", Village).code)


def test_names_are_needed(tiny: Tiny) -> None:
    with pytest.raises(UsageError, match="village needs a name"):
        edit_village(tiny.snapshot(), VILLAGE, name="")
    with pytest.raises(UsageError, match="group needs a name"):
        edit_group(tiny.snapshot(), GROUP, name="")


def test_a_group_gets_another_place_in_the_order_and_back(tiny: Tiny) -> None:
    document = tiny.document()
    changeset = edit_group(document, GROUP, number=9)
    document.apply(changeset)
    assert document.get(GROUP, VillagerGroup).number == 9
    document.apply(changeset.inverted())
    assert document.get(GROUP, VillagerGroup) == tiny.get("g11", VillagerGroup)
    with pytest.raises(UsageError, match="whole number"):
        edit_group(document, GROUP, number=None)
