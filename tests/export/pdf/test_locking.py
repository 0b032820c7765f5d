"""A locked file opens with its password only, holds nothing readable, and is kept nowhere plain."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from gridmap.errors import UsageError
from gridmap.export.atlas import export_atlas
from gridmap.export.pdf.document import PdfDocument
from gridmap.export.pdf.locking import SHORTEST, check_password
from gridmap.export.runs.draft import run_draft
from gridmap.layers.surface import TextRun, TextStyle
from gridmap.progress import run_job
from tests.export.atlas_helpers import spec
from tests.helpers.build import Tiny
from tests.quality.reading import read_pages

PASSWORD = "柳溪 correct horse"


def test_only_the_password_opens_it_and_it_is_aes_of_256_bits(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    document = PdfDocument(path, title="柳溪村", language="zh-CN", password=PASSWORD)
    with document.page(100, 100, name="one") as surface:
        surface.text([TextRun("王小明", 20, 20)], TextStyle(size_pt=9))
    document.save()
    assert [item.name for item in tmp_path.iterdir()] == ["a.pdf"]
    for wrong in ("", "correct horse"):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(path, password=wrong)
    with pikepdf.open(path, password=PASSWORD) as pdf:
        assert (pdf.encryption.R, pdf.encryption.bits) == (6, 256)
        assert pdf.encryption.stream_method == pikepdf.models.encryption.EncryptionMethod.aesv3
        assert str(pdf.docinfo.Title) == "柳溪村"
    raw = path.read_bytes()
    assert "柳溪村".encode("utf-16-be") not in raw
    (page,) = read_pages(path, password=PASSWORD)
    assert page.words() == "王小明"


@pytest.mark.parametrize("name", ["volume.pdf", "folder"])
@pytest.mark.parametrize("helpers", [0, 1])
def test_every_file_of_a_run_is_locked_whoever_writes_it(
    tiny: Tiny, tmp_path: Path, name: str, helpers: int
) -> None:
    out = tmp_path / name
    job = export_atlas(tiny.snapshot(), spec(), out, helpers=helpers, password=PASSWORD)
    report = run_job(job)
    assert report.files
    for path in report.files:
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(path)
        assert len(read_pages(path, password=PASSWORD)) > 3
    left = [item for item in tmp_path.rglob("*") if item.is_file()]
    assert sorted(left) == sorted(report.files)


def test_the_record_of_the_run_does_not_know_the_password(tiny: Tiny, tmp_path: Path) -> None:
    chosen = spec()
    job = export_atlas(tiny.snapshot(), chosen, tmp_path / "a.pdf", password=PASSWORD)
    report = run_job(job)
    draft = run_draft(report, chosen, log_seq=1, is_volume=True)
    assert PASSWORD not in repr(draft)
    assert PASSWORD not in repr(report.to_dict())


@pytest.mark.parametrize(
    "password",
    ["", "short-1", "x" * (SHORTEST - 1), "密" * 43, "ｆｕｌｌｗｉｄｔｈ", "tab\tinside it"],
)
def test_unfit_passwords_are_refused_before_anything_is_written(
    tiny: Tiny, tmp_path: Path, password: str
) -> None:
    with pytest.raises(UsageError):
        check_password(password)
    if password:
        with pytest.raises(UsageError):
            run_job(export_atlas(tiny.snapshot(), spec(), tmp_path / "a.pdf", password=password))
    assert not list(tmp_path.iterdir())
