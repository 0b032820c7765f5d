"""What stands at the foot of a page in which edition."""

from __future__ import annotations

import pytest

from gridmap.export.page_foot import imprint_columns
from gridmap.export.plan import Stage
from gridmap.export.seen import view_of_spec
from gridmap.model.editions import Edition
from tests.export.atlas_helpers import spec
from tests.helpers.build import Tiny


@pytest.mark.parametrize(
    ("edition", "is_named"),
    [(Edition.PUBLIC, False), (Edition.SUMMARY, True), (Edition.HOUSEHOLD, True)],
)
def test_only_editions_with_pictures_below_the_map_name_their_files(
    tiny: Tiny, edition: Edition, is_named: bool
) -> None:
    wanted = spec(edition, base_map="王小明家.tif 2026-01-01")
    booklet = Stage(view_of_spec(tiny.snapshot(), wanted), wanted).booklet("柳溪村")
    words = [text for column in imprint_columns(booklet) for _, text in column]
    assert any("王小明家" in text for text in words) == is_named
