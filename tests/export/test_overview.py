from __future__ import annotations

from shapely import LineString

from gridmap.export.frames import sheet_frame
from gridmap.export.overview_page import OverviewPage, TablesPage
from gridmap.export.page import PageKind
from gridmap.export.sheet_furniture import needed_legend_mm
from gridmap.export.sheet_page import SheetPage
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition
from gridmap.model.features import Duty, Line, Place, Village
from tests.export.atlas_helpers import drawn, houses, one_village, pages_of, plan_of, spec
from tests.helpers.build import ORIGIN_X_M, ORIGIN_Y_M, Tiny, at, fid, project, rectangle


def test_pages_come_in_the_order_of_a_booklet(tiny: Tiny) -> None:
    pages, numbers = pages_of(plan_of(tiny.snapshot()))
    assert [page.kind for page in pages] == [
        PageKind.COVER, PageKind.CONTENTS, PageKind.READING, PageKind.TREE, PageKind.OVERVIEW,
        PageKind.SHEET, PageKind.SHEET, PageKind.INDEX, PageKind.EMERGENCY, PageKind.SLIP,
    ]  # fmt: skip
    assert sorted(numbers.values()) == list(range(1, len(pages) + 1))


def test_the_overview_marks_every_sheet_with_its_page(tiny: Tiny) -> None:
    pages, numbers = pages_of(plan_of(tiny.snapshot()))
    overview = next(page.content for page in pages if page.kind is PageKind.OVERVIEW)
    assert isinstance(overview, OverviewPage)
    marked = {item.sheet_id: item.page for item in overview.map.rectangles}
    sheets = {
        page.content.sheet.sheet_id: numbers[page.name]
        for page in pages
        if isinstance(page.content, SheetPage)
    }
    assert marked == sheets


def test_the_contents_name_every_sheet_with_its_page(tiny: Tiny) -> None:
    plan = plan_of(tiny.snapshot())
    _, numbers = pages_of(plan)
    texts = drawn(plan)["contents-1"].texts()
    for item in plan.sheets:
        assert item.sheet.sheet_id in texts
        assert str(numbers[item.name]) in texts


def test_tables_that_do_not_fit_go_on_to_the_next_page(tiny: Tiny) -> None:
    many = [
        Duty(id=fid(f"x{n}"), role="grid_worker", scope=fid("v1"), officer=fid("o1"))
        for n in range(90)
    ]
    plan = plan_of(Snapshot.of([*tiny.features, *many]))
    pages, _ = pages_of(plan)
    assert [page.kind for page in pages].count(PageKind.TABLES) >= 2
    listed = sum(
        " ".join(surface.texts()).count("Grid worker")
        for name, surface in drawn(plan).items()
        if "overview" in name
    )
    assert listed == 90


def test_every_place_is_in_the_list_with_its_cell() -> None:
    places = [
        Place(id=fid(f"p{n}"), place_kind="P18", name=f"地标{n}", geometry=at(50.0 * n, 60.0 * n))
        for n in range(1, 30)
    ]
    plan = plan_of(one_village(*houses([(10, 10)]), *places))
    texts = [
        text
        for name, surface in drawn(plan).items()
        if "overview" in name
        for text in surface.texts()
    ]
    for place in places:
        assert place.name in texts


def test_a_village_without_any_place_on_the_map_still_has_its_tables() -> None:
    village = Village(id=fid("v1"), name="空村")
    pages, _ = pages_of(plan_of(Snapshot.of([project(), village])))
    kinds = [page.kind for page in pages]
    assert kinds[:2] == [PageKind.COVER, PageKind.CONTENTS]
    overview = pages[kinds.index(PageKind.OVERVIEW)]
    assert isinstance(overview.content, TablesPage)


def test_the_summary_has_counts_gaps_and_no_names(tiny: Tiny) -> None:
    plan = plan_of(tiny.snapshot(), spec(Edition.SUMMARY))
    surface = drawn(plan)["622921105201/summary-1"]
    texts = surface.texts()
    assert "12" in texts
    assert any("nobody assigned" in text for text in texts)
    assert "王小明" not in texts


def test_the_legend_lists_only_what_the_sheet_shows(tiny: Tiny) -> None:
    pages, _ = pages_of(plan_of(tiny.snapshot()))
    sheets = [page.content for page in pages if isinstance(page.content, SheetPage)]
    for page in sheets:
        shown = {symbol.symbol for symbol in page.sheet.layout.badges}
        listed = {item.symbol for item in page.legend if item.symbol.startswith("place")}
        assert listed == shown
    assert not any(item.symbol.startswith("care") for s in sheets for item in s.legend)


