"""The update sheets of a village: the same ground at the next smaller scale, with doors alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from gridmap.export.frames import BAND_MM, Rect
from gridmap.export.ground import Ground
from gridmap.export.house_labels import HouseTexts
from gridmap.export.labels_on_sheet import Draft
from gridmap.export.page import Page, PageKind
from gridmap.export.parts.update_sheet import LinesPage, UpdatePage, update_columns
from gridmap.export.plan import VillagePlan
from gridmap.export.sheet_layout import NameMaker, SheetLayout, SheetSetting
from gridmap.export.sheets import Sheet
from gridmap.export.spots import Spot
from gridmap.i18n import tr
from gridmap.layers.view import ROUND_SCALES

LEAST_MARGIN_MM: Final = 31.0
"""A margin narrower than this, with what parts it from the map, holds no scale bar."""

_LEAST_SHARE: Final = 0.4
"""A map is not made smaller than this share of its width."""


def update_pages(plan: VillagePlan) -> Iterator[Page]:
    """Yield an update sheet for each sheet of a village; no page number stands on them."""
    stage = plan.stage
    texts = HouseTexts(stage.styles)
    columns = update_columns(has_households=stage.view.edition.shows_households)
    for item in plan.sheets:
        sheet = item.sheet
        smaller = with_margin(sheet, stage.ground, texts, stage.names)
        title = tr("Update sheet {id}", id=sheet.sheet_id)
        about = f"{plan.name} {sheet.unit.name}".strip()
        yield Page(
            name=f"{item.name}/update",
            kind=PageKind.UPDATE,
            title=title,
            content=UpdatePage(
                sheet=smaller or sheet, title=title, subtitle=about, layers=stage.layers,
                columns=columns,
            ),
            level=2,
            is_lying=sheet.frame.is_lying,
        )  # fmt: skip
        if smaller is None:
            yield Page(
                name=f"{item.name}/update-lines",
                kind=PageKind.UPDATE,
                title="",
                content=LinesPage(
                    sheet_id=sheet.sheet_id, title=title, subtitle=about, columns=columns
                ),
                level=3,
                is_lying=sheet.frame.is_lying,
            )


def with_margin(sheet: Sheet, ground: Ground, texts: HouseTexts, names: NameMaker) -> Sheet | None:
    """Return a sheet whose map leaves a wide margin: smaller, of the same ground and cells.

    `texts` must be for this alone, because the heads are left out. None where not every house and
    place that has its name on the sheet would have it there, or the map has insets.
    """
    if sheet.layout.insets:
        return None
    widest = 1.0 - LEAST_MARGIN_MM / sheet.frame.window.width_mm
    for scale in ROUND_SCALES:
        if _LEAST_SHARE <= sheet.scale / scale <= widest:
            smaller = _at_scale(sheet, scale, ground, texts, names)
            if smaller is not None:
                return smaller
    return None


def _at_scale(
    sheet: Sheet, scale: int, ground: Ground, texts: HouseTexts, names: NameMaker
) -> Sheet | None:
    """Return a sheet with its map at another scale; None where that says less."""
    share = sheet.scale / scale
    window, outer = sheet.frame.window, sheet.frame.outer
    view = replace(
        sheet.view,
        scale_denominator=scale,
        width_mm=window.width_mm * share,
        height_mm=window.height_mm * share,
    )
    spots = tuple(_without_heads(spot) for spot in sheet.spots)
    own = {member.id for spot in spots for member in spot.members}
    shown = {badge.owner for badge in sheet.layout.badges}
    setting = SheetSetting(
        view=view,
        spots=spots,
        foreign_m=ground.foreign_points(view, own),
        places=[place for place in ground.places_in(view) if place.id in shown],
        soft=ground.soft_lines(view),
        walls=ground.walls(view),
        own_unit=sheet.unit.scope,
    )
    layout = Draft(setting, texts, names).finish()
    if not _says_as_much(layout, sheet.layout):
        return None
    frame = replace(
        sheet.frame,
        outer=Rect(
            outer.x_mm, outer.y_mm, view.width_mm + 2 * BAND_MM, view.height_mm + 2 * BAND_MM
        ),
    )
    return replace(sheet, frame=frame, view=view, spots=spots, layout=layout)


def _without_heads(spot: Spot) -> Spot:
    return replace(spot, members=tuple(replace(member, head="") for member in spot.members))


def _says_as_much(layout: SheetLayout, like: SheetLayout) -> bool:
    """Whether the same houses have numbers of the side list, and no further place lacks a name."""
    numbers, known = ({entry.household.id: entry.number for entry in one.side_list if entry.number}
                      for one in (layout, like))  # fmt: skip
    return numbers == known and len(layout.unnamed) <= len(like.unnamed)
