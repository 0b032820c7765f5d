"""A program that is killed in the middle of writing loses at most what it had not finished."""

import random
import subprocess
import sys
from pathlib import Path

from gridmap.model.features import Household
from gridmap.store.geopackage import open_project
from tests.helpers.build import Tiny
from tests.helpers.stores import rows_of, tiny_file

ROUNDS = 4

WRITE = """
import sys
from pathlib import Path
from shapely import Point
from gridmap.model.changes import added
from gridmap.model.features import Household, new_id
from gridmap.store.geopackage import open_project

store = open_project(Path(sys.argv[1]), backups_kept=0)
while True:
    houses = [Household(id=new_id(), geometry=Point(i, i), head="王" * 50) for i in range(7)]
    print(store.write(added("x", houses)).seq, flush=True)
"""


def test_every_acknowledged_write_survives_a_kill(tmp_path: Path, tiny: Tiny) -> None:
    path = tiny_file(tmp_path, tiny)
    dice = random.Random(20261123)
    for _ in range(ROUNDS):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITE, str(path)], stdout=subprocess.PIPE, text=True
        )
        with writer:
            assert writer.stdout is not None
            acknowledged = [int(writer.stdout.readline()) for _ in range(dice.randint(1, 60))][-1]
            writer.kill()
        store = open_project(path, backups_kept=0)
        written = store.log(limit=1)[0].seq
        houses = [item for item in store.load() if isinstance(item, Household)]
        store.close()
        assert written >= acknowledged
        assert len(houses) == 20 + 7 * written
        assert rows_of(path, "PRAGMA integrity_check") == [("ok",)]
        assert rows_of(path, "SELECT count(*) FROM rtree_households_geom") == [(19 + 7 * written,)]
