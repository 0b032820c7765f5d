"""The buttons above the preview, by the names of their operations, in groups.

An operation that is named here gets a button as soon as the window has it.
"""

from __future__ import annotations

from typing import Final

ATLAS_TOOLS: Final[tuple[tuple[str, ...], ...]] = (
    ("print_booklet",),
    ("print_runs", "copy_register"),
)
"""What stands in the row: each group is parted from the next by a line."""
