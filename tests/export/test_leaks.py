"""What an edition must not contain is nowhere in its file: text, links, bookmarks, metadata."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition
from gridmap.model.features import CareRecord, Feature, Household, Measure, Place, Visit
from tests.export.atlas_helpers import export, page_texts, spec
from tests.helpers.build import Tiny, fid

SECRET_PHONE = "13777777777"
NEED = "夜间无人照应"
MEASURE = "安装扶手"
NOTE = "钥匙在邻居家"
PERSON = "甄隐士"
HEAD = "贾雨村"
DOOR = "8848号"


def seeded(tiny: Tiny) -> Snapshot:
    """The tiny project with facts in it that are easy to find again."""

    def marked(item: Feature) -> Feature:
        if isinstance(item, Household):
            own = {"head": HEAD, "door": DOOR} if item.id == "h01" else {}
            return replace(item, phone=SECRET_PHONE, access_note=NOTE, tags=(("t", NOTE),), **own)
        if isinstance(item, CareRecord):
            return replace(
                item, person=PERSON, need=NEED, helper=NOTE, tags=(("t", NOTE),),
                measures=(Measure(what=MEASURE, who=PERSON),),
            )  # fmt: skip
        if isinstance(item, Visit):
            return replace(item, note=NOTE)
        if isinstance(item, Place):
            return replace(item, note=NOTE, phone=SECRET_PHONE)
        return item

    return Snapshot.of(marked(item) for item in tiny.features)


def everything_in(path: Path) -> str:
    """All text, metadata, outline titles, destinations and strings of a PDF."""
    parts = page_texts(path)
    with pikepdf.open(path) as pdf:
        parts.append(repr(dict(pdf.docinfo)))
        for item in pdf.objects:
            parts += _strings(item)
    return "".join("".join(parts).split())


def _strings(item: object, depth: int = 0) -> list[str]:
    if isinstance(item, pikepdf.String):
        return [str(item)]
    if isinstance(item, pikepdf.Array) and depth < 4:
        return [text for part in item for text in _strings(part, depth + 1)]
    if isinstance(item, pikepdf.Dictionary) and not isinstance(item, pikepdf.Stream) and depth < 4:
        return [
            text
            for key, part in item.items()
            if key != "/Parent"
            for text in _strings(part, depth + 1)
        ]
    return []


CASES = [
    (Edition.PUBLIC, None, [HEAD, DOOR, PERSON, NEED, MEASURE, NOTE, SECRET_PHONE, "李桂兰"]),
    (Edition.SUMMARY, None, [HEAD, DOOR, PERSON, NEED, MEASURE, NOTE, "李桂兰"]),
    (Edition.HOUSEHOLD, None, [PERSON, NEED, MEASURE, NOTE]),
]


@pytest.mark.parametrize(("edition", "officer", "forbidden"), CASES)
@pytest.mark.parametrize("by", ["group", "grid"])
def test_forbidden_facts_are_nowhere_in_the_file(
    tiny: Tiny, tmp_path: Path, edition: Edition, officer: str | None, forbidden: list[str], by: str
) -> None:
    export(seeded(tiny), spec(edition, by=by), tmp_path / "a.pdf")
    text = everything_in(tmp_path / "a.pdf")
    assert "柳树湾村" in text
    for fact in forbidden:
        assert fact not in text, f"{edition.value} contains {fact}"


def test_the_household_edition_has_no_household_phone(tiny: Tiny, tmp_path: Path) -> None:
    features = [
        replace(item, phone="") if isinstance(item, Place) else item
        for table in [seeded(tiny)]
        for kind in (type(f) for f in tiny.features)
        for item in table.all(kind)
    ]
    export(Snapshot.of(features), spec(), tmp_path / "a.pdf")
    text = everything_in(tmp_path / "a.pdf")
    assert SECRET_PHONE not in text
    assert HEAD in text


def test_the_officers_edition_has_the_own_people_and_nobody_elses(
    tiny: Tiny, tmp_path: Path
) -> None:
    features: list[Feature] = []
    for item in tiny.features:
        if isinstance(item, CareRecord):
            mine = item.id == "c1"
            item = replace(
                item,
                person="本人" if mine else "外人",
                need="本需要" if mine else "外需要",
                category=item.category,
            )
        features.append(item)
    export(Snapshot.of(features), spec(Edition.OFFICER, officer=fid("o2")), tmp_path / "a.pdf")
    text = everything_in(tmp_path / "a.pdf")
    assert "本人" in text
    assert "本需要" in text
    assert "外人" not in text
    assert "外需要" not in text


def test_restricted_categories_never_reach_paper(tiny: Tiny, tmp_path: Path) -> None:
    features = [
        replace(item, category="C08", person="受限者", officer=fid("o2"))
        if isinstance(item, CareRecord)
        else item
        for item in tiny.features
    ]
    export(Snapshot.of(features), spec(Edition.OFFICER, officer=fid("o2")), tmp_path / "a.pdf")
    assert "受限者" not in everything_in(tmp_path / "a.pdf")


def test_small_counts_are_masked_in_the_summary(tiny: Tiny, tmp_path: Path) -> None:
    export(tiny.snapshot(), spec(Edition.SUMMARY), tmp_path / "a.pdf")
    text = "".join(page_texts(tmp_path / "a.pdf"))
    assert "<5" in text


def test_surnames_alone_are_printed_where_asked(tiny: Tiny, tmp_path: Path) -> None:
    export(seeded(tiny), spec(surname_only=True), tmp_path / "a.pdf")
    text = everything_in(tmp_path / "a.pdf")
    assert HEAD not in text
    assert "贾**" in text


def test_the_public_edition_has_no_coordinates(tiny: Tiny, tmp_path: Path) -> None:
    export(tiny.snapshot(), spec(Edition.PUBLIC), tmp_path / "a.pdf")
    text = everything_in(tmp_path / "a.pdf")
    assert "430" not in text.replace("4300", "")
    assert "4544" not in text
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert not any("/VP" in page or "/LGIDict" in page for page in pdf.pages)
