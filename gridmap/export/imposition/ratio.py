"""The sentence on a sheet whose pages are not as large as they were made: which scale is true now.

Ratios printed on the page are wrong then; scale bars, which shrink with the map, stay right.
"""

from __future__ import annotations

from gridmap.i18n import tr


def ratio_note(factor: float, scale: int = 0) -> str:
    """Return what is printed below a page of `factor` times its size; empty: its size is true.

    `scale` is the n of 1 : n that the page says; 0: it says none, and only the size is noted.
    """
    if factor == 1.0:
        return ""
    percent = f"{100 * factor:.1f}".rstrip("0").rstrip(".")
    if not scale:
        return tr("Printed at {percent} % of its size.", percent=percent)
    return tr(
        "Printed at {percent} %: the scale of the map is 1 : {now}, not 1 : {scale}. The scale bar "
        "is right.",
        percent=percent,
        now=scale_at(scale, factor),
        scale=scale,
    )


def scale_at(scale: int, factor: float) -> int:
    """Return the n of 1 : n of a map printed at `factor` times its size, to three figures."""
    exact = scale / factor
    step = 10 ** max(len(str(int(exact))) - 3, 0)
    return int(round(exact / step) * step)
