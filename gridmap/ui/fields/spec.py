"""A field of a kind of feature as data: how it is called, shown, sorted, typed and checked.

Forms and tables are made of these. No Qt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import date
from typing import Any, Literal

from gridmap.errors import UsageError
from gridmap.i18n import tr
from gridmap.model.changes import Changeset
from gridmap.model.days import Lean, day_text, parse_day
from gridmap.model.document import FeatureReader
from gridmap.model.features import Feature, FeatureId
from gridmap.ui.digest import Digest
from gridmap.ui.kinds import kind_name

FieldKind = Literal["text", "number", "decimal", "date", "choice", "fixed", "post"]
Save = Callable[..., Changeset]
Pairs = tuple[tuple[str, str], ...]
Text = Callable[[Any, Digest], str]

_MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field.

    `name` is the field of the action that saves it; where `kind` is "fixed" or "post" (an officer,
    empty: nobody) it cannot be edited. `reads` gives what holds as text, for a choice the value
    chosen (None: the feature's own field of that name); `words` what people read (None: the same,
    or the choice's words). `choices` are the pairs of value and words that some features may
    have. `sort_key` None: sort by the words. `is_reference`: an empty choice means None. `reason`
    names the field that must be given with another choice. `is_own`: never the same for several
    features. `is_figure`: a number, at the right of its column. `lean`: which year is meant where
    none is typed. `is_shown`, `width_px`: in a table at first. `in_form`: in the form at all;
    `is_more`: behind its fold. `form_words`: what the form says where it has room for more.
    `symbol_prefix` and the value give the map's symbol of a choice. `stays_inside`: shown on the
    screen and never copied out of it; `outside`: what a copy says instead of the words (None: the
    same).
    """

    name: str
    label: str
    kind: FieldKind = "fixed"
    _: KW_ONLY
    reads: Text | None = None
    choices: Callable[[Digest, Sequence[Any]], Pairs] | None = None
    words: Text | None = None
    sort_key: Callable[[Any, Digest], Any] | None = None
    is_reference: bool = False
    reason: str = ""
    is_own: bool = False
    is_figure: bool = False
    lean: Lean = "nearest"
    hint: str = ""
    symbol_prefix: str = ""
    width_px: int = 110
    is_shown: bool = True
    in_form: bool = True
    is_more: bool = False
    form_words: Text | None = None
    stays_inside: bool = False
    outside: Text | None = None

    @property
    def is_editable(self) -> bool:
        """Whether people can change it."""
        return self.kind not in {"fixed", "post"}

    @property
    def is_right(self) -> bool:
        """Whether it stands at the right of its column, as numbers do."""
        return self.is_figure or self.kind in {"number", "decimal"}

    def value(self, feature: Feature, digest: Digest) -> str:
        """Return what holds as text; for a choice the value chosen."""
        if self.reads is not None:
            return self.reads(feature, digest)
        return held_text(getattr(feature, self.name))

    def text(self, feature: Feature, digest: Digest) -> str:
        """Return what people read."""
        return (self.words or self.value)(feature, digest)


@dataclass(frozen=True, slots=True, kw_only=True)
class KindSpec:
    """A kind of feature: its fields and verbs.

    `save(reader, id, **fields)` makes the changeset of an edit, None: nothing can be edited.
    `order` sorts the list at first; `search` gives the words by which a row is found. `village_of`
    and `grid_of` say where a feature belongs, None: the kind belongs nowhere. `create(reader)`
    makes the changeset that adds an empty one, `remove(reader, ids)` the one that takes some away.
    `rows` picks the features of the list (None: all of the kind). `create_title`: what the verb
    that adds one is called.
    """

    name: str
    kind: type[Feature]
    fields: tuple[FieldSpec, ...]
    order: Callable[[Any, Digest], Any]
    search: Callable[[Any, Digest], Iterable[str]]
    save: Save | None = None
    village_of: Callable[[Any, Digest], FeatureId | None] | None = None
    grid_of: Callable[[Any, Digest], FeatureId | None] | None = None
    create: Callable[[FeatureReader], Changeset] | None = None
    create_title: str = ""
    remove: Callable[[FeatureReader, Sequence[FeatureId]], Changeset] | None = None
    rows: Callable[[FeatureReader], Iterable[Feature]] | None = None

    @property
    def title(self) -> str:
        """What the kind is called in the current language."""
        return kind_name(self.kind.kind)

    def features(self, reader: FeatureReader) -> Iterable[Feature]:
        """Return the features that the list shows."""
        return self.rows(reader) if self.rows is not None else reader.all(self.kind)

    def field(self, name: str) -> FieldSpec:
        """Return a field by its name."""
        return next(item for item in self.fields if item.name == name)


def held_text(value: object) -> str:
    """Return a value of a feature as text: empty for None, a day as 2026-03-15."""
    if value is None:
        return ""
    if isinstance(value, date):
        return day_text(value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def parse(field: FieldSpec, text: str, *, today: date) -> object:
    """Return the value that a text means for a field.

    For a choice the text is the value chosen. Raises: UsageError in words for people.
    """
    plain = text.strip()
    if field.kind == "date":
        return parse_day(plain, today=today, lean=field.lean)
    if field.kind in {"number", "decimal"}:
        return _number(plain, is_whole=field.kind == "number")
    return None if field.is_reference and not plain else plain


def chosen(field: FieldSpec, pairs: Pairs, text: str) -> str:
    """Return the value of a choice that is written in words or as the value itself.

    Raises: UsageError that names what may be chosen.
    """
    plain = text.strip().casefold()
    for value, words in pairs:
        if plain in (value.casefold(), words.strip().casefold()):
            return value
    names = [words for value, words in pairs if value]
    more = "…" if len(names) > _MOST_NAMED else ""
    raise UsageError(
        tr("“{text}” is not known for “{field}”.", text=text.strip(), field=field.label),
        hint=tr("Possible are: {names}", names="、".join(names[:_MOST_NAMED]) + more),
    )


def _number(text: str, *, is_whole: bool) -> int | float | None:
    if not text:
        return None
    try:
        return int(text) if is_whole else float(text)
    except ValueError as error:
        if is_whole:
            raise UsageError(tr("“{text}” is not a whole number.", text=text)) from error
        raise UsageError(tr("“{text}” is not a number.", text=text)) from error
