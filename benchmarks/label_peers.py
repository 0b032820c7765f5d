"""Asking QGIS to place the same labels: the box font, the call, and a check of what it placed."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib.tables._g_l_y_f import Glyph

from gridmap.layers.label_candidates import Candidates
from gridmap.layers.label_conflicts import (
    blocked,
    candidate_pairs,
    overlapping_pairs,
    pairs_between,
)
from gridmap.layers.labels import Box, Boxes, LabelRequest

PYTHON: Final = os.environ.get("QGIS_PYTHON", "/usr/bin/python3")
TOLERANCE_MM: Final = 0.05
"""QGIS's labels may come this near to one another and to symbols: it works in pixels of 0.05 mm."""

_FAMILY: Final = "GridMap Boxes"
_UNITS: Final = 2048
_SQUARE: Final = "\ue000"
_SCRIPT: Final = Path(__file__).with_name("peer_qgis.py")

Placed = list[list[float] | None]


def make_box_font(shares: Sequence[float], file: Path) -> dict[float, str]:
    """Write a font with a character for each share of width to height; return the characters.

    Its lines are exactly one em high, so a character is a label's box.
    """
    letters = {share: chr(0xE001 + number) for number, share in enumerate(sorted(set(shares)))}
    widths = {_SQUARE: _UNITS}
    widths |= {letter: round(share * _UNITS) for share, letter in letters.items()}
    names = {letter: f"u{ord(letter):X}" for letter in widths}
    builder = FontBuilder(_UNITS, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap({ord(letter): name for letter, name in names.items()})
    builder.setupGlyf({name: Glyph() for name in (".notdef", *names.values())})
    metrics = {names[letter]: (width, 0) for letter, width in widths.items()}
    builder.setupHorizontalMetrics({".notdef": (_UNITS, 0), **metrics})
    ascent, descent = round(0.88 * _UNITS), round(0.12 * _UNITS)
    ascent += _UNITS - ascent - descent
    builder.setupHorizontalHeader(ascent=ascent, descent=-descent)
    builder.setupNameTable({"familyName": _FAMILY, "styleName": "Regular"})
    builder.setupOS2(
        sTypoAscender=ascent,
        sTypoDescender=-descent,
        sTypoLineGap=0,
        usWinAscent=ascent,
        usWinDescent=descent,
    )
    builder.setupPost()
    builder.save(file)
    return letters


def ask_qgis(
    cases: Sequence[tuple[Sequence[LabelRequest], Box, float]],
) -> tuple[str, list[dict[str, Placed]]]:
    """Return QGIS's version, and for each case where it put the first variant of every label.

    A case is its requests, the frame and the gap. The version is empty, and the second what is
    missing, where QGIS cannot be asked.
    """
    shares = {
        round(item.variants[0].width_mm / item.variants[0].height_mm, 3)
        for requests, _, _ in cases
        for item in requests
    }
    with tempfile.TemporaryDirectory() as folder:
        font = Path(folder) / "boxes.ttf"
        letters = make_box_font(sorted(shares), font)
        jobs = [_job(requests, frame, gap_mm, letters) for requests, frame, gap_mm in cases]
        task, answer = Path(folder) / "jobs.json", Path(folder) / "result.json"
        task.write_text(
            json.dumps({"font": str(font), "family": _FAMILY, "jobs": jobs}), encoding="utf-8"
        )
        try:
            subprocess.run(
                [PYTHON, _SCRIPT, task, answer],
                check=True,
                capture_output=True,
                env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": ""},
            )
        except (OSError, subprocess.CalledProcessError) as error:
            return f"missing: {error}", []
        found = json.loads(answer.read_text(encoding="utf-8"))
    if "missing" in found:
        return f"missing: {found['missing']}", []
    return str(found["version"]), found["results"]


def _job(
    requests: Sequence[LabelRequest], frame: Box, gap_mm: float, letters: dict[float, str]
) -> dict[str, object]:
    labels = [
        {
            "x": item.x_mm,
            "y": item.y_mm,
            "w": item.variants[0].width_mm,
            "h": item.variants[0].height_mm,
            "text": letters[round(item.variants[0].width_mm / item.variants[0].height_mm, 3)],
        }
        for item in requests
    ]
    half = requests[0].half_mm if requests else 0.0
    return {"frame": frame, "half": half, "gap": gap_mm, "labels": labels, "square": _SQUARE}


def valid(requests: Sequence[LabelRequest], boxes: Placed) -> int:
    """Return how many of a peer's labels stand by the rules: on no foreign symbol, no other label.

    A label on a foreign symbol counts as not placed; of two that overlap one does.
    """
    at = [index for index, box in enumerate(boxes) if box is not None]
    if not at:
        return 0
    inner = np.array([boxes[index] for index in at], dtype=np.float64)
    inner += np.array([TOLERANCE_MM, TOLERANCE_MM, -TOLERANCE_MM, -TOLERANCE_MM])
    label, symbol = pairs_between(inner, _symbols(requests))
    bad = {
        row for row, other in zip(label.tolist(), symbol.tolist(), strict=True) if at[row] != other
    }
    for left, right in zip(*(part.tolist() for part in overlapping_pairs(inner)), strict=True):
        if left not in bad and right not in bad:
            bad.add(left)
    return len(at) - len(bad)


def valid_with_leaders(requests: Sequence[LabelRequest], boxes: Placed) -> int:
    """Return how many of a peer's labels stand by the rules with straight leaders to their points.

    Leaders are as the labels' own: on no foreign symbol, no other label, across no other leader.
    Of labels in each other's way the one that is in most others' way counts as not placed.
    """
    at = [index for index, box in enumerate(boxes) if box is not None]
    if not at:
        return 0
    inner = np.array([boxes[index] for index in at], dtype=np.float64)
    inner += np.array([TOLERANCE_MM, TOLERANCE_MM, -TOLERANCE_MM, -TOLERANCE_MM])
    points = np.array([(requests[index].x_mm, requests[index].y_mm) for index in at])
    nearest = np.clip(points, inner[:, :2], inner[:, 2:])
    zero = np.zeros(len(at), dtype=np.intp)
    labels = Candidates(
        np.array(at, dtype=np.intp),
        zero,
        zero,
        zero,
        np.zeros(len(at)),
        inner,
        np.concatenate([points, nearest], axis=1),
    )
    touching, _ = blocked(labels, _symbols(requests), np.arange(len(requests)), 0.0, 0.0)
    labels = labels.take(~touching)
    left, right = candidate_pairs(labels, None, 0.0)
    against = np.zeros((len(labels.owner), len(labels.owner)), dtype=np.bool_)
    against[left, right] = against[right, left] = True
    while against.any():
        worst = int(against.sum(axis=0).argmax())
        against = np.delete(np.delete(against, worst, axis=0), worst, axis=1)
    return len(against)


def _symbols(requests: Sequence[LabelRequest]) -> Boxes:
    """Return the boxes of the symbols."""
    return np.array(
        [
            (i.x_mm - i.half_mm, i.y_mm - i.half_mm, i.x_mm + i.half_mm, i.y_mm + i.half_mm)
            for i in requests
        ]
    )


def size_error_mm(requests: Sequence[LabelRequest], boxes: Placed) -> float:
    """Return by how much a peer's boxes differ at most from ours, in millimetres."""
    return max(
        (
            max(
                abs(box[2] - box[0] - item.variants[0].width_mm),
                abs(box[3] - box[1] - item.variants[0].height_mm),
            )
            for item, box in zip(requests, boxes, strict=True)
            if box is not None
        ),
        default=0.0,
    )
