import dataclasses
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString

from gridmap.errors import PrivacyError
from gridmap.i18n import CHINESE, set_language
from gridmap.model.document import Snapshot
from gridmap.model.editions import (
    Edition,
    EditionView,
    edition_view,
    officers_with_people,
)
from gridmap.model.features import (
    KINDS,
    Area,
    CareRecord,
    Duty,
    FeatureId,
    Grid,
    Household,
    Line,
    Note,
    Officer,
    Place,
    Project,
    Township,
    Village,
    Visit,
)
from tests.helpers.build import TODAY, Tiny, at, build_tiny, fid, household, project
from tests.helpers.seeds import marked, texts_in

OFFICER = fid("o2")
STANDING = [edition for edition in Edition if edition is not Edition.EVACUATION]
"""The editions that need no incident; for that of one see test_evacuation_edition.py."""
OWN_RECORD, OWN_HOUSE = fid("c1"), fid("h01")


def seeded() -> Snapshot:
    """Return the tiny project with a seed in every text of every feature."""
    tiny = build_tiny()
    extra = (
        Duty(id=fid("dx"), role="responsible", scope=fid("c2"), officer=fid("o3")),
        Duty(id=fid("dy"), role="responsible", scope=fid("gone"), officer=fid("o3")),
        Officer(id=fid("o9"), name="", phone=""),
        Visit(id=fid("s9"), record=fid("c4"), day=TODAY),
    )
    return Snapshot.of([marked(feature) for feature in (*tiny.features, *extra)])


SEEDED = seeded()


def view_of(edition: Edition, **options: object) -> EditionView:
    recipient = OFFICER if edition is Edition.OFFICER else None
    return edition_view(SEEDED, edition, on=TODAY, recipient=recipient, **options)  # type: ignore[arg-type]


def seeds_in(view: EditionView) -> set[str]:
    """Return every seed that can be reached from a view, through any object it holds."""
    return {seed for text in texts_in(view, {}) for seed in re.findall(r"<[^<>]+>", text)}


def fields_in(view: EditionView) -> set[str]:
    """Return KIND.FIELD of every seed in a view."""
    return {".".join(seed[1:-1].split(".")[:2]) for seed in seeds_in(view)}


GROUND = {
    "project.name",
    "project.issuer",
    "township.name",
    "village.name",
    "group.name",
    "grid.name",
    "line.name",
    "area.name",
}
OFFICERS = {"officer.name", "officer.post", "officer.phone", "officer.organisation"}
SERVICE = {"place.name", "place.contact", "place.phone"}
HOUSES = {"household.number", "household.door", "household.head", "household.pinyin"}
RECORDS = {
    "care_record.person",
    "care_record.need",
    "care_record.help_wanted",
    "care_record.helper",
}

ALLOWED = {
    Edition.PUBLIC: GROUND | OFFICERS | {"place.name"},
    Edition.SUMMARY: GROUND | OFFICERS | SERVICE,
    Edition.HOUSEHOLD: GROUND | OFFICERS | SERVICE | HOUSES,
    Edition.OFFICER: GROUND | OFFICERS | SERVICE | HOUSES | RECORDS | {"household.phone"},
}


@pytest.mark.parametrize("edition", STANDING)
def test_an_edition_holds_exactly_the_fields_it_may(edition: Edition) -> None:
    assert fields_in(view_of(edition)) == ALLOWED[edition]


@pytest.mark.parametrize("edition", STANDING)
def test_nothing_in_a_views_repr_leaks_either(edition: Edition) -> None:
    view = view_of(edition)
    text = repr(view) + repr([list(view.features.all(kind)) for kind in KINDS])
    found = {
        ".".join(seed.split(".")[:2]) for seed in re.findall(r"<([a-z_]+\.[a-z_]+\.\w+)>", text)
    }
    assert found <= ALLOWED[edition]


def test_measures_go_to_the_officer_only() -> None:
    for edition in STANDING:
        texts = "".join(texts_in(view_of(edition), {}))
        assert ("送菜" in texts) is (edition is Edition.OFFICER)


def test_an_officers_edition_holds_only_that_officers_people() -> None:
    view = view_of(Edition.OFFICER)
    people = {seed for seed in seeds_in(view) if "care_record" in seed}
    assert {seed[1:-1].split(".")[2] for seed in people} == {OWN_RECORD}
    phones = {seed for seed in seeds_in(view) if seed.startswith("<household.phone")}
    assert phones == {f"<household.phone.{OWN_HOUSE}>"}
    assert [entry.record.id for entry in view.care] == [OWN_RECORD]
    assert {visit.record for visit in view.features.all(Visit)} == {OWN_RECORD}
    assert {duty.scope for duty in view.features.all(Duty)} == {"v1", "w11", "w12", "t", "w21"}


