from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition, edition_view
from gridmap.model.features import CareRecord, Place
from gridmap.model.nearby import NEVER, PAIRS, RINGS_M, masked_rings, rings_around
from tests.helpers.build import TODAY, Tiny, at, fid

CLINIC = Place(id=fid("pc"), place_kind="P04", name="卫生室", geometry=at(0, 0))


def test_homes_are_counted_within_each_ring() -> None:
    homes = {"C01": [at(x, 0) for x in (100, 100, 100, 100, 100, 400, 2000)]}
    assert rings_around([CLINIC], homes)[CLINIC.id]["C01"] == ("5", "≥5", "≥5")


def test_only_allowed_pairs_are_counted() -> None:
    homes = {code: [at(10, 0)] * 9 for code in ("C01", "C04", *NEVER)}
    assert set(rings_around([CLINIC], homes)[CLINIC.id]) == PAIRS["P04"]


def test_a_place_without_a_position_or_a_pair_has_no_counts() -> None:
    shop = Place(id=fid("ps"), place_kind="P15", geometry=at(0, 0))
    nowhere = Place(id=fid("pn"), place_kind="P04")
    assert rings_around([shop, nowhere], {"C01": [at(0, 0)]}) == {}


@given(st.lists(st.integers(0, 30), min_size=3, max_size=3).map(sorted))
def test_no_small_number_of_people_can_be_worked_out_from_two_rings(counts: list[int]) -> None:
    texts = masked_rings(counts)
    told = [int(text) for text in texts if text.isdigit() and text != "0"]
    assert all(later - earlier == 0 or later - earlier >= 5
               for earlier, later in pairwise(told))  # fmt: skip
    assert all(text == "0" or text == "<5" or text.startswith("≥") or int(text) >= 5
               for text in texts)  # fmt: skip


def test_only_the_summary_knows_the_counts(tiny: Tiny) -> None:
    features = [*tiny.features, CLINIC]
    for edition in Edition:
        if edition in (Edition.OFFICER, Edition.EVACUATION):
            continue
        near = edition_view(Snapshot.of(features), edition, on=TODAY).near
        assert bool(near) == (edition is Edition.SUMMARY)
    assert len(RINGS_M) == 3
    assert any(isinstance(item, CareRecord) for item in features)
