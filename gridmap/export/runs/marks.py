"""What a finished booklet leaves in the record of its run: pages with digests, villages' cards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely

from gridmap.export.cards import SheetCard, VillageCard
from gridmap.export.page import PageHead, PageKind
from gridmap.export.plan import Stage, VillagePlan
from gridmap.layers.legend import LegendItem
from gridmap.layers.view import MapView
from gridmap.model.editions import EditionView
from gridmap.model.features import KINDS, FeatureId, geometry_of
from gridmap.model.page_numbers import PageNumber
from gridmap.model.runs import BookletMark, PageMark, Plain
from gridmap.progress import Job, Progress, run_job

Bounds = tuple[float, float, float, float]

_AT_ONCE: Final = 2000
"""Features read in one step of finding the digest of the data."""


def page_marks(
    heads: Iterable[PageHead], numbers: Mapping[str, PageNumber], digests: Iterable[str]
) -> tuple[PageMark, ...]:
    """Return the marks of drawn pages by their digests, which stand in the order of the heads."""
    return tuple(
        PageMark(
            name=head.name,
            number=numbers[head.name],
            digest=digest,
            kind=head.kind.value,
            title=head.title,
            level=head.level,
            ground_m=head.ground_m,
        )
        for head, digest in zip(heads, digests, strict=True)
    )


def booklet_mark(
    stage: Stage,
    file: Path,
    *,
    title: str,
    cards: Sequence[tuple[FeatureId | None, VillageCard]],
    pages: tuple[PageMark, ...],
    digest: str,
) -> BookletMark:
    """Return the mark of a finished booklet.

    `cards` are those of its villages, by their ids; `digest` is that of the data.
    """
    return BookletMark(
        file=file.name,
        title=title,
        villages=tuple(village for village, _ in cards),
        officer=stage.spec.officer,
        pages=pages,
        cards=tuple(card_to_plain(card) for _, card in cards),
        data_digest=digest,
    )


def data_digest(view: EditionView) -> str:
    """Return the SHA-256 of all that an edition may show, whatever the order it is held in."""
    return run_job(find_digest(view))


def find_digest(view: EditionView) -> Job[str]:
    """Return what `data_digest` returns, in short steps."""
    found = sha256(f"{view.edition} {view.recipient.id if view.recipient else ''}".encode())
    for number, kind in enumerate(KINDS):
        features = sorted(view.features.all(kind), key=attrgetter("id"))
        names = [item.name for item in fields(kind) if item.name != "geometry"]
        for start in range(0, len(features), _AT_ONCE):
            yield Progress(number, len(KINDS))
            part = features[start : start + _AT_ONCE]
            values = "\n".join(map(repr, map(attrgetter(*names), part)))
            found.update(f"{kind.kind} {values}\n".encode())
            shapes = np.array([geometry_of(item) for item in part], dtype=object)
            found.update(b"\n".join(code or b"" for code in shapely.to_wkb(shapes)))
    for scope in sorted(view.counts):
        found.update(f"{scope} {view.counts[scope]}".encode())
    for entry in sorted(view.care, key=lambda item: item.record.id):
        found.update(f"{entry.record.id} {entry.due}".encode())
    return found.hexdigest()


def card_to_plain(card: VillageCard) -> dict[str, Any]:
    """Return what cannot be had again without laying the village out: its sheets."""
    return {
        "key": card.key,
        "name": card.name,
        "bounds_m": list(card.bounds_m) if card.bounds_m is not None else None,
        "has_example": card.example is not None,
        "sheets": [sheet_to_plain(sheet) for sheet in card.sheets],
    }


def card_from_plain(raw: Plain, plan: VillagePlan) -> VillageCard:
    """Return a village's card from a run; `plan` is the village's, not yet laid out.

    Raises: KeyError, TypeError, ValueError where the record is not as this version writes it.
    """
    return VillageCard(
        key=plan.key,
        name=plan.name,
        bounds_m=plan.bounds_m,
        shape=plan.shape,
        units=tuple((unit.name, unit.area) for unit in plan.units if unit.area is not None),
        sheets=tuple(_sheet_from_plain(sheet) for sheet in raw["sheets"]),
    )


def shown_m(raw: Plain) -> list[Bounds]:
    """Return the ground that a village's detail sheets showed, in metres."""
    return [_view(view).bounds_m for sheet in raw["sheets"] for view in windows_of(sheet)]


def windows_of(sheet: Plain) -> list[list[float]]:
    """Return the views of a sheet and of its insets; earlier runs knew no insets."""
    return [list(sheet["view"]), *(list(view) for view in sheet.get("insets", ()))]


def sheet_to_plain(sheet: SheetCard) -> dict[str, Any]:
    """Return what the record of a run keeps of a sheet."""
    return {
        "name": sheet.name,
        "sheet_id": sheet.sheet_id,
        "unit": sheet.unit,
        "unit_name": sheet.unit_name,
        "households": sheet.households,
        "scale": sheet.scale,
        "view": _view_to_plain(sheet.view),
        "insets": [_view_to_plain(view) for view in sheet.insets],
        "legend": [[item.text, item.symbol, item.size_mm, item.path] for item in sheet.legend],
    }  # fmt: skip


def _sheet_from_plain(raw: Plain) -> SheetCard:
    known = {name: raw[name] for name in
             ("name", "sheet_id", "unit", "unit_name", "households", "scale")}  # fmt: skip
    legend = tuple(
        LegendItem(text=text, symbol=symbol, size_mm=size_mm, path=path)
        for text, symbol, size_mm, path in raw["legend"]
    )
    insets = tuple(_view(view) for view in raw.get("insets", ()))
    return SheetCard(**known, view=_view(raw["view"]), legend=legend, insets=insets)


def _view_to_plain(view: MapView) -> list[float]:
    return [view.center_x_m, view.center_y_m, view.scale_denominator, view.width_mm, view.height_mm]


def _view(raw: Sequence[float]) -> MapView:
    x_m, y_m, scale, width_mm, height_mm = raw
    return MapView(
        center_x_m=x_m,
        center_y_m=y_m,
        scale_denominator=scale,
        width_mm=width_mm,
        height_mm=height_mm,
    )


def heads_of(pages: Iterable[PageMark], key: str) -> list[PageHead]:
    """Return the heads of a village's pages in a run; `key` begins their names."""
    return [
        PageHead(
            name=page.name,
            kind=PageKind(page.kind),
            title=page.title,
            level=page.level,
            ground_m=page.ground_m,
        )
        for page in pages
        if page.name.startswith(f"{key}/")
    ]
