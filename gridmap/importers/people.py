"""Officers and their duties from a list of names, posts and phones."""

from __future__ import annotations

from dataclasses import replace

from gridmap.i18n import tr
from gridmap.importers.duties import give_duty
from gridmap.importers.intake import Intake
from gridmap.importers.text import day_of
from gridmap.model.catalogue import load_catalogue
from gridmap.model.features import FeatureId, Officer, Township


def take_officers(intake: Intake) -> None:
    """Take officers, matched by name and phone; a role with a known scope becomes a duty."""
    for index in range(len(intake.layer)):
        name = intake.cell("name", index)
        if not name:
            intake.drop(index, tr("it has no name"))
            continue
        before = intake.draft.count(Officer)
        held = intake.draft.officer(name, intake.cell("phone", index))
        new = replace(
            held,
            post=intake.cell("post", index) or held.post,
            phone=intake.cell("phone", index) or held.phone,
            organisation=intake.cell("organisation", index) or held.organisation,
        )
        intake.settle(held if intake.draft.count(Officer) == before else None, new)
        _take_duty(intake, index, new)


def _take_duty(intake: Intake, index: int, officer: Officer) -> None:
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
    give_duty(
        intake,
        index,
        role.code,
        scope,
        officer,
        valid_from=day_of(intake.cell("valid_from", index)),
        valid_to=day_of(intake.cell("valid_to", index)),
    )


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
