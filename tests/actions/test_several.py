"""Several edits as one: all or nothing, each seeing those before it."""

import pytest

from gridmap.actions.grids import edit_grid
from gridmap.actions.households import edit_household
from gridmap.actions.several import edit_several
from gridmap.errors import UsageError
from gridmap.model.features import FeatureId, Grid, Household
from tests.helpers.build import Tiny


def test_one_value_reaches_all_and_one_undo_takes_it_back(tiny: Tiny) -> None:
    document = tiny.document()
    before = list(document.all(Household))
    edits = [(item.id, {"living": 2}) for item in before]
    changeset = edit_several(document, edits, edit_household, title="All", name_of=str)
    document.apply(changeset)
    assert {item.living for item in document.all(Household)} == {2}
    document.apply(changeset.inverted())
    assert list(document.all(Household)) == before


def test_two_rows_cannot_take_the_same_code_in_one_go(tiny: Tiny) -> None:
    edits = [(FeatureId("w11"), {"code": "9"}), (FeatureId("w12"), {"code": "9"})]
    with pytest.raises(UsageError, match="w12"):
        edit_several(tiny.snapshot(), edits, edit_grid, title="Codes", name_of=str)


def test_codes_can_be_exchanged_by_way_of_a_third(tiny: Tiny) -> None:
    snapshot = tiny.snapshot()
    first, second = (snapshot.get(FeatureId(name), Grid).code for name in ("w11", "w12"))
    edits = [
        (FeatureId("w11"), {"code": "0"}),
        (FeatureId("w12"), {"code": first}),
        (FeatureId("w11"), {"code": second}),
    ]
    changeset = edit_several(snapshot, edits, edit_grid, title="Codes", name_of=str)
    assert len(changeset) == 2
    assert {change.feature.code for change in changeset} == {first, second}
