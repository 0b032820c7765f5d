"""What stands in the columns of each list that leaves the program."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias, TypeVar

from gridmap.export.lists.table import ColumnKind, ListColumn, ListTable, Value
from gridmap.i18n import tr
from gridmap.model.catalogue import load_catalogue
from gridmap.model.duties import AUXILIARY, GRID_HEAD, LEADER, Post
from gridmap.model.editions import CareEntry, CountTexts, Edition, EditionView
from gridmap.model.features import (
    CareRecord,
    Duty,
    Feature,
    FeatureId,
    Grid,
    Household,
    Officer,
    Place,
    Village,
    VillagerGroup,
    Visit,
)
from gridmap.model.relations import has_position
from gridmap.model.roster import roster_key_of
from gridmap.model.state_names import measure_state_name, result_name, status_name, way_name

T = TypeVar("T")
Named: TypeAlias = tuple[ListTable, Sequence[FeatureId]]
Field: TypeAlias = tuple[str, ColumnKind, Callable[[T], Value]]

_BETWEEN: str = "；"


def village_list(view: EditionView) -> Named:
    """Return the villages with their leader and counts."""
    relations = view.relations
    villages = sorted(view.features.all(Village), key=lambda item: (item.code, item.name))
    fields: list[Field[Village]] = [
        (tr("Village"), "text", lambda item: item.name),
        (tr("Code"), "text", lambda item: item.code),
        (tr("Groups"), "number", lambda item: len(relations.groups_in_village.get(item.id, ()))),
        (tr("Grids"), "number", lambda item: len(relations.grids_in_village.get(item.id, ()))),
        *_post_fields(view, LEADER, tr("Responsible leader")),
        *_count_fields(view),
    ]
    return _table(tr("Villages"), fields, villages)


def group_list(view: EditionView) -> Named:
    """Return the villager groups with their auxiliary and counts."""
    groups = sorted(
        view.features.all(VillagerGroup),
        key=lambda item: (_village_code(view, item.village), item.number, item.name),
    )
    fields: list[Field[VillagerGroup]] = [
        (tr("Village"), "text", lambda item: _village(view, item.village)),
        (tr("Group"), "text", lambda item: item.name),
        *_post_fields(view, AUXILIARY, tr("Auxiliary")),
        *_count_fields(view),
    ]
    return _table(tr("Groups"), fields, groups)


def grid_list(view: EditionView) -> Named:
    """Return the grids with their head, leader and counts."""
    grids = sorted(
        view.features.all(Grid),
        key=lambda item: (_village_code(view, item.village), item.code, item.name),
    )
    fields: list[Field[Grid]] = [
        (tr("Village"), "text", lambda item: _village(view, item.village)),
        (tr("Grid"), "text", lambda item: item.name),
        (tr("Code"), "text", lambda item: item.code),
        *_post_fields(view, GRID_HEAD, tr("Grid head")),
        *_post_fields(view, LEADER, tr("Responsible leader")),
        *_count_fields(view),
    ]
    return _table(tr("Grids"), fields, grids)


def officer_list(view: EditionView) -> Named:
    """Return the officers with what they are in charge of."""
    duties: dict[FeatureId, list[str]] = {}
    for duty in view.features.all(Duty):
        if duty.officer is not None:
            duties.setdefault(duty.officer, []).append(_duty_words(view, duty))
    officers = list(view.features.all(Officer))
    fields: list[Field[Officer]] = [
        (tr("Officer"), "text", lambda item: item.name),
        (tr("Post"), "text", lambda item: item.post),
        (tr("Work phone"), "text", lambda item: item.phone),
        (tr("Organisation"), "text", lambda item: item.organisation),
        (tr("In charge of"), "text", lambda item: _BETWEEN.join(duties.get(item.id, ()))),
    ]
    if view.edition is Edition.SUMMARY:
        fields += [
            (tr("Care records"), "number", lambda item: counted(_counts(view, item).records)),
            (tr("Overdue"), "number", lambda item: counted(_counts(view, item).overdue)),
        ]
    return _table(tr("Officers"), fields, officers)


def duty_list(view: EditionView) -> Named:
    """Return the duties in force with officer, deputy and term."""
    fields: list[Field[Duty]] = [
        (tr("Where"), "text", lambda item: _scope_words(view, item.scope)),
        (tr("Role"), "text", lambda item: _role(item.role)),
        (tr("Officer"), "text", lambda item: _officer(view, item.officer)),
        (tr("Deputy"), "text", lambda item: _officer(view, item.deputy)),
        (tr("From"), "day", lambda item: item.valid_from),
        (tr("Until"), "day", lambda item: item.valid_to),
    ]
    return _table(tr("Duties"), fields, list(view.features.all(Duty)))


def place_list(view: EditionView) -> Named:
    """Return the key places; contacts only where the edition has them."""
    kinds = load_catalogue().places
    places = sorted(
        view.features.all(Place),
        key=lambda item: (
            _village_code(view, view.relations.village_of.get(item.id)),
            item.place_kind,
            item.name,
        ),
    )
    fields: list[Field[Place]] = [
        (tr("Village"), "text", lambda item: _village(view, view.relations.village_of[item.id])),
        (
            tr("Kind"),
            "text",
            lambda item: (
                kinds[item.place_kind].name if item.place_kind in kinds else item.place_kind
            ),
        ),
        (tr("Name"), "text", lambda item: item.name),
        (tr("Room for"), "number", lambda item: item.capacity),
        (tr("On the map"), "text", lambda item: tr("yes") if has_position(item) else tr("no")),
    ]
    if view.edition is not Edition.PUBLIC:
        fields += [
            (tr("Contact"), "text", lambda item: item.contact),
            (tr("Phone"), "text", lambda item: item.phone),
        ]
    return _table(tr("Key places"), fields, places)


def household_list(view: EditionView) -> Named:
    """Return the households with who answers for them; phones only of the recipient's people."""
    features, relations = view.features, view.relations
    homes = sorted(features.all(Household), key=lambda item: roster_key_of(features, item))
    posts = {item.id: view.responsibilities.of_home(item) for item in homes}
    fields: list[Field[Household]] = [
        (tr("Village"), "text", lambda item: _village(view, relations.village_of[item.id])),
        (tr("Group"), "text", lambda item: _name(view, relations.group_of[item.id])),
        (tr("Grid"), "text", lambda item: _name(view, relations.grid_of[item.id])),
        (tr("Household number"), "text", lambda item: item.number),
        (tr("Door"), "text", lambda item: item.door),
        (tr("Head"), "text", lambda item: item.head),
        (tr("Living"), "number", lambda item: item.living),
        (tr("State"), "text", lambda item: status_name(item.status)),
        (tr("On the map"), "text", lambda item: tr("yes") if has_position(item) else tr("no")),
        (tr("Responsible officer"), "text", lambda item: _holder(posts[item.id].officer)),
        (tr("Responsible leader"), "text", lambda item: _holder(posts[item.id].leader)),
    ]
    if view.edition is Edition.OFFICER:
        fields.append((tr("Phone"), "text", lambda item: item.phone))
    return _table(tr("List of households"), fields, homes)


