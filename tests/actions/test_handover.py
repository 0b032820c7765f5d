"""Officers who leave: everything passed on, nobody without an answer on any day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridmap.actions.handover import Key, hand_over, holdings, suggestions, words_of
from gridmap.errors import UsageError
from gridmap.model.care import is_active
from gridmap.model.document import Document, FeatureReader
from gridmap.model.duties import RecordPosts, Responsibilities
from gridmap.model.features import (
    CareRecord,
    CategoryRule,
    Duty,
    Feature,
    FeatureId,
    Household,
    Officer,
    Project,
)
from gridmap.model.relations import Relations
from tests.helpers.build import TODAY, Tiny, build_tiny, fid

TINY = build_tiny()
OFFICERS = [fid(f"o{number}") for number in range(1, 5)]
SCOPES = [fid(name) for name in ("t", "v1", "v2", "g11", "g22", "w11", "w12", "w21", "c1", "c2")]
RECORDS = [fid(f"c{number}") for number in range(1, 5)]
FIRST = date(2026, 9, 1)
DAYS = st.integers(0, 120).map(lambda number: FIRST + timedelta(days=number))
SOMEBODY = st.one_of(st.none(), st.sampled_from(OFFICERS))


@st.composite
def duties(draw: st.DrawFn) -> list[Duty]:
    """Return duties of all roles and scopes; those of one post follow each other."""
    found = []
    posts = draw(
        st.lists(
            st.tuples(
                st.sampled_from(["leader", "grid_head", "responsible", "auxiliary"]),
                st.sampled_from(SCOPES),
            ),
            unique=True,
            max_size=8,
        )
    )
    for role, scope in posts:
        start: date | None = None
        for number, end in enumerate([*sorted(draw(st.sets(DAYS, max_size=2))), None]):
            officer = draw(SOMEBODY)
            deputy = draw(SOMEBODY)
            found.append(
                Duty(
                    id=FeatureId(f"d-{role}-{scope}-{number}"),
                    role=role,
                    scope=scope,
                    officer=officer,
                    deputy=deputy if deputy != officer else None,
                    valid_from=start,
                    valid_to=end,
                )
            )
            start = end + timedelta(days=1) if end is not None else None
    return found


@st.composite
def worlds(draw: st.DrawFn) -> Document:
    """Return the tiny project with drawn duties and records that name officers themselves."""
    held: dict[FeatureId, Feature] = {
        item.id: item for item in TINY.features if not isinstance(item, Duty)
    }
    for name in RECORDS:
        record = held[name]
        assert isinstance(record, CareRecord)
        held[name] = replace(
            record, leader=draw(SOMEBODY), officer=draw(SOMEBODY), deputy=draw(SOMEBODY)
        )
    return Document([*held.values(), *draw(duties())])


def names(posts: RecordPosts) -> tuple[FeatureId | None, ...]:
    """Return who leads and who is responsible."""
    found = []
    for post in (posts.leader, posts.officer):
        found.append(post.officer.id if post is not None and post.officer is not None else None)
    return tuple(found)


def answers(reader: FeatureReader, on: date) -> dict[FeatureId, tuple[FeatureId | None, ...]]:
    """Return who answers for every record that is open and every household on a day."""
    posts = Responsibilities(reader, Relations(reader), on=on)
    found = {
        item.id: names(posts.of_record(item))
        for item in reader.all(CareRecord)
        if is_active(item, on=on)
    }
    found |= {item.id: names(posts.of_home(item)) for item in reader.all(Household)}
    return found


@settings(max_examples=40, deadline=None)
@given(worlds(), st.sampled_from(OFFICERS), DAYS, st.data())
def test_nobody_is_orphaned_on_any_day_and_the_past_stays_true(
    document: Document, leaver: FeatureId, last_day: date, data: st.DataObject
) -> None:
    days = [FIRST - timedelta(days=300), last_day, last_day + timedelta(days=1), date(2027, 6, 1)]
    days += [FIRST + timedelta(days=number) for number in range(0, 120, 17)]
    before = {day: answers(document, day) for day in days}
    items = holdings(document, leaver, last_day=last_day)
    others = [officer for officer in OFFICERS if officer != leaver]
    takers: dict[Key, FeatureId] = {}
    for item in items:
        duty = document.find(FeatureId(item.feature), Duty)
        holder = takers.get(("holder", item.feature), duty.officer if duty is not None else None)
        free = [one for one in others if item.part != "deputy" or one != holder]
        takers[item.key] = data.draw(st.sampled_from(free))
    passed = data.draw(st.sets(st.sampled_from(list(takers)))) if takers else set()
    if not data.draw(st.booleans()):
        passed = set(takers)
    part = {key: takers[key] for key in passed}
    if any(document.find(FeatureId(key[1]), Duty) for key in part):
        part = {
            key: taker
            for key, taker in part.items()
            if key[0] != "deputy" or _is_free(document, key, taker, part)
        }
    is_whole = set(part) == set(takers)
    changeset = hand_over(document, leaver, part, last_day=last_day, is_whole=is_whole)
    snapshot = {kind: dict(document.table(kind)) for kind in (Duty, CareRecord)}
    document.apply(changeset)
    for day in days:
        for key, held_before in before[day].items():
            held_now = answers(document, day)[key]
            for old, new in zip(held_before, held_now, strict=True):
                assert old is None or new is not None, (key, day)
                assert day > last_day or old == new, (key, day)
    left = {item.key for item in holdings(document, leaver, last_day=last_day)}
    assert not left & {key for key in part if key[0].startswith("own")}
    if is_whole:
        assert not left
    document.apply(changeset.inverted())
    assert snapshot == {kind: dict(document.table(kind)) for kind in (Duty, CareRecord)}


def _is_free(document: Document, key: Key, taker: FeatureId, part: dict[Key, FeatureId]) -> bool:
    duty = document.get(FeatureId(key[1]), Duty)
    return part.get(("holder", duty.id), duty.officer) != taker


def test_everything_at_every_level_is_listed(tiny: Tiny) -> None:
    rule = CategoryRule(code="C08", basis="规定", owner=fid("o3"))
    project = replace(tiny.project, category_rules=(rule,))
    document = Document([project, *tiny.others])
    found = {item.key for item in holdings(document, fid("o3"), last_day=TODAY)}
    assert found == {
        ("deputy", "d2"), ("holder", "d3"), ("own_deputy", "c2"), ("owner", "C08"),
    }  # fmt: skip
    assert {item.key for item in holdings(document, fid("o1"), last_day=TODAY)} == {
        ("holder", "d1"),
        ("own_leader", "c2"),
    }


def test_the_deputy_is_suggested_first_and_then_a_colleague_of_the_village(tiny: Tiny) -> None:
    document = tiny.document()
    items = holdings(document, fid("o2"), last_day=TODAY)
    assert suggestions(document, items, fid("o2"), last_day=TODAY) == {("holder", "d2"): fid("o3")}
    items = holdings(document, fid("o3"), last_day=TODAY)
    found = suggestions(document, items, fid("o3"), last_day=TODAY)
    assert found["holder", "d3"] == fid("o2")
    assert found["deputy", "d2"] == fid("o1")


def test_the_new_holder_is_no_longer_their_own_deputy(tiny: Tiny) -> None:
    document = tiny.document()
    changeset = hand_over(
        document, fid("o2"), {("holder", "d2"): fid("o3")}, last_day=date(2026, 11, 30)
    )
    (later,) = [change.new for change in changeset if change.old is None]
    assert isinstance(later, Duty)
    assert (later.officer, later.deputy) == (fid("o3"), None)
    assert later.valid_from == date(2026, 12, 1)


def test_a_whole_handover_with_something_left_open_names_it(tiny: Tiny) -> None:
    document = tiny.document()
    with pytest.raises(UsageError, match=r"1 would be left open.*李冬生"):
        hand_over(document, fid("o1"), {("holder", "d1"): fid("o2")}, last_day=TODAY)
    part = {("holder", "d1"): fid("o2")}
    assert hand_over(document, fid("o1"), part, last_day=TODAY, is_whole=False)


def test_takers_who_leave_or_are_gone_are_refused(tiny: Tiny) -> None:
    document = tiny.document()
    for taker, words in ((fid("o2"), "themselves"), (fid("nobody"), "no longer")):
        with pytest.raises(UsageError, match=words):
            hand_over(document, fid("o2"), {("holder", "d2"): taker}, last_day=TODAY)
    with pytest.raises(UsageError, match="own deputy"):
        hand_over(
            document,
            fid("o3"),
            {("deputy", "d2"): fid("o2"), ("holder", "d3"): fid("o1")},
            last_day=TODAY,
            is_whole=False,
        )


def test_an_owned_category_goes_to_its_new_owner(tiny: Tiny) -> None:
    rule = CategoryRule(code="C08", basis="规定", owner=fid("o4"))
    document = Document([replace(tiny.project, category_rules=(rule,)), *tiny.others])
    items = holdings(document, fid("o4"), last_day=TODAY)
    takers = {item.key: fid("o1") for item in items}
    document.apply(hand_over(document, fid("o4"), takers, last_day=TODAY))
    assert next(iter(document.all(Project))).category_rules[0].owner == fid("o1")
    owner = next(item for item in items if item.part == "owner")
    assert words_of(document, owner)[1] == "Owner of the category"
    assert document.find(fid("o4"), Officer) is not None


def test_a_deputys_place_may_stay_empty_but_no_other(tiny: Tiny) -> None:
    document = tiny.document()
    takers: dict[Key, FeatureId | None] = {
        ("deputy", "d2"): None,
        ("holder", "d3"): fid("o1"),
        ("own_deputy", "c2"): None,
    }
    document.apply(hand_over(document, fid("o3"), takers, last_day=TODAY))
    assert not holdings(document, fid("o3"), last_day=TODAY)
    assert document.get(fid("c2"), CareRecord).deputy is None
    with pytest.raises(UsageError, match="no longer"):
        hand_over(document, fid("o1"), {("holder", "d1"): None}, last_day=TODAY, is_whole=False)