@pytest.mark.parametrize("edition", [Edition.PUBLIC, Edition.SUMMARY])
def test_public_and_summary_hold_no_house(edition: Edition) -> None:
    view = view_of(edition)
    assert view.features.count(Household) == 0
    assert not view.care
    assert not edition.shows_households


@pytest.mark.parametrize("edition", STANDING)
def test_notes_and_other_peoples_records_are_in_no_edition(edition: Edition) -> None:
    view = view_of(edition)
    assert view.features.count(Note) == 0
    others = {"c2", "c3", "c4"}
    assert not others & {record.id for record in view.features.all(CareRecord)}
    assert not others & {str(duty.scope) for duty in view.features.all(Duty)}


def test_the_public_edition_names_only_officers_on_duty_for_an_area() -> None:
    public = {officer.id for officer in view_of(Edition.PUBLIC).features.all(Officer)}
    assert public == {"o1", "o2", "o3", "o4"}
    assert view_of(Edition.HOUSEHOLD).features.find(fid("o9"), Officer) is not None


@pytest.mark.parametrize("edition", STANDING)
def test_who_is_no_longer_on_duty_is_in_no_edition_as_if_still_there(
    edition: Edition, tiny: Tiny
) -> None:
    past = Officer(id=fid("past"), name="钱卸任", phone="13900000009")
    ended = Duty(
        id=fid("ended"), role="leader", scope=fid("v1"), officer=past.id,
        valid_to=date(2026, 11, 22),
    )  # fmt: skip
    reader = Snapshot.of([*tiny.features, past, ended])
    view = edition_view(reader, edition, on=TODAY, recipient=OFFICER)
    assert view.features.find(ended.id, Duty) is None
    assert (view.features.find(past.id, Officer) is None) is (edition is Edition.PUBLIC)
    still = edition_view(reader, edition, on=date(2026, 11, 22), recipient=OFFICER).features
    assert (still.find(ended.id, Duty), still.find(past.id, Officer)) == (ended, past)


@pytest.mark.parametrize("edition", STANDING)
def test_a_house_named_after_its_people_loses_the_name(edition: Edition, tiny: Tiny) -> None:
    named = [
        Area(id=fid(kind), area_kind=kind, name="王小明家", geometry=tiny.get("a1", Area).geometry)
        for kind in ("building", "yard", "field", "wood")
    ]
    reader = Snapshot.of([*tiny.features, *named])
    view = edition_view(reader, edition, on=TODAY, recipient=OFFICER)
    areas = {area.id: area for area in view.features.all(Area)}
    assert [areas[area.id] for area in named] == [replace(area, name="") for area in named]
    assert areas[fid("a2")].name == "涝坝"


@pytest.mark.parametrize("edition", [Edition.HOUSEHOLD, Edition.OFFICER])
def test_a_house_carries_no_fact_that_is_not_drawn(edition: Edition, tiny: Tiny) -> None:
    view = edition_view(tiny.snapshot(), edition, on=TODAY, recipient=OFFICER)
    house = view.features.get(OWN_HOUSE, Household)
    assert (house.registered, house.accuracy_m, house.located_on) == (None, None, None)


@pytest.mark.parametrize("edition", [Edition.HOUSEHOLD, Edition.OFFICER])
def test_every_house_is_in_a_household_map(edition: Edition, tiny: Tiny) -> None:
    view = edition_view(tiny.snapshot(), edition, on=TODAY, recipient=OFFICER)
    houses = list(view.features.all(Household))
    assert [house.id for house in houses] == [f"h{n:02d}" for n in range(1, 21)]
    assert houses[0].geometry == tiny.get("h01", Household).geometry


def test_belonging_is_written_down_before_filtering(tiny: Tiny) -> None:
    view = edition_view(tiny.snapshot(), Edition.HOUSEHOLD, on=TODAY)
    house = view.features.get(OWN_HOUSE, Household)
    assert (house.village, house.group, house.grid_override) == ("v1", "g11", "w11")
    assert view.relations.grid_of[OWN_HOUSE] == "w11"
    post = view.responsibilities.of_household(house, "grid_head")
    assert post is not None
    assert post.officer == tiny.get("o2", Officer)


