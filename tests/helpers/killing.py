"""Kill a program that draws, at a random moment, and look at what it leaves behind."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from gridmap.actions.land import partition_of_village
from gridmap.geo.partition import flaws
from gridmap.model.document import Document
from gridmap.model.features import Feature
from gridmap.session import open_session
from tests.helpers.partition_play import empty_village
from tests.helpers.session_play import VILLAGE, village_project
from tests.helpers.stores import tables_of

ROOT = Path(__file__).resolve().parents[2]
LONGEST_S = {"session": 1.2, "window": 2.5}
HOUSES = 1_000


@dataclass(frozen=True, slots=True)
class Kill:
    """What one kill left: acts acknowledged by the program and acts in the file, by number."""

    way: str
    acknowledged: int
    held: int


class Killer:
    """Kills one program after the other on the same project file.

    After each kill the file is opened as a person would; everything that was acknowledged must be
    in it, and at most one act more: the gesture in hand.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        self.path = folder / "village.gpkg"
        self._dice = random.Random(seed)
        village_project(self.path, empty_village(seed % 1000), houses=HOUSES)
        with closing(open_session(self.path)) as session:
            self._state: Mapping[str, Sequence[Feature]] = tables_of(session.document.snapshot())

    def kill(self, way: str) -> Kill:
        """Start a program, kill it, check the file. Raises: AssertionError."""
        started = self._newest()
        acknowledged = self._killed(way)
        with closing(open_session(self.path)) as session:
            held = session.store.log(limit=1)
            number = held[0].seq if held else 0
            assert acknowledged <= number <= acknowledged + 1, (acknowledged, number)
            now = tables_of(session.document.snapshot())
            told = Document(feature for table in self._state.values() for feature in table)
            for seq in range(started + 1, number + 1):
                told.apply(session.store.changeset_of(seq))
            assert tables_of(told.snapshot()) == now, "the file is not what its log tells"
            assert flaws(partition_of_village(session.document, VILLAGE)) == []
        self._state = now
        self._check_file(now)
        return Kill(way, acknowledged - started, number - started)

    def _killed(self, way: str) -> int:
        """Return the last act that a killed program had acknowledged."""
        words = [sys.executable, "-m", "tests.helpers.drawing_child", way, str(self.path)]
        settings = self.path.parent / "settings"
        child = subprocess.Popen(
            [*words, str(self._dice.randrange(2**31))],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={
                **os.environ,
                "QT_QPA_PLATFORM": "offscreen",
                "GRIDMAP_CONFIG_DIR": str(settings),
            },
        )
        assert child.stdout is not None
        with child:
            acknowledged = int(child.stdout.readline())
            time.sleep(self._dice.uniform(0, LONGEST_S[way]))
            assert child.poll() is None, "the program ended by itself"
            child.kill()
            lines = child.stdout.read().splitlines(keepends=True)
        whole = [int(line) for line in lines if line.endswith("\n")]
        return whole[-1] if whole else acknowledged

    def _newest(self) -> int:
        with closing(sqlite3.connect(self.path)) as connection:
            row = connection.execute("SELECT max(seq) FROM change_log").fetchone()
        return row[0] or 0

    def _check_file(self, now: Mapping[str, Sequence[Feature]]) -> None:
        """Look at the closed file with plain SQLite: its pages, and its index of places."""
        assert not [item for item in self.path.parent.glob("*-wal") if item.stat().st_size]
        with closing(sqlite3.connect(self.path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            for table, kind in (("households", "household"), ("grids", "grid")):
                placed = sum(item.geometry is not None for item in now[kind])  # type: ignore[attr-defined]
                sql = f"SELECT count(*) FROM rtree_{table}_geom"
                assert connection.execute(sql).fetchone() == (placed,), table
