"""The files that the tests of quality share, made once in a run."""

from __future__ import annotations

import os
import pickle
import time
from pathlib import Path
from typing import Final

import pytest

from gridmap.model.document import Snapshot
from gridmap.model.features import Village
from tests.helpers.shared_data import shared_data
from tests.quality.subjects import (
    CROWD,
    DEMO_SEED,
    DEMO_VILLAGES,
    REAL,
    SEEDS,
    Subject,
    crowd_of,
    imported,
    invented,
    printed,
    spec_of,
)

KEPT: Final = "subject"
PATIENCE: Final = 2400
"""Tenths of a second in which another worker has to come to an end."""

NAMES = ["demo", *(f"seed-{seed}" for seed in SEEDS), *(name for name, _ in REAL)]


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "quality"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def made(shared: Path) -> dict[str, Subject]:
    """The subjects that this worker has made or taken over so far, by name."""
    return {}


@pytest.fixture(scope="session")
def township() -> Snapshot:
    """The invented township of the demo."""
    return invented("township", DEMO_SEED)


@pytest.fixture(params=NAMES)
def subject(request: pytest.FixtureRequest, made: dict[str, Subject], shared: Path) -> Subject:
    """One finished household edition after the other."""
    return _subject(request.param, made, shared, request)


@pytest.fixture
def demo(request: pytest.FixtureRequest, made: dict[str, Subject], shared: Path) -> Subject:
    """The household edition of the demo township's first villages."""
    return _subject("demo", made, shared, request)


def _subject(
    name: str, made: dict[str, Subject], shared: Path, request: pytest.FixtureRequest
) -> Subject:
    """Return a subject: known, taken over from the worker that made it, or made."""
    if name not in made:
        folder = shared / name.replace("/", "-")
        try:
            folder.mkdir()
        except FileExistsError:
            made[name] = _taken_over(folder)
        else:
            made[name] = _make(name, folder, request)
            made[name].read()
            kept = folder / "kept.part"
            kept.write_bytes(pickle.dumps(made[name]))
            kept.rename(folder / KEPT)
    return made[name]


def _taken_over(folder: Path) -> Subject:
    for _ in range(PATIENCE):
        if (folder / KEPT).exists():
            subject: Subject = pickle.loads((folder / KEPT).read_bytes())
            return subject
        time.sleep(0.1)
    pytest.fail(f"no other worker made {folder.name}")


def _make(name: str, folder: Path, request: pytest.FixtureRequest) -> Subject:
    if name == "demo":
        snapshot: Snapshot = request.getfixturevalue("township")
        villages = sorted(snapshot.all(Village), key=lambda item: item.code)[:DEMO_VILLAGES]
        chosen = spec_of(villages=tuple(village.id for village in villages))
        return printed(name, snapshot, folder, chosen)
    if name.startswith("seed-"):
        return printed(name, invented("village", int(name[5:])), folder, spec_of())
    try:
        data = shared_data(name)
    except pytest.skip.Exception:
        folder.rmdir()
        raise
    crowd = crowd_of(imported(data, dict(REAL)[name]), CROWD)
    return printed(name.replace("/", "-"), crowd, folder, spec_of())
