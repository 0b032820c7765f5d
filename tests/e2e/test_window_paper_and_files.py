"""Files come in and booklets go out through the real window."""

import json
from pathlib import Path

import pypdfium2
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gridmap.model.features import FeatureId, Household, Village
from gridmap.ui.dialogs.import_files import ImportDialog
from gridmap.ui.dialogs.new_project import NewProjectDialog
from tests.helpers.build import ORIGIN_X_M, ORIGIN_Y_M, Tiny
from tests.helpers.window import (
    open_project,
    open_window,
    settle,
    take_in,
    tiny_project,
    when_shown,
)

WAIT_MS = 20_000


def test_the_atlas_mode_makes_a_pdf_of_one_village_and_says_so(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        workspace = window.view.workspace
        workspace.go_to(FeatureId("v1"))
        qtbot.keyClick(
            window,
            Qt.Key.Key_P,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        )
        panel = workspace.atlas
        assert panel.isVisible()
        assert panel.spec().villages == (FeatureId("v1"),)
        panel.one_file.setChecked(True)
        panel.folder.setText(str(tmp_path / "out"))
        (tmp_path / "out").mkdir()
        out = panel.output()
        qtbot.mouseClick(panel.make, Qt.MouseButton.LeftButton)
        assert not panel.make.isEnabled()
        qtbot.waitUntil(out.exists, timeout=WAIT_MS)
        qtbot.waitUntil(panel.make.isEnabled, timeout=WAIT_MS)
        assert workspace.toast.isVisible()
        document = pypdfium2.PdfDocument(out)
        words = "".join(page.get_textpage().get_text_range() for page in document)
        document.close()
        assert "王小明" in words
        assert "1380000" not in words
    with open_window(qtbot) as window:
        open_project(qtbot, window, tmp_path / "tiny.gpkg")
        assert window.view.workspace.atlas.one_file.isChecked()


def test_a_map_file_is_looked_at_first_and_taken_in_as_one_step(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    houses = _houses(tmp_path / "住户.geojson")
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        before = window.session.document.count(Household)
        when_shown(ImportDialog, lambda dialog: take_in(qtbot, dialog, houses))
        window.view.import_files()
        settle(qtbot, window)
        assert window.session.document.count(Household) == before + 2
        undo = window.view.workspace.toast.findChild(QPushButton, "toastAction")
        qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
        assert window.session.document.count(Household) == before


def test_a_broken_file_is_refused_in_the_import_dialog_and_nothing_can_be_taken(
    qtbot: QtBot, tmp_path: Path, tiny: Tiny
) -> None:
    broken = tmp_path / "broken.geojson"
    broken.write_text('{"type": "FeatureCollection", "features": [', "utf-8")
    with open_window(qtbot) as window:
        open_project(qtbot, window, tiny_project(tmp_path, tiny))
        seen: list[tuple[str, bool]] = []

        def look(dialog: ImportDialog) -> None:
            dialog.use_files((broken,))
            qtbot.waitUntil(lambda: not dialog.is_looking, timeout=WAIT_MS)
            seen.append((dialog.state_text, dialog.take.isEnabled()))
            dialog.reject()

        when_shown(ImportDialog, look)
        window.view.import_files()
        assert "broken.geojson" in seen[0][0]
        assert not seen[0][1]
        assert not window.session.can_undo


def test_a_new_project_is_made_from_the_start_page_and_begins_with_files(
    qtbot: QtBot, tmp_path: Path
) -> None:
    villages = _village_file(tmp_path / "villages.geojson")

    def fill(dialog: NewProjectDialog) -> None:
        dialog.accept()
        assert dialog.isVisible(), "a project without a name must not be made"
        dialog.name.setText("青石乡")
        dialog.path.setText(str(tmp_path / "青石乡.gpkg"))
        dialog.use_files((villages,))
        when_shown(ImportDialog, lambda other: take_in(qtbot, other, None))
        dialog.accept()

    with open_window(qtbot) as window:
        when_shown(NewProjectDialog, fill)
        with qtbot.waitSignal(window.project_opened, timeout=WAIT_MS):
            window.start_page.new_wanted.emit()
        settle(qtbot, window)
        assert window.session.document.project.name == "青石乡"
        assert [item.name for item in window.session.document.all(Village)] == ["柳溪村"]
        assert window.windowTitle().startswith("青石乡")
        tree = window.view.workspace.left.tree.tree
        assert tree.topLevelItem(0).childCount() == 1


def _houses(path: Path) -> Path:
    crs = {"type": "name", "properties": {"name": "EPSG:4544"}}
    features = [
        {
            "type": "Feature",
            "properties": {"门牌号": door, "户主": head},
            "geometry": {"type": "Point", "coordinates": [ORIGIN_X_M + x, ORIGIN_Y_M + 333]},
        }
        for door, head, x in (("101", "乔大海", 33), ("102", "乔小海", 66))
    ]
    body = {"type": "FeatureCollection", "crs": crs, "features": features}
    path.write_text(json.dumps(body, ensure_ascii=False), "utf-8")
    return path


def _village_file(path: Path) -> Path:
    ring = [[104.0, 35.0], [104.02, 35.0], [104.02, 35.02], [104.0, 35.02], [104.0, 35.0]]
    feature = {
        "type": "Feature",
        "properties": {"村名": "柳溪村"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    body = {"type": "FeatureCollection", "features": [feature]}
    path.write_text(json.dumps(body, ensure_ascii=False), "utf-8")
    return path
