"""An incident (flood, storm, landslide ...) and how far the fetching of each person is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from gridmap.model.feature import Feature, Surface2D
from gridmap.model.parts import FeatureId

INCIDENT_KINDS = ("flood", "typhoon", "landslide", "snow", "heat", "fire", "quake", "other")

TO_CALL = "to_call"
INCIDENT_STATES = (TO_CALL, "called", "fetched", "sheltered", "not_found", "refused")
"""How far the fetching of a person is; without a Fetch it is the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident(Feature):
    """A named incident (突发事件) in which people of an area are brought to safety.

    `incident_kind` is one of INCIDENT_KINDS, `geometry` the area, None until it is drawn.
    `valid_until` is the last day on which lists of it may be used; `closed_on` ends it at once.
    `shelters` are the places opened for it (ids). `figures` are counts by state, written down at
    its closing, when the names go.
    """

    kind: ClassVar[str] = "incident"

    name: str
    incident_kind: str = "flood"
    ordered_by: str = ""
    start: date | None = None
    valid_until: date | None = None
    closed_on: date | None = None
    shelters: tuple[FeatureId, ...] = ()
    figures: tuple[tuple[str, int], ...] = ()
    geometry: Surface2D | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch(Feature):
    """How far the fetching of one care record's person is in an incident (叫应与接人).

    `state` is one of INCIDENT_STATES, `changed_at` local time as "2026-11-23 05:10", `changed_by`
    who said so. Gone when the incident is closed.
    """

    kind: ClassVar[str] = "fetch"

    incident: FeatureId
    record: FeatureId
    state: str = TO_CALL
    changed_at: str = ""
    changed_by: str = ""
