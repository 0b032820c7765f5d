from gridmap.actions.removal import remove_drawn
from gridmap.model.features import FeatureId
from tests.helpers.build import Tiny


def test_places_lines_and_notes_are_removed_and_come_back_by_the_inverse(tiny: Tiny) -> None:
    document = tiny.document()
    before = document.snapshot()
    changeset = remove_drawn(document, [FeatureId(key) for key in ("p1", "l1", "n1", "h01")])
    document.apply(changeset)
    assert [document.find_any(FeatureId(key)) for key in ("p1", "l1", "n1")] == [None] * 3
    assert document.find_any(FeatureId("h01")) is not None
    document.apply(changeset.inverted())
    for kind in changeset.kinds():
        assert set(document.all(kind)) == set(before.all(kind))


def test_what_has_verbs_of_its_own_stays(tiny: Tiny) -> None:
    ids = [FeatureId(key) for key in ("h01", "v1", "w11", "g11", "gone")]
    assert not remove_drawn(tiny.document(), ids)
