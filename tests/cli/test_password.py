"""A password for the files comes from a file, the environment or the keys; never as an argument."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from gridmap.cli.app import run_command
from gridmap.cli.password import VARIABLE, wanted_password
from gridmap.errors import UsageError
from tests.helpers.build import Tiny
from tests.helpers.stores import tiny_file


class Keys(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


def test_nothing_is_locked_unless_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "in the air 1")
    assert wanted_password(lock=False, file=None) == ""


def test_a_file_gives_its_first_line_whatever_editor_wrote_it(tmp_path: Path) -> None:
    path = tmp_path / "p.txt"
    path.write_bytes("\ufeff柳溪村的图册 密码\r\nnext\r\n".encode())
    assert wanted_password(lock=False, file=path) == "柳溪村的图册 密码"


def test_the_environment_answers_before_the_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "in the air 1")
    assert wanted_password(lock=True, file=None) == "in the air 1"


def test_it_is_typed_twice_and_unseen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr("sys.stdin", Keys())
    typed = iter(["typed unseen", "typed unseen"])
    monkeypatch.setattr("typer._click.termui.hidden_prompt_func", lambda _: next(typed))
    assert wanted_password(lock=True, file=None) == "typed unseen"
    assert list(typed) == []
    said = capsys.readouterr()
    assert "typed unseen" not in said.out + said.err


def test_without_anybody_to_ask_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr("sys.stdin", io.StringIO("from a pipe"))
    with pytest.raises(UsageError) as caught:
        wanted_password(lock=True, file=None)
    assert "--password-file" in caught.value.hint
    with pytest.raises(UsageError, match="cannot be read"):
        wanted_password(lock=True, file=tmp_path / "missing.txt")


def test_the_atlas_command_locks_what_it_writes(tmp_path: Path, tiny: Tiny) -> None:
    project, out = tiny_file(tmp_path, tiny), tmp_path / "a.pdf"
    secret = tmp_path / "p.txt"
    secret.write_text("correct horse\n", encoding="utf-8")
    run_command(["atlas", str(project), "--out", str(out), "--password-file", str(secret)])
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(out)
    with pikepdf.open(out, password="correct horse") as pdf:
        assert len(pdf.pages) > 5
    assert b"correct horse" not in project.read_bytes()
