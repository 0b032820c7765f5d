"""The evacuation edition: what is needed to fetch people, and nothing else."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from gridmap.errors import PrivacyError
from gridmap.i18n import CHINESE, set_language
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition, EditionView, edition_view
from gridmap.model.features import (
    KINDS,
    CareRecord,
    Duty,
    Feature,
    Fetch,
    Household,
    Incident,
    Officer,
    Place,
    Visit,
)
from tests.helpers.build import TODAY, fid
from tests.helpers.seeds import marked, texts_in
from tests.helpers.storm import flood, flooded

STORM = fid("storm")


def seeded(feature: Feature) -> Feature:
    """Return a feature with a seed in every text; what decides who is fetched stays as it is."""
    new = marked(feature)
    if not isinstance(feature, CareRecord) or not isinstance(new, CareRecord):
        return new
    return replace(
        new,
        person="<care_record.person.甲>" if feature.id == "甲二" else new.person,
        route=new.route if feature.route else "",
        deputy_helper=new.deputy_helper if feature.deputy_helper else "",
        help_wanted=feature.help_wanted and feature.help_wanted + new.help_wanted,
        need=feature.need and new.need,
    )


SEEDED = Snapshot.of(
    [
        *(seeded(feature) for feature in flooded().features),
        Fetch(id=fid("f1"), incident=STORM, record=fid("甲"), state="called", changed_by="<by>"),
        Visit(id=fid("s9"), record=fid("甲"), day=TODAY, note="<note>"),
    ]
)
ALLOWED = {
    "project.name",
    "project.issuer",
    "township.name",
    "village.name",
    "group.name",
    "grid.name",
    "line.name",
    "area.name",
    "incident.name",
    "incident.ordered_by",
    "place.name",
    "officer.name",
    "officer.post",
    "officer.phone",
    "officer.organisation",
    "household.door",
    "household.phone",
    "care_record.person",
    "care_record.need",
    "care_record.help_wanted",
    "care_record.helper",
    "care_record.deputy_helper",
    "care_record.route",
}


def view_of(reader: Snapshot = SEEDED) -> EditionView:
    return edition_view(reader, Edition.EVACUATION, on=TODAY, incident=STORM)


def seeds_in(view: EditionView) -> set[str]:
    """Return every seed that can be reached from a view, through any object it holds."""
    text = "".join(texts_in(view, {})) + repr(view)
    text += repr([list(view.features.all(kind)) for kind in KINDS])
    return set(re.findall(r"<([a-z_]+\.[a-z_]+\.\w+)>", text))


def test_it_holds_exactly_the_fields_it_may() -> None:
    assert {".".join(seed.split(".")[:2]) for seed in seeds_in(view_of())} == ALLOWED


def test_it_holds_nobody_but_those_to_fetch() -> None:
    seeds = {tuple(seed.split(".")) for seed in seeds_in(view_of())}
    assert {owner for kind, _, owner in seeds if kind == "care_record"} == {"甲", "乙", "丙"}
    houses = {owner for kind, _, owner in seeds if kind == "household"}
    assert houses == {"h01", "h02", "h05"}
    assert {owner for kind, _, owner in seeds if kind == "officer"} == {"o2", "o3", "o4"}
    assert {owner for kind, _, owner in seeds if kind == "place"} == {"p2", "p3", "p4"}


def test_no_tag_visit_measure_duty_or_tick_is_in_it() -> None:
    view = view_of()
    assert not list(view.features.all(Visit))
    assert not list(view.features.all(Fetch))
    assert not list(view.features.all(Duty))
    text = "".join(texts_in(view, {}))
    assert "<by>" not in text
    assert "<note>" not in text
    assert not [item for item in view.features.all(CareRecord) if item.measures or item.tags]
    assert {item.category for item in view.features.all(CareRecord)} == {"C10"}


def test_the_name_at_a_house_is_of_who_is_fetched() -> None:
    view = view_of(flooded().snapshot())
    homes = {home.id: home for home in view.features.all(Household)}
    people = {item.record.id: item for item in view.evacuees}
    assert set(homes) == {"h01", "h02", "h05"}
    assert homes[fid("h01")].head == f"{people[fid('甲')].number} 甲"
    assert homes[fid("h01")].phone == "13800000001"
    text = "".join(texts_in(view, {}))
    assert "王小明" not in text
    assert "翻身" not in text
    assert "0930999" not in text
    assert "1940" not in repr(view.features.get(fid("甲"), CareRecord))


def test_each_person_has_officer_helper_route_and_shelter() -> None:
    view = view_of(flooded().snapshot())
    person = next(item for item in view.evacuees if item.record.id == "甲")
    assert person.officer == view.features.get(fid("o2"), Officer)
    assert person.shelter == view.features.get(fid("p3"), Place)
    assert (person.record.helper, person.record.deputy_helper) == ("邻居丙", "侄儿丁")
    assert person.record.route == "沿柳石路向东"
    entry = next(item for item in view.care if item.record.id == "甲")
    assert entry.posts.officer is not None
    assert entry.posts.officer.officer == person.officer


@pytest.mark.parametrize(
    "fields",
    [
        {"closed_on": TODAY},
        {"valid_until": TODAY - timedelta(days=1)},
        {"valid_until": None},
        {"start": TODAY + timedelta(days=1)},
    ],
)
def test_it_is_refused_without_an_open_incident(fields: dict[str, object]) -> None:
    with pytest.raises(PrivacyError):
        edition_view(flooded().snapshot(), Edition.EVACUATION, on=TODAY)
    with pytest.raises(PrivacyError) as caught:
        view_of(flooded(**fields).snapshot())
    assert caught.value.hint


def test_as_long_as_no_area_is_drawn_nobody_is_in_it() -> None:
    view = view_of(flooded(geometry=None).snapshot())
    assert not view.evacuees
    assert not list(view.features.all(Household))


def test_what_is_kept_of_the_incident_holds_no_figures() -> None:
    reader = flooded(figures=(("called", 3),)).snapshot()
    assert view_of(reader).incident == replace(flood(), figures=())
    assert reader.get(STORM, Incident).figures


def test_it_has_a_name_in_both_languages() -> None:
    assert Edition.EVACUATION.label == "Evacuation edition"
    set_language(CHINESE)
    assert Edition.EVACUATION.label == "应急转移版"
