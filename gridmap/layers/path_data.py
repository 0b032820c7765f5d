"""Path data as in SVG (M L H V C Q Z, absolute and relative), flattened to runs of points."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from gridmap.layers.surface import Coordinates

_TOKEN: Final = re.compile(r"([MLHVCQZmlhvcqz])|(-?\d*\.?\d+)")
_NUMBERS: Final = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Q": 4, "Z": 0}
_STEPS: Final = 10

Point = tuple[float, float]


@dataclass(slots=True)
class _Pen:
    """The runs drawn so far and the pen's position."""

    runs: list[list[Point]] = field(default_factory=list)
    at: Point = (0.0, 0.0)

    def move(self, to: Point) -> None:
        self.runs.append([to])
        self.at = to

    def line(self, to: Point) -> None:
        self.runs[-1].append(to)
        self.at = to

    def curve(self, *points: Point) -> None:
        """Draw a Bezier curve of two or three further points as short lines."""
        control = np.array([self.at, *points])
        for step in range(1, _STEPS + 1):
            t = step / _STEPS
            level = control
            while len(level) > 1:
                level = level[:-1] * (1 - t) + level[1:] * t
            self.runs[-1].append((float(level[0, 0]), float(level[0, 1])))
        self.at = points[-1]


def flattened(data: str) -> tuple[Coordinates, ...]:
    """Return the runs of path data as arrays of shape (n, 2), in the units of the data.

    Raises: ValueError where the data has a wrong number of values or begins without M.
    """
    pen = _Pen()
    for command, values in _commands(data):
        if not pen.runs and command.upper() != "M":
            raise ValueError(f"path data must begin with M: {data}")
        _draw(pen, command, values)
    return tuple(np.array(run) for run in pen.runs)


def circle(x: float, y: float, radius: float, *, steps: int = 48) -> Coordinates:
    """Return a circle as a ring of points."""
    angles = np.linspace(0.0, 2 * np.pi, steps, endpoint=False)
    return np.column_stack([x + radius * np.cos(angles), y + radius * np.sin(angles)])


def _commands(data: str) -> list[tuple[str, list[float]]]:
    """Return the commands with the values of each, a repeated command once for each repetition."""
    result: list[tuple[str, list[float]]] = []
    letter = ""
    values: list[float] = []
    for command, number in [*_TOKEN.findall(data), ("Z", "")]:
        if command:
            result.extend(_repeated(letter, values, data))
            letter, values = command, []
        else:
            values.append(float(number))
    return result


def _repeated(letter: str, values: list[float], data: str) -> list[tuple[str, list[float]]]:
    if not letter:
        return []
    size = _NUMBERS[letter.upper()]
    if (not size and values) or (size and (not values or len(values) % size)):
        raise ValueError(f"{letter} has {len(values)} values in path data: {data}")
    if not size:
        return [(letter, [])]
    chunks = [values[start : start + size] for start in range(0, len(values), size)]
    line_to = {"M": "L", "m": "l"}.get(letter, letter)
    return [(letter if not index else line_to, chunk) for index, chunk in enumerate(chunks)]


def _draw(pen: _Pen, command: str, values: list[float]) -> None:
    origin = pen.at if command.islower() else (0.0, 0.0)
    letter = command.upper()
    if letter == "H":
        pen.line((origin[0] + values[0], pen.at[1]))
    elif letter == "V":
        pen.line((pen.at[0], origin[1] + values[0]))
    elif letter == "Z":
        pen.at = pen.runs[-1][0]
    else:
        pairs = zip(values[::2], values[1::2], strict=True)
        points = [(origin[0] + x, origin[1] + y) for x, y in pairs]
        if letter in {"C", "Q"}:
            pen.curve(*points)
        elif letter == "M":
            pen.move(points[0])
        else:
            pen.line(points[0])
