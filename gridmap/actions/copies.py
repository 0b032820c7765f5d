"""The register of printed copies: who holds which, and which should have come back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final, Literal

from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.model.changes import Change, Changeset, added, edited
from gridmap.model.document import FeatureReader
from gridmap.model.features import FeatureId, Officer, PrintCopy, new_id
from gridmap.model.runs import PrintRun

Step = Literal["handed_on", "returned_on", "destroyed_on"]
"""What happens to a copy: handed out, brought back, destroyed."""

_ORDER: Final[tuple[Step, ...]] = ("handed_on", "returned_on", "destroyed_on")


def register_run(reader: FeatureReader, run: PrintRun) -> Changeset:
    """Return the lines of a run's copies: one for each officer, else one for its recipient.

    Those that are in the register already are left out.
    """
    spec = run.entry.spec
    known = {(item.run, item.recipient, item.copy) for item in reader.all(PrintCopy)}
    until = spec.get("valid_until")
    officers = dict.fromkeys(mark.officer for mark in run.booklets)
    names = [
        item.name
        for key in officers
        if key is not None and (item := reader.find(key, Officer)) is not None
    ]
    found = [
        PrintCopy(
            id=new_id(),
            run=run.entry.number,
            edition=run.entry.edition,
            recipient=name,
            copy=int(spec.get("copy", 1)),
            copies=int(spec.get("copies", 1)),
            valid_until=date.fromisoformat(until) if until else None,
        )
        for name in names or [run.entry.recipient]
    ]
    fresh = [item for item in found if (item.run, item.recipient, item.copy) not in known]
    return added(tr("Register the copies of print run {number}", number=run.entry.number), fresh)


def edit_copy(reader: FeatureReader, copy: FeatureId, **fields: object) -> Changeset:
    """Return the edit of one line of the register. Raises: UsageError for dates out of order."""
    old = reader.get(copy, PrintCopy)
    new = replace(old, **fields)  # type: ignore[arg-type]
    days = [day for step in _ORDER if (day := getattr(new, step)) is not None]
    if days != sorted(days):
        raise UsageError(
            tr("A copy is handed out first, then brought back, then destroyed."),
            hint=tr("Check the dates of this copy."),
        )
    return edited(tr("Edit the copy register"), [(old, new)])


def note_step(
    reader: FeatureReader, copies: Iterable[FeatureId], step: Step, *, on: date
) -> Changeset:
    """Return the changeset that notes a step of some copies on a day; a noted day stays."""
    pairs = []
    for key in copies:
        old = reader.get(key, PrintCopy)
        if getattr(old, step) is None:
            pairs.append((old, _with_step(old, step, on)))
    return edited(_title(step), pairs)


def remove_copies(reader: FeatureReader, copies: Iterable[FeatureId]) -> Changeset:
    """Return the changeset that takes lines out of the register."""
    gone = (Change(reader.get(key, PrintCopy), None) for key in copies)
    return Changeset(tr("Remove from the copy register"), tuple(gone))


def overdue_copies(reader: FeatureReader, *, on: date) -> list[PrintCopy]:
    """Return the copies that are out although their last day has passed, the oldest first."""
    found = [item for item in reader.all(PrintCopy) if is_overdue(item, on=on)]
    return sorted(found, key=lambda item: (item.valid_until or on, item.recipient, item.copy))


def is_overdue(copy: PrintCopy, *, on: date) -> bool:
    """Whether a copy is still out although its last day of use has passed."""
    is_out = copy.handed_on is not None and copy.returned_on is None and copy.destroyed_on is None
    return is_out and copy.valid_until is not None and copy.valid_until < on


def state_words(copy: PrintCopy, *, on: date) -> str:
    """Return where a copy is, in words."""
    if copy.destroyed_on is not None:
        return tr("destroyed")
    if copy.returned_on is not None:
        return tr("came back")
    if is_overdue(copy, on=on):
        return tr("overdue: should have come back")
    return tr("handed out") if copy.handed_on is not None else tr("not handed out yet")


def _with_step(copy: PrintCopy, step: Step, on: date) -> PrintCopy:
    if step == "handed_on":
        return replace(copy, handed_on=on)
    return (
        replace(copy, returned_on=on) if step == "returned_on" else replace(copy, destroyed_on=on)
    )


def _title(step: Step) -> str:
    return {
        "handed_on": tr("Hand out copies"),
        "returned_on": tr("Take copies back"),
        "destroyed_on": tr("Note copies as destroyed"),
    }[step]
