"""Symbols: houses, care symbols, place badges, north.

Vector parts in a unit box, drawn at any size on any surface.

The box is 1 wide, its middle at 0, 0, y down. Symbols may reach a little beyond it with their white
rim.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

import numpy as np

from gridmap.layers.path_data import circle, flattened
from gridmap.layers.style import load_styles
from gridmap.layers.surface import Color, Coordinates, Path
from gridmap.model.catalogue import CareCategory, load_catalogue

_GRID: Final = 24.0
"""Pictograms are drawn on a grid of 24 by 24 units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SymbolPart:
    """One path of a symbol, filled (even-odd) and stroked.

    `width` is a share of the symbol's size, joins and ends are round.
    """

    path: Path
    fill: Color | None = None
    stroke: Color | None = None
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol: its parts from the lowest to the highest."""

    id: str
    parts: tuple[SymbolPart, ...]


def symbol_ids() -> tuple[str, ...]:
    """Return the id of every symbol there is."""
    catalogue = load_catalogue()
    houses = tuple(
        f"household-{name}" for name in ("occupied", "seasonal", "vacant", "ruin", "other")
    )
    places = tuple(f"place-{code}" for code in catalogue.places)
    care = tuple(f"care-{code}" for code in catalogue.care)
    return (*houses, *places, *care, "care-more", "north", "note")


@cache
def symbol(symbol_id: str) -> Symbol:
    """Return a symbol by its id.

    Raises: KeyError for an id that does not exist: our bug.
    """
    family, _, name = symbol_id.partition("-")
    if family == "household":
        parts = _house(name)
    elif family == "place":
        parts = _badge(name)
    elif family == "care" and name != "more":
        parts = _care(load_catalogue().care[name])
    else:
        parts = _drawn(symbol_id)
    return Symbol(symbol_id, parts)


def _ring(*points: tuple[float, float]) -> Path:
    return Path((np.array(points),), closed=True)


def _square(half: float) -> Path:
    return _ring((-half, -half), (half, -half), (half, half), (-half, half))


def _house(name: str) -> tuple[SymbolPart, ...]:
    """Return a house; outlines are drawn inside the box of 2.2 mm, 0.2 mm wide."""
    ink, white = load_styles().color("ink"), "#FFFFFF"
    outline = SymbolPart(path=_square(0.45), fill=white, stroke=ink, width=0.1)
    if name == "occupied":
        return (SymbolPart(path=_square(0.5), fill=ink),)
    if name == "vacant":
        return (outline,)
    if name == "seasonal":
        return (
            outline,
            SymbolPart(path=_ring((-0.45, -0.45), (0.45, 0.45), (-0.45, 0.45)), fill=ink),
        )
    if name == "ruin":
        cross = Path(
            (np.array([(-0.42, -0.42), (0.42, 0.42)]), np.array([(-0.42, 0.42), (0.42, -0.42)]))
        )
        return (outline, SymbolPart(path=cross, stroke=ink, width=0.1))
    if name == "other":
        styles = load_styles()
        return (
            SymbolPart(
                path=_square(0.46),
                fill=styles.color("foreign"),
                stroke=styles.color("foreign-line"),
                width=0.07,
            ),
        )
    raise KeyError(name)


def _polygon(corners: int, *, turn_deg: float, radius: float, y: float = 0.0) -> Path:
    angles = np.radians(turn_deg + np.arange(corners) * 360.0 / corners)
    return Path(
        (np.column_stack([radius * np.cos(angles), y + radius * np.sin(angles)]),), closed=True
    )


_SHAPES: Final[dict[str, tuple[Callable[[], Path], float, float]]] = {
    "circle": (lambda: Path((circle(0, 0, 0.5),), closed=True), 0.66, 0.0),
    "hexagon": (lambda: _polygon(6, turn_deg=0.0, radius=0.55), 0.64, 0.0),
    "triangle": (lambda: _ring((0.0, -0.47), (0.54, 0.45), (-0.54, 0.45)), 0.48, 0.165),
    "square": (lambda: _square(0.46), 0.72, 0.0),
    "diamond": (lambda: _polygon(4, turn_deg=-90.0, radius=0.6), 0.6, 0.0),
    "pentagon": (lambda: _polygon(5, turn_deg=-90.0, radius=0.55, y=0.03), 0.6, 0.05),
    "ring": (lambda: Path((circle(0, 0, 0.45),), closed=True), 0.0, 0.0),
    "dot": (lambda: Path((circle(0, 0, 0.28),), closed=True), 0.0, 0.0),
}
"""Outline, size of the character as a share of the box.

