"""The fields of officers and of their duties."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from gridmap.i18n import tr
from gridmap.model.duties import is_on_duty
from gridmap.model.duty_words import role_name, scope_name
from gridmap.model.features import CareRecord, Duty, Officer
from gridmap.model.surnames import reading, sounds
from gridmap.ui.digest import Digest
from gridmap.ui.fields import choices
from gridmap.ui.fields.spec import FieldSpec, KindSpec
from gridmap.ui.saving import add_officer, remove_duties, remove_officers, save_duty, save_officer


def officer_spec() -> KindSpec:
    """Return the officers."""
    fields = (
        FieldSpec(
            "name",
            tr("Full name"),
            "text",
            sort_key=lambda item, _digest: reading(item.name),
            is_own=True,
        ),
        FieldSpec("post", tr("Post"), "text", width_px=140),
        FieldSpec("phone", tr("Work phone"), "text", is_own=True, width_px=140),
        FieldSpec("organisation", tr("Office"), "text", width_px=160),
        FieldSpec(
            "duties",
            tr("Duties today"),
            reads=_duties_of,
            outside=lambda item, digest: _duties_of(item, digest, scope_of=_scope_outside),
            width_px=320,
            in_form=False,
        ),
    )
    return KindSpec(
        name="officers",
        kind=Officer,
        fields=fields,
        order=lambda item, _digest: (reading(item.name), item.post),
        search=lambda item, digest: (
            *sounds(item.name),
            item.post,
            item.phone,
            item.organisation,
            _duties_of(item, digest),
        ),
        save=save_officer,
        create=add_officer,
        create_title=tr("Add an officer"),
        remove=remove_officers,
    )


def duty_spec() -> KindSpec:
    """Return who is responsible for what, and from when to when."""
    fields = (
        FieldSpec("scope", tr("For what"), reads=_scope_of, outside=_scope_outside, width_px=180),
        FieldSpec(
            "role", tr("Role"), reads=lambda item, _digest: role_name(item.role), width_px=140
        ),
        _person("officer", tr("Officer"), tr("Whoever you choose holds it from today on.")),
        _person("deputy", tr("Deputy"), tr("Whoever you choose is the deputy from today on.")),
        FieldSpec("valid_from", tr("From"), "date"),
        FieldSpec("valid_to", tr("To"), "date", lean="future"),
        FieldSpec("state", tr("State"), reads=lambda item, _digest: _state(item), width_px=90),
    )
    return KindSpec(
        name="duties",
        kind=Duty,
        fields=fields,
        order=lambda item, digest: (
            _scope_of(item, digest),
            item.role,
            item.valid_from or date.min,
        ),
        search=lambda item, digest: (
            _scope_of(item, digest),
            role_name(item.role),
            *sounds(_name_of(item.officer, digest)),
            *sounds(_name_of(item.deputy, digest)),
        ),
        save=save_duty,
        remove=remove_duties,
    )


def _person(name: str, label: str, hint: str) -> FieldSpec:
    return FieldSpec(
        name,
        label,
        "choice",
        words=lambda item, digest: _name_of(getattr(item, name), digest) or tr("Nobody"),
        choices=choices.officers,
        is_reference=True,
        hint=hint,
    )


def _name_of(officer: object, digest: Digest) -> str:
    found = digest.snapshot.table(Officer).get(officer)  # type: ignore[call-overload]
    return found.name if found is not None else ""


def _scope_of(item: Duty, digest: Digest) -> str:
    return scope_name(digest.snapshot, item.scope)


def _scope_outside(item: Duty, digest: Digest) -> str:
    """Return what a duty is for as it may leave the program: nobody in care is named."""
    if digest.snapshot.find(item.scope, CareRecord) is not None:
        return tr("a care record")
    return _scope_of(item, digest)


def _duties_of(
    item: Officer, digest: Digest, scope_of: Callable[[Duty, Digest], str] = _scope_of
) -> str:
    """Return the duties of today in one line, each role once."""
    today = date.today()
    found: dict[str, list[str]] = {}
    for duty in digest.relations.duties_held.get(item.id, ()):
        if is_on_duty(duty, today):
            found.setdefault(role_name(duty.role), []).append(scope_of(duty, digest))
    parts = (
        tr("{role}: {scopes}", role=role, scopes="、".join(scopes))
        for role, scopes in found.items()
    )
    return "; ".join(parts)


def _state(item: Duty) -> str:
    today = date.today()
    if is_on_duty(item, today):
        return tr("in force")
    return tr("over") if item.valid_to is not None and item.valid_to < today else tr("to come")
