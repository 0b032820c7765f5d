from dataclasses import replace
from datetime import date, timedelta

import pytest

from gridmap.actions.belonging import override_grid
from gridmap.actions.transfer import transfer_scope
from gridmap.errors import UsageError
from gridmap.model.document import Document
from gridmap.model.features import CareRecord, Duty, Household
from gridmap.review.coverage import Coverage
from gridmap.review.state import make_review
from gridmap.review.whatif import compare, try_records, try_scope
from tests.helpers.build import TODAY, Tiny, fid
from tests.review.helpers import review_of


def test_a_transfer_tried_out_says_what_a_transfer_done_would_say(tiny: Tiny) -> None:
    document = tiny.document()
    review = make_review(document.snapshot(), on=TODAY)
    result = try_scope(review, fid("g11"), giver=fid("o2"), taker=fid("o3"))
    assert review.snapshot.revision == document.revision
    document.apply(result.changeset)
    done = make_review(document.snapshot(), on=TODAY)
    for side, officer in ((result.giver, fid("o2")), (result.taker, fid("o3"))):
        real = done.loads.of(officer)
        assert real is not None
        assert side.after is not None
        assert replace(side.after, walk=None) == real
        assert replace(side.before, walk=None) == review.loads.of(officer)  # type: ignore[type-var]
    assert result.after.median_monthly == done.loads.median_monthly


def test_a_group_goes_over_with_its_households_and_their_people(tiny: Tiny) -> None:
    review = review_of(tiny)
    result = try_scope(review, fid("g11"), giver=fid("o2"), taker=fid("o3"))
    assert set(result.households) == {fid("h01"), fid("h02")}
    assert fid("c1") in result.records
    assert [group.id for group in result.groups] == ["g11"]
    assert result.villages == (fid("v1"),)


def test_nothing_is_orphaned_and_yesterday_stays_as_it_was(tiny: Tiny) -> None:
    document = tiny.document()
    before = Coverage(document.snapshot(), on=TODAY - timedelta(days=1))
    document.apply(transfer_scope(document, fid("w11"), giver=fid("o2"), taker=fid("o4"), on=TODAY))
    later = document.snapshot()
    then = Coverage(later, on=TODAY - timedelta(days=1))
    now = Coverage(later, on=TODAY)
    assert {k: c.officer for k, c in then.households.items()} == {
        k: c.officer for k, c in before.households.items()
    }
    assert set(now.uncovered_households) == set(
        Coverage(tiny.snapshot(), on=TODAY).uncovered_households
    )
    cover = now.of_household(tiny.get("h01", Household))
    assert cover.officer is not None
    assert cover.officer.id == "o4"


def test_undo_takes_a_transfer_back(tiny: Tiny) -> None:
    document = tiny.document()
    changeset = transfer_scope(document, fid("g11"), giver=fid("o2"), taker=fid("o3"), on=TODAY)
    before = {kind: dict(document.table(kind)) for kind in (Duty, CareRecord)}
    document.apply(changeset)
    document.apply(changeset.inverted())
    assert {kind: dict(document.table(kind)) for kind in (Duty, CareRecord)} == before


def test_a_person_named_to_the_giver_goes_over_with_the_group(tiny: Tiny) -> None:
    own = replace(tiny.get("c1", CareRecord), officer=fid("o2"))
    result = try_scope(review_of(tiny, own), fid("g11"), giver=fid("o2"), taker=fid("o3"))
    assert fid("c1") in result.records
    assert fid("c2") not in result.records


def test_chosen_people_go_over_alone(tiny: Tiny) -> None:
    result = try_records(review_of(tiny), [fid("c1")], giver=fid("o2"), taker=fid("o4"))
    assert result.records == (fid("c1"),)
    assert result.households == ()
    assert [group.id for group in result.groups] == ["g11"]


def test_a_change_of_places_is_compared_too(tiny: Tiny) -> None:
    document: Document = tiny.document()
    review = make_review(document.snapshot(), on=TODAY)
    changeset = override_grid(document, [fid("h01")], fid("w12"), reason="就近")
    result = compare(review, changeset, giver=fid("o2"), taker=fid("o3"))
    assert result.households == (fid("h01"),)
    assert result.records == (fid("c1"),)


def test_giver_and_taker_must_be_two(tiny: Tiny) -> None:
    with pytest.raises(UsageError, match="answers for it already"):
        try_scope(review_of(tiny), fid("g11"), giver=fid("o2"), taker=fid("o2"))


def test_the_new_post_has_the_takers_deputy(tiny: Tiny) -> None:
    document = tiny.document()
    changeset = transfer_scope(document, fid("g21"), giver=fid("o3"), taker=fid("o2"), on=TODAY)
    (duty,) = [change.new for change in changeset if isinstance(change.new, Duty)]
    assert (duty.officer, duty.deputy, duty.valid_from) == ("o2", "o3", date(2026, 11, 23))
