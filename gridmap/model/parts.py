"""What features are made of that has no id of its own, and the id itself.

`model/features.py` gives these names on: whoever reads features takes them from there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NewType

FeatureId = NewType("FeatureId", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryRule:
    """What the office has laid down for a care category (domain.md section 3).

    `code` is that of the catalogue, or X01 and so on for a category of the office's own, which also
    has a `name`. `keep_days` and `visit_days` None: as the catalogue says. `owner` and
    `approved_by` are officers; an own category needs both, two different people.
    """

    code: str
    name: str = ""
    purpose: str = ""
    basis: str = ""
    keep_days: int | None = None
    visit_days: int | None = None
    owner: FeatureId | None = None
    approved_by: FeatureId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure (工作措施) of a care record.

    What is done, by whom (as written), by when, and its state.
    """

    what: str
    who: str = ""
    due: date | None = None
    when: str = ""
    state: str = "planned"


MEASURE_STATES = ("planned", "doing", "done", "dropped")
