"""A history of 50,000 acts: a page of it, a filter, who and which days, and the way back."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from gridmap.model.changes import edited  # noqa: E402
from gridmap.model.features import Household  # noqa: E402
from gridmap.session import open_session  # noqa: E402
from gridmap.store import history  # noqa: E402
from gridmap.store.connection import connect  # noqa: E402
from gridmap.store.geopackage import create_project  # noqa: E402
from gridmap.store.store import LogFilter  # noqa: E402
from tests.helpers.build import build_tiny, fid  # noqa: E402

ACTS = 50_000
PAGE = 200


def fill(path: Path) -> None:
    """Write a project whose log has so many acts, as the store writes them."""
    tiny = build_tiny()
    create_project(path, tiny.project, tiny.others)
    old = tiny.get("h01", Household)
    connection = connect(path, read_only=False)
    connection.execute("BEGIN")
    for number in range(ACTS):
        change = edited(f"Edit door {number}", [(old, replace(old, door=str(number)))])
        author = "Li" if number % 3 else "Zhou"
        history.add_entry(connection, change, author=author, act="do", target=None)
    connection.execute("COMMIT")
    connection.close()


def timed(words: str, act: Callable[[], object]) -> None:
    """Print how long something takes, the best of five."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        act()
        times.append(1000 * (time.perf_counter() - start))
    print(f"{words}: {min(times):.2f} ms", flush=True)


def main() -> None:
    """Print the times."""
    with tempfile.TemporaryDirectory(prefix="gridmap-history-") as folder:
        path = Path(folder) / "history.gpkg"
        fill(path)
        session = open_session(path)
        log = session.store.log
        timed("newest page", lambda: log(limit=PAGE))
        timed("a page in the middle", lambda: log(limit=PAGE, before=ACTS // 2))
        timed("words that stand nowhere", lambda: log(limit=PAGE, wanted=LogFilter(words="xyz")))
        timed("one person", lambda: log(limit=PAGE, wanted=LogFilter(author="Zhou")))
        timed("who and which days", session.store.log_outline)
        timed("how far back an act is", lambda: session.steps_back_to(7))
        assert session.document.get(fid("h01"), Household)
        session.close()


if __name__ == "__main__":
    main()
