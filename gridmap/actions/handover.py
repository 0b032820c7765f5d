"""An officer leaves: what hangs on the name, who takes it, all passed on in one act.

Every duty ends on the last day and its new one begins the day after, so that nobody is without an
answer on any day and an as-of date still answers for the past.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, Literal, TypeAlias

from gridmap.actions.care import own_to_duty
from gridmap.actions.duties import ONE_DAY, give_duty, split_at
from gridmap.actions.edits import held
from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.model.categories import catalogue_of
from gridmap.model.changes import Changeset, edited
from gridmap.model.document import FeatureReader, Trial
from gridmap.model.duties import LEADER, RESPONSIBLE
from gridmap.model.duty_words import role_name, scope_name
from gridmap.model.features import (
    CareRecord,
    Duty,
    FeatureId,
    Grid,
    Household,
    Officer,
    Project,
    Village,
    VillagerGroup,
)

Part: TypeAlias = Literal["holder", "deputy", "own_leader", "own_officer", "own_deputy", "owner"]
Key: TypeAlias = tuple[Part, str]
"""What a holding is and where: a duty's or record's id, a category's code."""

Takers: TypeAlias = Mapping[Key, FeatureId | None]
"""Who takes what; None: nobody, which only a deputy's place may have."""

DEPUTIES: Final[frozenset[Part]] = frozenset({"deputy", "own_deputy"})

