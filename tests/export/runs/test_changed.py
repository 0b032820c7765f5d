"""What changed since a run is what a whole new run would show, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from pathlib import Path

import pikepdf
import pytest
import shapely
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gridmap.export.atlas import export_atlas
from gridmap.export.page_numbering import numbered_like
from gridmap.export.pagination import paginate
from gridmap.export.parts.changes import ChangeKind
from gridmap.export.runs.changed import ChangedAtlas, Swap, as_changes, changed_atlas
from gridmap.export.runs.changed_file import write_changed
from gridmap.export.runs.draft import run_draft
from gridmap.export.spec import AtlasSpec
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition
from gridmap.model.features import (
    KINDS,
    CareRecord,
    Duty,
    Feature,
    Grid,
    Household,
    Line,
    Officer,
    Place,
    Village,
    VillagerGroup,
    geometry_of,
    new_id,
)
from gridmap.model.page_numbers import AddedPage, PageNumber
from gridmap.model.relations import Relations
from gridmap.model.runs import PageMark, PrintRun, RunDraft, RunEntry
from gridmap.progress import run_job
from gridmap.synth.township import synthesize
from tests.export.atlas_helpers import spec

pytestmark = pytest.mark.xdist_group("atlas of a township")
Marks = dict[str, PageMark]


@cache
def township() -> Snapshot:
    """Three villages of a synthetic township with all that belongs to them."""
    whole = Snapshot.of(run_job(synthesize("township", 3)))
    relations = Relations(whole)
    villages = {item.id for item in sorted(whole.all(Village), key=lambda item: item.code)[:3]}
    land = shapely.union_all([whole.get(key, Village).geometry for key in villages])

    def stays(feature: Feature) -> bool:
        if isinstance(feature, Village):
            return feature.id in villages
        if isinstance(feature, VillagerGroup | Grid):
            return feature.village in villages
        if isinstance(feature, Household | Place):
            return relations.village_of.get(feature.id) in villages
        if isinstance(feature, CareRecord):
            return relations.village_of.get(feature.household) in villages
        shape = geometry_of(feature)
        return shape is None or shape.intersects(land)

    return Snapshot.of(item for kind in KINDS for item in whole.all(kind) if stays(item))


def _with(snapshot: Snapshot, *edits: tuple[Feature | None, Feature | None]) -> Snapshot:
    """A snapshot with some features put in the place of others."""
    gone = {old.id for old, new in edits if old is not None and new is None}
    fresh = {new.id: new for _, new in edits if new is not None}
    features = [
        fresh.pop(item.id, item)
        for kind in KINDS
        for item in snapshot.all(kind)
        if item.id not in gone
    ]
    return Snapshot.of([*features, *fresh.values()])


def printed(snapshot: Snapshot, the_spec: AtlasSpec, out: Path) -> PrintRun:
    """Print a snapshot and return its run."""
    report = run_job(export_atlas(snapshot, the_spec, out, helpers=0))
    draft = run_draft(report, the_spec, log_seq=0, is_volume=out.suffix == ".pdf")
    return run_of(draft)


def run_of(draft: RunDraft) -> PrintRun:
    entry = RunEntry(
        number=1, at=datetime(2026, 11, 23, tzinfo=UTC), author="王芳", edition=draft.edition,
        spec=draft.spec, log_seq=0, data_digest=draft.data_digest, pages=draft.page_count,
    )  # fmt: skip
    return PrintRun(entry=entry, booklets=draft.booklets)


def marks_of(run: PrintRun) -> dict[str, Marks]:
    return {item.file: {page.name: page for page in item.pages} for item in run.booklets}


def marks_now(atlas: ChangedAtlas) -> dict[str, Marks]:
    return {item.file: {page.name: page for page in item.pages} for item in atlas.booklets}


@pytest.fixture(scope="module")
def volume(tmp_path_factory: pytest.TempPathFactory) -> PrintRun:
    return printed(township(), spec(Edition.HOUSEHOLD), tmp_path_factory.mktemp("run") / "v.pdf")


def nth(kind: type[Feature], number: int) -> Feature:
    items = list(township().all(kind))
    return items[number % len(items)]


def house(number: int) -> Household:
    found = [item for item in township().all(Household) if item.geometry is not None]
    return found[number % len(found)]


def _moved(item: Household, dx_m: float, dy_m: float) -> Household:
    assert item.geometry is not None
    return replace(item, geometry=shapely.Point(item.geometry.x + dx_m, item.geometry.y + dy_m))


Edit = Callable[[int], tuple[Feature | None, Feature | None]]


def _edit(kind: type[Feature], **fields: object) -> Edit:
    def made(number: int) -> tuple[Feature, Feature]:
        old = nth(kind, number)
        return old, replace(old, **fields)  # type: ignore[arg-type]

    return made


def _line_moved(number: int) -> tuple[Feature, Feature]:
    old = nth(Line, number)
    assert isinstance(old, Line)
    return old, replace(old, geometry=shapely.affinity.translate(old.geometry, 15, 10))


def _swapped(number: int) -> tuple[Household, Household]:
    """A house that moves into another village."""
    item, other = house(number), house(number + 200)
    assert item.geometry is not None
    assert other.geometry is not None
    moved = _moved(item, other.geometry.x - item.geometry.x + 4, other.geometry.y - item.geometry.y)
    return item, replace(moved, village=None, group=None, grid_override=None)


EDITS: dict[str, Edit] = {
    "head": lambda n: (house(n), replace(house(n), head="欧阳明月")),
    "door": lambda n: (house(n), replace(house(n), door="999号")),
    "living": lambda n: (house(n), replace(house(n), living=9)),
    "moved": lambda n: (house(n), _moved(house(n), 6, -3)),
    "elsewhere": _swapped,
    "gone": lambda n: (house(n), None),
    "new": lambda n: (None, replace(_moved(house(n), 9, 9), id=new_id(), door="888号")),
    "off the map": lambda n: (house(n), replace(house(n), geometry=None)),
    "place": _edit(Place, name="新名字卫生室"),
    "line": _line_moved,
    "group": _edit(VillagerGroup, name="新湾组"),
    "village": _edit(Village, name="新柳村"),
    "grid": _edit(Grid, name="新网格"),
    "officer": _edit(Officer, phone="13900009999"),
    "duty": lambda n: (nth(Duty, n), None),
}


@pytest.mark.parametrize(
    "name", ["head", "elsewhere", "gone", "new", "place", "line", "village", "duty"]
)
def test_the_changed_pages_are_those_of_a_whole_new_run(
    volume: PrintRun, tmp_path: Path, name: str
) -> None:
    number = len(name) * 37
    old, new = EDITS[name](number)
    now = _with(township(), (old, new))
    whole = printed(now, spec(Edition.HOUSEHOLD), tmp_path / "v.pdf")
    atlas = run_job(changed_atlas(now, township(), volume, on=date.fromisoformat(_on(volume))))
    assert marks_now(atlas) == marks_of(whole)


def names_of(pages: Iterable[PageMark]) -> list[str]:
    return [page.name for page in pages]


def numbers_of(pages: Iterable[PageMark]) -> dict[str, PageNumber]:
    return {page.name: page.number for page in pages}


def test_sheets_that_are_put_in_leave_all_others_their_page(
    volume: PrintRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hamlet of ninety houses is built: other villages swap only sheets that point to it."""
    item = house(5)
    built = [
        replace(_moved(item, 14.0 * (n % 10), 14.0 * (n // 10)), id=new_id(), door=f"{n + 500}号")
        for n in range(90)
    ]
    now = _with(township(), *((None, one) for one in built))
    (mark,) = volume.booklets
    former = numbers_of(mark.pages)
    atlas = run_job(changed_atlas(now, township(), volume, on=date.fromisoformat(_on(volume))))
    (changed,) = atlas.booklets
    numbers = numbers_of(changed.pages)
    added = [name for name in numbers if name not in former]
    assert any(isinstance(numbers[name], AddedPage) for name in added)
    assert {name: former[name] for name in numbers if name in former}.items() <= numbers.items()
    village = Relations(township()).village_of[item.id]
    codes = {one.code for one in township().all(Village) if one.id != village}
    elsewhere = [swap.name for swap in changed.swaps if swap.name.split("/")[0] in codes]
    sheets = {page.name for page in mark.pages if page.kind == "sheet"}
    assert set(elsewhere) < sheets  # those that point to the new sheets, no index nor overview
    like_then = partial(paginate, number=lambda names: numbered_like(names, former))
    monkeypatch.setattr("gridmap.export.atlas.paginate", like_then)
    whole = printed(now, spec(Edition.HOUSEHOLD), tmp_path / "v.pdf")
    assert marks_now(atlas) == marks_of(whole)


def _on(run: PrintRun) -> str:
    return str(run.entry.spec["on"])


def changed_names(volume: PrintRun, now: Snapshot) -> set[str]:
    atlas = run_job(changed_atlas(now, township(), volume, on=date.fromisoformat(_on(volume))))
    return {swap.name for swap in atlas.swaps}


@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
    derandomize=True,
)
@given(number=st.integers(0, 800))
def test_another_head_is_printed_again_only_where_the_house_is_named(
    volume: PrintRun, number: int
) -> None:
    item = house(number)
    village = Relations(township()).village_of[item.id]
    key = township().get(village, Village).code  # type: ignore[arg-type]
    other = replace(item, head="欧阳明月"[: len(item.head)])
    names = changed_names(volume, _with(township(), (item, other)))
    tables = (f"{key}/index", f"{key}/place", "reading")
    (sheet,) = [item for item in names if not item.startswith(tables)]
    raws = {s["name"]: s for mark in volume.booklets for c in mark.cards for s in c["sheets"]}
    point = item.geometry
    assert point is not None
    assert any(
        abs(point.x - x_m) <= width_mm * scale / 2000
        and abs(point.y - y_m) <= height_mm * scale / 2000
        for x_m, y_m, scale, width_mm, height_mm in (raws[sheet]["view"], *raws[sheet]["insets"])
    )


def test_nothing_changed_leaves_nothing_to_print(volume: PrintRun) -> None:
    assert changed_names(volume, township()) == set()


def test_a_page_that_is_put_in_is_told_as_plain_values() -> None:
    swap = Swap(name="v/01-b", title="一组", take_out=None, put_in=AddedPage(12, 1))
    told = json.loads(json.dumps(swap.to_dict()))
    assert (told["take_out"], told["put_in"]) == (None, "12-1")


def test_the_day_alone_changes_no_sheet(volume: PrintRun) -> None:
    later = date.fromisoformat(_on(volume)) + timedelta(days=1)
    atlas = run_job(changed_atlas(township(), township(), volume, on=later))
    assert {swap.name for swap in atlas.swaps} <= {"cover"}


def test_the_file_holds_a_swap_list_and_the_pages_that_differ(
    volume: PrintRun, tmp_path: Path
) -> None:
    item = house(5)
    now = _with(township(), (item, replace(item, head="欧阳明月")))
    atlas = run_job(changed_atlas(now, township(), volume, on=date.fromisoformat(_on(volume))))
    count = run_job(write_changed(tmp_path / "c.pdf", atlas))
    with pikepdf.open(tmp_path / "c.pdf") as pdf:
        assert len(pdf.pages) == count == 1 + len(atlas.swaps)


def test_the_maps_of_the_file_tell_coordinates_as_those_of_the_booklet_do(
    volume: PrintRun, tmp_path: Path
) -> None:
    item = house(5)
    now = _with(township(), (item, replace(item, head="欧阳明月")))
    atlas = run_job(changed_atlas(now, township(), volume, on=date.fromisoformat(_on(volume))))
    run_job(write_changed(tmp_path / "c.pdf", atlas))
    maps = [page for item in atlas.booklets for page in item.drawn if page.grounds]
    with pikepdf.open(tmp_path / "c.pdf") as pdf:
        told = [page.obj["/VP"][0]["/Measure"]["/GCS"]["/EPSG"]
                for page in pdf.pages if "/VP" in page.obj]  # fmt: skip
    assert maps
    assert told == [township().project.epsg] * len(maps)


def test_officers_booklets_that_are_new_or_gone_are_told(tmp_path: Path) -> None:
    run = printed(township(), spec(Edition.OFFICER), tmp_path / "p3")
    records = list(township().all(CareRecord))
    now = _with(township(), *((item, None) for item in records[::2]))
    whole = printed(now, spec(Edition.OFFICER), tmp_path / "p3b")
    atlas = run_job(changed_atlas(now, township(), run, on=date.fromisoformat(_on(run))))
    present = {(b.officer, b.title): b.pages for b in atlas.booklets if b.pages}
    expected = {(b.officer, b.title): b.pages for b in whole.booklets}
    assert {key: names_of(pages) for key, pages in present.items()} == {
        key: names_of(pages) for key, pages in expected.items()
    }
    former = {(b.officer, b.title): numbers_of(b.pages) for b in run.booklets}
    for key, pages in present.items():
        kept = {page.name: page.number for page in pages if page.name in former.get(key, {})}
        assert kept.items() <= former.get(key, {}).items()
    withdrawn = [b for b in atlas.booklets if not b.pages]
    assert len(withdrawn) == len({b.file for b in run.booklets} - {b.file for b in whole.booklets})


def test_the_change_page_gets_the_rows_and_the_sheets_to_swap(volume: PrintRun) -> None:
    item = house(5)
    now = _with(township(), (item, replace(item, head="欧阳明月")))
    atlas = run_job(changed_atlas(now, township(), volume, on=date.fromisoformat(_on(volume))))
    changes = as_changes(atlas)
    assert [(row.kind, row.before, row.after, row.feature) for row in changes.rows] == [
        (ChangeKind.HEAD, item.head, "欧阳明月", item.id)
    ]
    (sheet,) = changes.swap
    assert sheet in {swap.name for swap in atlas.swaps}
    assert changes.gone == ()
