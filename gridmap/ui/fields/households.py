"""The fields of households."""

from __future__ import annotations

from gridmap.i18n import tr
from gridmap.model.features import FeatureId, Grid, Household, Village, VillagerGroup
from gridmap.model.roster import roster_key
from gridmap.model.sorting import door_key
from gridmap.model.surnames import reading, sounds
from gridmap.ui.digest import Digest
from gridmap.ui.fields import choices
from gridmap.ui.fields.spec import FieldSpec, KindSpec
from gridmap.ui.saving import save_household


def household_spec() -> KindSpec:
    """Return the households."""
    return KindSpec(
        name="households",
        kind=Household,
        fields=(*_who(), *_belonging(), *_contact(), *_located()),
        order=_order,
        search=_search,
        save=save_household,
        village_of=_village_of,
        grid_of=_grid_of,
    )


def _who() -> tuple[FieldSpec, ...]:
    status = dict(choices.status_names())
    return (
        FieldSpec(
            "door",
            tr("Door"),
            "text",
            sort_key=lambda item, _digest: door_key(item.door),
            is_own=True,
            width_px=90,
        ),
        FieldSpec(
            "head",
            tr("Head"),
            "text",
            sort_key=lambda item, _digest: reading(item.head, item.pinyin),
            is_own=True,
            width_px=100,
        ),
        FieldSpec("registered", tr("Registered"), "number", width_px=90),
        FieldSpec("living", tr("Living here"), "number", width_px=90),
        FieldSpec(
            "status",
            tr("State"),
            "choice",
            words=lambda item, _digest: status.get(item.status, item.status),
            choices=choices.always(choices.status_names()),
            symbol_prefix="household-",
            width_px=120,
        ),
    )


def _belonging() -> tuple[FieldSpec, ...]:
    return (*_grid(), *_village_and_group())


def _grid() -> tuple[FieldSpec, ...]:
    return (
        FieldSpec(
            "grid_override",
            tr("Grid"),
            "choice",
            words=lambda item, digest: choices.area_name(digest, _grid_of(item, digest), Grid),
            choices=choices.grids,
            is_reference=True,
            reason="grid_override_reason",
            hint=tr("A house belongs to the grid in which it stands, unless you say why not."),
        ),
        FieldSpec(
            "grid_override_reason",
            tr("Why that grid"),
            "text",
            is_shown=False,
            width_px=160,
            hint=tr("Only where a house belongs to a grid in which it does not stand."),
        ),
    )


def _village_and_group() -> tuple[FieldSpec, ...]:
    return (
        FieldSpec(
            "group",
            tr("Group"),
            "choice",
            words=lambda item, digest: choices.area_name(
                digest, digest.relations.group_of.get(item.id), VillagerGroup
            ),
            choices=choices.groups,
            sort_key=_group_key,
            is_reference=True,
            width_px=90,
        ),
        FieldSpec(
            "village",
            tr("Village"),
            "choice",
            words=lambda item, digest: digest.village_name(item.id),
            choices=choices.villages,
            is_reference=True,
        ),
        FieldSpec(
            "number",
            tr("Household no."),
            "text",
            sort_key=lambda item, _digest: door_key(item.number),
            is_own=True,
            width_px=100,
        ),
    )


def _contact() -> tuple[FieldSpec, ...]:
    return (
        FieldSpec("access_note", tr("Way in"), "text", width_px=150, stays_inside=True),
        FieldSpec("phone", tr("Phone"), "text", is_own=True, width_px=120, stays_inside=True),
        FieldSpec(
            "pinyin",
            tr("Reading"),
            "text",
            is_more=True,
            hint=tr("How the name is read where it is unusual, for example: shan wen bin"),
            is_own=True,
            is_shown=False,
        ),
    )


def _located() -> tuple[FieldSpec, ...]:
    ways = dict(choices.located_names())
    return (
        FieldSpec(
            "on_map",
            tr("On the map"),
            is_more=True,
            reads=lambda item, _digest: tr("yes") if item.geometry is not None else tr("not yet"),
            width_px=80,
        ),
        FieldSpec(
            "located_by",
            tr("Located by"),
            "choice",
            is_more=True,
            words=lambda item, _digest: ways.get(item.located_by, item.located_by),
            choices=choices.always(choices.located_names()),
            is_shown=False,
        ),
        FieldSpec("accuracy_m", tr("Accurate to (m)"), "decimal", is_more=True, is_shown=False),
        FieldSpec(
            "located_on", tr("Located on"), "date", is_more=True, lean="past", is_shown=False
        ),
        FieldSpec("verified_by", tr("Verified by"), "text", is_more=True, is_shown=False),
        FieldSpec(
            "verified_on", tr("Verified on"), "date", is_more=True, lean="past", is_shown=False
        ),
    )


def _village_of(item: Household, digest: Digest) -> FeatureId | None:
    return digest.relations.village_of.get(item.id)


def _grid_of(item: Household, digest: Digest) -> FeatureId | None:
    return item.grid_override or digest.relations.grid_by_position.get(item.id)


def _group_key(item: Household, digest: Digest) -> tuple[str, int, str]:
    group = digest.snapshot.find(digest.relations.group_of.get(item.id), VillagerGroup)
    if group is None:
        return ("\uffff", 0, "")
    return (choices.area_name(digest, group.village, Village), group.number, group.name)


def _order(item: Household, digest: Digest) -> tuple[object, ...]:
    relations, snapshot = digest.relations, digest.snapshot
    group = snapshot.find(relations.group_of.get(item.id), VillagerGroup)
    village = snapshot.find(relations.village_of.get(item.id), Village)
    return roster_key(item, group, village)


def _search(item: Household, digest: Digest) -> tuple[str, ...]:
    relations = digest.relations
    return (
        *sounds(item.head, item.pinyin),
        item.door,
        item.number,
        item.phone,
        digest.village_name(item.id),
        choices.area_name(digest, relations.group_of.get(item.id), VillagerGroup),
        choices.area_name(digest, _grid_of(item, digest), Grid),
    )
