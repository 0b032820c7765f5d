import dataclasses
from pathlib import Path

from gridmap.model.features import KIND_BY_NAME, KINDS
from gridmap.store.schema import SCHEMA_VERSION
from gridmap.store.tables import TABLE_NAMES, TABLES
from gridmap.store.titles import TABLE_TITLES, column_title

HERE = Path(__file__).parent
SQL_WORDS = {"group", "end", "start", "order", "table", "index", "values", "to", "from"}


def test_the_tables_of_this_version_are_as_they_were_released() -> None:
    # A field was added, renamed or removed: raise SCHEMA_VERSION, write a step in migrations.py and
    # keep a file of the version before as version_N.sql; then write the new text to this file.
    pinned = (HERE / f"tables_of_version_{SCHEMA_VERSION}.txt").read_text("utf-8")
    present = "\n".join(table.create_sql for table in TABLES.values())
    assert present.replace(", ", ",\n  ") == pinned.rstrip("\n")


def test_every_kind_and_field_has_its_column() -> None:
    assert list(TABLES) == list(KINDS)
    assert set(TABLE_NAMES) == set(KIND_BY_NAME)
    for kind, table in TABLES.items():
        assert [column.field for column in table.columns] == [
            f.name for f in dataclasses.fields(kind)
        ]


def test_every_table_and_column_has_a_title_in_both_languages() -> None:
    for table in TABLES.values():
        assert all(TABLE_TITLES[table.name])
        titles = [column_title(table.name, c.name) for c in table.columns if c.form != "geometry"]
        assert all(zh and en for zh, en in titles)
        assert len({zh for zh, _ in titles}) == len(titles), table.name


def test_no_column_is_called_like_a_word_of_sql() -> None:
    names = {column.name for table in TABLES.values() for column in table.columns}
    assert not names & SQL_WORDS
