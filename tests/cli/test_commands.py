"""The commands as a person or a script runs them, in this process, on real project files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gridmap import __version__
from gridmap.cli import main

OUTLINE = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"村名": "柳溪村", "代码": "990124101201"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [
                    [[104.0, 35.0], [104.02, 35.0], [104.02, 35.02], [104.0, 35.02], [104.0, 35.0]]
                ],
            },
        }
    ],
}
ROSTER = """村,户号,门牌,户主,小组,身份证号
柳溪村,001,1,王小明,一组,990124190001010000
柳溪村,002,2,单文彬,一组,
"""


@pytest.fixture
def project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "yunling.gpkg"
    outline = tmp_path / "villages.geojson"
    outline.write_text(json.dumps(OUTLINE, ensure_ascii=False), "utf-8")
    roster = tmp_path / "roster.csv"
    roster.write_text(ROSTER, "utf-8")
    assert main(["new", str(path), "--name", "云岭镇", "--code", "990124101"]) == 0
    assert main(["import", str(path), str(outline), "--as", "villages"]) == 0
    assert main(["import", str(path), str(roster), "--as", "roster"]) == 0
    capsys.readouterr()
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, dict]:
    code = main([*map(str, arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_first_map_file_decides_the_plane(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, body = run(capsys, "info", project)
    assert code == 0
    assert body["epsg"] == 4544
    assert body["counts"]["village"] == 1


def test_rows_without_a_position_wait_for_one(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, body = run(capsys, "info", project)
    assert body["counts"]["household"] == 2
    assert body["households_without_position"] == 2


def test_a_dry_run_changes_nothing_and_names_what_it_would_drop(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = project.read_bytes()
    code, body = run(
        capsys, "import", project, tmp_path / "roster.csv", "--as", "roster", "--dry-run"
    )
    assert code == 0
    assert body["dry_run"] is True
    assert "身份证号" in json.dumps(body, ensure_ascii=False)
    assert project.read_bytes() == before


def test_no_identity_number_is_in_the_project_file(project: Path) -> None:
    assert b"990124190001010000" not in project.read_bytes()


def test_check_lists_problems_and_ends_well(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, body = run(capsys, "check", project)
    assert code == 0
    assert body["problems"]


def test_an_atlas_reports_every_household(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "atlas.pdf"
    code, body = run(capsys, "atlas", project, "--out", out)
    assert code == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert body["pages"] > 0
    assert all(village["unlabelled"] == 0 for village in body["villages"])


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["info", "nowhere.gpkg"], 3),
        (["new", "{project}", "--name", "again"], 5),
        (["new", "other.gpkg", "--name", "x", "--code", "12ab"], 2),
        (["import", "{project}", "nowhere.shp"], 3),
        (["import", "{project}", "{roster}", "--map", "door"], 2),
        (["atlas", "{project}", "--out", "x.pdf", "--village", "无此村"], 3),
        (["atlas", "{project}", "--out", "x.pdf", "--officer", "王"], 3),
        (["new", "other.gpkg", "--name", " "], 2),
        (["new", "other.txt", "--name", "x"], 2),
        (["new", "other.gpkg", "--name", "x", "--code", "９９０１２４"], 2),
        (["synth", "other.txt"], 2),
        (["synth", "{roster}/other.gpkg"], 5),
        (["demo", "--dir", "{roster}/demo", "--no-window"], 5),
        (["nonsense"], 2),
    ],
)
def test_each_kind_of_error_has_its_exit_code_and_a_sentence(
    project: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    code: int,
) -> None:
    monkeypatch.chdir(tmp_path)
    names = {"project": project, "roster": tmp_path / "roster.csv"}
    assert main([word.format(**names) for word in arguments]) == code
    assert capsys.readouterr().err.strip()


def test_the_same_error_is_json_for_scripts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, body = run(capsys, "info", tmp_path / "nowhere.gpkg")
    assert code == 3
    assert body["error"]["code"] == "not_found"
    assert "nowhere.gpkg" in body["error"]["message"]


def test_help_reads_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "zh_CN", "atlas", "--help"]) == 0
    assert "制作图册" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nonsense"], "nonsense"),
        (["atlas", "x.gpkg"], "--out"),
        (["atlas", "x.gpkg", "--out", "y", "--edition", "P9"], "P9"),
        (["info", "x.gpkg", "--nothing"], "--nothing"),
    ],
)
def test_words_that_fit_no_command_are_json_for_scripts_too(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    code, body = run(capsys, *arguments)
    assert code == 2
    assert body["error"]["code"] == "usage"
    assert said in body["error"]["message"]
    assert "--help" in body["error"]["hint"]


def test_the_version_is_shown_without_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"gridmap {__version__}\n"


def test_a_command_that_is_interrupted_says_so_by_its_exit_code(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("gridmap.session.open_session", interrupted)
    assert main(["info", str(project)]) == 130


def test_undo_takes_the_last_import_back(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, body = run(capsys, "undo", project)
    assert code == 0
    assert body["changes"] > 0
    _, left = run(capsys, "info", project)
    assert left["counts"]["household"] == 0
    assert left["counts"]["village"] == 1


def test_a_window_is_not_opened_on_a_file_that_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, body = run(capsys, "open", tmp_path / "nowhere.gpkg")
    assert code == 3
    assert "nowhere.gpkg" in body["error"]["message"]


def test_without_a_screen_opening_says_so(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    code, body = run(capsys, "open", project)
    assert code == 2
    assert body["error"]["code"] == "usage"
