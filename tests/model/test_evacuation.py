from dataclasses import replace
from datetime import timedelta

import pytest

from gridmap.model.document import Snapshot
from gridmap.model.evacuation import by_officer, is_open, people_to_fetch
from gridmap.model.features import CareRecord, Household, Incident, Place
from tests.helpers.build import TODAY, fid, rectangle
from tests.helpers.storm import flood, flooded, stormy


def fetched(**fields: object) -> dict[str, object]:
    """Return the people to fetch by name."""
    tiny = flooded(**fields)
    found = people_to_fetch(tiny.snapshot(), tiny.get("storm", Incident), on=TODAY)
    return {person.record.id: person for person in found.people}


def test_only_people_of_the_area_who_need_help_are_fetched() -> None:
    assert set(fetched()) == {"甲", "乙", "丙"}
    assert set(fetched(geometry=rectangle(600, 0, 800, 400))) == {"己"}
    assert not fetched(geometry=None)


def test_a_person_with_two_records_is_fetched_once_by_that_of_c10() -> None:
    people = fetched()
    assert "甲二" not in people
    assert people["甲"].record.route == "沿柳石路向东"


def test_a_need_that_has_ended_hides_no_other_record_of_the_person() -> None:
    tiny = flooded()
    ended = replace(tiny.get("甲", CareRecord), end=TODAY - timedelta(days=1))
    reader = Snapshot.of([*tiny.features, ended])
    found = people_to_fetch(reader, tiny.get("storm", Incident), on=TODAY)
    assert "甲二" in {person.record.id for person in found.people}


def test_those_who_cannot_be_listed_are_named_apart() -> None:
    tiny = flooded()
    found = people_to_fetch(tiny.snapshot(), tiny.get("storm", Incident), on=TODAY)
    assert (found.unplaced, found.lapsed) == ((fid("庚"),), (fid("辛"),))


def test_of_another_category_only_what_is_about_moving_is_told() -> None:
    people = fetched()
    assert people["甲"].need == "需要背下楼"
    assert people["乙"].need == "坐轮椅"
    assert people["丙"].need == "转移时要人抬"


def test_who_has_no_open_shelter_gets_the_nearest() -> None:
    people = fetched()
    assert (people["甲"].shelter.id, people["甲"].is_nearest) == ("p3", False)
    assert (people["乙"].shelter.id, people["乙"].is_nearest) == ("p3", True)
    assert fetched(shelters=())["乙"].shelter is None
    assert fetched(shelters=(fid("p2"), fid("p3")))["乙"].shelter.id == "p2"


def test_a_shelter_in_the_area_is_flagged() -> None:
    people = fetched(geometry=rectangle(0, 0, 800, 400))
    assert people["甲"].is_shelter_hit
    assert not people["甲"].is_ready
    assert fetched()["甲"].is_ready
    assert not fetched()["乙"].is_ready


def test_nobody_is_sent_to_a_shelter_in_the_area_that_is_not_the_persons_own() -> None:
    people = fetched(shelters=(fid("p4"), fid("p3")))
    assert people["乙"].shelter.id == "p3"
    assert fetched(shelters=(fid("p4"),))["乙"].shelter is None


def test_numbers_run_by_officer_and_in_walking_order() -> None:
    tiny = flooded()
    found = people_to_fetch(tiny.snapshot(), tiny.get("storm", Incident), on=TODAY)
    assert [person.number for person in found.people] == [1, 2, 3]
    names = [officer.name for officer, _ in by_officer(found.people) if officer is not None]
    assert names == sorted(names)
    assert sorted(names) == sorted(["吴秀英", "孙丽", "赵一鸣"])


@pytest.mark.parametrize(
    ("fields", "is_so"),
    [
        ({}, True),
        ({"closed_on": TODAY}, False),
        ({"valid_until": TODAY - timedelta(days=1)}, False),
        ({"valid_until": TODAY}, True),
        ({"start": TODAY + timedelta(days=1)}, False),
    ],
)
def test_an_incident_is_open_from_its_start_to_its_last_day(
    fields: dict[str, object], is_so: bool
) -> None:
    assert is_open(replace(flood(), **fields), on=TODAY) is is_so  # type: ignore[arg-type]


def test_nothing_is_changed_by_looking() -> None:
    tiny = stormy()
    before = [tiny.get("h01", Household), tiny.get("p3", Place)]
    people_to_fetch(tiny.snapshot(), flood(), on=TODAY)
    assert [tiny.get("h01", Household), tiny.get("p3", Place)] == before
