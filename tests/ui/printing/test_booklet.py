"""Printing makes the booklet that is looked at: its villages, its change page, nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gridmap.actions.households import edit_household
from gridmap.export.spec import AtlasSpec
from gridmap.export.tasks import Stages
from gridmap.export.wanted import booklets_of
from gridmap.model.document import Snapshot
from gridmap.model.features import Household
from gridmap.progress import Progress
from gridmap.ui.printing import booklet as booklet_module
from gridmap.ui.printing.booklet import print_booklet, run_of
from tests.export.atlas_helpers import export, spec
from tests.helpers.atlas_window import WAIT_MS, Atlas
from tests.helpers.build import Tiny, fid
from tests.helpers.window import open_project, open_window, tiny_project
from tests.ui.atlas.test_runs_list import printed


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[AtlasSpec]:
    """What is asked of the PDF writer, which makes nothing."""
    found: list[AtlasSpec] = []

    def only_note(_snapshot: Snapshot, spec: AtlasSpec, *_further: object) -> Iterator[Progress]:
        found.append(spec)
        yield Progress(0, 0)

    monkeypatch.setattr(booklet_module, "_booklet_job", only_note)
    monkeypatch.setattr(booklet_module, "open_print_desk", lambda *_, over, **_further: over())
    return found


def test_a_booklet_printed_right_after_an_edit_has_the_change_page_of_now(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny, asked: list[AtlasSpec]
) -> None:
    session = printed(tmp_path, tiny)
    path = session.store.path
    session.close()
    with open_window(qtbot) as window:
        open_project(qtbot, window, path)
        atlas = Atlas(qtbot, window).enter()
        panel = atlas.page.panel
        atlas.choose(panel.edition, "P2")
        with qtbot.waitSignal(panel.changed, timeout=WAIT_MS):
            panel.parts.since.setCurrentIndex(1)
        atlas.wait()
        (before,) = panel.changes.rows
        here = window.session
        house = here.document.get(fid("h01"), Household)
        here.apply(edit_household(here.document, house.id, head="欧阳清风"))
        assert "former" in atlas.page.note.text()
        print_booklet(atlas.workspace)
        assert not asked
        qtbot.waitUntil(lambda: bool(asked), timeout=WAIT_MS)
        atlas.wait()
        assert not atlas.page.note.text()
    (row,) = asked[0].changes.rows
    assert (before.after, row.after) == ("欧阳明月", "欧阳清风")


def test_what_is_not_shown_is_not_printed(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny, asked: list[AtlasSpec]
) -> None:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        atlas = Atlas(qtbot, window).enter()
        atlas.choose(atlas.page.panel.edition, "P4")
        assert atlas.page.empty.isVisible()
        print_booklet(atlas.workspace)
        atlas.wait()
        assert atlas.workspace.toast.text == atlas.page.empty.words.text()
    assert not asked


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
