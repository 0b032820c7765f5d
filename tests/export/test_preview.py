"""A page that is looked at is the page of the file, in every edition; nothing is drawn twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from gridmap.errors import ExportError
from gridmap.export.atlas import export_atlas
from gridmap.export.parts.choice import Part
from gridmap.export.preview import LaidOutBooklet, PreviewDesk, one_page_pdf
from gridmap.export.spec import AtlasSpec
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition
from gridmap.model.features import FeatureId, Household, Project, Village
from gridmap.model.runs import BookletMark
from gridmap.progress import run_job
from gridmap.synth.township import synthesize
from tests.export.atlas_helpers import spec
from tests.helpers.build import fid
from tests.helpers.storm import flooded


@pytest.fixture(scope="module")
def township() -> Snapshot:
    return Snapshot.of(run_job(synthesize("township", 3)))


@pytest.fixture(scope="module")
def village(township: Snapshot) -> FeatureId:
    return min(township.all(Village), key=lambda item: item.code).id


def laid_out(snapshot: Snapshot, wanted: AtlasSpec, *, is_volume: bool = True) -> LaidOutBooklet:
    desk = PreviewDesk(snapshot)
    choices = run_job(desk.choices(wanted, is_volume=is_volume))
    return run_job(desk.lay_out(choices[0]))


def exported(snapshot: Snapshot, wanted: AtlasSpec, out: Path) -> BookletMark:
    report = run_job(export_atlas(snapshot, wanted, out, helpers=0))
    return report.booklets[0]


def assert_same(booklet: LaidOutBooklet, mark: BookletMark) -> None:
    assert [(page.name, page.number) for page in booklet.pages] == [
        (page.name, page.number) for page in mark.pages
    ]
    for page in mark.pages:
        drawn, problem = booklet.draw(page.name)
        assert problem is None
        assert drawn.digest == page.digest, page.name


@pytest.mark.parametrize("edition", [Edition.PUBLIC, Edition.SUMMARY, Edition.HOUSEHOLD])
def test_every_page_looked_at_is_the_page_of_the_file(
    township: Snapshot, village: FeatureId, tmp_path: Path, edition: Edition
) -> None:
    wanted = spec(edition, villages=(village,), parts=frozenset(Part))
    assert_same(laid_out(township, wanted), exported(township, wanted, tmp_path / "a.pdf"))


def test_the_officers_pages_looked_at_are_those_of_the_file(
    township: Snapshot, tmp_path: Path
) -> None:
    desk = PreviewDesk(township)
    choice = run_job(desk.choices(spec(Edition.OFFICER), is_volume=False))[0]
    assert choice.spec.officer is not None
    report = run_job(export_atlas(township, choice.spec, tmp_path / "own", helpers=0))
    own = next(item for item in report.booklets if item.villages == choice.villages)
    assert_same(run_job(desk.lay_out(choice)), own)


def test_the_evacuation_pages_looked_at_are_those_of_the_file(tmp_path: Path) -> None:
    snapshot = flooded().snapshot()
    wanted = spec(Edition.EVACUATION, incident=fid("storm"))
    assert_same(laid_out(snapshot, wanted), exported(snapshot, wanted, tmp_path / "a.pdf"))


def test_a_volume_looked_at_is_the_volume_of_the_file(township: Snapshot, tmp_path: Path) -> None:
    some = tuple(sorted(item.id for item in township.all(Village))[:3])
    wanted = spec(Edition.SUMMARY, villages=some, by="grid")
    assert_same(laid_out(township, wanted), exported(township, wanted, tmp_path / "a.pdf"))


def test_the_picture_of_a_page_is_that_of_the_file(
    township: Snapshot, village: FeatureId, tmp_path: Path
) -> None:
    wanted = spec(villages=(village,), recipient="镇应急办", copies=3, copy=2)
    booklet = laid_out(township, wanted)
    exported(township, wanted, tmp_path / "a.pdf")
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as whole:
        for at in (0, 3, 7):
            drawn, _ = booklet.draw(booklet.pages[at].name)
            with pypdfium2.PdfDocument(one_page_pdf(drawn)) as alone:
                pictures = [page.render(scale=1.5).to_numpy() for page in (whole[at], alone[0])]
            assert (pictures[0] == pictures[1]).all()


def test_other_words_on_the_pages_lay_no_sheet_out_again(
    township: Snapshot, village: FeatureId, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = PreviewDesk(township)
    wanted = spec(villages=(village,))
    choice = run_job(desk.choices(wanted, is_volume=False))[0]
    first = run_job(desk.lay_out(choice))

    def fail(*_args: object) -> None:
        raise AssertionError("laid out again")

    monkeypatch.setattr("gridmap.export.preview.plan_village", fail)
    other = replace(wanted, recipient="镇应急办", parts=frozenset({Part.UPDATE}))
    second = run_job(desk.lay_out(replace(choice, spec=other)))
    assert len(second.pages) != len(first.pages)
    with pytest.raises(AssertionError, match="laid out again"):
        run_job(desk.lay_out(replace(choice, spec=replace(wanted, paper="A3"))))


def test_a_large_project_shows_the_wanted_village_before_all_is_read(
    township: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gridmap.export.preview._LARGE", 100)
    key = sorted(township.all(Village), key=lambda item: item.code)[2].id
    desk = PreviewDesk(township)
    wanted = spec()
    soon = run_job(desk.lay_out_soon(wanted, is_volume=False, booklet=f"/{key}"))
    assert soon is not None
    assert not soon.is_final
    choices = run_job(desk.choices(wanted, is_volume=False))
    own = next(choice for choice in choices if choice.key == soon.choice.key)
    assert own.villages == (key,)
    whole = run_job(desk.lay_out(own))
    sheets = [page for page in whole.pages if page.sheet_id]
    assert [page.sheet_id for page in soon.pages if page.sheet_id] == [
        page.sheet_id for page in sheets
    ]
    assert soon.draw(sheets[0].name)[0].digest == whole.draw(sheets[0].name)[0].digest
    assert run_job(desk.lay_out_soon(wanted, is_volume=False, booklet="")) is None


def test_a_small_project_is_laid_out_whole_at_once(township: Snapshot) -> None:
    desk = PreviewDesk(township)
    assert run_job(desk.lay_out_soon(spec(), is_volume=False, booklet="")) is None


def test_a_volume_shows_one_village_first(township: Snapshot) -> None:
    soon = run_job(PreviewDesk(township).lay_out_soon(spec(), is_volume=True, booklet="volume"))
    assert soon is not None
    assert len(soon.choice.villages) == 1


def test_a_page_is_found_by_sheet_door_and_head(township: Snapshot, village: FeatureId) -> None:
    booklet = laid_out(township, spec(villages=(village,)))
    sheet = next(page for page in booklet.pages if page.sheet_id)
    assert [one.page for one in booklet.find_all(sheet.sheet_id.upper())] == [sheet.name]
    homes = [item for item in township.all(Household) if item.village == village and item.geometry]
    names = [item.head for item in homes]
    home = next(item for item in homes if item.head and names.count(item.head) == 1)
    (found,) = booklet.find_all(home.head)
    assert found.cell
    drawn = next(page for page in booklet.pages if page.name == found.page)
    assert drawn.sheet_id
    assert booklet.find_all("nobody is called so") == ()


def test_a_door_is_found_as_people_write_it_and_in_every_group(
    township: Snapshot, village: FeatureId
) -> None:
    booklet = laid_out(township, spec(villages=(village,)))
    homes = [item for item in township.all(Household) if item.village == village and item.geometry]
    doors = Counter(item.door for item in homes)
    door, count = next((door, n) for door, n in doors.items() if door.isdigit() and n > 1)
    found = booklet.find_all(f"{door} 号")
    assert found == booklet.find_all(door)
    assert len(found) == count
    first = next(one for one in found if one.unit)
    ours = booklet.find_all(f"{first.unit}{door}号")
    assert first in ours
    assert {one.unit for one in ours} == {first.unit}


def test_what_an_edition_does_not_show_is_not_found(township: Snapshot, village: FeatureId) -> None:
    booklet = laid_out(township, spec(Edition.SUMMARY, villages=(village,)))
    homes = [item for item in township.all(Household) if item.village == village]
    assert not any(booklet.find_all(item.head) for item in homes[:20] if item.head)


def test_an_empty_project_says_that_there_is_nothing_to_print(township: Snapshot) -> None:
    bare = Snapshot.of(township.all(Project))
    with pytest.raises(ExportError, match="no villages"):
        run_job(PreviewDesk(bare).choices(spec(), is_volume=False))