@pytest.mark.parametrize("edition", [Edition.HOUSEHOLD, Edition.OFFICER])
def test_surnames_alone_can_be_asked_for(edition: Edition, tiny: Tiny) -> None:
    anonymous = household("h99", geometry=at(1, 1))
    reader = Snapshot.of([*tiny.features, anonymous])
    view = edition_view(reader, edition, on=TODAY, recipient=OFFICER, surname_only=True)
    heads = {house.id: house.head for house in view.features.all(Household)}
    assert (heads[OWN_HOUSE], heads[fid("h04")], heads[anonymous.id]) == ("王**", "欧阳**", "")
    texts = "".join(texts_in(view.features, {}))
    assert "小明" not in texts
    assert "文山" not in texts
    assert "household.pinyin" not in fields_in(view_of(edition, surname_only=True))


def test_an_officers_edition_needs_its_officer(tiny: Tiny) -> None:
    with pytest.raises(PrivacyError) as caught:
        edition_view(tiny.snapshot(), Edition.OFFICER, on=TODAY)
    assert caught.value.hint
    with pytest.raises(PrivacyError):
        edition_view(tiny.snapshot(), Edition.OFFICER, on=TODAY, recipient=fid("gone"))


def test_an_entry_says_when_the_next_visit_is_due(tiny: Tiny) -> None:
    view = edition_view(tiny.snapshot(), Edition.OFFICER, on=TODAY, recipient=OFFICER)
    (entry,) = view.care
    assert (entry.due.next_day, entry.due.days_late) == (date(2026, 10, 31), 23)
    assert entry.posts.officer is not None
    assert entry.posts.officer.officer == view.recipient == tiny.get("o2", Officer)
    assert entry.record is view.features.get(OWN_RECORD, CareRecord)
    assert entry.household is view.features.get(OWN_HOUSE, Household)


@pytest.mark.parametrize(
    "fields",
    [
        {"category": "C08"},
        {"end": date(2026, 11, 1)},
        {"review_by": date(2026, 9, 1)},
        {"household": fid("gone")},
        {"officer": fid("o4")},
    ],
)
def test_a_record_that_may_not_be_printed_is_not_in_the_officers_edition(
    tiny: Tiny, fields: dict[str, object]
) -> None:
    record = replace(tiny.get("c1", CareRecord), **fields)  # type: ignore[arg-type]
    reader = Snapshot.of([*tiny.features, record])
    view = edition_view(reader, Edition.OFFICER, on=TODAY, recipient=OFFICER)
    assert view.care == ()
    assert "王老五" not in "".join(texts_in(view, {}))
    assert OFFICER not in officers_with_people(reader, on=TODAY)


def test_a_switched_on_restricted_category_is_not_printed_either(tiny: Tiny) -> None:
    project = replace(tiny.project, categories_on=("C08",))
    record = replace(tiny.get("c3", CareRecord), officer=OFFICER)
    reader = Snapshot.of([*tiny.features, project, record])
    view = edition_view(reader, Edition.OFFICER, on=TODAY, recipient=OFFICER)
    assert [entry.record.id for entry in view.care] == [OWN_RECORD]
    assert view.features.project.categories_on == ()


def test_the_summary_counts_by_scope_and_officer_and_hides_small_numbers(tiny: Tiny) -> None:
    counts = edition_view(tiny.snapshot(), Edition.SUMMARY, on=TODAY).counts
    village, grid, officer = counts[fid("v1")], counts[fid("w11")], counts[OFFICER]
    assert (village.households, grid.households, grid.records) == ("12", "<5", "<5")
    assert (officer.records, officer.overdue, officer.households) == ("<5", "<5", "0")
    assert counts[fid("v2")].unplaced == "<5"
    assert counts[fid("w12")].unplaced == "0"


@pytest.mark.parametrize(
    "fields",
    [
        {"category": "C08"},
        {"category": "X"},
        {"end": date(2026, 11, 1)},
        {"review_by": date(2026, 9, 1)},
        {"household": fid("gone")},
    ],
)
def test_a_record_that_may_not_be_printed_is_not_counted_either(
    tiny: Tiny, fields: dict[str, object]
) -> None:
    record = tiny.get("c1", CareRecord)
    many = [replace(record, id=fid(f"m{n}")) for n in range(6)]
    hidden = [replace(item, **fields) for item in many]  # type: ignore[arg-type]

    def records(extra: list[CareRecord]) -> str:
        reader = Snapshot.of([*tiny.features, *extra])
        return edition_view(reader, Edition.SUMMARY, on=TODAY).counts[fid("v1")].records

    assert records(many) == "9"
    assert records(hidden) == "<5"


