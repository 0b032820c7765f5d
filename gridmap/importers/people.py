"""Officers and their duties from a list of names, posts and phones."""

from __future__ import annotations

from dataclasses import replace

from gridmap.i18n import tr
from gridmap.importers.duties import give_duty
from gridmap.importers.intake import Intake
from gridmap.importers.text import day_of, is_plausible_phone, names_in, phones_in
from gridmap.model.catalogue import load_catalogue
from gridmap.model.features import FeatureId, Officer, Township


def take_officers(intake: Intake) -> None:
    """Take officers, matched by name and phone; a role with a known scope becomes a duty."""
    for index in range(len(intake.layer)):
        names = names_in(intake.cell("name", index))
        if not names:
            intake.drop(index, tr("it has no name"))
            continue
        phones = phones_in(intake.cell("phone", index), len(names))
        people = [_take_officer(intake, index, *who) for who in zip(names, phones, strict=True)]
        if len(people) > 1:
            intake.change(index, tr("it names several people; each is an officer"))
        _take_duty(intake, index, people)


def _take_officer(intake: Intake, index: int, name: str, phone: str) -> Officer:
    before = intake.draft.count(Officer)
    held = intake.draft.officer(name, phone)
    new = replace(
        held,
        post=intake.cell("post", index) or held.post,
        phone=phone or held.phone,
        organisation=intake.cell("organisation", index) or held.organisation,
    )
    if phone and not is_plausible_phone(phone):
        intake.change(index, tr("its phone does not look like one; look at it"), phone)
    intake.settle(held if intake.draft.count(Officer) == before else None, new)
    return new


def _take_duty(intake: Intake, index: int, people: list[Officer]) -> None:
    text = intake.cell("role", index)
    role = load_catalogue().match_role(text) or load_catalogue().match_role(
        intake.cell("post", index)
    )
    if role is None:
        if text:
            intake.change(index, tr("its role is not in the catalogue; no duty was made"), text)
        return
    scope = _scope(intake, index)
    if scope is None:
        return
    term = day_of(intake.cell("valid_from", index)), day_of(intake.cell("valid_to", index))
    give_duty(intake, index, role.code, scope, people, term=term)


def _scope(intake: Intake, index: int) -> FeatureId | None:
    """Return the narrowest scope that a row names, the only township where it names none."""
    draft = intake.draft
    village_name, group, grid = (intake.cell(name, index) for name in ("village", "group", "grid"))
    village = draft.village(code=village_name, name=village_name)
    if grid:
        found = draft.grid(village, grid)
        return found.id if found is not None else _unknown(intake, index, grid)
    if village_name and village is None:
        return _unknown(intake, index, village_name)
    if group and village is not None:
        return draft.group(village, group) or _unknown(intake, index, group)
    townships = list(draft.all(Township))
    return village or (townships[0].id if len(townships) == 1 else None)


def _unknown(intake: Intake, index: int, name: str) -> FeatureId | None:
    intake.change(index, tr("what it looks after is not known; no duty was made"), name)
    return None
