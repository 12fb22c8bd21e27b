"""The operation log's table: only ever added to; words about an erased picture may go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import RowMapping, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from inspection.adapters.database.tables import operations
from inspection.domain.operations import Author, LoggedOperation, Operation

CHUNK = 500  # ids in one query; SQLite's limit on bound values was 999 for long

# Made once: asked with every answer.
AFTER = (
    select(operations)
    .where(operations.c.consultation_id == bindparam("consultation_id"), operations.c.seq > bindparam("seq"))
    .order_by(operations.c.seq)
)
SEQS_OF = select(operations.c.op_id, operations.c.seq).where(
    operations.c.consultation_id == bindparam("consultation_id"),
    operations.c.op_id.in_(bindparam("op_ids", expanding=True)),
)


class OperationTable:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(
        self,
        utility_id: str,
        consultation_id: str,
        logged: Sequence[LoggedOperation],
        received_at: datetime,
    ) -> None:
        if not logged:
            return
        await self._connection.execute(
            insert(operations),
            [
                {
                    "consultation_id": consultation_id,
                    "seq": entry.seq,
                    "utility_id": utility_id,
                    "op_id": entry.operation.op_id,
                    "based_on": entry.operation.based_on,
                    "target": entry.operation.target,
                    "field": entry.operation.field,
                    "value": entry.operation.value,
                    "at": entry.operation.at,
                    "by_id": entry.by.id,
                    "by_name": entry.by.name,
                    "by_kind": entry.by.kind,
                    "received_at": received_at,
                }
                for entry in logged
            ],
        )

    async def after(self, consultation_id: str, seq: int) -> Sequence[LoggedOperation]:
        found = await self._connection.execute(AFTER, {"consultation_id": consultation_id, "seq": seq})
        return [_logged(row) for row in found.mappings()]

    async def seqs_of(self, consultation_id: str, op_ids: Sequence[str]) -> Mapping[str, int]:
        found: dict[str, int] = {}
        for start in range(0, len(op_ids), CHUNK):
            wanted = {"consultation_id": consultation_id, "op_ids": list(op_ids[start : start + CHUNK])}
            found.update({row.op_id: row.seq for row in await self._connection.execute(SEQS_OF, wanted)})
        return found

    async def erase_values(self, consultation_id: str, targets: Sequence[str], fields: Sequence[str]) -> None:
        for start in range(0, len(targets), CHUNK):
            await self._connection.execute(
                update(operations)
                .where(
                    operations.c.consultation_id == consultation_id,
                    operations.c.target.in_(targets[start : start + CHUNK]),
                    operations.c.field.in_(fields),
                )
                .values(value=None)
            )


def _logged(row: RowMapping) -> LoggedOperation:
    operation = Operation(row["op_id"], row["based_on"], row["target"], row["field"], row["value"], row["at"])
    author = Author(row["by_id"], row["by_name"], row["by_kind"])
    return LoggedOperation(operation, row["seq"], author, row["received_at"])
