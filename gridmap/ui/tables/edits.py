"""Edits of a table's cells as changesets: one cell, a pasted block, the top cell filled down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gridmap.actions.several import edit_several
from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.model.changes import Changeset
from gridmap.model.document import FeatureReader
from gridmap.model.features import Feature, FeatureId
from gridmap.ui.cards import title_of
from gridmap.ui.digest import Digest
from gridmap.ui.fields.spec import FieldSpec, KindSpec, chosen, parse

Values = dict[str, object]


@dataclass(frozen=True, slots=True)
class Editing:
    """What edits of a kind need: the kind, the features as they are, what is derived from them."""

    spec: KindSpec
    reader: FeatureReader
    digest: Digest

    def cell(self, feature: FeatureId, field: FieldSpec, text: str, reason: str = "") -> Changeset:
        """Return the changeset of one cell; of a choice `text` is the value. Raises: UsageError."""
        values: Values = {field.name: parse(field, text, today=date.today())}
        if field.reason and values[field.name] is not None:
            values[field.reason] = reason
        return self._save([(feature, values)], "")

    def block(
        self, rows: Sequence[FeatureId], columns: Sequence[FieldSpec], block: list[list[str]]
    ) -> Changeset:
        """Return the changeset of a block of texts laid on rows and columns.

        Cells that cannot be edited are passed over. Raises: UsageError that names row and field;
        then nothing is to be changed.
        """
        edits: list[tuple[FeatureId, Values]] = []
        for feature_id, texts in zip(rows, block, strict=False):
            values = self._values(feature_id, columns, texts)
            if values:
                edits.append((feature_id, values))
        return self._save(
            edits, tr("Paste {count} rows: {kind}", count=len(edits), kind=self.spec.title)
        )

    def same(self, rows: Sequence[FeatureId], values: dict[str, str], title: str) -> Changeset:
        """Return the changeset that gives rows these texts (of choices: values) in some fields."""
        today = date.today()
        parsed = {
            name: parse(self.spec.field(name), text, today=today) for name, text in values.items()
        }
        return self._save([(row, parsed) for row in rows], title)

    def _values(
        self, feature_id: FeatureId, columns: Sequence[FieldSpec], texts: Sequence[str]
    ) -> Values:
        feature = self.reader.find(feature_id, self.spec.kind)
        values: Values = {}
        for field, text in zip(columns, texts, strict=False):
            if feature is None or not field.is_editable:
                continue
            if text.strip() == field.text(feature, self.digest).strip():
                continue
            try:
                values[field.name] = self._meant(feature, field, text)
            except UsageError as error:
                name = self._called(feature_id)
                message = tr("{name}: {message}", name=name, message=error.message)
                raise UsageError(message, hint=error.hint) from error
        return values

    def _meant(self, feature: Feature, field: FieldSpec, text: str) -> object:
        if field.choices is not None:
            is_cleared = not text.strip() and field.is_reference
            pairs = field.choices(self.digest, [feature])
            text = "" if is_cleared else chosen(field, pairs, text)
        return parse(field, text, today=date.today())

    def _save(self, edits: list[tuple[FeatureId, Values]], title: str) -> Changeset:
        if self.spec.save is None or not edits:
            return Changeset(title)
        return edit_several(self.reader, edits, self.spec.save, title=title, name_of=self._called)

    def _called(self, feature_id: FeatureId) -> str:
        feature = self.reader.find(feature_id, self.spec.kind)
        return (title_of(feature) if feature is not None else "") or self.spec.title
