"""Opening the window from the command line."""

import subprocess
import sys

import pytest

from gridmap.cli import main
from gridmap.cli.opening import is_plain_open
from gridmap.errors import NotFoundError, UsageError


def test_only_open_with_at_most_a_project_needs_no_parser() -> None:
    assert is_plain_open([])
    assert is_plain_open(["open"])
    assert is_plain_open(["open", "p.gpkg"])
    assert not is_plain_open(["open", "--help"])
    assert not is_plain_open(["open", "p.gpkg", "--json"])
    assert not is_plain_open(["info", "p.gpkg"])


def test_the_window_opens_without_loading_the_other_commands() -> None:
    script = """
import sys
import gridmap.cli as cli
cli.open_window = lambda path: print(path) or 0
assert cli.main(["open", "p.gpkg"]) == 0
assert not {"typer", "PySide6", "numpy"} & set(sys.modules), "slow to load, and not needed"
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "p.gpkg"


@pytest.mark.parametrize(("words", "error"), [(["open", "none.gpkg"], NotFoundError)])
def test_a_file_that_is_not_there_ends_with_a_sentence_and_its_code(
    words: list[str], error: type[NotFoundError], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == error.exit_code
    assert "none.gpkg" in capsys.readouterr().err


def test_without_a_screen_the_reason_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("GRIDMAP_LANG", "en")
    assert main(["open"]) == UsageError.exit_code
    assert "no screen" in capsys.readouterr().err
