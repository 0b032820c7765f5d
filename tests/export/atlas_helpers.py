"""Small villages for atlas tests, and what to read out of a finished PDF. All are invented."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2

from gridmap.export.atlas import export_atlas
from gridmap.export.cards import card_of
from gridmap.export.front import back_pages, front_pages
from gridmap.export.page import Heads, Page, PageCanvas, PageNumbers
from gridmap.export.pagination import paginate
from gridmap.export.plan import Stage, VillagePlan, plan_village
from gridmap.export.report import AtlasReport
from gridmap.export.seen import view_of_spec
from gridmap.export.spec import AtlasSpec
from gridmap.export.village_pages import VillagePages
from gridmap.layers.recording import RecordingSurface
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition
from gridmap.model.features import Feature, FeatureId, Household, Village
from gridmap.progress import Job, run_job
from tests.helpers.build import TODAY, at, fid, household, project, rectangle

MM_PER_POINT = 25.4 / 72


def spec(edition: Edition = Edition.HOUSEHOLD, **fields: object) -> AtlasSpec:
    return AtlasSpec(**{"edition": edition, "on": TODAY, **fields})  # type: ignore[arg-type]


def houses(points: Iterable[tuple[float, float]], *, village: str = "v1") -> list[Household]:
    """Households at offsets in metres, with doors 1, 2, 3 ..."""
    return [
        household(
            f"x{number}", village=fid(village), door=str(number), head="王小明", living=3,
            geometry=at(*point),
        )
        for number, point in enumerate(points, start=1)
    ]  # fmt: skip


def one_village(*features: Feature) -> Snapshot:
    village = Village(
        id=fid("v1"), name="柳树湾村", code="622921105201", geometry=rectangle(0, 0, 2000, 2000)
    )
    return Snapshot.of([project(), village, *features])


def plan_of(
    snapshot: Snapshot, the_spec: AtlasSpec | None = None, village: str = "v1"
) -> VillagePlan:
    """Plan one village of a snapshot."""
    chosen = the_spec or spec()
    view = view_of_spec(snapshot, chosen)
    return run_job(plan_village(Stage(view, chosen), view.features.get(fid(village), Village)))


def pages_of(plan: VillagePlan) -> tuple[list[Page], dict[str, int]]:
    """Number the pages of a booklet of one village."""
    booklet = plan.stage.booklet(plan.name)
    card = card_of(plan)
    maker = VillagePages(plan, booklet, card)
    made: list[Page] = []

    def inner(numbers: PageNumbers) -> Job[Heads]:
        yield from ()
        made[:] = maker.pages(numbers)
        return [made]

    pages = run_job(
        paginate(
            lambda heads, numbers: front_pages(booklet, [card], heads, numbers),
            inner,
            back_pages(booklet, [card]),
        )
    )
    return [*pages.front, *made, *pages.back], pages.numbers


def drawn(plan: VillagePlan) -> dict[str, RecordingSurface]:
    """Draw all pages of a booklet on recording surfaces, by the pages' names."""
    pages, numbers = pages_of(plan)
    booklet = plan.stage.booklet(plan.name)
    surfaces = {}
    for page in pages:
        surface = RecordingSurface(*booklet.page_mm(is_lying=page.is_lying))
        page.content.draw(PageCanvas(surface=surface, booklet=booklet, number=numbers[page.name]))
        surfaces[page.name] = surface
    return surfaces


def export(snapshot: Snapshot, the_spec: AtlasSpec, out: Path) -> AtlasReport:
    return run_job(export_atlas(snapshot, the_spec, out))


def page_texts(path: Path) -> list[str]:
    """The text of each page of a PDF."""
    document = pypdfium2.PdfDocument(path)
    try:
        texts = []
        for page in document:
            text_page = page.get_textpage()
            texts.append(text_page.get_text_range())
            text_page.close()
            page.close()
        return texts
    finally:
        document.close()


def without(features: Sequence[Feature], *names: str, **changes: object) -> list[Feature]:
    """Features with some fields of all households changed."""
    return [
        replace(item, **changes) if isinstance(item, Household) else item  # type: ignore[arg-type]
        for item in features
        if item.id not in names
    ]


def ids_of(items: Iterable[Feature]) -> set[FeatureId]:
    return {item.id for item in items}


def boxes_overlap(boxes: np.ndarray) -> int:
    """How many pairs of boxes (n, 4) share some area."""
    left = np.maximum(boxes[:, None, 0], boxes[None, :, 0])
    top = np.maximum(boxes[:, None, 1], boxes[None, :, 1])
    right = np.minimum(boxes[:, None, 2], boxes[None, :, 2])
    bottom = np.minimum(boxes[:, None, 3], boxes[None, :, 3])
    both = (right - left > 1e-6) & (bottom - top > 1e-6)
    return int(np.triu(both, 1).sum())
