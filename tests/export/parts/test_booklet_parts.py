"""Which parts a booklet has, and what each says, read from what is drawn and from the PDF."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gridmap.export.frames import Rect
from gridmap.export.page import PageKind
from gridmap.export.parts.changes import Change, ChangeKind, Changes
from gridmap.export.parts.choice import DEFAULT_PARTS, Part, part_hint, part_title
from gridmap.export.parts.how_to_read import ReportForm, reading_pages
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition
from gridmap.model.features import Duty, Place
from tests.export.atlas_helpers import drawn, export, page_texts, pages_of, plan_of, spec
from tests.helpers.build import Tiny, at, fid
from tests.helpers.storm import flooded

CLINIC = Place(
    id=fid("pc"), place_kind="P04", name="柳树湾卫生室", contact="孙医生", phone="13711112222",
    geometry=at(120, 120),
)  # fmt: skip


def with_clinic(tiny: Tiny) -> Snapshot:
    return Snapshot.of([*tiny.features, CLINIC])


def kinds_of(tiny: Tiny, **fields: object) -> list[PageKind]:
    pages, _ = pages_of(plan_of(with_clinic(tiny), spec(**fields)))  # type: ignore[arg-type]
    return [page.kind for page in pages]


def test_every_part_has_a_title_and_a_hint() -> None:
    assert len({part_title(part) for part in Part}) == len(Part)
    assert all(part_hint(part) for part in Part)


def test_parts_can_be_left_out(tiny: Tiny) -> None:
    kinds = kinds_of(tiny, parts=frozenset())
    assert set(kinds) == {
        PageKind.COVER, PageKind.CONTENTS, PageKind.OVERVIEW, PageKind.SHEET, PageKind.INDEX,
    }  # fmt: skip


def test_the_blank_sheets_are_off_unless_asked_for(tiny: Tiny) -> None:
    assert PageKind.UPDATE not in kinds_of(tiny)
    kinds = kinds_of(tiny, parts=DEFAULT_PARTS | {Part.UPDATE})
    assert kinds.count(PageKind.UPDATE) == kinds.count(PageKind.SHEET) > 0


def test_without_its_own_page_the_contents_tell_how_to_read(tiny: Tiny) -> None:
    plain = drawn(plan_of(tiny.snapshot(), spec(parts=frozenset())))["contents-1"].texts()
    assert "How to read this atlas" in plain
    other = drawn(plan_of(tiny.snapshot()))
    assert "Good to know" not in other["contents-1"].texts()
    assert "Good to know" in other["reading-1"].texts()


def test_the_example_is_a_household_of_the_booklet_and_leads_to_its_page(tiny: Tiny) -> None:
    plan = plan_of(tiny.snapshot())
    pages, numbers = pages_of(plan)
    surface = drawn(plan)["reading-1"]
    target = next(iter({link.target for link in surface.links()}))
    sheet = next(item.sheet for item in plan.sheets if item.name == target)
    texts = surface.texts()
    assert str(numbers[target]) in texts
    found = [
        home for home in sheet.households
        if home.door in texts and home.head in texts and sheet.layout.cells[home.id] in texts
    ]  # fmt: skip
    assert found
    assert {page.kind for page in pages} >= {PageKind.READING}


def test_no_example_where_no_household_may_be_shown(tiny: Tiny) -> None:
    for edition in (Edition.PUBLIC, Edition.SUMMARY):
        surface = drawn(plan_of(tiny.snapshot(), spec(edition)))["reading-1"]
        assert not any("An example" in text for text in surface.texts())


def test_the_contents_name_the_parts_with_their_pages(tiny: Tiny) -> None:
    plan = plan_of(with_clinic(tiny))
    _, numbers = pages_of(plan)
    links = {link.target for link in drawn(plan)["contents-1"].links()}
    assert {"reading-1", "tree-1", "emergency-1", "slip"} <= links
    assert numbers["slip"] == max(numbers.values())


def test_the_contents_name_every_place_with_a_sheet(tiny: Tiny) -> None:
    shelter = Place(id=fid("ps"), place_kind="P09", name="石桥避难点", geometry=at(300, 300))
    plan = plan_of(Snapshot.of([*tiny.features, CLINIC, shelter]))
    texts = drawn(plan)["contents-1"].texts()
    assert {CLINIC.name, shelter.name} <= set(texts)


def test_the_form_for_errors_fills_the_page_and_never_shrinks_below_three_lines() -> None:
    area = Rect(0.0, 20.0, 170.0, 240.0)
    for count in (1, 12, 30, 60):
        _, pages = reading_pages(area, (), ["word " * 30] * count, has_example=False)
        (form,) = (item for item in pages[-1] if isinstance(item.item, ReportForm))
        assert isinstance(form.item, ReportForm)
        assert form.item.count >= 3
        assert form.rect.bottom_mm <= area.bottom_mm + 1e-6
        left_mm = area.bottom_mm - form.rect.bottom_mm
        assert len(pages) > 1 or form.item.count == 12 or left_mm < 9.7


def test_the_note_on_a_rings_end_stands_below_its_map(tiny: Tiny) -> None:
    for edition in (Edition.SUMMARY, Edition.OFFICER):
        plan = plan_of(with_clinic(tiny), spec(edition, officer=fid("o2")))
        (texts,) = (
            surface.texts()
            for name, surface in drawn(plan).items()
            if name.endswith(f"place-{CLINIC.id}-1")
        )
        assert any("goes past the edge" in text for text in texts)


def test_the_public_edition_has_no_copies_to_register(tiny: Tiny) -> None:
    assert PageKind.SLIP not in kinds_of(tiny, edition=Edition.PUBLIC)


def test_the_tree_prints_an_empty_post_in_bold(tiny: Tiny) -> None:
    features = [
        replace(item, officer=None) if isinstance(item, Duty) and item.role == "grid_head" else item
        for item in tiny.features
    ]
    surface = drawn(plan_of(Snapshot.of(features)))["tree-1"]
    empty = [
        call for call in surface.text_calls()
        if any(run.text == "nobody assigned" for run in call.runs)
    ]  # fmt: skip
    assert empty
    assert all(call.style.font == "bold" for call in empty)


def test_the_tree_goes_from_village_to_grid_to_group(tiny: Tiny) -> None:
    texts = drawn(plan_of(tiny.snapshot()))["tree-1"].texts()
    order = [texts.index(name) for name in ("whole village", "第1网格")]
    assert order == sorted(order)
    assert "石桥村" not in texts


def test_a_booklet_of_one_grid_has_its_households_and_its_tree_only(tiny: Tiny) -> None:
    plan = plan_of(tiny.snapshot(), spec(grid=fid("w11")))
    assert [unit.scope for unit in plan.units] == ["w11"]
    homes = {home.id for item in plan.sheets for home in item.sheet.households}
    own = {home.id for home in plan.stage.view.relations.households_in_grid[fid("w11")]}
    assert homes <= own
    texts = drawn(plan)["tree-1"].texts()
    assert "第1网格" in texts
    assert "第2网格" not in texts


def test_place_sheets_have_three_rings_and_no_names_of_others(tiny: Tiny) -> None:
    for edition, officer in ((Edition.HOUSEHOLD, None), (Edition.OFFICER, fid("o2"))):
        plan = plan_of(with_clinic(tiny), spec(edition, officer=officer))
        surface = drawn(plan)[f"{plan.key}/place-pc-1"]
        texts = surface.texts()
        assert {"300 m", "500 m"} <= set(texts)
        people = {entry.record.person for entry in plan.stage.view.care}
        assert bool(people & set(texts)) == (edition is Edition.OFFICER)


def test_the_summary_counts_allowed_categories_near_a_place_masked(tiny: Tiny) -> None:
    plan = plan_of(with_clinic(tiny), spec(Edition.SUMMARY))
    texts = drawn(plan)[f"{plan.key}/place-pc-1"].texts()
    assert "<5" in texts
    assert "王小明" not in texts


def test_the_public_place_sheet_has_no_phone_of_a_place(tiny: Tiny) -> None:
    plan = plan_of(with_clinic(tiny), spec(Edition.PUBLIC))
    surfaces = drawn(plan)
    everything = " ".join(text for surface in surfaces.values() for text in surface.texts())
    assert "13711112222" not in everything
    assert "柳树湾卫生室" in everything


def test_the_slip_names_recipient_and_copy(tiny: Tiny) -> None:
    the_spec = spec(recipient="张支书", copy=2, copies=5)
    texts = drawn(plan_of(tiny.snapshot(), the_spec))["slip"].texts()
    assert texts.count("张支书") >= 2
    assert texts.count("2 of 5") >= 2


def test_emergency_numbers_are_the_national_ones_unless_others_are_given(tiny: Tiny) -> None:
    texts = drawn(plan_of(tiny.snapshot()))["emergency-1"].texts()
    assert {"110", "119", "120"} <= set(texts)
    own = spec(emergency=(("12345", "热线"),))
    texts = drawn(plan_of(tiny.snapshot(), own))["emergency-1"].texts()
    assert "12345" in texts
    assert "119" not in texts


def changes(*rows: Change, swap: tuple[str, ...] = ()) -> Changes:
    return Changes(since=date(2026, 10, 1), rows=rows, swap=swap)


def test_the_change_page_names_page_and_cell_and_the_pages_to_swap(tiny: Tiny) -> None:
    plan = plan_of(tiny.snapshot())
    first = plan.sheets[0]
    home = first.sheet.households[0]
    row = Change(
        kind=ChangeKind.HEAD, what="门牌 1", before="张三", after="李四",
        village=fid("v1"), feature=home.id,
    )  # fmt: skip
    the_spec = spec(changes=changes(row, swap=(first.name,)))
    plan = plan_of(tiny.snapshot(), the_spec)
    _, numbers = pages_of(plan)
    texts = drawn(plan)[f"{plan.key}/changes-1"].texts()
    assert {"张三", "李四", first.sheet.layout.cells[home.id]} <= set(texts)
    assert any(str(numbers[first.name]) in text and "replace" in text for text in texts)


def test_changes_since_an_edition_with_whole_names_tell_only_surnames(tiny: Tiny) -> None:
    rows = [
        Change(kind=kind, what="门牌 1", before="张三丰", after="欧阳大明", village=fid("v1"))
        for kind in (ChangeKind.ADDED, ChangeKind.GONE, ChangeKind.HEAD)
    ]
    plan = plan_of(tiny.snapshot(), spec(surname_only=True, changes=changes(*rows)))
    texts = drawn(plan)[f"{plan.key}/changes-1"].texts()
    assert {"张**", "欧阳**"} <= set(texts)
    assert not [text for text in texts if "三丰" in text or "大明" in text]


@pytest.mark.parametrize("edition", [Edition.PUBLIC, Edition.SUMMARY])
def test_changes_of_households_stay_out_of_editions_without_them(
    tiny: Tiny, edition: Edition
) -> None:
    row = Change(kind=ChangeKind.HEAD, what="门牌 1", before="张三", village=fid("v1"))
    plan = plan_of(tiny.snapshot(), spec(edition, changes=changes(row)))
    texts = drawn(plan)[f"{plan.key}/changes-1"].texts()
    assert "张三" not in texts
    assert "Nothing has changed." in texts


def test_the_blank_sheet_has_no_symbol_of_a_person(tiny: Tiny) -> None:
    the_spec = spec(Edition.OFFICER, officer=fid("o2"), parts=frozenset({Part.UPDATE}))
    surfaces = drawn(plan_of(tiny.snapshot(), the_spec))
    pages = [surface for name, surface in surfaces.items() if name.endswith("/update")]
    assert pages
    for surface in pages:
        assert not any(call.symbol.startswith("care") for call in surface.marker_calls())
        assert "What has changed" in surface.texts()


def test_a_volume_begins_with_the_township_and_ends_with_the_slip(
    tiny: Tiny, tmp_path: Path
) -> None:
    report = export(tiny.snapshot(), spec(), tmp_path / "all.pdf")
    texts = page_texts(tmp_path / "all.pdf")
    assert report.pages == len(texts)
    overview = next(number for number, text in enumerate(texts) if "2 villages" in text)
    assert 1 <= overview <= 4
    assert "Copy register slip" in texts[-1]
    first_village = next(n for n, text in enumerate(texts) if text.startswith("柳树湾村: overview"))
    assert overview < first_village
    assert f"柳树湾村 p. {first_village + 1}" in texts[overview]


def test_every_text_of_the_parts_lies_on_the_page(tiny: Tiny) -> None:
    for paper in ("A4", "16K", "A3"):
        the_spec = spec(paper=paper, parts=frozenset(Part))
        surfaces = drawn(plan_of(with_clinic(tiny), the_spec))
        for surface in surfaces.values():
            width, height = surface.width_mm, surface.height_mm
            for call in surface.text_calls():
                for run in call.runs:
                    assert -1.0 <= run.x_mm <= width + 1.0
                    assert 0.0 <= run.y_mm <= height
                    assert call.style.size_pt >= 6.5


def test_an_incidents_booklet_never_has_the_parts_that_tell_of_more() -> None:
    wanted = spec(Edition.EVACUATION, parts=frozenset(Part))
    assert {part for part in Part if wanted.has(part)} == {
        Part.READING, Part.TOWNSHIP, Part.EMERGENCY, Part.SLIP,
    }  # fmt: skip


def test_a_notice_has_no_sheet_to_write_doors_on(tiny: Tiny) -> None:
    every = DEFAULT_PARTS | {Part.UPDATE}
    assert PageKind.UPDATE not in kinds_of(tiny, edition=Edition.PUBLIC, parts=every)


def test_a_notice_has_no_columns_for_phones_it_may_not_tell(tiny: Tiny) -> None:
    public = drawn(plan_of(with_clinic(tiny), spec(edition=Edition.PUBLIC)))["emergency-1"].texts()
    assert "Contact" not in public
    inside = drawn(plan_of(with_clinic(tiny), spec()))["emergency-1"].texts()
    assert "Contact" in inside


def test_an_incident_names_who_fetches_and_calls_no_post_empty() -> None:
    wanted = spec(edition=Edition.EVACUATION, incident=fid("storm"))
    plan = plan_of(flooded().snapshot(), wanted)
    texts = drawn(plan)["emergency-1"].texts()
    people = plan.stage.view.evacuees
    officers = {person.officer.name for person in people if person.officer}
    assert officers
    assert officers <= set(texts)
    assert "To fetch" in texts


def test_an_officer_without_people_gets_no_care_page(tiny: Tiny) -> None:
    assert PageKind.CARE in kinds_of(tiny, edition=Edition.OFFICER, officer=fid("o4"))
    assert PageKind.CARE not in kinds_of(tiny, edition=Edition.OFFICER, officer=fid("o1"))
