"""Which village the rows of a roster belong to. The first rosters of a project make its villages.

As long as no village has an outline nobody can say which villages there are, and a roster is the
first to name them: its outline comes later, by hand or from a file, and finds them by name. Once
there are outlines, a village that none of them has is a doubt, and is told as such.
"""

from __future__ import annotations

import re
from typing import Final

from gridmap.i18n import tr
from gridmap.importers.draft import village_key
from gridmap.importers.intake import Intake
from gridmap.model.features import FeatureId, Village, new_id

_TOWNSHIP: Final = re.compile(r"^.*?(?:街道|镇|乡)(?=.)")
_VILLAGE: Final = re.compile(r"([\u4e00-\u9fff]{1,8}?(?:社区|村))(?!民小组)")
_WHOLE: Final = re.compile(r"[\u4e00-\u9fff]{1,10}(?:社区|村)")
_NO_NAME: Final = frozenset({"全村", "本村", "各村", "行政村", "农村", "乡村", "我村", "本社区"})
_CODE_DIGITS: Final = 12


class RosterVillages:
    """The villages of one roster; a village that it brings is told once."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        villages = list(intake.draft.all(Village))
        self._may_make = all(item.geometry is None for item in villages)
        self._default = self._default_of(villages)

    def of_row(self, index: int) -> FeatureId | None:
        """Return the village of a row; one that it states and that is not known is noted."""
        code = self._intake.cell("village_code", index)
        name = self._intake.cell("village", index)
        if not code and not name:
            return self._default
        found = self._intake.draft.village(code=code, name=name)
        if found is None and self._may_make and name:
            return self._made(name, code)
        if found is None:
            self._intake.change(index, tr("its village is not known"), name or code)
        return found

    def _default_of(self, villages: list[Village]) -> FeatureId | None:
        """Return the village of rows that state none: the one in the roster's name, or the only.

        Where the name is of a village that is not there yet, it is made.
        """
        texts = (self._intake.layer.name, self._intake.layer.file.stem)
        for text in texts:
            named = [item.id for item in villages if village_key(item.name) in text]
            if len(named) == 1:
                return named[0]
        called = next((name for text in texts if (name := village_in(text))), "")
        if called and self._may_make and not self._states_villages():
            return self._made(called, "")
        return villages[0].id if len(villages) == 1 else None

    def _states_villages(self) -> bool:
        return self._intake.has("village") or self._intake.has("village_code")

    def _made(self, name: str, code: str) -> FeatureId:
        village = Village(
            id=new_id(),
            name=name.strip(),
            code=code if code.isdigit() and len(code) == _CODE_DIGITS else "",
            township=self._intake.draft.township("", ""),
        )
        self._intake.draft.put(village)
        self._intake.report.tell(
            tr("{village} is new; draw its outline or import it later.", village=village.name)
        )
        return village.id


def village_in(text: str) -> str:
    """Return the name of a village in the name of a sheet or file, empty where there is none."""
    bare = _TOWNSHIP.sub("", text.strip())
    if _WHOLE.fullmatch(bare):
        return "" if bare in _NO_NAME else bare
    found = _VILLAGE.search(bare)
    return found.group(1) if found and found.group(1) not in _NO_NAME else ""
