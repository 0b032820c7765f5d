"""T8: fonts are embedded and subset, rare characters are drawn and read, no box stands for one."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from gridmap.model.editions import Edition
from gridmap.model.features import Household
from tests.export.pdf_checks import poppler_texts
from tests.helpers.build import Tiny, fid
from tests.quality.reading import read_pages
from tests.quality.subjects import Subject, printed, spec_of

RARE = "䶮㛃𬭎𠅤"
_SUBSET = re.compile(r"/[A-Z]{6}\+\w")


def test_every_font_is_embedded_and_a_subset(subject: Subject) -> None:
    used: dict[str, set[int]] = {}
    for page in subject.pages:
        for text in page.texts:
            used.setdefault(text.font, set()).update(text.glyphs)
    with pikepdf.open(subject.path) as pdf:
        fonts = {
            str(font.BaseFont): font
            for page in pdf.pages
            for font in page.Resources.get("/Font", {}).values()
        }
    assert set(used) <= set(fonts)
    for name in fonts:
        assert _SUBSET.match(name), name
    assert sum(map(len, used.values())) < 4000


def test_no_missing_character_is_drawn_and_every_one_can_be_read(subject: Subject) -> None:
    for page in subject.pages:
        for text in page.texts:
            assert 0 not in text.glyphs, (page.number, text.words)
            assert "\ufffd" not in text.words, (page.number, text.words)


def test_embedded_files_hold_the_glyphs_that_are_used_and_no_more(demo: Subject) -> None:
    used: dict[str, set[int]] = {}
    for page in demo.pages:
        for text in page.texts:
            used.setdefault(text.font, set()).update(text.glyphs)
    with pikepdf.open(demo.path) as pdf:
        fonts = {
            str(font.BaseFont): font for page in pdf.pages for font in page.Resources.Font.values()
        }
        for name, glyphs in used.items():
            (inner,) = fonts[name].DescendantFonts
            count = int.from_bytes(inner.FontDescriptor.FontFile2.read_bytes()[:6][4:6], "big")
            assert count >= 6
            places = {int(code) for code in glyphs}
            assert max(places) == len(places), name


@pytest.mark.parametrize("edition", [Edition.HOUSEHOLD, Edition.OFFICER])
def test_rare_characters_of_names_and_doors_are_drawn_and_read(
    tiny: Tiny, tmp_path: Path, edition: Edition
) -> None:
    features = [
        replace(item, head=RARE, door=f"{RARE[0]}12") if item.id == fid("h01") else item
        for item in tiny.features
    ]
    snapshot = type(tiny.snapshot()).of(features)
    assert snapshot.get(fid("h01"), Household).head == RARE
    officer = fid("o2") if edition is Edition.OFFICER else None
    path = printed("rare", snapshot, tmp_path, spec_of(edition, officer=officer)).path
    texts = poppler_texts(path)
    assert any(RARE in text for text in texts)
    for character in RARE:  # in a column of an index the name stands on two lines
        assert sum(character in text for text in texts) >= 2
    assert any(f"{RARE[0]}12" in text for text in texts)
    drawn = [text for page in read_pages(path) for text in page.texts if text.words == RARE]
    assert drawn
    for text in drawn:
        assert len(set(text.glyphs)) == len(RARE)
        assert 0 not in text.glyphs
        left, top, right, bottom = text.box
        assert right - left > 3.5 * text.size_pt * 25.4 / 72
        assert bottom - top > 0.6 * text.size_pt * 25.4 / 72