def care_list(view: EditionView) -> Named:
    """Return the recipient's own people with need, measures and the next visit."""
    relations, categories = view.relations, load_catalogue().care
    entries = sorted(view.care, key=lambda item: roster_key_of(view.features, item.household))
    fields: list[Field[CareEntry]] = [
        (tr("Person"), "text", lambda item: item.record.person),
        (tr("Born"), "number", lambda item: item.record.birth_year),
        (tr("Category"), "text", lambda item: categories[item.record.category].short_name),
        (
            tr("Village"),
            "text",
            lambda item: _village(view, relations.village_of[item.household.id]),
        ),
        (tr("Group"), "text", lambda item: _name(view, relations.group_of[item.household.id])),
        (tr("Door"), "text", lambda item: item.household.door),
        (tr("Head"), "text", lambda item: item.household.head),
        (tr("Phone"), "text", lambda item: item.household.phone),
        (tr("Need"), "text", lambda item: item.record.need),
        (tr("Help wanted"), "text", lambda item: item.record.help_wanted),
        (tr("Helper"), "text", lambda item: item.record.helper),
        (tr("Measures"), "text", lambda item: _measures(item.record)),
        (tr("Responsible leader"), "text", lambda item: _holder(item.posts.leader)),
        (tr("Deputy"), "text", lambda item: item.posts.deputy.name if item.posts.deputy else ""),
        (tr("Last met"), "day", lambda item: item.due.last_met),
        (tr("Next visit"), "day", lambda item: item.due.next_day),
        (tr("Days late"), "number", lambda item: item.due.days_late or None),
        (tr("Review by"), "day", lambda item: item.record.review_by),
    ]
    table, _ = _table(tr("Care records"), fields, entries, ids=[e.record.id for e in entries])
    return table, [entry.record.id for entry in entries]


