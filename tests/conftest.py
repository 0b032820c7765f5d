"""What every test gets: no screen, settings of its own, English."""

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from gridmap.i18n import ENGLISH, set_language
from tests.helpers.build import Tiny, build_tiny

# How long an example takes says nothing on a busy machine; times are for the benchmarks.
# CI tries the same examples each time, so that a red run tells of the change; elsewhere new ones.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.register_profile("steady", deadline=None, derandomize=True)
hypothesis.settings.load_profile("steady" if os.environ.get("CI") else "patient")


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep every test away from the settings of the person who runs it, and in English."""
    monkeypatch.setenv("GRIDMAP_CONFIG_DIR", str(tmp_path / "config"))
    set_language(ENGLISH)
    yield
    set_language(ENGLISH)


@pytest.fixture(scope="session")
def tiny() -> Tiny:
    """One township with two villages, twenty households, officers, duties and care records."""
    return build_tiny()
