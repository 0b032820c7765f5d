"""Duties in words for window and paper: what a scope is called, why somebody answers for something.

Example: “from 第二网格, grid head since 2026-03-01”.
"""

from __future__ import annotations

from gridmap.i18n import tr
from gridmap.model.catalogue import load_catalogue
from gridmap.model.document import FeatureReader
from gridmap.model.duties import OWN, Post
from gridmap.model.features import (
    CareRecord,
    FeatureId,
    Grid,
    Township,
    Village,
    VillagerGroup,
)
from gridmap.model.masks import person_on_lists


def role_name(role: str) -> str:
    """Return the name of a role in the current language; an unknown code stays as it is."""
    known = load_catalogue().roles.get(role)
    return known.name if known is not None else role


def scope_name(reader: FeatureReader, scope: FeatureId) -> str:
    """Return what a duty is for: 柳溪村第二网格, a village, or the person of a care record."""
    area: VillagerGroup | Grid | None = reader.find(scope, VillagerGroup)
    area = area or reader.find(scope, Grid)
    if area is not None:
        village = reader.find(area.village, Village)
        return f"{village.name} {area.name}" if village is not None else area.name
    wider: Village | Township | None = reader.find(scope, Village) or reader.find(scope, Township)
    if wider is not None:
        return wider.name
    record = reader.find(scope, CareRecord)
    return person_on_lists(record) if record is not None else tr("something that is gone")


def reason_words(reader: FeatureReader, post: Post) -> str:
    """Return why a post's holder is the answer: from which scope, in which role, since when."""
    if post.scope_kind == OWN:
        return tr("named in the record itself")
    role = role_name(post.role)
    if post.scope_kind == CareRecord.kind:
        if post.since is None:
            return tr("for this person alone")
        return tr("for this person alone, since {day}", day=post.since)
    scope = scope_name(reader, post.scope)
    if post.since is None:
        return tr("from {scope}, {role}", scope=scope, role=role)
    return tr("from {scope}, {role} since {day}", scope=scope, role=role, day=post.since)
