"""Finished atlases read back by their characters: nothing too small, cut, lost or misplaced."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from gridmap.export.plan import VillagePlan
from gridmap.i18n import language, set_language
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition, officers_with_people
from gridmap.model.features import FeatureId, Officer, Village
from gridmap.progress import run_job
from gridmap.synth.township import synthesize
from tests.export.atlas_helpers import export, plan_of, spec
from tests.export.pdf_checks import (
    DOOR_PT,
    SMALLEST_PT,
    cut_texts,
    glyphs_of,
    lost_doors,
    overlapping_labels,
    smallest_pt,
    wrong_cells,
)
from tests.helpers.build import TODAY, fid
from tests.helpers.storm import flood_over


@pytest.fixture(scope="module")
def township() -> Snapshot:
    return Snapshot.of(run_job(synthesize("township", 5)))


@pytest.fixture(scope="module")
def village(township: Snapshot) -> FeatureId:
    return next(iter(township.all(Village))).id


@pytest.fixture(scope="module")
def plan(township: Snapshot, village: FeatureId) -> VillagePlan:
    return plan_of(township, spec(villages=(village,)), village=str(village))


def _recipient(township: Snapshot, village: FeatureId) -> FeatureId:
    people = officers_with_people(township, on=TODAY)
    return next(
        township.get(key, Officer).id for key, villages in people.items() if village in villages
    )


@pytest.mark.parametrize("edition", list(Edition))
@pytest.mark.parametrize("name", ["zh_CN", "en"])
def test_no_text_is_cut_or_too_small(
    township: Snapshot, village: FeatureId, edition: Edition, name: str, tmp_path: Path
) -> None:
    before = language()
    set_language(name)
    try:
        officer = _recipient(township, village) if edition is Edition.OFFICER else None
        incident = fid("storm") if edition is Edition.EVACUATION else None
        printed = township if incident is None else flood_over(township, village)
        chosen = spec(edition, villages=(village,), officer=officer, incident=incident)
        export(printed, chosen, tmp_path / "a.pdf")
    finally:
        set_language(before)
    assert cut_texts(tmp_path / "a.pdf") == []
    assert smallest_pt(tmp_path / "a.pdf") >= SMALLEST_PT - 0.01


def test_every_door_stands_on_the_home_page_in_bold_of_eight_points(
    township: Snapshot, village: FeatureId, plan: VillagePlan, tmp_path: Path
) -> None:
    export(township, spec(villages=(village,)), tmp_path / "a.pdf")
    assert lost_doors(tmp_path / "a.pdf", plan) == []
    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    sizes = {
        glyph.size_pt
        for page in document
        for glyph in glyphs_of(page)
        if glyph.is_bold and glyph.char.isdigit()
    }
    assert DOOR_PT in {round(size, 2) for size in sizes}


def test_cells_are_right_and_no_labels_overlap(plan: VillagePlan) -> None:
    assert wrong_cells(plan) == []
    assert overlapping_labels(plan) == []