def test_no_count_from_one_to_four_is_in_the_summary(tiny: Tiny) -> None:
    counts = edition_view(tiny.snapshot(), Edition.SUMMARY, on=TODAY).counts
    printed = {text for count in counts.values() for text in dataclasses.astuple(count)}
    assert not printed & {"1", "2", "3", "4"}


def test_other_editions_count_houses_but_no_records(tiny: Tiny) -> None:
    assert not edition_view(tiny.snapshot(), Edition.PUBLIC, on=TODAY).counts
    counts = edition_view(tiny.snapshot(), Edition.HOUSEHOLD, on=TODAY).counts
    assert (counts[fid("w11")].households, counts[fid("w11")].records) == ("4", "")
    assert all(count.records == count.overdue == "" for count in counts.values())


def test_areas_without_houses_are_counted_too(tiny: Tiny) -> None:
    empty = Grid(id=fid("w99"), name="空", village=fid("v1"))
    counts = edition_view(Snapshot.of([*tiny.features, empty]), Edition.HOUSEHOLD, on=TODAY).counts
    assert counts[empty.id].households == "0"


def test_officers_with_people_are_listed_with_the_villages(tiny: Tiny) -> None:
    found = officers_with_people(tiny.snapshot(), on=TODAY)
    assert found == {"o2": ("v1",), "o3": ("v1",), "o4": ("v1",)}


def test_people_in_no_village_make_nobody_an_officer_with_people(tiny: Tiny) -> None:
    far = household("far", geometry=at(9000, 9000))
    record = replace(tiny.get("c1", CareRecord), id=fid("cx"), household=far.id, officer=fid("o1"))
    empty_post = replace(tiny.get("c4", CareRecord), id=fid("cy"), household=fid("h19"))
    reader = Snapshot.of([*tiny.features, far, record, empty_post])
    assert fid("o1") not in officers_with_people(reader, on=TODAY)


def test_the_features_themselves_are_not_changed(tiny: Tiny) -> None:
    reader = tiny.snapshot()
    before = repr([list(reader.all(kind)) for kind in KINDS])
    for edition in STANDING:
        edition_view(reader, edition, on=TODAY, recipient=OFFICER, surname_only=True)
    assert repr([list(reader.all(kind)) for kind in KINDS]) == before


@settings(max_examples=30)
@given(st.sampled_from(STANDING), st.sets(st.sampled_from([f.id for f in build_tiny().others])))
def test_any_part_of_a_project_can_be_viewed(edition: Edition, gone: set[FeatureId]) -> None:
    gone -= {OFFICER}
    kept = [feature for feature in SEEDED_FEATURES if feature.id not in gone]
    view = edition_view(Snapshot.of(kept), edition, on=TODAY, recipient=OFFICER)
    assert fields_in(view) <= ALLOWED[edition]


SEEDED_FEATURES = [feature for kind in KINDS for feature in SEEDED.all(kind)]


def test_editions_have_names_in_both_languages() -> None:
    assert Edition.PUBLIC.label == "Public edition"
    set_language(CHINESE)
    assert [edition.label for edition in Edition] == [
        "公示版",
        "汇总版",
        "户图版",
        "责任人版",
        "应急转移版",
    ]


def test_the_ground_is_in_every_edition(tiny: Tiny) -> None:
    for edition in STANDING:
        features = edition_view(tiny.snapshot(), edition, on=TODAY, recipient=OFFICER).features
        counts = [features.count(kind) for kind in (Project, Township, Village, Area, Line, Place)]
        assert counts == [1, 1, 2, 2, 1, 2]


def test_the_notice_board_has_no_contour_lines() -> None:
    contour = Line(
        id=fid("c"), line_kind="contour", name="320", geometry=LineString([(0, 0), (9, 9)])
    )
    for edition, count in ((Edition.PUBLIC, 0), (Edition.SUMMARY, 1), (Edition.HOUSEHOLD, 1)):
        view = edition_view(Snapshot.of([project(), contour]), edition, on=date(2026, 11, 23))
        assert sum(item.id == contour.id for item in view.features.all(Line)) == count
