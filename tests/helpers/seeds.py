"""Seeds: marks put into every text of a feature, and the texts that can be reached from a value."""

import dataclasses
from collections.abc import Iterator
from dataclasses import replace

from gridmap.model.features import Feature


def marked(feature: Feature) -> Feature:
    """Return the feature with every text that may carry a fact replaced by a seed of its own.

    A seed reads KIND.FIELD.ID, so that what leaks names itself. Ids, codes of the catalogue and
    references stay.
    """
    keep = {"id", "category", "place_kind", "role", "line_kind", "area_kind", "status", "code"}
    keep |= {"grid_code_template", "way", "result", "incident_kind", "state"}
    texts = {
        field.name: f"<{feature.kind}.{field.name}.{feature.id}>"
        for field in dataclasses.fields(feature)
        if field.type == "str" and field.name not in keep
    }
    texts |= {"tags": ((f"<{feature.kind}.tag.{feature.id}>", "x"),)}  # type: ignore[dict-item]
    return replace(feature, **texts)  # type: ignore[arg-type]


def texts_in(value: object, seen: dict[int, object]) -> Iterator[str]:
    if id(value) in seen:
        return
    seen[id(value)] = value
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in (*value.keys(), *value.values()):
            yield from texts_in(item, seen)
    elif isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from texts_in(item, seen)
    else:
        yield from texts_in(_parts_of(value), seen)


def _parts_of(value: object) -> list[object]:
    """Return the attributes of one of our own objects, slots included."""
    if not type(value).__module__.startswith("gridmap") and type(value).__name__ != "mappingproxy":
        return []
    if type(value).__name__ == "mappingproxy":
        return [dict(value)]  # type: ignore[call-overload]
    slots = [name for cls in type(value).__mro__ for name in getattr(cls, "__slots__", ())]
    named = [getattr(value, name) for name in slots if hasattr(value, name)]
    return [*named, *getattr(value, "__dict__", {}).values()]