def visit_list(view: EditionView) -> Named:
    """Return the visits to the recipient's own people, the latest first."""
    features = view.features
    visits = sorted(features.all(Visit), key=lambda item: item.day, reverse=True)

    def person(visit: Visit) -> str:
        record = features.find(visit.record, CareRecord)
        return record.person if record is not None else ""

    fields: list[Field[Visit]] = [
        (tr("Day"), "day", lambda item: item.day),
        (tr("Person"), "text", person),
        (tr("Way"), "text", lambda item: way_name(item.way)),
        (tr("Result"), "text", lambda item: result_name(item.result)),
        (tr("Officer"), "text", lambda item: _officer(view, item.officer)),
        (tr("Next visit"), "day", lambda item: item.next_day),
    ]
    return _table(tr("Visits"), fields, visits)


def _table(
    title: str,
    fields: Sequence[Field[T]],
    items: Sequence[T],
    ids: Iterable[FeatureId] | None = None,
) -> Named:
    columns = tuple(ListColumn(title=name, kind=kind) for name, kind, _ in fields)
    rows = [tuple(value(item) for _, _, value in fields) for item in items]
    owners = [item.id for item in items if isinstance(item, Feature)] if ids is None else list(ids)
    return ListTable(title=title, columns=columns, rows=rows), owners


def _count_fields(view: EditionView) -> list[Field[Feature]]:
    """Return the counts that an edition has, as it prints them; the public one has none."""
    if view.edition is Edition.PUBLIC:
        return []
    fields: list[Field[Feature]] = [
        (tr("Households"), "number", lambda item: counted(_counts(view, item).households)),
        (tr("Living"), "number", lambda item: counted(_counts(view, item).living)),
        (tr("Not on the map"), "number", lambda item: counted(_counts(view, item).unplaced)),
    ]
    if view.edition is Edition.SUMMARY:
        fields += [
            (tr("Care records"), "number", lambda item: counted(_counts(view, item).records)),
            (tr("Overdue"), "number", lambda item: counted(_counts(view, item).overdue)),
        ]
    return fields


def _counts(view: EditionView, item: Feature) -> CountTexts:
    return view.counts.get(item.id) or CountTexts()


def counted(text: str) -> Value:
    """Return a printed count as a number, a masked one ("<5") as its text."""
    return int(text) if text.isdecimal() else text or None


def _post_fields(view: EditionView, role: str, title: str) -> list[Field[Feature]]:
    duties = view.responsibilities
    held: dict[FeatureId, Post | None] = {}

    def post(item: Feature) -> Post | None:
        if item.id not in held:
            held[item.id] = duties.post(role, duties.scopes_of(item.id))
        return held[item.id]

    def deputy(item: Feature) -> str:
        found = post(item)
        return found.deputy.name if found is not None and found.deputy is not None else ""

    return [
        (title, "text", lambda item: _holder(post(item))),
        (tr("Deputy"), "text", deputy),
    ]


def _duty_words(view: EditionView, duty: Duty) -> str:
    return f"{_scope_words(view, duty.scope)} {_role(duty.role)}".strip()


def _scope_words(view: EditionView, scope: FeatureId) -> str:
    """Return what a duty is for; a person is not named here: the list of duties is for all."""
    item = view.features.find_any(scope)
    if isinstance(item, CareRecord):
        return tr("a care record")
    if isinstance(item, Grid | VillagerGroup):
        return f"{_village(view, item.village)} {item.name}".strip()
    return str(getattr(item, "name", ""))


def _measures(record: CareRecord) -> str:
    words = []
    for measure in record.measures:
        day = measure.due.isoformat() if measure.due is not None else measure.when
        parts = (measure.what, measure.who, day, measure_state_name(measure.state))
        words.append("，".join(part for part in parts if part))
    return _BETWEEN.join(words)


def _village(view: EditionView, village: FeatureId | None) -> str:
    found = view.features.find(village, Village)
    return found.name if found is not None else ""


def _village_code(view: EditionView, village: FeatureId | None) -> tuple[str, str]:
    found = view.features.find(village, Village)
    return (found.code, found.name) if found is not None else ("", "")


def _name(view: EditionView, area: FeatureId | None) -> str:
    found = view.features.find(area, VillagerGroup) or view.features.find(area, Grid)
    return found.name if found is not None else ""


def _officer(view: EditionView, officer: FeatureId | None) -> str:
    found = view.features.find(officer, Officer)
    return found.name if found is not None else ""


def _holder(post: Post | None) -> str:
    return post.officer.name if post is not None and post.officer is not None else ""


def _role(code: str) -> str:
    role = load_catalogue().roles.get(code)
    return role.name if role is not None else code
