"""The fields of villages, villager groups and grids."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from gridmap.i18n import tr
from gridmap.model.duties import AUXILIARY, GRID_HEAD, LEADER, Post
from gridmap.model.features import Grid, Village, VillagerGroup
from gridmap.model.sorting import door_key
from gridmap.model.surnames import sounds
from gridmap.ui.digest import Digest
from gridmap.ui.fields.choices import area_name
from gridmap.ui.fields.spec import FieldSpec, KindSpec
from gridmap.ui.saving import save_grid, save_group, save_village

Area = Village | VillagerGroup | Grid

_M2_A_HECTARE: Final = 10_000


def village_spec() -> KindSpec:
    """Return the villages."""
    fields = (
        _name(),
        _code(),
        _count("households", tr("Households"), _households_of_village),
        _count("grids", tr("Grids"), _grids_of_village),
        _count("groups", tr("Groups"), _groups_of_village),
        _area(),
        _post("leader", tr("Leader"), _leader_post),
    )
    return KindSpec(
        name="villages",
        kind=Village,
        fields=fields,
        order=lambda item, _digest: (item.code == "", item.code, item.name),
        search=lambda item, _digest: (*sounds(item.name), item.code),
        save=save_village,
        village_of=lambda item, _digest: item.id,
    )


def group_spec() -> KindSpec:
    """Return the villager groups."""
    fields = (
        _village(),
        _name(),
        FieldSpec("number", tr("Order"), "number", is_own=True, width_px=70),
        _count(
            "households",
            tr("Households"),
            lambda item, digest: len(digest.relations.households_in_group.get(item.id, ())),
        ),
        _area(),
        _post("auxiliary", tr("Auxiliary"), _auxiliary_post),
    )
    return KindSpec(
        name="groups",
        kind=VillagerGroup,
        fields=fields,
        order=lambda item, digest: (_village_key(item, digest), item.number, item.name),
        search=lambda item, digest: (
            *sounds(item.name),
            *sounds(area_name(digest, item.village, Village)),
        ),
        save=save_group,
        village_of=lambda item, _digest: item.village,
    )


def grid_spec() -> KindSpec:
    """Return the grids with who looks after each."""
    fields = (
        _village(),
        _name(),
        _code(),
        _count(
            "households",
            tr("Households"),
            lambda item, digest: len(digest.relations.households_in_grid.get(item.id, ())),
        ),
        _area(),
        _post("leader", tr("Leader"), _leader_post),
        _post("head", tr("Grid head"), _head),
        FieldSpec("deputy", tr("Deputy"), "post", reads=_deputy, is_shown=False, in_form=False),
        FieldSpec("auxiliary", tr("Auxiliary"), "post", reads=_auxiliaries_of_grid),
        FieldSpec("phone", tr("Phone of the grid head"), reads=_phone, width_px=130, in_form=False),
    )
    return KindSpec(
        name="grids",
        kind=Grid,
        fields=fields,
        order=lambda item, digest: (_village_key(item, digest), item.code, item.name),
        search=_search_grid,
        save=save_grid,
        village_of=lambda item, _digest: item.village,
        grid_of=lambda item, _digest: item.id,
    )


def _name() -> FieldSpec:
    return FieldSpec(
        "name",
        tr("Name"),
        "text",
        sort_key=lambda item, _digest: door_key(item.name),
        is_own=True,
        width_px=120,
    )


def _code() -> FieldSpec:
    return FieldSpec("code", tr("Code"), "text", is_own=True, width_px=150)


def _village() -> FieldSpec:
    return FieldSpec(
        "village",
        tr("Village"),
        reads=lambda item, digest: area_name(digest, item.village, Village),
        sort_key=_village_key,
    )


def _count(name: str, label: str, count: Callable[[Any, Digest], int]) -> FieldSpec:
    return FieldSpec(
        name,
        label,
        reads=lambda item, digest: str(count(item, digest)),
        sort_key=count,
        is_figure=True,
        width_px=90,
    )


def _area() -> FieldSpec:
    return FieldSpec(
        "area",
        tr("Area"),
        reads=_area_words,
        sort_key=lambda item, _digest: item.geometry.area if item.geometry is not None else -1.0,
        is_figure=True,
        width_px=110,
    )


def _area_words(item: Area, _digest: Digest) -> str:
    if item.geometry is None:
        return tr("No outline yet")
    return tr("{hectares} ha", hectares=f"{item.geometry.area / _M2_A_HECTARE:.1f}")


def _post(name: str, label: str, post: Callable[[Any, Digest], Post | None]) -> FieldSpec:
    """Return a post for tables; below the form ui/care/posts.py shows it with its reason."""
    return FieldSpec(
        name,
        label,
        "post",
        reads=lambda item, digest: _officer(post(item, digest)),
        width_px=100,
        in_form=False,
    )


def _households_of_village(item: Village, digest: Digest) -> int:
    return len(digest.relations.households_in_village.get(item.id, ()))


def _grids_of_village(item: Village, digest: Digest) -> int:
    return len(digest.relations.grids_in_village.get(item.id, ()))


def _groups_of_village(item: Village, digest: Digest) -> int:
    return len(digest.relations.groups_in_village.get(item.id, ()))


def _leader_post(item: Area, digest: Digest) -> Post | None:
    posts = digest.responsibilities
    return posts.post(LEADER, posts.scopes_of(item.id))


def _head(item: Grid, digest: Digest) -> Post | None:
    return digest.responsibilities.post(GRID_HEAD, [item.id])


def _deputy(item: Grid, digest: Digest) -> str:
    head = _head(item, digest)
    return head.deputy.name if head is not None and head.deputy is not None else ""


def _phone(item: Grid, digest: Digest) -> str:
    head = _head(item, digest)
    return head.officer.phone if head is not None and head.officer is not None else ""


def _auxiliary_post(item: VillagerGroup, digest: Digest) -> Post | None:
    return digest.responsibilities.post(AUXILIARY, [item.id])


def _auxiliaries_of_grid(item: Grid, digest: Digest) -> str:
    """Return the auxiliaries of a grid and of the groups whose households it has."""
    relations, duties = digest.relations, digest.responsibilities
    households = relations.households_in_grid.get(item.id, ())
    found = {relations.group_of.get(home.id) for home in households}
    groups = sorted(group for group in found if group is not None)
    names = (_officer(duties.post(AUXILIARY, [scope])) for scope in (item.id, *groups))
    return "、".join(dict.fromkeys(name for name in names if name))


def _officer(post: Post | None) -> str:
    return post.officer.name if post is not None and post.officer is not None else ""


def _village_key(item: VillagerGroup | Grid, digest: Digest) -> tuple[str, str]:
    village = digest.snapshot.find(item.village, Village)
    return (village.code, village.name) if village is not None else ("", "")


def _search_grid(item: Grid, digest: Digest) -> tuple[str, ...]:
    people = [
        _officer(_leader_post(item, digest)),
        _officer(_head(item, digest)),
        _auxiliaries_of_grid(item, digest),
    ]
    spoken = [sound for person in people for sound in sounds(person)]
    return (*sounds(item.name), item.code, area_name(digest, item.village, Village), *spoken)
