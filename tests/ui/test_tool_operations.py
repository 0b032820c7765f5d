from dataclasses import replace
from pathlib import Path

from gridmap.model.features import Project
from gridmap.ui.tool_operations import drawing_operations
from gridmap.ui.tools.toolbox import make_tool
from tests.helpers.build import Tiny
from tests.helpers.map_window import session_of


class Verbs:
    def use_tool(self, name: str) -> None:
        self.used = name

    def is_tool(self, name: str) -> bool:
        return name == "draw_grid"


def reasons(features: list[object], folder: Path) -> dict[str, str | None]:
    session = session_of(features, folder)
    found = {
        name: operation.disabled_reason(session)
        for name, operation in drawing_operations(Verbs()).items()
    }
    session.close()
    return found


def test_all_drawing_commands_can_run_in_a_drawn_project(tiny: Tiny, tmp_path: Path) -> None:
    assert set(reasons(list(tiny.features), tmp_path).values()) == {None}


def test_a_command_that_cannot_run_says_why(tiny: Tiny, tmp_path: Path) -> None:
    bare = [item for item in tiny.features if isinstance(item, Project)]
    found = reasons([replace(bare[0], epsg=None)], tmp_path)
    assert found["tool_draw_grid"] == "No village has an outline yet."
    assert found["tool_split_grid"] == "No grid is drawn yet."
    assert found["tool_merge_grids"] == "There are no two grids to merge."
    assert found["tool_place_place"].startswith("The project has no map yet")


def test_every_command_takes_the_tool_of_its_name_in_hand(tiny: Tiny, tmp_path: Path) -> None:
    verbs = Verbs()
    session = session_of(tiny.features, tmp_path)
    for name, operation in drawing_operations(verbs).items():
        operation.run()
        tool = make_tool(verbs.used, session, None)
        assert tool is not None
        assert f"tool_{tool.name}" == name
        assert operation.is_checked() == (tool.name == "draw_grid")
        assert tool.hint
    session.close()
