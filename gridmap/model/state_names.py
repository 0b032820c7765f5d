"""What people call the states of households, measures and visits, in the current language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from gridmap.i18n import pick
from gridmap.model.features import OCCUPIED, RUIN, SEASONAL, VACANT

_Names = Mapping[str, tuple[str, str]]

_STATUSES: Final[_Names] = {
    OCCUPIED: ("常住", "lived in"),
    SEASONAL: ("季节性居住", "seasonal"),
    VACANT: ("空置", "vacant"),
    RUIN: ("坍塌", "ruin"),
}
_WAYS: Final[_Names] = {
    "home": ("上门", "at home"),
    "phone": ("电话", "by phone"),
    "met": ("路遇", "met elsewhere"),
}
_RESULTS: Final[_Names] = {
    "ok": ("平安", "well"),
    "needs_change": ("需求有变化", "needs have changed"),
    "urgent_referral": ("紧急转介", "urgent referral"),
    "not_met": ("未见到", "not met"),
    "declined": ("本人不愿", "declined"),
}
_MEASURES: Final[_Names] = {
    "planned": ("已安排", "planned"),
    "doing": ("进行中", "under way"),
    "done": ("已完成", "done"),
    "dropped": ("已取消", "dropped"),
}


def status_name(code: str) -> str:
    """Return the name of a household's state of living; an unknown code stays as it is."""
    return _name(_STATUSES, code)


def way_name(code: str) -> str:
    """Return the name of the way of a visit."""
    return _name(_WAYS, code)


def result_name(code: str) -> str:
    """Return the name of the result of a visit."""
    return _name(_RESULTS, code)


def measure_state_name(code: str) -> str:
    """Return the name of a measure's state."""
    return _name(_MEASURES, code)


def _name(names: _Names, code: str) -> str:
    return pick(*names[code]) if code in names else code
