"""The features: frozen values with an id, tags and, where they have a place, a geometry.

Geometries are in the project's plane, in metres. Features are edited with `dataclasses.replace`.
References to other features are ids. Words: docs/glossary.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from shapely import LineString, MultiLineString, Point

from gridmap.model.feature import Feature as Feature
from gridmap.model.feature import Surface2D as Surface2D
from gridmap.model.feature import Tags as Tags
from gridmap.model.feature import geometry_of as geometry_of
from gridmap.model.feature import new_id as new_id
from gridmap.model.feature import plain_geometry as plain_geometry
from gridmap.model.incident_features import INCIDENT_KINDS as INCIDENT_KINDS
from gridmap.model.incident_features import INCIDENT_STATES as INCIDENT_STATES
from gridmap.model.incident_features import Fetch as Fetch
from gridmap.model.incident_features import Incident as Incident
from gridmap.model.parts import MEASURE_STATES as MEASURE_STATES
from gridmap.model.parts import CategoryRule as CategoryRule
from gridmap.model.parts import FeatureId as FeatureId
from gridmap.model.parts import Measure as Measure

OCCUPIED = "occupied"
SEASONAL = "seasonal"
VACANT = "vacant"
RUIN = "ruin"
STATUSES = (OCCUPIED, SEASONAL, VACANT, RUIN)

ORIGIN_TAG = "located_from"
"""The tag that names the web map's system a position was brought back from, with its accuracy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Feature):
    """The one feature that describes the project itself.

    `epsg` is the plane's system: 0 for a local plan without coordinates, None as long as no map
    file has decided it (then nothing has a geometry yet). `grid_code_template` takes {village} and
    {serial}. `categories_on` are the codes of restricted categories that the office has switched
    on, `category_rules` what it has laid down for categories. `emergency` are the numbers to call,
    each with what it is for; none: the national ones.
    """

    kind: ClassVar[str] = "project"

    name: str
    code: str = ""
    epsg: int | None = None
    created: date | None = None
    issuer: str = ""
    grid_code_template: str = "{village}{serial:03d}"
    categories_on: tuple[str, ...] = ()
    category_rules: tuple[CategoryRule, ...] = ()
    emergency: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Township(Feature):
    """A township (乡镇); `code` has nine digits where it is known."""

    kind: ClassVar[str] = "township"

    name: str
    code: str = ""
    geometry: Surface2D | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Village(Feature):
    """An administrative village (行政村) with its twelve-digit statistical code."""

    kind: ClassVar[str] = "village"

    name: str
    code: str = ""
    township: FeatureId | None = None
    geometry: Surface2D | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VillagerGroup(Feature):
    """A villager group (村民小组, 社) of one village; `number` orders the groups."""

    kind: ClassVar[str] = "group"

    name: str
    village: FeatureId
    number: int = 0
    geometry: Surface2D | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid(Feature):
    """A grid (网格): a service area inside one village, looked after by officers."""

    kind: ClassVar[str] = "grid"

    name: str
    village: FeatureId
    code: str = ""
    geometry: Surface2D | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Household(Feature):
    """One door (住户).

    `number` is the roster's (户号), `door` the text on the house; neither is ever renumbered by the
    program. `grid_override` wins over the grid found by position and needs its reason. `geometry`
    None: not yet on the map. `located_by` is one of drawn, gps, import, sketch or empty;
    `accuracy_m` is the radius in metres where it is known.
    """

    kind: ClassVar[str] = "household"
    is_spot: ClassVar[bool] = True

    village: FeatureId | None = None
    group: FeatureId | None = None
    grid_override: FeatureId | None = None
    grid_override_reason: str = ""
    number: str = ""
    door: str = ""
    head: str = ""
    pinyin: str = ""
    registered: int | None = None
    living: int | None = None
    status: str = OCCUPIED
    access_note: str = ""
    phone: str = ""
    located_by: str = ""
    accuracy_m: float | None = None
    located_on: date | None = None
    verified_by: str = ""
    verified_on: date | None = None
    geometry: Point | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Feature):
    """A key place (重点场所); `place_kind` is a catalogue code, P01 to P18.

    `contact` and `phone` are those of the service.
    """

    kind: ClassVar[str] = "place"
    is_spot: ClassVar[bool] = True

    place_kind: str
    name: str = ""
    village: FeatureId | None = None
    contact: str = ""
    phone: str = ""
    capacity: int | None = None
    note: str = ""
    geometry: Point | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CareRecord(Feature):
    """One resident of a household who needs visits or help (关爱对象).

    `category` is a code, C01 to C12 or an own one's. Own `leader`, `officer` and `deputy`
    win over the inherited ones (model/duties.py). `helper_household` is where the existing helper
    lives, if near. The way to safety: `deputy_helper`, `route`, `shelter` (a place), `drill_on`.
    Never a diagnosis, an ID number or a full date of birth: no such field exists.
    """

    kind: ClassVar[str] = "care_record"

    household: FeatureId
    person: str
    category: str
    birth_year: int | None = None
    need: str = ""
    help_wanted: str = ""
    helper: str = ""
    helper_household: FeatureId | None = None
    deputy_helper: str = ""
    route: str = ""
    shelter: FeatureId | None = None
    drill_on: date | None = None
    leader: FeatureId | None = None
    officer: FeatureId | None = None
    deputy: FeatureId | None = None
    measures: tuple[Measure, ...] = ()
    visit_days: int | None = None
    basis: str = ""
    notice_on: date | None = None
    consent_on: date | None = None
    start: date | None = None
    review_by: date | None = None
    end: date | None = None
    end_reason: str = ""


