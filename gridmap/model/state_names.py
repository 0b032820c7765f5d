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


_FETCHES: Final[_Names] = {
    "to_call": ("待叫应", "to call"),
    "called": ("已叫应", "called"),
    "fetched": ("已接走", "fetched"),
    "sheltered": ("已到安置点", "at shelter"),
    "not_found": ("未找到", "not found"),
    "refused": ("本人不走", "refused"),
}
_INCIDENTS: Final[_Names] = {
    "flood": ("洪涝", "flood"),
    "typhoon": ("台风", "typhoon"),
    "landslide": ("滑坡泥石流", "landslide"),
    "snow": ("低温雪灾", "snow and cold"),
    "heat": ("高温", "heat"),
    "fire": ("火灾", "fire"),
    "quake": ("地震", "earthquake"),
    "other": ("其他", "other"),
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


def fetch_state_name(code: str) -> str:
    """Return the name of how far the fetching of a person is."""
    return _name(_FETCHES, code)


def incident_kind_name(code: str) -> str:
    """Return the name of a kind of incident."""
    return _name(_INCIDENTS, code)


def _name(names: _Names, code: str) -> str:
    return pick(*names[code]) if code in names else code
