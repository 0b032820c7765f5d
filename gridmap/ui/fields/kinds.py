"""Which kinds of feature have forms and tables, by name and by type."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from gridmap.i18n import language
from gridmap.model.features import Feature
from gridmap.ui.fields.areas import grid_spec, group_spec, village_spec
from gridmap.ui.fields.ground import area_spec, line_spec, note_spec, place_spec
from gridmap.ui.fields.households import household_spec
from gridmap.ui.fields.people import duty_spec, officer_spec
from gridmap.ui.fields.spec import KindSpec

_MAKERS: tuple[Callable[[], KindSpec], ...] = (
    household_spec,
    grid_spec,
    village_spec,
    group_spec,
    place_spec,
    officer_spec,
    duty_spec,
    line_spec,
    area_spec,
    note_spec,
)


def kind_specs() -> tuple[KindSpec, ...]:
    """Return all kinds in the order in which tables are offered."""
    return _specs(language())


def spec_of(feature: Feature) -> KindSpec | None:
    """Return the fields of a feature's kind, None for kinds without any."""
    return next((spec for spec in kind_specs() if spec.kind is type(feature)), None)


@lru_cache(maxsize=2)
def _specs(_language: str) -> tuple[KindSpec, ...]:
    return tuple(make() for make in _MAKERS)
