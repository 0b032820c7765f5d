"""Printing makes the booklet that is looked at: no village more, no village less."""

from __future__ import annotations

from pathlib import Path

import pytest

from gridmap.export.tasks import Stages
from gridmap.export.wanted import booklets_of
from gridmap.model.document import Snapshot
from gridmap.model.features import Household
from gridmap.ui.printing.booklet import run_of
from tests.export.atlas_helpers import export, spec
from tests.helpers.build import Tiny, fid


@pytest.mark.parametrize("is_volume", [False, True])
def test_the_booklet_that_is_looked_at_is_made_with_just_its_villages(
    tiny: Tiny, tmp_path: Path, is_volume: bool
) -> None:
    lost = Household(id=fid("lost"), door="9", head="张三", geometry=None)
    snapshot = Snapshot.of([*tiny.features, lost])
    choices = booklets_of(Stages(snapshot).stage(spec()), is_volume=is_volume)
    assert None in choices[-1].villages
    for number, choice in enumerate(choices):
        report = export(snapshot, run_of(choice), tmp_path / f"{number}.pdf")
        assert len(report.villages) == len(choice.villages)
        (mark,) = report.booklets
        assert mark.villages == choice.villages
