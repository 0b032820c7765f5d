"""Every sentence in the code has a Chinese one with the same fields."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path

import gridmap

PACKAGE = Path(gridmap.__file__).parent
TRANSLATIONS = PACKAGE / "resources" / "translations" / "zh_CN"


def sentences() -> Iterator[tuple[str, str]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "tr"
            ):
                where = f"{path.relative_to(PACKAGE)}:{node.lineno}"
                assert isinstance(node.args[0], ast.Constant), (
                    f"{where}: tr() takes a literal sentence"
                )
                yield where, node.args[0].value


def translations() -> dict[str, str]:
    merged: dict[str, str] = {}
    for path in sorted(TRANSLATIONS.glob("*.toml")):
        merged.update(tomllib.loads(path.read_text("utf-8")))
    return merged


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_sentence_has_a_chinese_one() -> None:
    known = translations()
    missing = [f"{where}: {text}" for where, text in sentences() if text not in known]
    assert not missing, "\n".join(missing)


def test_a_translation_has_the_fields_of_its_sentence() -> None:
    wrong = [
        english for english, chinese in translations().items() if fields(english) != fields(chinese)
    ]
    assert not wrong


def test_no_translation_is_left_over() -> None:
    used = {text for _, text in sentences()}
    assert not sorted(set(translations()) - used)


def test_two_packages_do_not_translate_a_sentence_differently() -> None:
    seen: dict[str, tuple[str, str]] = {}
    for path in sorted(TRANSLATIONS.glob("*.toml")):
        for english, chinese in tomllib.loads(path.read_text("utf-8")).items():
            before = seen.setdefault(english, (path.name, chinese))
            assert before[1] == chinese, f"{english}: {before[0]} and {path.name}"


def test_chinese_sentences_have_chinese_marks() -> None:
    mixed = re.compile(r"[\u4e00-\u9fff”][,;:?!]|[,;:?!][\u4e00-\u9fff“]")
    wrong = [chinese for chinese in translations().values() if mixed.search(chinese)]
    assert not wrong, "\n".join(wrong)
