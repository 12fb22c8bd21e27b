"""The schema is also PostgreSQL's: nothing in it is SQLite's alone."""

from __future__ import annotations

import pytest
from sqlalchemy import Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from inspection.adapters.database.tables import metadata

LONGEST_NAME = 63  # characters; PostgreSQL cuts longer ones off


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: table.name)
def test_each_table_can_be_made_on_postgresql(table: Table) -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    ddl = str(CreateTable(table).compile(dialect=dialect))
    for index in table.indexes:
        ddl += str(CreateIndex(index).compile(dialect=dialect))
        assert len(str(index.name)) <= LONGEST_NAME
    assert "TIMESTAMP WITHOUT TIME ZONE" not in ddl
    for constraint in table.constraints:
        assert len(str(constraint.name)) <= LONGEST_NAME
