"""What the properties panel says about a feature, or about several of a kind: a title and fields.

No Qt. The fields themselves are described in ui/fields/.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gridmap.actions.ground import area_kind_name, line_kind_name
from gridmap.i18n import tr
from gridmap.model.document import FeatureReader
from gridmap.model.duty_words import role_name, scope_name
from gridmap.model.features import (
    Area,
    CareRecord,
    Duty,
    Feature,
    FeatureId,
    Grid,
    Household,
    Line,
    Note,
    Officer,
    Place,
    Village,
    VillagerGroup,
)
from gridmap.ui.digest import Digest
from gridmap.ui.fields.choices import place_kind_name
from gridmap.ui.fields.kinds import spec_of
from gridmap.ui.fields.spec import FieldKind, FieldSpec, KindSpec, Pairs
from gridmap.ui.kinds import door_words, kind_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One line of a form. `kind` "fixed" cannot be edited; "post" is an officer, empty: nobody.

    `choices` are pairs of value and words; `value` is the one that holds. `is_mixed`: several
    features hold different values. `reason` names the field that must be given with a choice.
    `is_more`: behind the form's fold. `symbol_prefix` and the value give the map's symbol of a
    choice, empty: it has none.
    """

    label: str
    value: str
    name: str = ""
    kind: FieldKind = "fixed"
    choices: Pairs = ()
    hint: str = ""
    symbol_prefix: str = ""
    is_mixed: bool = False
    reason: str = ""
    is_more: bool = False
    spec: FieldSpec | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One feature or several of a kind in words. `spec` None: nothing to edit."""

    features: tuple[FeatureId, ...]
    title: str
    kind: str
    fields: tuple[Field, ...]
    spec: KindSpec | None = None

    @property
    def feature(self) -> FeatureId:
        """The feature, of several the first."""
        return self.features[0]


def card_of(digest: Digest, reader: FeatureReader, feature: Feature) -> Card | None:
    """Return the card of a feature, None for kinds that have no form."""
    spec = spec_of(feature)
    if spec is None:
        return None
    fields = [_field(item, [feature], digest) for item in spec.fields if item.in_form]
    if isinstance(feature, Officer):
        fields += _duties(digest, reader, feature)
    return Card(
        features=(feature.id,),
        title=title_of(feature) or kind_name(feature.kind),
        kind=kind_name(feature.kind),
        fields=tuple(fields),
        spec=spec,
    )


def card_of_several(digest: Digest, features: Sequence[Feature]) -> Card | None:
    """Return the card of several features of one kind: only what they can have in common."""
    spec = spec_of(features[0])
    if spec is None:
        return None
    fields = (
        _field(item, features, digest)
        for item in spec.fields
        if item.in_form and item.is_editable and not item.is_own
    )
    return Card(
        features=tuple(item.id for item in features),
        title=tr("{count} selected", count=len(features)),
        kind=kind_name(features[0].kind),
        fields=tuple(fields),
        spec=spec,
    )


def project_card(digest: Digest) -> Card:
    """Return what the project holds, for when nothing is selected."""
    snapshot = digest.snapshot
    counted = (
        (tr("Villages"), snapshot.count(Village)),
        (tr("Groups"), snapshot.count(VillagerGroup)),
        (tr("Grids"), snapshot.count(Grid)),
        (tr("Households"), snapshot.count(Household)),
        (tr("Not on the map"), len(digest.tray)),
        (tr("Key places"), snapshot.count(Place)),
        (tr("Officers"), snapshot.count(Officer)),
    )
    fields = tuple(
        Field(label=label, value=f"{count:,}".replace(",", "\u2009")) for label, count in counted
    )
    project = snapshot.project
    return Card(features=(project.id,), title=digest.root.name, kind=tr("Project"), fields=fields)


def title_of(feature: Feature) -> str:
    """Return what a feature is called, empty where it has no name."""
    if isinstance(feature, Household):
        return "  ".join(part for part in (door_words(feature.door), feature.head) if part)
    if isinstance(feature, Note | Duty):
        return ""
    if isinstance(feature, Line):
        return feature.name or line_kind_name(feature.line_kind).capitalize()
    if isinstance(feature, Area):
        return feature.name or area_kind_name(feature.area_kind).capitalize()
    if isinstance(feature, Place):
        return feature.name or place_kind_name(feature.place_kind)
    return str(getattr(feature, "name", ""))


def _field(spec: FieldSpec, features: Sequence[Feature], digest: Digest) -> Field:
    """Return a field of one feature or of several."""
    first = spec.value(features[0], digest)
    is_mixed = any(spec.value(item, digest) != first for item in features[1:])
    value = "" if is_mixed else first
    if not spec.is_editable:
        value = (spec.form_words or spec.words or spec.value)(features[0], digest)
    return Field(
        label=spec.label,
        value=value,
        name=spec.name if spec.is_editable else "",
        kind=spec.kind,
        choices=spec.choices(digest, features) if spec.choices is not None else (),
        hint=spec.hint,
        symbol_prefix=spec.symbol_prefix,
        is_mixed=is_mixed,
        reason=spec.reason,
        is_more=spec.is_more,
        spec=spec,
    )


def _duties(digest: Digest, reader: FeatureReader, officer: Officer) -> list[Field]:
    """Return one line for each role, with what the officer is responsible for."""
    duties: dict[str, list[str]] = {}
    for duty in digest.relations.duties_held.get(officer.id, ()):
        record = reader.find(duty.scope, CareRecord)
        scope = tr("One care record") if record is not None else scope_name(reader, duty.scope)
        duties.setdefault(role_name(duty.role), []).append(scope)
    return [Field(label=role, value="、".join(scopes)) for role, scopes in duties.items()]
