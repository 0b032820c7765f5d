"""T7: what an edition must not contain is nowhere in its file, however one looks into it.

Text by two readers, every stream decompressed, every string, metadata, XMP, attachments, links,
bookmarks and destinations.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition
from gridmap.model.features import KINDS, CareRecord, Feature, FeatureId, Household, Measure, Visit
from tests.export.atlas_helpers import page_texts
from tests.export.pdf_checks import poppler_texts
from tests.helpers.build import TODAY, fid
from tests.helpers.storm import flooded
from tests.quality.reading import read_pages
from tests.quality.subjects import printed, spec_of

HEAD, DOOR, PHONE = "贾雨村", "8848号", "13777777777"
PERSON, NEED, HELP = "甄隐士", "夜间无人照应", "轮椅下楼"
OTHER, OTHER_NEED = "薛蟠甲", "外人的需要"
HIDDEN, HIDDEN_NEED = "冷子兴", "限制级需要"
MEASURE, NOTE, TAG, TAG_KEY = "安装扶手", "钥匙在邻居家", "标签秘密", "tagkey-secret"

_PEOPLE = (PERSON, NEED, MEASURE, NOTE, TAG, TAG_KEY, OTHER, OTHER_NEED, HIDDEN, HIDDEN_NEED)
FORBIDDEN = {
    Edition.PUBLIC: (HEAD, DOOR, PHONE, HELP, *_PEOPLE),
    Edition.SUMMARY: (HEAD, DOOR, PHONE, HELP, *_PEOPLE),
    Edition.HOUSEHOLD: (PHONE, HELP, *_PEOPLE),
    Edition.OFFICER: (NOTE, TAG, TAG_KEY, OTHER, OTHER_NEED, HIDDEN, HIDDEN_NEED),
    Edition.EVACUATION: (NOTE, TAG, TAG_KEY, MEASURE, OTHER_NEED, HIDDEN, HIDDEN_NEED),
}
"""What no way of looking may find in an edition."""

ALLOWED = {
    Edition.HOUSEHOLD: (HEAD, DOOR),
    Edition.OFFICER: (HEAD, DOOR, PERSON, NEED),
}
"""What must be found, so that the search is known to work."""


def seeded() -> Snapshot:
    """The flooded tiny project with facts that are easy to find again."""
    plain = flooded().snapshot()
    return Snapshot.of(_marked(item) for kind in KINDS for item in plain.all(kind))


def _marked(item: Feature) -> Feature:
    if isinstance(item, Household):
        own = {"head": HEAD, "door": DOOR} if item.id == fid("h01") else {}
        return replace(item, phone=PHONE, access_note=NOTE, tags=((TAG_KEY, TAG),), **own)
    if isinstance(item, CareRecord):
        if item.category in ("C10", "C02"):
            return replace(item, tags=((TAG_KEY, TAG),))
        own = {"person": OTHER, "need": OTHER_NEED}
        if item.id == fid("c1"):
            own = {"person": PERSON, "need": NEED}
        elif item.id == fid("c2"):
            own = {"person": HIDDEN, "need": HIDDEN_NEED, "category": "C08"}
        measures = (Measure(what=MEASURE, who=NOTE),) if item.id != fid("c1") else ()
        return replace(item, **own, measures=measures, tags=((TAG_KEY, TAG),))
    if isinstance(item, Visit):
        return replace(item, note=NOTE)
    return item


def looks_into(path: Path) -> dict[str, str]:
    """Return what each way of looking into a file finds, without blanks."""
    found = {
        "pdfium": "".join(page_texts(path)),
        "poppler": "".join(poppler_texts(path)),
        "operators": "".join(page.words() for page in read_pages(path)),
    }
    with pikepdf.open(path) as pdf:
        strings, streams = [], []
        for item in pdf.objects:
            strings += list(_strings(item))
            if isinstance(item, pikepdf.Stream):
                streams.append(_readable(item))
        with pdf.open_metadata() as xmp:
            found["xmp"] = str(xmp)
        with pdf.open_outline() as outline:
            found["bookmarks"] = "".join(_titles(outline.root))
        found["attachments"] = repr(list(pdf.attachments))
        found["metadata"] = repr({key: str(value) for key, value in pdf.docinfo.items()})
    found["strings"], found["streams"] = "".join(strings), "".join(streams)
    raw = path.read_bytes()
    found["raw"] = raw.decode("latin-1") + raw.decode("utf-8", "ignore")
    return {way: "".join(text.split()) for way, text in found.items()}


def _strings(item: object, depth: int = 0):  # type: ignore[no-untyped-def]
    if isinstance(item, pikepdf.String):
        yield str(item)
    elif isinstance(item, pikepdf.Array) and depth < 6:
        for part in item:
            yield from _strings(part, depth + 1)
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream) and depth < 6:
        for key, part in dict(item).items():
            yield str(key)
            if key not in ("/Parent", "/Prev", "/Next", "/First", "/Last", "/P", "/Dest"):
                yield from _strings(part, depth + 1)


def _readable(stream: pikepdf.Stream) -> str:
    data = stream.read_bytes()
    return (
        data.decode("latin-1") + data.decode("utf-8", "ignore") + data.decode("utf-16-be", "ignore")
    )


def _titles(items):  # type: ignore[no-untyped-def]
    for item in items:
        yield item.title
        yield from _titles(item.children)


def _officer_of(snapshot: Snapshot) -> FeatureId:
    officer = snapshot.get(fid("c1"), CareRecord).officer
    return officer if officer is not None else fid("o2")


@pytest.mark.parametrize("edition", list(Edition))
def test_no_way_of_looking_finds_what_an_edition_must_not_contain(
    tmp_path: Path, edition: Edition
) -> None:
    snapshot = seeded()
    chosen = spec_of(
        edition,
        on=TODAY,
        officer=_officer_of(snapshot) if edition is Edition.OFFICER else None,
        incident=fid("storm") if edition is Edition.EVACUATION else None,
    )
    found = looks_into(printed("leaks", snapshot, tmp_path, chosen).path)
    for way, text in found.items():
        for fact in FORBIDDEN[edition]:
            assert fact not in text, f"{edition.value} tells {fact} by {way}"
    assert "attachments" in found
    assert found["attachments"] == "[]"
    for fact in ALLOWED.get(edition, ()):
        for way in ("pdfium", "poppler", "operators"):
            assert fact in found[way], (fact, way)


def test_the_search_finds_what_is_hidden_in_each_place(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        page.obj["/Hidden"] = pikepdf.String(NOTE)
        page.obj["/Contents"] = pdf.make_stream(f"% {TAG}".encode())
        pdf.docinfo["/Custom"] = HEAD
        pdf.attachments["a.txt"] = pikepdf.AttachedFileSpec(pdf, NEED.encode(), filename=PERSON)
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(DOOR, 0))
        with pdf.open_metadata() as xmp:
            xmp["dc:title"] = MEASURE
        pdf.save(path)
    found = _without_text(path)
    for fact in (NOTE, TAG, HEAD, NEED, PERSON, DOOR, MEASURE):
        assert any(fact in text for text in found.values()), fact


def _without_text(path: Path) -> dict[str, str]:
    return {way: text for way, text in looks_into(path).items() if way != "operators"}
