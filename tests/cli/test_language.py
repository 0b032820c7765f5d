"""Which language the program speaks."""

from __future__ import annotations

import pytest

from gridmap.cli import main
from gridmap.i18n import CHINESE, ENGLISH, system_language


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("zh_CN.UTF-8", CHINESE),
        ("C.UTF-8", CHINESE),
        ("POSIX", CHINESE),
        ("en_US.UTF-8", ENGLISH),
        ("de_DE", ENGLISH),
    ],
)
def test_a_system_that_names_no_language_gets_chinese(
    monkeypatch: pytest.MonkeyPatch, lang: str, expected: str
) -> None:
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("LANG", lang)
    assert system_language() == expected


def test_an_unknown_language_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "xx", "info", "p.gpkg"]) == 2
    assert "xx" in capsys.readouterr().err
