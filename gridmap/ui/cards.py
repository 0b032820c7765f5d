"""What the properties panel says about a feature: a title, fields and care records, in words.

No Qt.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from gridmap.actions.ground import line_kind_name
from gridmap.i18n import tr
from gridmap.model.catalogue import load_catalogue
from gridmap.model.changes import Changeset
from gridmap.model.document import FeatureReader
from gridmap.model.duties import AUXILIARY, GRID_HEAD, LEADER, Post
from gridmap.model.features import (
    OCCUPIED,
    RUIN,
    SEASONAL,
    VACANT,
    Area,
    CareRecord,
    Duty,
    Feature,
    FeatureId,
    Grid,
    Household,
    Line,
    Note,
    Officer,
    Place,
    Township,
    Village,
    VillagerGroup,
)
from gridmap.ui.digest import Digest
from gridmap.ui.kinds import door_words
from gridmap.ui.saving import (
    save_grid,
    save_group,
    save_household,
    save_line,
    save_note,
    save_place,
    save_village,
)

FieldKind = Literal["text", "number", "choice", "fixed", "post"]
Save = Callable[..., Changeset]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One line of a form. `kind` "fixed" cannot be edited; "post" is an officer, empty: nobody.

    `choices` are pairs of value and words; `value` is the one that holds. `symbol_prefix` and the
    value give the map's symbol of a choice, empty: it has none.
    """

    label: str
    value: str
    name: str = ""
    kind: FieldKind = "fixed"
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    symbol_prefix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A feature in words. `save` makes the changeset of an edit, None: nothing to edit."""

    feature: FeatureId
    title: str
    kind: str
    fields: tuple[Field, ...]
    save: Save | None = None


def card_of(digest: Digest, reader: FeatureReader, feature: Feature) -> Card | None:
    """Return the card of a feature, None for kinds that have no form."""
    if isinstance(feature, Household):
        return _household(digest, feature)
    if isinstance(feature, Grid):
        return _grid(digest, feature)
    if isinstance(feature, VillagerGroup):
        return _group(digest, feature)
    if isinstance(feature, Village):
        return _village(digest, feature)
    if isinstance(feature, Place):
        return _place(digest, feature)
    if isinstance(feature, Officer):
        return _officer(digest, reader, feature)
    return _ground(feature)


def project_card(digest: Digest) -> Card:
    """Return what the project holds, for when nothing is selected."""
    snapshot = digest.snapshot
    counted = (
        (tr("Villages"), snapshot.count(Village)),
        (tr("Groups"), snapshot.count(VillagerGroup)),
        (tr("Grids"), snapshot.count(Grid)),
        (tr("Households"), snapshot.count(Household)),
        (tr("Not on the map"), len(digest.tray)),
        (tr("Key places"), snapshot.count(Place)),
        (tr("Officers"), snapshot.count(Officer)),
    )
    fields = tuple(
        Field(label=label, value=f"{count:,}".replace(",", "\u2009")) for label, count in counted
    )
    project = snapshot.project
    return Card(feature=project.id, title=digest.root.name, kind=tr("Project"), fields=fields)


def status_names() -> tuple[tuple[str, str], ...]:
    """Return the states of living with their words."""
    return (
        (OCCUPIED, tr("Lived in all year")),
        (SEASONAL, tr("Lived in at times")),
        (VACANT, tr("Vacant")),
        (RUIN, tr("Ruin")),
    )


def _household(digest: Digest, item: Household) -> Card:
    title = "  ".join(part for part in (door_words(item.door), item.head) if part)
    fields = (
        Field(label=tr("Door"), name="door", value=item.door, kind="text"),
        Field(label=tr("Head"), name="head", value=item.head, kind="text"),
        Field(
            label=tr("Registered"), name="registered", value=_number(item.registered), kind="number"
        ),
        Field(label=tr("Living here"), name="living", value=_number(item.living), kind="number"),
        Field(
            label=tr("State"),
            name="status",
            value=item.status,
            kind="choice",
            choices=status_names(),
            symbol_prefix="household-",
        ),
        Field(label=tr("Belongs to"), value=digest.belonging(item)),
        Field(label=tr("Village"), value=digest.village_name(item.id)),
        Field(label=tr("Household no."), name="number", value=item.number, kind="text"),
        Field(label=tr("Way in"), name="access_note", value=item.access_note, kind="text"),
        Field(label=tr("Phone"), name="phone", value=item.phone, kind="text"),
        Field(
            label=tr("Reading"),
            name="pinyin",
            value=item.pinyin,
            kind="text",
            hint=tr("How the name is read where it is unusual, for example: shan wen bin"),
        ),
        Field(label=tr("Located by"), value=_located(item)),
    )
    return Card(
        feature=item.id,
        title=title or tr("Household"),
        kind=tr("Household"),
        fields=fields,
        save=save_household,
    )


def _located(item: Household) -> str:
    if item.geometry is None:
        return tr("Not on the map yet")
    ways = {
        "drawn": tr("Drawn"),
        "gps": tr("Satellite"),
        "import": tr("From a file"),
        "sketch": tr("From a sketch"),
    }
    parts = [ways.get(item.located_by, tr("On the map"))]
    if item.accuracy_m is not None:
        parts.append(tr("±{metres} m", metres=f"{item.accuracy_m:g}"))
    return " · ".join(parts)


def _grid(digest: Digest, item: Grid) -> Card:
    village = digest.snapshot.find(item.village, Village)
    posts = digest.responsibilities
    row = next((row for row in digest.grids if row.grid == item.id), None)
    head = posts.post(GRID_HEAD, [item.id])
    fields = (
        Field(label=tr("Name"), name="name", value=item.name, kind="text"),
        Field(label=tr("Code"), name="code", value=item.code, kind="text"),
        Field(label=tr("Village"), value=village.name if village is not None else ""),
        Field(label=tr("Households"), value=str(row.households if row is not None else 0)),
        Field(label=tr("Area"), value=_area(item)),
        Field(
            label=tr("Leader"),
            value=_post(posts.post(LEADER, posts.scopes_of(item.id))),
            kind="post",
        ),
        Field(label=tr("Grid head"), value=_post(head), kind="post"),
        Field(label=tr("Deputy"), value=_deputy(head), kind="post"),
        Field(label=tr("Auxiliary"), value=row.auxiliary if row is not None else "", kind="post"),
    )
    return Card(feature=item.id, title=item.name, kind=tr("Grid"), fields=fields, save=save_grid)


def _group(digest: Digest, item: VillagerGroup) -> Card:
    village = digest.snapshot.find(item.village, Village)
    households = digest.relations.households_in_group.get(item.id, ())
    fields = (
        Field(label=tr("Name"), name="name", value=item.name, kind="text"),
        Field(label=tr("Order"), name="number", value=str(item.number), kind="number"),
        Field(label=tr("Village"), value=village.name if village is not None else ""),
        Field(label=tr("Households"), value=str(len(households))),
        Field(label=tr("Area"), value=_area(item)),
        Field(
            label=tr("Auxiliary"),
            value=_post(digest.responsibilities.post(AUXILIARY, [item.id])),
            kind="post",
        ),
    )
    return Card(
        feature=item.id, title=item.name, kind=tr("Villager group"), fields=fields, save=save_group
    )


def _village(digest: Digest, item: Village) -> Card:
    relations, posts = digest.relations, digest.responsibilities
    fields = (
        Field(label=tr("Name"), name="name", value=item.name, kind="text"),
        Field(label=tr("Code"), name="code", value=item.code, kind="text"),
        Field(
            label=tr("Households"),
            value=str(len(relations.households_in_village.get(item.id, ()))),
        ),
        Field(label=tr("Grids"), value=str(len(relations.grids_in_village.get(item.id, ())))),
        Field(label=tr("Groups"), value=str(len(relations.groups_in_village.get(item.id, ())))),
        Field(label=tr("Area"), value=_area(item)),
        Field(
            label=tr("Leader"),
            value=_post(posts.post(LEADER, posts.scopes_of(item.id))),
            kind="post",
        ),
    )
    return Card(
        feature=item.id, title=item.name, kind=tr("Village"), fields=fields, save=save_village
    )


def _place(digest: Digest, item: Place) -> Card:
    kinds = load_catalogue().places
    known = kinds.get(item.place_kind)
    fields = (
        Field(label=tr("Name"), name="name", value=item.name, kind="text"),
        Field(
            label=tr("Kind"),
            name="place_kind",
            value=item.place_kind,
            kind="choice",
            choices=tuple((kind.code, kind.name) for kind in kinds.values()),
            symbol_prefix="place-",
        ),
        Field(label=tr("Village"), value=digest.village_name(item.id)),
        Field(label=tr("Contact"), name="contact", value=item.contact, kind="text"),
        Field(label=tr("Phone"), name="phone", value=item.phone, kind="text"),
        Field(
            label=tr("Holds people"), name="capacity", value=_number(item.capacity), kind="number"
        ),
        Field(label=tr("Note"), name="note", value=item.note, kind="text"),
    )
    title = item.name or (known.name if known is not None else item.place_kind)
    return Card(feature=item.id, title=title, kind=tr("Key place"), fields=fields, save=save_place)


def _officer(digest: Digest, reader: FeatureReader, item: Officer) -> Card:
    roles = load_catalogue().roles
    duties: dict[str, list[str]] = {}
    for duty in reader.all(Duty):
        if duty.officer != item.id:
            continue
        role = roles[duty.role].name if duty.role in roles else duty.role
        scope = reader.find_any(duty.scope)
        duties.setdefault(role, []).append(_scope_name(reader, scope))
    fields = (
        Field(label=tr("Post"), value=item.post),
        Field(label=tr("Phone"), value=item.phone),
        Field(label=tr("Office"), value=item.organisation),
        *(Field(label=role, value="、".join(scopes)) for role, scopes in duties.items()),
    )
    return Card(feature=item.id, title=item.name, kind=tr("Officer"), fields=fields)


def _scope_name(reader: FeatureReader, scope: Feature | None) -> str:
    if isinstance(scope, CareRecord):
        return tr("One care record")
    if isinstance(scope, Grid | VillagerGroup):
        village = reader.find(scope.village, Village)
        return f"{village.name} {scope.name}" if village is not None else scope.name
    if isinstance(scope, Village | Township):
        return scope.name
    return ""


def _ground(feature: Feature) -> Card | None:
    if isinstance(feature, Line):
        field = Field(label=tr("Name"), name="name", value=feature.name, kind="text")
        title = feature.name or line_kind_name(feature.line_kind).capitalize()
        return Card(
            feature=feature.id, title=title, kind=tr("Ground"), fields=(field,), save=save_line
        )
    if isinstance(feature, Area):
        title = feature.name or tr("Ground")
        fields = (Field(label=tr("Name"), value=feature.name),)
        return Card(feature=feature.id, title=title, kind=tr("Ground"), fields=fields)
    if isinstance(feature, Note):
        field = Field(label=tr("Note"), name="text", value=feature.text, kind="text")
        return Card(
            feature=feature.id,
            title=tr("Map note"),
            kind=tr("Map note"),
            fields=(field,),
            save=save_note,
        )
    return None


def _number(count: int | None) -> str:
    return "" if count is None else str(count)


def _post(post: Post | None) -> str:
    if post is None or post.officer is None:
        return ""
    return "  ".join(part for part in (post.officer.name, post.officer.phone) if part)


def _deputy(post: Post | None) -> str:
    return post.deputy.name if post is not None and post.deputy is not None else ""


_M2_A_HECTARE: Final = 10_000


def _area(item: Grid | Village | VillagerGroup) -> str:
    if item.geometry is None:
        return tr("No outline yet")
    return tr("{hectares} ha", hectares=f"{item.geometry.area / _M2_A_HECTARE:.1f}")
