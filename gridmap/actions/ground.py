"""Verbs on the ground and on notes: draw a lane, a stream or a pond, pin a note."""

from __future__ import annotations

import shapely
from shapely import LineString, Point, Polygon

from gridmap.actions.edits import edit_fields, held, required
from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.model.changes import Changeset, added
from gridmap.model.document import FeatureReader
from gridmap.model.features import AREA_KINDS, LINE_KINDS, Area, FeatureId, Line, Note, new_id


def draw_line(line_kind: str, line: LineString) -> Changeset:
    """Return the changeset that adds a line of one of LINE_KINDS, in metres.

    Raises: UsageError for another kind or a line without length.
    """
    if line_kind not in LINE_KINDS:
        raise UsageError(tr("“{text}” is not a kind of line.", text=line_kind))
    if line.length <= 0.0:
        raise UsageError(tr("The line has no length."), hint=tr("Click at least two places."))
    drawn = Line(id=new_id(), line_kind=line_kind, geometry=line)
    return added(tr("Draw {kind}", kind=line_kind_name(line_kind)), [drawn])


def draw_area(area_kind: str, outline: Polygon) -> Changeset:
    """Return the changeset that adds an area on the ground of one of AREA_KINDS, in metres.

    An outline that crosses itself is mended: its largest piece stays.
    Raises: UsageError for another kind or an outline round no land.
    """
    if area_kind not in AREA_KINDS:
        raise UsageError(tr("“{text}” is not a kind of ground.", text=area_kind))
    sound = shapely.make_valid(outline, method="structure", keep_collapsed=False)
    parts = [part for part in shapely.get_parts(sound) if isinstance(part, Polygon)]
    if not parts or sound.area <= 0.0:
        raise UsageError(
            tr("The outline goes round no land."), hint=tr("Click at least three places.")
        )
    shape = max(parts, key=lambda part: float(part.area))
    drawn = Area(id=new_id(), area_kind=area_kind, geometry=shape)
    return added(tr("Draw {kind}", kind=area_kind_name(area_kind)), [drawn])


def area_kind_name(area_kind: str) -> str:
    """Return the name of a kind of ground in the user's language."""
    return {
        "building": tr("building"),
        "water": tr("pond or lake"),
        "field": tr("field"),
        "wood": tr("wood"),
        "yard": tr("yard"),
    }[area_kind]


def line_kind_name(line_kind: str) -> str:
    """Return the name of a kind of line in the user's language."""
    return {
        "road": tr("road"),
        "lane": tr("lane"),
        "path": tr("path"),
        "river": tr("river"),
        "stream": tr("stream"),
        "ditch": tr("ditch"),
        "wall": tr("wall"),
    }[line_kind]


def pin_note(point: Point, text: str) -> Changeset:
    """Return the changeset that pins a note to a point in metres. Raises: UsageError if empty."""
    required(text, tr("A note needs a text."))
    return added(tr("Pin a note"), [Note(id=new_id(), text=text.strip(), geometry=point)])


def edit_note(reader: FeatureReader, note: FeatureId, **fields: object) -> Changeset:
    """Return the changeset that gives a note another text. Raises: UsageError if empty."""
    old = held(reader, note, Note)
    required(fields.get("text", old.text), tr("A note needs a text."))
    return edit_fields(old, fields, allowed={"text"}, title=tr("Edit a note"))


def name_line(reader: FeatureReader, line: FeatureId, **fields: object) -> Changeset:
    """Return the changeset that gives a line another name."""
    old = held(reader, line, Line)
    title = tr("Name {kind}", kind=line_kind_name(old.line_kind))
    return edit_fields(old, fields, allowed={"name"}, title=title)
