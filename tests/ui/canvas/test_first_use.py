"""Painting starts only after the window's thread has used Qt's types."""

from __future__ import annotations

import subprocess
import sys

STORM = """
import sys, threading
from PySide6.QtGui import QBrush, QColor, QGuiApplication, QImage, QPainter, QPen
app = QGuiApplication([])
from gridmap.ui.canvas.first_use import use_qt_types_once
use_qt_types_once()
gate = threading.Barrier(2)


def paint():
    gate.wait()
    image = QImage(8, 8, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(image)
    painter.setPen(QPen(QColor("red")))
    painter.fillRect(0, 0, 3, 3, QBrush(QColor("red")))
    painter.end()


thread = threading.Thread(target=paint)
thread.start()
sys.setswitchinterval(1e-6)
gate.wait()
from PySide6 import QtWidgets
QtWidgets.QPushButton, QtWidgets.QTreeView, QtWidgets.QHeaderView.ResizeMode
QPen(QColor("blue"))
thread.join()
"""


def test_two_threads_may_use_qt_at_once_after_the_first_use() -> None:
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, "-c", STORM], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
