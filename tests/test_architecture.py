"""The house rules that a machine can hold: who imports whom, and how long a file may be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CEILING_LINES = 400


def test_imports_go_down_only() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    if not command.exists():
        pytest.skip("import-linter is not installed in this environment")
    result = subprocess.run(
        [command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_no_file_is_over_the_ceiling() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for folder in ("gridmap", "tests")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if (count := len(path.read_text("utf-8").splitlines())) > CEILING_LINES
    }
    assert not long


def test_an_atlas_is_made_without_qt() -> None:
    code = (
        "import sys, gridmap.cli.app, gridmap.export.atlas, gridmap.session; "
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
