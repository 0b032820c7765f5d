"""Builds as pyproject.toml says, and ships the manual of docs/manual among the resources."""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent


class BuildWithManual(build_py):
    """Copies the manual with its pictures into the package that is built."""

    def run(self) -> None:
        """Build, then copy; an editable installation reads docs/manual where it is."""
        super().run()
        if not self.editable_mode:
            target = Path(self.build_lib) / "gridmap" / "resources" / "manual"
            shutil.copytree(ROOT / "docs" / "manual", target, dirs_exist_ok=True)


setup(cmdclass={"build_py": BuildWithManual})