def test_the_officers_map_shows_the_symbols_of_the_own_people_only(tiny: Tiny) -> None:
    plan = plan_of(tiny.snapshot(), spec(Edition.OFFICER, officer=fid("o2")))
    symbols = [s.symbol for item in plan.sheets for s in item.sheet.layout.care]
    assert symbols == ["care-C01"]


def test_neighbour_tabs_lead_to_the_neighbours_page(tiny: Tiny) -> None:
    plan = plan_of(tiny.snapshot())
    surfaces = drawn(plan)
    first, second = (item.name for item in plan.sheets)
    assert second in {link.target for link in surfaces[first].links()}
    assert first in {link.target for link in surfaces[second].links()}


def test_all_links_lead_to_a_page(tiny: Tiny) -> None:
    for edition, officer in ((Edition.HOUSEHOLD, None), (Edition.OFFICER, fid("o2"))):
        surfaces = drawn(plan_of(tiny.snapshot(), spec(edition, officer=officer)))
        for surface in surfaces.values():
            assert {link.target for link in surface.links()} <= set(surfaces)


def test_the_legend_never_reaches_the_footer() -> None:
    places = [
        Place(id=fid(f"p{n}"), place_kind=f"P{n:02d}", name=f"处{n}", geometry=at(90.0 * n, 10.0))
        for n in range(1, 19)
    ]
    snapshot = one_village(*houses([(100.0 * n, 30.0) for n in range(8)]), *places)
    plan = plan_of(snapshot)
    for page in pages_of(plan)[0]:
        if isinstance(page.content, SheetPage):
            frame = page.content.sheet.frame
            needed = needed_legend_mm(page.content.legend, frame.legend.width_mm, plan.stage.styles)
            assert frame.legend.y_mm + needed <= frame.footer.y_mm


def test_roles_of_one_officer_in_one_scope_stand_in_one_row(tiny: Tiny) -> None:
    more = [
        Duty(id=fid(f"x{role}"), role=role, scope=fid("v1"), officer=fid("o1"))
        for role in ("grid_worker", "responsible")
    ]
    plan = plan_of(Snapshot.of([*tiny.features, *more]))
    texts = [text for name, surface in drawn(plan).items() if "overview" in name
             for text in surface.texts()]  # fmt: skip
    assert " Grid worker, Responsible officer " in " ".join(texts)


def test_an_overview_names_the_villages_around_and_the_roads_off_boundaries(tiny: Tiny) -> None:
    around = tiny.get("v2", Village).name
    ends = [(ORIGIN_X_M - 300, ORIGIN_Y_M + 100), (ORIGIN_X_M + 900, ORIGIN_Y_M + 100)]
    edge = [(x_m, ORIGIN_Y_M + 1) for x_m, _ in ends]
    roads = [
        Line(id=fid(name), line_kind="road", name=name, geometry=LineString(course))
        for name, course in (("云柳路", ends), ("界边道", edge))
    ]
    plan = plan_of(Snapshot.of([*tiny.features, *roads]))
    texts = [text for name, surface in drawn(plan).items() if "overview" in name
             for text in surface.texts()]  # fmt: skip
    assert around in texts
    assert {"云", "柳", "路"} <= set(texts)
    assert not {"界", "边", "道"} & set(texts)


def test_a_map_grows_beyond_its_usual_height_where_that_gives_it_a_larger_scale() -> None:
    usual = sheet_frame(spec().size_mm, binding_mm=spec().binding_mm, is_square_below=True)
    high_m = (usual.window.height_mm - 8.0) * 25.0
    village = Village(
        id=fid("v1"), name="柳树湾村", code="622921105201", geometry=rectangle(0, 0, 1500, high_m)
    )
    plan = plan_of(Snapshot.of([project(), village, *houses([(10.0, 10.0), (40.0, 40.0)])]))
    (page,) = (p for p in pages_of(plan)[0] if isinstance(p.content, OverviewPage))
    view = page.content.map.view
    assert view.scale_denominator == 25_000
    assert view.height_mm >= high_m * view.mm_per_m + 9.9


def test_a_map_has_the_page_where_its_scale_is_then_twice_as_large() -> None:
    village = Village(
        id=fid("v1"), name="柳树湾村", code="622921105201", geometry=rectangle(0, 0, 1400, 1900)
    )
    plan = plan_of(Snapshot.of([project(), village, *houses([(10.0, 10.0), (40.0, 40.0)])]))
    pages = pages_of(plan)[0]
    (page,) = (p for p in pages if isinstance(p.content, OverviewPage))
    assert page.content.map.view.scale_denominator == 10_000
    further = next(p for p in pages if p.name.endswith("overview-2"))
    assert further.content.title.endswith("(continued)")
