"""Pictures as a copier or another eye has them: grey, or without red and green told apart."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from PySide6.QtGui import QImage

from gridmap.i18n import tr
from gridmap.layers.color_proof import Vision, seen_as


class Proof(StrEnum):
    """What the colours of a picture are shown as."""

    PLAIN = "plain"
    GREY = "grey"
    DEUTERANOPIA = "deuteranopia"
    PROTANOPIA = "protanopia"

    @property
    def words(self) -> str:
        """Its name in the current language."""
        return {
            Proof.PLAIN: tr("As printed"),
            Proof.GREY: tr("Grey (copier)"),
            Proof.DEUTERANOPIA: tr("Green-blind eye"),
            Proof.PROTANOPIA: tr("Red-blind eye"),
        }[self]


def proofed(image: QImage, proof: Proof) -> QImage:
    """Return a picture with the colours of a proof; the picture itself stays as it is."""
    if proof is Proof.PLAIN:
        return image
    if proof is Proof.GREY:
        return image.convertToFormat(QImage.Format.Format_Grayscale8)
    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(rgb.constBits(), dtype=np.uint8).reshape(rgb.height(), -1)
    pixels = rows[:, : 3 * rgb.width()].reshape(rgb.height(), rgb.width(), 3)
    seen = np.ascontiguousarray(seen_as(pixels, Vision(proof.value)))
    result = QImage(
        seen.data, rgb.width(), rgb.height(), 3 * rgb.width(), QImage.Format.Format_RGB888
    )
    return result.copy()
