"""The program is killed while somebody draws: at most the gesture in hand is missing.

`python -m benchmarks kill` does it 200 times.
"""

from pathlib import Path

from tests.helpers.killing import Killer


def test_a_program_killed_while_drawing_loses_at_most_the_gesture_in_hand(tmp_path: Path) -> None:
    killer = Killer(tmp_path, 20261123)
    kills = [killer.kill("session") for _ in range(9)]
    assert sum(kill.held for kill in kills) > 20


def test_the_window_killed_while_somebody_draws_loses_no_more(tmp_path: Path) -> None:
    killer = Killer(tmp_path, 5)
    kills = [killer.kill("window") for _ in range(3)]
    assert sum(kill.held for kill in kills) > 3
