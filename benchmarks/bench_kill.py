"""Kill a drawing program 200 times at random moments; `--kills=N` for another number.

Four in five through actions and a session, one in five through the real window with mouse events.
After each: the file opens, its integrity check is clean, it is what its log tells, the grids hold,
every acknowledged act is there and at most one more.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.helpers.killing import Kill, Killer  # noqa: E402

WINDOW_SHARE = 0.2
ROUND = 25
"""Kills before a new project is begun: an old one has hundreds of grids."""


def main(count: int) -> None:
    """Print how many kills were survived and what they left."""
    dice = random.Random(count)
    kills: list[Kill] = []
    start = time.perf_counter()
    while len(kills) < count:
        with tempfile.TemporaryDirectory(prefix="gridmap-kill-") as folder:
            killer = Killer(Path(folder), len(kills) + 1)
            for _ in range(min(ROUND, count - len(kills))):
                way = "window" if dice.random() < WINDOW_SHARE else "session"
                kills.append(killer.kill(way))
    spent = time.perf_counter() - start
    ways = Counter(kill.way for kill in kills)
    in_hand = sum(kill.held > kill.acknowledged for kill in kills)
    print(
        f"{len(kills)} kills survived ({dict(ways)}), {sum(kill.held for kill in kills)} acts, "
        f"0 acknowledged acts lost, {in_hand} kept that were not acknowledged yet, {spent:.0f} s"
    )


if __name__ == "__main__":
    asked = [word for word in sys.argv[1:] if word.startswith("--kills=")]
    main(int(asked[0].split("=")[1]) if asked else 200)
