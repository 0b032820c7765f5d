"""The house rules that a machine can hold: who imports whom, how long files and functions are."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CEILING_LINES = 400
FUNCTION_LINES = 40
FOLDERS = ("gridmap", "tests", "benchmarks", "scripts")


def test_imports_go_down_only() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    if not command.exists():
        pytest.skip("import-linter is not installed in this environment")
    result = subprocess.run(
        [command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr


def sources() -> dict[str, str]:
    """Return the text of all our files by their names."""
    return {
        str(path.relative_to(ROOT)): path.read_text("utf-8")
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob("*.py"))
    }


def function_lines(source: str) -> dict[str, int]:
    """Return how many lines each function of a file has, its decorators not counted."""
    return {
        f"{node.name} in line {node.lineno}": (node.end_lineno or node.lineno) - node.lineno + 1
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def test_no_file_is_over_the_ceiling() -> None:
    counts = {name: len(text.splitlines()) for name, text in sources().items()}
    assert not {name: count for name, count in counts.items() if count > CEILING_LINES}


def test_no_function_is_over_its_ceiling() -> None:
    assert not {
        f"{name}: {function}": count
        for name, text in sources().items()
        for function, count in function_lines(text).items()
        if count > FUNCTION_LINES
    }


def test_a_function_is_measured_from_its_name_to_its_last_line() -> None:
    source = (
        "@decorated\ndef one() -> None:\n    def inside() -> None:\n        pass\n    inside()\n"
    )
    assert function_lines(source) == {"one in line 2": 4, "inside in line 3": 2}


def test_an_atlas_is_made_without_qt() -> None:
    code = (
        "import sys, gridmap.cli.app, gridmap.export.atlas, gridmap.session; "
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
