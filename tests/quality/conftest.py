"""The files that the tests of quality share, made once in a worker."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gridmap.i18n import language, set_language
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

NAMES = ["demo", *(f"seed-{seed}" for seed in SEEDS), *(name for name, _ in REAL)]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a subject together, so that its file is made and read once."""
    for item in items:
        if "/quality/" not in str(item.path):
            continue
        call = getattr(item, "callspec", None)
        name = str(call.params.get("subject", "demo")) if call is not None else "demo"
        group = "seeds" if name.startswith("seed-") else "demo"
        item.add_marker(pytest.mark.xdist_group(f"quality-{group}"))


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Subject]]:
    """The subjects that were made so far, by name."""
    before = language()
    yield {}
    set_language(before)


@pytest.fixture(scope="session")
def township() -> Snapshot:
    """The invented township of the demo."""
    return invented("township", DEMO_SEED)


@pytest.fixture(params=NAMES)
def subject(
    request: pytest.FixtureRequest,
    made: dict[str, Subject],
    tmp_path_factory: pytest.TempPathFactory,
) -> Subject:
    """One finished household edition after the other."""
    name: str = request.param
    if name not in made:
        folder = tmp_path_factory.mktemp("quality")
        made[name] = _make(name, folder, request)
    return made[name]


@pytest.fixture
def demo(
    request: pytest.FixtureRequest,
    made: dict[str, Subject],
    tmp_path_factory: pytest.TempPathFactory,
) -> Subject:
    """The household edition of the demo township's first villages."""
    if "demo" not in made:
        made["demo"] = _make("demo", tmp_path_factory.mktemp("quality"), request)
    return made["demo"]


def _make(name, folder, request: pytest.FixtureRequest) -> Subject:  # type: ignore[no-untyped-def]
    if name == "demo":
        snapshot: Snapshot = request.getfixturevalue("township")
        villages = sorted(snapshot.all(Village), key=lambda item: item.code)[:DEMO_VILLAGES]
        chosen = spec_of(villages=tuple(village.id for village in villages))
        return printed(name, snapshot, folder, chosen)
    if name.startswith("seed-"):
        return printed(name, invented("village", int(name[5:])), folder, spec_of())
    epsg = dict(REAL)[name]
    crowd = crowd_of(imported(shared_data(name), epsg), CROWD)
    return printed(name.replace("/", "-"), crowd, folder, spec_of())
