"""What the properties panel says, and what it must not say."""

from datetime import date

import pytest

from gridmap.model.document import Snapshot
from gridmap.model.features import Area, FeatureId, Visit
from gridmap.progress import run_job
from gridmap.ui.cards import Card, card_of, project_card
from gridmap.ui.care_cards import care_cards
from gridmap.ui.digest import Digest, make_digest
from tests.helpers.build import TODAY, Tiny, rectangle


@pytest.fixture
def digest(tiny: Tiny) -> Digest:
    return run_job(make_digest(tiny.snapshot(), on=TODAY))


def card(digest: Digest, name: str) -> Card:
    feature = digest.snapshot.find_any(FeatureId(name))
    assert feature is not None
    found = card_of(digest, digest.snapshot, feature)
    assert found is not None
    return found


def values(card: Card) -> dict[str, str]:
    return {field.label: dict(field.choices).get(field.value, field.value) for field in card.fields}


def test_a_household_is_called_by_door_and_head(digest: Digest) -> None:
    shown = card(digest, "h07")
    assert shown.title == "7号  刘春花"
    assert values(shown)["Grid"] == "第2网格, by position"
    assert values(shown)["Group"] == "二组, by position"
    assert values(shown)["Village"] == "柳树湾村, by position"
    assert values(shown)["Located by"] == "Drawn"
    assert values(shown)["Accurate to (m)"] == "2.5"


def test_a_household_without_position_says_so(digest: Digest) -> None:
    assert values(card(digest, "h20"))["On the map"] == "not yet"


def test_a_grids_form_leaves_the_posts_to_what_stands_below_it(digest: Digest) -> None:
    first = values(card(digest, "w11"))
    assert first["Area"] == "8.0 ha"
    assert not {"Leader", "Grid head", "Deputy"} & set(first)


def test_an_officer_lists_the_duties(digest: Digest) -> None:
    assert values(card(digest, "o2"))["Grid head"] == "柳树湾村 第1网格"


@pytest.mark.parametrize("name", ["v1", "g11", "p1", "l1", "a2", "n1"])
def test_every_kind_on_the_map_has_a_card(digest: Digest, name: str) -> None:
    assert card(digest, name).title


def test_a_care_record_says_what_is_done_and_when_the_next_visit_is(digest: Digest) -> None:
    (shown,) = care_cards(digest, FeatureId("h01"), on=TODAY)
    assert shown.person == "王老五"
    assert "送菜 吴秀英 每周一" in dict(shown.lines)["Measures"]
    assert dict(shown.lines)["Responsible"] == "吴秀英"
    assert shown.next_visit == "2026-10-31"
    assert shown.days_late == 23


def test_a_restricted_record_tells_nothing_but_that_it_exists(digest: Digest) -> None:
    (shown,) = care_cards(digest, FeatureId("h03"), on=TODAY)
    assert shown.is_restricted
    said = repr(shown)
    assert "张二丫" not in said
    assert "随访" not in said
    assert "C08" not in said


def test_without_a_selection_the_project_is_counted(digest: Digest) -> None:
    shown = project_card(digest)
    assert shown.title == "青石乡"
    assert values(shown)["Households"] == "20"
    assert values(shown)["Not on the map"] == "1"
    assert values(shown)["Grids"] == "3"


def test_an_area_is_called_by_its_kind_and_both_can_be_edited(digest: Digest) -> None:
    pond = Area(id=FeatureId("a9"), area_kind="water", geometry=rectangle(0, 0, 20, 10))
    shown = card_of(digest, digest.snapshot, pond)
    assert shown is not None
    assert shown.title == "Pond"
    assert [field.name for field in shown.fields] == ["name", "area_kind", ""]
    assert values(shown) == {"Name": "", "Kind": "pond", "Area": "200 m²"}


def test_a_care_card_tells_of_the_newest_visit(tiny: Tiny) -> None:
    visits = (
        Visit(id=FeatureId(f"x{day}"), record=FeatureId("c1"), day=date(2026, 11, day), **fields)
        for day, fields in (
            (20, {"way": "phone", "result": "not_met"}),
            (12, {"way": "home", "result": "ok"}),
        )
    )
    snapshot = Snapshot.of([*tiny.features, *visits])
    (shown, *_) = care_cards(run_job(make_digest(snapshot, on=TODAY)), FeatureId("h01"), on=TODAY)
    assert dict(shown.lines)["Last visit"] == "2026-11-20  by phone, not met"
