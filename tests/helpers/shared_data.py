"""Real files by others, in a folder beside the repository: read there, never copied in."""

from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


def shared_data_folder() -> Path | None:
    """Return the folder `shared/data` beside the repository or one of its parents, if any."""
    for parent in REPOSITORY.parents:
        folder = parent / "shared" / "data"
        if folder.is_dir():
            return folder
    return None


def shared_data(name: str) -> Path:
    """Return the path of a shared file; skip the test where it is absent."""
    folder = shared_data_folder()
    if folder is None:
        pytest.skip("no folder of real files (shared/data) beside the repository")
    path = folder / name
    if not path.exists():
        pytest.skip(f"shared/data has no {name}")
    return path
