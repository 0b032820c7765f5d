"""Verbs on duties: give one, change its deputy, end it. What lies in the past stays true.

A post with one holder (ONE_HOLDER) is never held by two: the earlier duty ends the day before the
new one begins.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from gridmap.actions.edits import held
from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.model.catalogue import load_catalogue
from gridmap.model.changes import Change, Changeset
from gridmap.model.document import FeatureReader
from gridmap.model.duties import AUXILIARY, DOCTOR, GRID_HEAD, LEADER, RESPONSIBLE
from gridmap.model.duty_words import role_name, scope_name
from gridmap.model.features import (
    CareRecord,
    Duty,
    FeatureId,
    Grid,
    Officer,
    Township,
    Village,
    VillagerGroup,
    new_id,
)

ONE_HOLDER: Final = frozenset({LEADER, GRID_HEAD, AUXILIARY, RESPONSIBLE, DOCTOR, "children"})
"""Roles that one person holds for a scope; several people may share the others."""

ONE_DAY: Final = timedelta(days=1)
_SCOPES: Final = (Township, Village, VillagerGroup, Grid, CareRecord)


def give_duty(
    reader: FeatureReader,
    *,
    role: str,
    scope: FeatureId,
    officer: FeatureId | None,
    valid_from: date,
    valid_to: date | None = None,
    deputy: FeatureId | None = None,
) -> Changeset:
    """Return the changeset that gives an officer a role for a scope from a day on.

    Who held it until then ends the day before; where the new duty has an end, the earlier holder
    takes it up again after it. `officer` None leaves the post empty. A duty that began on the very
    day is corrected.

    Raises: UsageError for a role, scope or officer that is not there, a deputy who is the officer,
    an end before the beginning, or where somebody takes the post later than `valid_from`.
    """
    new = Duty(
        id=new_id(),
        role=role,
        scope=scope,
        officer=officer,
        deputy=deputy,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    _check(reader, new)
    changes = _make_room(reader, new)
    if changes is None:
        return Changeset(_title(reader, new))
    return Changeset(_title(reader, new), tuple(changes))


def set_deputy(
    reader: FeatureReader, duty: FeatureId, deputy: FeatureId | None, *, valid_from: date
) -> Changeset:
    """Return the changeset that gives a duty another deputy from a day on; None: nobody.

    Until the day before it stays as it was. Raises: UsageError as `give_duty` does.
    """
    old = held(reader, duty, Duty)
    new = replace(old, deputy=deputy)
    _check(reader, new)
    who = reader.find(deputy, Officer)
    title = tr(
        "Deputy of {post}: {name}",
        post=f"{scope_name(reader, old.scope)} {role_name(old.role)}",
        name=who.name if who is not None else tr("nobody"),
    )
    if old == new:
        return Changeset(title)
    if old.valid_from is not None and old.valid_from >= valid_from:
        return Changeset(title, (Change(old, new),))
    if old.valid_to is not None and old.valid_to < valid_from:
        raise UsageError(tr("This duty ended on {day}.", day=old.valid_to))
    return Changeset(title, tuple(split_at(old, new, last_day=valid_from - ONE_DAY)))


def end_duty(reader: FeatureReader, duty: FeatureId, *, last_day: date) -> Changeset:
    """Return the changeset that ends a duty; one that has not begun by then is taken back.

    The post is open afterwards. Raises: UsageError where the duty is gone or over.
    """
    old = held(reader, duty, Duty)
    title = tr("End {post}", post=f"{scope_name(reader, old.scope)} {role_name(old.role)}")
    if old.valid_to is not None and old.valid_to < last_day:
        raise UsageError(tr("This duty ended on {day}.", day=old.valid_to))
    if old.valid_from is not None and old.valid_from > last_day:
        return Changeset(title, (Change(old, None),))
    if old.valid_to == last_day:
        return Changeset(title)
    return Changeset(title, (Change(old, replace(old, valid_to=last_day)),))


def set_term(
    reader: FeatureReader, duty: FeatureId, *, valid_from: date | None, valid_to: date | None
) -> Changeset:
    """Return the changeset that corrects from when to when a duty runs.

    Raises: UsageError for an end before the beginning, or where another holder's time is touched.
    """
    old = held(reader, duty, Duty)
    new = replace(old, valid_from=valid_from, valid_to=valid_to)
    _check(reader, new)
    title = tr("Correct the term of {post}", post=_post_words(reader, old))
    for other in rivals(reader, new):
        if other.id != old.id and overlaps(other, new):
            raise UsageError(_taken(reader, other))
    return Changeset(title, (Change(old, new),)) if old != new else Changeset(title)


def remove_duty(reader: FeatureReader, duty: FeatureId) -> Changeset:
    """Return the changeset that removes a duty that was recorded by mistake, its past too."""
    old = held(reader, duty, Duty)
    title = tr("Remove {post}", post=_post_words(reader, old))
    return Changeset(title, (Change(old, None),))


def split_at(old: Duty, new: Duty, *, last_day: date) -> list[Change]:
    """Return the changes by which a duty runs as it was until a day and as `new` after it.

    A duty that begins only after the day is changed as a whole.
    """
    if old.valid_from is not None and old.valid_from > last_day:
        return [Change(old, new)] if old != new else []
    later = replace(new, id=new_id(), valid_from=last_day + ONE_DAY, valid_to=old.valid_to)
    return [Change(old, replace(old, valid_to=last_day)), Change(None, later)]


def rivals(reader: FeatureReader, duty: Duty) -> list[Duty]:
    """Return the duties that cannot run beside one: same scope and role, or the same officer."""
    same = [
        other
        for other in reader.all(Duty)
        if other.scope == duty.scope and other.role == duty.role and other.id != duty.id
    ]
    if duty.role in ONE_HOLDER:
        return same
    return [other for other in same if other.officer in (None, duty.officer)]


def overlaps(one: Duty, other: Duty) -> bool:
    """Whether two duties have a day in common."""
    starts = one.valid_from or date.min, other.valid_from or date.min
    ends = one.valid_to or date.max, other.valid_to or date.max
    return max(starts) <= min(ends)


def _make_room(reader: FeatureReader, new: Duty) -> list[Change] | None:
    """Return the changes that put a duty among its rivals; None: it is there already."""
    start = new.valid_from
    assert start is not None
    changes: list[Change] = []
    is_placed = False
    for old in rivals(reader, new):
        if not overlaps(old, new):
            continue
        if old.valid_from is not None and old.valid_from > start:
            raise UsageError(
                _taken(reader, old),
                hint=tr("Let the duty end before that day, or end the other one first."),
            )
        if (old.officer, old.deputy, old.valid_to) == (new.officer, new.deputy, new.valid_to):
            return None
        if old.valid_from == start:
            changes.append(Change(old, None if is_placed else replace(new, id=old.id)))
            is_placed = True
        else:
            changes.append(Change(old, replace(old, valid_to=start - ONE_DAY)))
        changes += _taken_up_again(old, new)
    return changes if is_placed else [*changes, Change(None, new)]


def _taken_up_again(old: Duty, new: Duty) -> list[Change]:
    if new.valid_to is None or (old.valid_to is not None and old.valid_to <= new.valid_to):
        return []
    return [Change(None, replace(old, id=new_id(), valid_from=new.valid_to + ONE_DAY))]


def _check(reader: FeatureReader, duty: Duty) -> None:
    if duty.role not in load_catalogue().roles:
        raise UsageError(tr("“{text}” is not a role.", text=duty.role))
    if not any(reader.find(duty.scope, kind) for kind in _SCOPES):
        raise UsageError(tr("What the duty is for is no longer there."))
    for person in (duty.officer, duty.deputy):
        if person is not None and reader.find(person, Officer) is None:
            raise UsageError(tr("This officer is no longer there."))
    if duty.deputy is not None and duty.deputy == duty.officer:
        raise UsageError(tr("Nobody can be their own deputy."), hint=tr("Choose somebody else."))
    if (duty.valid_to or date.max) < (duty.valid_from or date.min):
        raise UsageError(tr("The duty would end before it begins."))


def _taken(reader: FeatureReader, other: Duty) -> str:
    holder = reader.find(other.officer, Officer)
    return tr(
        "{post} is held by {name} from {day} on.",
        post=_post_words(reader, other),
        name=holder.name if holder is not None else tr("nobody"),
        day=other.valid_from or tr("the beginning"),
    )


def _post_words(reader: FeatureReader, duty: Duty) -> str:
    return f"{scope_name(reader, duty.scope)} {role_name(duty.role)}"


def _title(reader: FeatureReader, duty: Duty) -> str:
    officer = reader.find(duty.officer, Officer)
    return tr(
        "{post}: {name}",
        post=_post_words(reader, duty),
        name=officer.name if officer is not None else tr("nobody"),
    )