VISIT_WAYS = ("home", "phone", "met")
VISIT_RESULTS = ("ok", "needs_change", "urgent_referral", "not_met", "declined")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(Feature):
    """A visit (走访记录) to a care record's person.

    `way` and `result` are from the lists above, `note` has at most 100 characters.
    """

    kind: ClassVar[str] = "visit"

    record: FeatureId
    day: date
    officer: FeatureId | None = None
    way: str = "home"
    result: str = "ok"
    referral: str = ""
    next_day: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer(Feature):
    """A named post holder (责任人员) with a work phone; never a home address."""

    kind: ClassVar[str] = "officer"

    name: str
    post: str = ""
    phone: str = ""
    organisation: str = ""


SCOPES = ("township", "village", "group", "grid", "care_record")


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty(Feature):
    """A duty (责任分工): an officer in a role for a scope.

    From and to are both included; None: open. `role` is a catalogue role code, `scope` the id of a
    township, village, group, grid or care record. `officer` None: the post exists and is empty.
    """

    kind: ClassVar[str] = "duty"

    role: str
    scope: FeatureId
    officer: FeatureId | None = None
    deputy: FeatureId | None = None
    valid_from: date | None = None
    valid_to: date | None = None


CONTOUR = "contour"
LINE_KINDS = ("road", "lane", "path", "river", "stream", "ditch", "wall", CONTOUR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Feature):
    """A line on the ground: road, lane, path, river, stream, ditch, wall or contour line.

    `width_m` is the drawn width where known. The name of a contour line is its height in metres.
    """

    kind: ClassVar[str] = "line"

    line_kind: str
    name: str = ""
    width_m: float | None = None
    geometry: LineString | MultiLineString | None = None


def is_contour(feature: Feature) -> bool:
    """Whether a feature is a contour line."""
    return isinstance(feature, Line) and feature.line_kind == CONTOUR


AREA_KINDS = ("building", "water", "field", "wood", "yard")


@dataclass(frozen=True, slots=True, kw_only=True)
class Area(Feature):
    """An area on the ground: building footprint, water, field, wood or yard.

    Nothing on it carries a fact about people.
    """

    kind: ClassVar[str] = "area"

    area_kind: str
    name: str = ""
    geometry: Surface2D | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Feature):
    """A short text pinned to the map for the people who draw; it is never printed."""

    kind: ClassVar[str] = "note"
    is_spot: ClassVar[bool] = True

    text: str
    geometry: Point | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintCopy(Feature):
    """One printed copy of a booklet that somebody holds: a line of the copy register.

    `run` is the number of its print run (0: none is recorded), `edition` its code (P2). The dates
    say when it was handed out, came back and was destroyed.
    """

    kind: ClassVar[str] = "print_copy"

    run: int = 0
    edition: str = ""
    recipient: str = ""
    copy: int = 1
    copies: int = 1
    valid_until: date | None = None
    handed_on: date | None = None
    returned_on: date | None = None
    destroyed_on: date | None = None
    note: str = ""


KINDS: tuple[type[Feature], ...] = (
    Project,
    Township,
    Village,
    VillagerGroup,
    Grid,
    Officer,
    Duty,
    Area,
    Line,
    Place,
    Household,
    CareRecord,
    Visit,
    Note,
    PrintCopy,
    Incident,
    Fetch,
)
"""Every kind, parents before children: the order in which a file is written and read."""

KIND_BY_NAME: dict[str, type[Feature]] = {cls.kind: cls for cls in KINDS}
