import json
from pathlib import Path

import pytest

from gridmap.settings import RECENT_KEPT, Settings, config_dir, load_settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def test_settings_come_back(file: Path) -> None:
    settings = Settings(language="zh_CN", author="周建国", text_scale=120, ui={"width": 900})
    settings.save()
    assert load_settings() == settings
    assert "周建国" in file.read_text("utf-8")
    assert [item.name for item in file.parent.iterdir()] == ["settings.json"]


def test_there_are_fresh_settings_where_there_were_none() -> None:
    assert load_settings() == Settings()


@pytest.mark.parametrize("text", ["", "{", "[]", '"text"', b"\xff\xfe\x00".decode("latin-1")])
def test_a_damaged_file_is_set_aside(file: Path, text: str) -> None:
    file.parent.mkdir()
    file.write_text(text, "latin-1")
    assert load_settings() == Settings()
    assert file.with_suffix(".damaged").read_text("latin-1") == text
    assert not file.exists()


def test_values_of_another_kind_are_left_out(file: Path) -> None:
    file.parent.mkdir()
    raw = {"language": 3, "author": "周", "text_scale": True, "recent": ["a", 4], "colour": "red"}
    file.write_text(json.dumps(raw), "utf-8")
    assert load_settings() == Settings(author="周", recent=["a"])


def test_a_file_that_cannot_be_read_or_written_costs_only_the_memory(file: Path) -> None:
    file.mkdir(parents=True)
    Settings(author="周").save()
    assert load_settings() == Settings()


def test_the_newest_project_comes_first_and_once(tmp_path: Path) -> None:
    settings = Settings()
    for index in range(RECENT_KEPT + 3):
        settings.remember_project(tmp_path / f"{index}.gpkg")
    settings.remember_project(tmp_path / "9.gpkg")
    assert len(settings.recent) == RECENT_KEPT
    assert settings.recent[0] == str((tmp_path / "9.gpkg").resolve())
    assert len(set(settings.recent)) == RECENT_KEPT


def test_the_folder_is_the_users_own_unless_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRIDMAP_CONFIG_DIR", "/somewhere")
    assert config_dir() == Path("/somewhere")
    monkeypatch.delenv("GRIDMAP_CONFIG_DIR")
    assert config_dir().name == "gridmap"
