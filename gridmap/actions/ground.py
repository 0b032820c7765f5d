"""Verbs on the ground and on notes: draw a lane, a stream or a pond, pin a note."""

from __future__ import annotations

from typing import Final

import shapely
from shapely import LineString, Point, Polygon

from gridmap.actions.edits import edit_fields, held, required
from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.model.changes import Changeset, added
from gridmap.model.document import FeatureReader
from gridmap.model.features import (
    AREA_KINDS,
    CONTOUR,
    LINE_KINDS,
    Area,
    FeatureId,
    Line,
    Note,
    new_id,
)

MOST_WIDTH_M: Final = 500.0


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
        "water": tr("pond"),
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
        CONTOUR: tr("contour line"),
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


def edit_line(reader: FeatureReader, line: FeatureId, **fields: object) -> Changeset:
    """Return the changeset that gives a line another name, kind or drawn width in metres.

    Raises: UsageError for another kind than LINE_KINDS, or a width that cannot be.
    """
    old = held(reader, line, Line)
    kind = str(fields.get("line_kind", old.line_kind))
    if kind not in LINE_KINDS:
        raise UsageError(tr("“{text}” is not a kind of line.", text=kind))
    width_m = fields.get("width_m")
    if width_m is not None and not (
        isinstance(width_m, int | float) and 0 < width_m <= MOST_WIDTH_M
    ):
        raise UsageError(
            tr("“{text}” is not a width in metres.", text=width_m),
            hint=tr("Write a number from 0 to {most}.", most=f"{MOST_WIDTH_M:.0f}"),
        )
    title = tr("Edit {kind}", kind=line_kind_name(old.line_kind))
    return edit_fields(old, fields, allowed={"name", "line_kind", "width_m"}, title=title)


def edit_area(reader: FeatureReader, area: FeatureId, **fields: object) -> Changeset:
    """Return the changeset that gives a pond, field, wood or yard another name or kind.

    Raises: UsageError for another kind than AREA_KINDS.
    """
    old = held(reader, area, Area)
    kind = str(fields.get("area_kind", old.area_kind))
    if kind not in AREA_KINDS:
        raise UsageError(tr("“{text}” is not a kind of ground.", text=kind))
    title = tr("Edit {kind}", kind=area_kind_name(old.area_kind))
    return edit_fields(old, fields, allowed={"name", "area_kind"}, title=title)
