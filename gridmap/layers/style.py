"""Styles: every colour, line, text size and symbol size of the map and the page.

Read from resources/styles.toml.

Names are the keys of that file; a name that does not exist is our bug and raises KeyError.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, Final

from gridmap.layers.surface import Color, PathStyle, TextStyle


@dataclass(frozen=True, slots=True, kw_only=True)
class Styles:
    """How everything looks. `sizes` are millimetres."""

    colors: Mapping[str, Color]
    lines: Mapping[str, PathStyle]
    texts: Mapping[str, TextStyle]
    sizes: Mapping[str, float]

    def color(self, name: str) -> Color:
        """Return a colour of [colors]."""
        return self.colors[name]

    def path(self, name: str) -> PathStyle:
        """Return how a kind of line or area is stroked and filled, of [paths]."""
        return self.lines[name]

    def text(self, name: str) -> TextStyle:
        """Return how a kind of text is set, of [texts]."""
        return self.texts[name]

    def size_mm(self, name: str) -> float:
        """Return a size in millimetres, of [sizes]."""
        return self.sizes[name]


@cache
def load_styles() -> Styles:
    """Return the shipped styles (resources/styles.toml)."""
    source = resources.files("gridmap") / "resources" / "styles.toml"
    return parse_styles(source.read_text("utf-8"))


def parse_styles(text: str) -> Styles:
    """Return the styles written in a TOML text.

    A colour that does not begin with # names one of [colors]; "ink/8C" is ink with that opacity.
    """
    raw = tomllib.loads(text)
    colors: dict[str, Color] = raw["colors"]
    return Styles(
        colors=MappingProxyType(colors),
        lines=MappingProxyType(
            {name: PathStyle(**_fields(row, colors)) for name, row in raw["paths"].items()}
        ),
        texts=MappingProxyType(
            {name: TextStyle(**_fields(row, colors)) for name, row in raw["texts"].items()}
        ),
        sizes=MappingProxyType({name: float(size) for name, size in raw["sizes"].items()}),
    )


def greyed(styles: Styles, *, paler: float = 0.35) -> Styles:
    """Return styles with every colour as its grey, `paler` of the way towards white."""

    def grey(color: Color) -> Color:
        red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
        light = 0.299 * red + 0.587 * green + 0.114 * blue
        level = round(light + (255 - light) * paler)
        return f"#{level:02X}{level:02X}{level:02X}{color[7:]}"

    def of_path(style: PathStyle) -> PathStyle:
        return replace(
            style,
            stroke=grey(style.stroke) if style.stroke is not None else None,
            fill=grey(style.fill) if style.fill is not None else None,
        )

    return replace(
        styles,
        colors=MappingProxyType({name: grey(color) for name, color in styles.colors.items()}),
        lines=MappingProxyType({name: of_path(style) for name, style in styles.lines.items()}),
        texts=MappingProxyType({
            name: replace(style, color=grey(style.color), halo_color=grey(style.halo_color))
            for name, style in styles.texts.items()
        }),
    )  # fmt: skip


_COLOR_FIELDS: Final = frozenset({"stroke", "fill", "color", "halo_color"})


def _fields(row: Mapping[str, Any], colors: Mapping[str, Color]) -> dict[str, Any]:
    """Return a row of the file as the fields of a style: colours resolved, lists made tuples."""
    return {
        key: _color(value, colors)
        if key in _COLOR_FIELDS
        else (tuple(value) if isinstance(value, list) else value)
        for key, value in row.items()
    }


def _color(name: str, colors: Mapping[str, Color]) -> Color:
    base, _, opacity = name.partition("/")
    return base if base.startswith("#") else colors[base] + opacity
