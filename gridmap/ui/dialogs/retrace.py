"""The question before many acts are taken back or brought back at once."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gridmap.i18n import tr
from gridmap.store.store import LogEntry
from gridmap.ui.dialogs.question import may_go_on


def ask_retrace(parent: QWidget, entry: LogEntry, steps: int) -> bool:
    """Ask whether to go so many acts back (negative: forth); to leave all as it is is default."""
    when = f"{entry.at.astimezone():%Y-%m-%d %H:%M}"
    if steps > 0:
        text = tr("Take back acts: the last {count}?", count=steps)
        more = tr(
            "What was done up to “{title}” ({time}) stays. Redo brings everything back, as long as "
            "nothing else is done.",
            title=entry.title,
            time=when,
        )
        verb = tr("Take back {count}", count=steps)
    else:
        text = tr("Bring back acts: the next {count}?", count=-steps)
        more = tr("The last of them is “{title}” ({time}).", title=entry.title, time=when)
        verb = tr("Bring back {count}", count=-steps)
    return may_go_on(parent, text, more, go=verb)