_OWN: Final[dict[Part, tuple[str, str]]] = {
    "own_leader": ("leader", LEADER),
    "own_officer": ("officer", RESPONSIBLE),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One thing that hangs on an officer after the last day.

    `scope` is what it is for and `role` a role's code (a category of care has neither), `village`
    where it lies, `deputy` who stands in already.
    """

    part: Part
    feature: str
    role: str
    scope: FeatureId | None
    village: FeatureId | None
    deputy: FeatureId | None = None

    @property
    def key(self) -> Key:
        """What tells it from the others."""
        return self.part, self.feature


def holdings(reader: FeatureReader, officer: FeatureId, *, last_day: date) -> list[Holding]:
    """Return everything that names an officer after a day: posts, deputies, records, categories.

    Wide scopes come first, the records of one village together.
    """
    found: list[Holding] = []
    for duty in reader.all(Duty):
        if duty.valid_to is not None and duty.valid_to <= last_day:
            continue
        if duty.officer == officer:
            found.append(_of_duty(reader, duty, "holder"))
        if duty.deputy == officer:
            found.append(_of_duty(reader, duty, "deputy"))
    for record in reader.all(CareRecord):
        if record.end is None or record.end > last_day:
            found += _of_record(reader, record, officer)
    for project in reader.all(Project):
        found += [
            Holding(part="owner", feature=rule.code, role="", scope=None, village=None)
            for rule in project.category_rules
            if rule.owner == officer
        ]
    return sorted(found, key=lambda item: _order(reader, item))


def suggestions(
    reader: FeatureReader, items: Iterable[Holding], leaver: FeatureId, *, last_day: date
) -> dict[Key, FeatureId]:
    """Return who might take each holding: the deputy, else a colleague of the village.

    A colleague is who has most posts there, the same role before others. Holdings for which nobody
    is at hand are left out.
    """
    colleagues = _colleagues(reader, leaver, last_day)
    found: dict[Key, FeatureId] = {}
    for item in items:
        taker = item.deputy if item.deputy != leaver else None
        if item.part in DEPUTIES or taker is None:
            duty = reader.find(FeatureId(item.feature), Duty)
            taken = {duty.officer} if duty is not None else set()
            taker = _most_at_hand(colleagues, item, taken)
        if taker is not None:
            found[item.key] = taker
    return found


def hand_over(
    reader: FeatureReader,
    officer: FeatureId,
    takers: Takers,
    *,
    last_day: date,
    is_whole: bool = True,
) -> Changeset:
    """Return the one changeset that passes an officer's holdings on after the last day.

    `takers` says who takes what; where `is_whole`, everything must be in it, else the rest stays
    with the officer. Raises: UsageError naming what would be left open, for a taker who leaves or
    is gone, or one who would be their own deputy.
    """
    leaver = held(reader, officer, Officer)
    items = holdings(reader, officer, last_day=last_day)
    _check(reader, leaver, items, takers, is_whole=is_whole)
    trial = Trial(reader)
    duties = {
        FeatureId(item.feature): item
        for item in items
        if item.part in ("holder", "deputy") and item.key in takers
    }
    for duty_id in duties:
        _pass_duty(trial, duty_id, takers, last_day)
    for item in items:
        if item.key in takers and item.part in ("own_leader", "own_officer", "own_deputy"):
            _pass_record(trial, item, takers[item.key], last_day)
    _pass_categories(trial, items, takers)
    return trial.changes(tr("Hand over from {name}", name=leaver.name))


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverLine:
    """A line of the paper that is signed: what, as what, how many records (0: a post), to whom."""

    what: str
    role: str
    records: int
    taker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOn:
    """A handover that was carried out: who left, who took something, and what is to be signed."""

    leaver: FeatureId
    takers: tuple[FeatureId, ...]
    last_day: date
    lines: tuple[HandoverLine, ...]


def lines_to_sign(
    reader: FeatureReader, items: Iterable[Holding], takers: Takers
) -> list[HandoverLine]:
    """Return what was passed on in lines; records are counted by village and name nobody."""
    counts: Counter[tuple[str, str, str]] = Counter()
    lines: list[HandoverLine] = []
    for item in items:
        taker = reader.find(takers.get(item.key), Officer)
        if taker is None:
            continue
        what, role = words_of(reader, item)
        if item.scope is None or reader.find(item.scope, CareRecord) is None:
            lines.append(HandoverLine(what=what, role=role, records=0, taker=taker.name))
            continue
        village = reader.find(item.village, Village)
        counts[village.name if village is not None else "", role, taker.name] += 1
    lines += [
        HandoverLine(what=what, role=role, records=count, taker=taker)
        for (what, role, taker), count in counts.items()
    ]
    return lines


def words_of(reader: FeatureReader, item: Holding) -> tuple[str, str]:
    """Return what a holding is for and what it is: 柳溪村 第二网格, 网格长."""
    if item.part == "owner" or item.scope is None:
        category = catalogue_of(reader).care.get(item.feature)
        return category.short_name if category is not None else item.feature, tr(
            "Owner of the category"
        )
    role = role_name(item.role)
    if item.part in DEPUTIES:
        role = tr("Deputy: {role}", role=role)
    return scope_name(reader, item.scope), role


def _of_duty(reader: FeatureReader, duty: Duty, part: Part) -> Holding:
    return Holding(
        part=part,
        feature=duty.id,
        role=duty.role,
        scope=duty.scope,
        village=_village_of(reader, duty.scope),
        deputy=duty.deputy if part == "holder" else None,
    )


def _of_record(reader: FeatureReader, record: CareRecord, officer: FeatureId) -> list[Holding]:
    named: tuple[tuple[Part, FeatureId | None, str], ...] = (
        ("own_leader", record.leader, LEADER),
        ("own_officer", record.officer, RESPONSIBLE),
        ("own_deputy", record.deputy, RESPONSIBLE),
    )
    return [
        Holding(
            part=part,
            feature=record.id,
            role=role,
            scope=record.id,
            village=_village_of(reader, record.id),
            deputy=record.deputy if part == "own_officer" else None,
        )
        for part, who, role in named
        if who == officer
    ]


def _village_of(reader: FeatureReader, scope: FeatureId) -> FeatureId | None:
    area: VillagerGroup | Grid | None = reader.find(scope, VillagerGroup)
    area = area or reader.find(scope, Grid)
    if area is not None:
        return area.village
    record = reader.find(scope, CareRecord)
    if record is None:
        return scope if reader.find(scope, Village) is not None else None
    home = reader.find(record.household, Household)
    if home is None:
        return None
    group = reader.find(home.group, VillagerGroup)
    return home.village or (group.village if group is not None else None)


_WIDTHS: Final = ("township", "village", "group", "grid", "care_record")


def _order(reader: FeatureReader, item: Holding) -> tuple[int, str, str, str]:
    scope = reader.find_any(item.scope) if item.scope is not None else None
    width = _WIDTHS.index(scope.kind) if scope is not None and scope.kind in _WIDTHS else 9
    village = reader.find(item.village, Village)
    return width, village.code if village is not None else "", item.role, item.feature


Colleagues: TypeAlias = dict[FeatureId | None, Counter[tuple[str, FeatureId]]]


def _colleagues(reader: FeatureReader, leaver: FeatureId, last_day: date) -> Colleagues:
    """Return how many posts of each role everybody else has after a day, by village."""
    found: Colleagues = {}
    for duty in reader.all(Duty):
        is_over = duty.valid_to is not None and duty.valid_to <= last_day
        if duty.officer is not None and duty.officer != leaver and not is_over:
            village = _village_of(reader, duty.scope)
            found.setdefault(village, Counter())[duty.role, duty.officer] += 1
    return found


def _most_at_hand(
    colleagues: Colleagues, item: Holding, taken: set[FeatureId | None]
) -> FeatureId | None:
    counts = colleagues.get(item.village, Counter())
    posts: Counter[FeatureId] = Counter()
    for (role, officer), count in counts.items():
        if officer not in taken:
            posts[officer] += count + (100 if role == item.role else 0)
    if not posts and item.village is not None:
        return _most_at_hand(
            {None: sum(colleagues.values(), Counter())}, replace(item, village=None), taken
        )
    return min(posts, key=lambda officer: (-posts[officer], officer), default=None)


def _check(
    reader: FeatureReader,
    leaver: Officer,
    items: list[Holding],
    takers: Takers,
    *,
    is_whole: bool,
) -> None:
    for (part, _), taker in takers.items():
        if taker is None and part in DEPUTIES:
            continue
        if reader.find(taker, Officer) is None:
            raise UsageError(tr("This officer is no longer there."))
        if taker == leaver.id:
            raise UsageError(tr("{name} cannot take over from themselves.", name=leaver.name))
    left = [item for item in items if item.key not in takers]
    if is_whole and left:
        what, role = words_of(reader, left[0])
        raise UsageError(
            tr(
                "{count} would be left open, the first: {what}.",
                count=len(left),
                what=f"{what} {role}",
            ),
            hint=tr("Say who takes it, or pass on only a part."),
        )


def _pass_duty(trial: Trial, duty_id: FeatureId, takers: Takers, last_day: date) -> None:
    old = trial.get(duty_id, Duty)
    officer = takers.get(("holder", duty_id), old.officer)
    deputy = takers.get(("deputy", duty_id), old.deputy)
    if ("deputy", duty_id) in takers and deputy == officer:
        raise UsageError(
            tr("Nobody can be their own deputy."),
            hint=f"{scope_name(trial, old.scope)} {role_name(old.role)}",
        )
    new = replace(old, officer=officer, deputy=None if deputy == officer else deputy)
    trial.apply(Changeset("", tuple(split_at(old, new, last_day=last_day))))


def _pass_record(trial: Trial, item: Holding, taker: FeatureId | None, last_day: date) -> None:
    record = trial.get(FeatureId(item.feature), CareRecord)
    if item.part == "own_deputy":
        trial.apply(edited("", [(record, replace(record, deputy=taker))]))
        return
    _, role = _OWN[item.part]
    trial.apply(Changeset("", tuple(own_to_duty(trial, record, role, last_day=last_day))))
    trial.apply(
        give_duty(trial, role=role, scope=record.id, officer=taker, valid_from=last_day + ONE_DAY)
    )


def _pass_categories(trial: Trial, items: Iterable[Holding], takers: Takers) -> None:
    new_owner: dict[str, Any] = {
        item.feature: takers[item.key]
        for item in items
        if item.part == "owner" and item.key in takers
    }
    if not new_owner:
        return
    project = trial.project
    rules = tuple(
        replace(rule, owner=new_owner.get(rule.code, rule.owner)) for rule in project.category_rules
    )
    trial.apply(edited("", [(project, replace(project, category_rules=rules))]))
