"""The fields of key places, lines and areas on the ground and map notes."""

from __future__ import annotations

from gridmap.actions.ground import area_kind_name, line_kind_name
from gridmap.actions.placing import BUILDING
from gridmap.i18n import tr
from gridmap.model.features import Area, FeatureId, Line, Note, Place, Village
from gridmap.model.sorting import door_key
from gridmap.model.surnames import sounds
from gridmap.ui.digest import Digest
from gridmap.ui.fields import choices
from gridmap.ui.fields.spec import FieldSpec, KindSpec
from gridmap.ui.saving import save_area, save_line, save_note, save_place
from gridmap.ui.tools.wording import area_words


def place_spec() -> KindSpec:
    """Return the key places."""
    return KindSpec(
        name="places",
        kind=Place,
        fields=_place_fields(),
        order=lambda item, digest: (
            choices.area_name(digest, _village_of(item, digest), Village),
            item.place_kind,
            item.name,
        ),
        search=lambda item, digest: (
            *sounds(item.name),
            *sounds(choices.place_kind_name(item.place_kind)),
            *sounds(item.contact),
            item.phone,
            digest.village_name(item.id),
        ),
        save=save_place,
        village_of=_village_of,
    )


def _place_fields() -> tuple[FieldSpec, ...]:
    return (
        FieldSpec(
            "name",
            tr("Name"),
            "text",
            sort_key=lambda item, _digest: door_key(item.name),
            is_own=True,
            width_px=160,
        ),
        FieldSpec(
            "place_kind",
            tr("Kind"),
            "choice",
            words=lambda item, _digest: choices.place_kind_name(item.place_kind),
            choices=choices.always(choices.place_kinds()),
            sort_key=lambda item, _digest: item.place_kind,
            symbol_prefix="place-",
            width_px=140,
        ),
        FieldSpec(
            "village",
            tr("Village"),
            "choice",
            words=lambda item, digest: digest.village_name(item.id),
            choices=choices.villages,
            is_reference=True,
        ),
        FieldSpec("contact", tr("Contact"), "text"),
        FieldSpec("phone", tr("Phone"), "text", width_px=130),
        FieldSpec("capacity", tr("Holds people"), "number", width_px=90),
        FieldSpec("note", tr("Note"), "text", width_px=180),
    )


def line_spec() -> KindSpec:
    """Return roads, lanes and waters."""
    fields = (
        FieldSpec("name", tr("Name"), "text", width_px=160),
        FieldSpec(
            "line_kind",
            tr("Kind"),
            "choice",
            words=lambda item, _digest: line_kind_name(item.line_kind),
            choices=choices.always(choices.line_kinds()),
        ),
        FieldSpec(
            "width_m",
            tr("Width (m)"),
            "decimal",
            sort_key=lambda item, _digest: item.width_m if item.width_m is not None else -1.0,
            width_px=90,
        ),
        FieldSpec(
            "length",
            tr("Length"),
            reads=lambda item, _digest: tr("{metres} m", metres=f"{_length_m(item):.0f}"),
            sort_key=lambda item, _digest: _length_m(item),
            is_figure=True,
            width_px=90,
        ),
    )
    return KindSpec(
        name="lines",
        kind=Line,
        fields=fields,
        order=lambda item, _digest: (item.line_kind, item.name == "", item.name),
        search=lambda item, _digest: (*sounds(item.name), line_kind_name(item.line_kind)),
        save=save_line,
    )


def area_spec() -> KindSpec:
    """Return ponds, fields, woods and yards; houses stand in no list, people mean the household."""
    fields = (
        FieldSpec("name", tr("Name"), "text", width_px=160),
        FieldSpec(
            "area_kind",
            tr("Kind"),
            "choice",
            words=lambda item, _digest: area_kind_name(item.area_kind),
            choices=choices.always(choices.area_kinds()),
        ),
        FieldSpec(
            "size",
            tr("Area"),
            reads=lambda item, _digest: area_words(_size_m2(item)),
            sort_key=lambda item, _digest: _size_m2(item),
            is_figure=True,
            width_px=90,
        ),
    )
    return KindSpec(
        name="areas",
        kind=Area,
        fields=fields,
        order=lambda item, _digest: (item.area_kind, item.name == "", item.name),
        search=lambda item, _digest: (*sounds(item.name), area_kind_name(item.area_kind)),
        save=save_area,
        rows=lambda reader: (item for item in reader.all(Area) if item.area_kind != BUILDING),
    )


def note_spec() -> KindSpec:
    """Return the notes on the map."""
    text = FieldSpec("text", tr("Note"), "text", width_px=420)
    return KindSpec(
        name="notes",
        kind=Note,
        fields=(text,),
        order=lambda item, _digest: item.text,
        search=lambda item, _digest: sounds(item.text),
        save=save_note,
    )


def _length_m(item: Line) -> float:
    return float(item.geometry.length) if item.geometry is not None else 0.0


def _size_m2(item: Area) -> float:
    return float(item.geometry.area) if item.geometry is not None else 0.0


def _village_of(item: Place, digest: Digest) -> FeatureId | None:
    return digest.relations.village_of.get(item.id)