And how far the character stands below the middle.
"""

_RIM: Final = 0.09
_OUTLINE: Final = 0.25 / 4.0
_OUTLINED: Final = frozenset("HK")


def _care(category: CareCategory) -> tuple[SymbolPart, ...]:
    """Return a care symbol: white rim, shape in the category's colour, character or plus."""
    make, glyph_size, drop = _SHAPES[category.shape]
    shape, color, ink = make(), load_styles().color(f"care-{category.color}"), "#000000"
    outlined = category.color in _OUTLINED
    rim = _RIM + (_OUTLINE if outlined else 0.0)
    parts = [SymbolPart(path=shape, fill="#FFFFFF", stroke="#FFFFFF", width=rim)]
    if category.shape == "ring":
        plus = Path((np.array([(-0.25, 0.0), (0.25, 0.0)]), np.array([(0.0, -0.25), (0.0, 0.25)])))
        ring = SymbolPart(path=shape, fill="#FFFFFF", stroke=color, width=0.1)
        return (*parts, ring, SymbolPart(path=plus, stroke=color, width=0.12))
    stroke = ink if outlined else None
    parts.append(SymbolPart(path=shape, fill=color, stroke=stroke, width=_OUTLINE))
    if category.glyph and glyph_size:
        path = _glyph(category.glyph, glyph_size, drop)
        parts.append(SymbolPart(path=path, fill=ink if outlined else "#FFFFFF"))
    return tuple(parts)


@cache
def _glyph_outlines() -> dict[str, list[list[list[int]]]]:
    text = _resource("symbol_glyphs.json")
    outlines: dict[str, list[list[list[int]]]] = json.loads(text)
    return outlines


def _glyph(char: str, size: float, drop: float) -> Path:
    """Return the bold outline of a character.

    Its body centred `drop` below the middle of the box.
    """
    rings = [np.array(ring, dtype=np.float64) for ring in _glyph_outlines()[char]]
    every = np.vstack(rings)
    middle = (every.min(axis=0) + every.max(axis=0)) / 2
    factor = np.array([size, -size]) / 1000.0
    return Path(
        tuple((ring - middle) * factor + np.array([0.0, drop]) for ring in rings), closed=True
    )


def _badge(code: str) -> tuple[SymbolPart, ...]:
    """Return a place's badge: its ground in the family's colour, and the pictogram."""
    family = load_catalogue().places[code].family
    color = load_styles().color(family)
    hazard = family == "hazard"
    ground = _units(_drawings()["ground"]["hazard" if hazard else "badge"])
    glyph = "#000000" if hazard else "#FFFFFF"
    base = [
        SymbolPart(path=ground, fill="#FFFFFF", stroke="#FFFFFF", width=0.16 if hazard else 0.08)
    ]
    stroke = "#000000" if hazard else None
    base.append(SymbolPart(path=ground, fill=color, stroke=stroke, width=0.06))
    return (*base, *_parts(_drawings()["place"][code], {"glyph": glyph, "ground": color}))


def _drawn(symbol_id: str) -> tuple[SymbolPart, ...]:
    """Return a symbol that is wholly drawn in resources/symbols.toml."""
    return _parts(_drawings()["drawn"][symbol_id], {})


@cache
def _drawings() -> dict[str, Any]:
    return tomllib.loads(_resource("symbols.toml"))


def _resource(name: str) -> str:
    return (resources.files("gridmap") / "resources" / name).read_text("utf-8")


def _parts(rows: list[dict[str, Any]], colors: dict[str, Color]) -> tuple[SymbolPart, ...]:
    known = {**load_styles().colors, **colors}
    return tuple(
        SymbolPart(
            path=_units(row),
            fill=known[row["fill"]] if "fill" in row else None,
            stroke=known[row["stroke"]] if "stroke" in row else None,
            width=row.get("width", 0.0) / _GRID,
        )
        for row in rows
    )


def _units(row: dict[str, Any]) -> Path:
    """Return a drawing of the 24 unit grid, brought into the unit box.

    `d` is path data; `circles` holds x, y and radius of each.
    """
    if "circles" in row:
        runs: tuple[Coordinates, ...] = tuple(circle(*values) for values in row["circles"])
    else:
        runs = flattened(row["d"])
    return Path(
        tuple((run - _GRID / 2) / _GRID for run in runs),
        closed="fill" in row or row.get("closed", False),
    )
