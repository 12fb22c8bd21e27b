"""Writing to and reading from the operation log of a consultation."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from inspection.domain.access import AccessError, Actor
from inspection.domain.case import Case
from inspection.domain.checklist import Checklist
from inspection.domain.consultation import Consultation
from inspection.domain.errors import RefusalError
from inspection.domain.operation_rules import check
from inspection.domain.operations import (
    Author,
    LoggedOperation,
    Operation,
    OperationError,
    State,
    apply,
    empty_state,
    fold,
    parse_operation,
)
from inspection.services.assessments import Assessments, Beside
from inspection.services.consultations import find
from inspection.services.ports import Clock, ProtocolDesk, Publisher, Storage, Transaction

MAX_AT_ONCE = 500
REMEMBERED = 64  # consultations whose folded state is kept in memory


@dataclass(frozen=True)
class Acknowledged:
    op_id: str
    seq: int


@dataclass(frozen=True)
class Refused:
    op_id: str | None
    "None when not even that could be read."
    error: RefusalError


@dataclass
class Appended:
    """What became of a request's operations; `assessment` is after them."""

    acknowledged: list[Acknowledged] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    seq: int = 0
    assessment: dict[str, Any] | None = None


@dataclass(frozen=True)
class LogPart:
    operations: Sequence[LoggedOperation]
    seq: int
    assessment: dict[str, Any] | None


@dataclass(frozen=True)
class Assessed:
    """The latest assessment of a consultation: everybody in the room asks for it after each answer."""

    seq: int
    beside: Beside
    assessment: dict[str, Any] | None


@dataclass(frozen=True)
class LiveCase:
    consultation: Consultation
    seq: int
    case: Case | None
    "None when the answers do not fit the checklist any more."


class Operations:
    def __init__(
        self,
        storage: Storage,
        clock: Clock,
        publisher: Publisher,
        checklist: Checklist,
        assessments: Assessments,
        desk: ProtocolDesk,
    ) -> None:
        self._storage = storage
        self._clock = clock
        self._publisher = publisher
        self._checklist = checklist
        self._assessments = assessments
        self._desk = desk
        self._states: OrderedDict[str, State] = OrderedDict()
        self._assessed: OrderedDict[str, Assessed] = OrderedDict()

    async def append(self, actor: Actor, consultation_id: str, received: Sequence[object]) -> Appended:
        """Take what can be taken, in order. Sent twice is answered twice and stored once.

        Raises AccessError, or OperationError `operations_too_many`; an operation that cannot be taken is in
        `refused` and blocks no other.
        """
        if len(received) > MAX_AT_ONCE:
            raise OperationError("operations_too_many", limit=MAX_AT_ONCE)
        result = Appended()
        operations = _parse(received, result)
        author = Author(actor.id, actor.name, actor.kind)
        async with self._storage.write() as tx:
            consultation = await find(tx, actor, consultation_id)
            if not actor.may_edit(consultation):
                raise AccessError("not_allowed")
            last_seq = consultation.last_seq  # held since it was found: nobody moves it meanwhile
            known = await tx.operations.seqs_of(consultation_id, [entry.op_id for entry in operations])
            state = await self._state(tx, consultation_id, last_seq)
            fresh: dict[str, LoggedOperation] = {}
            for operation in operations:
                if operation.op_id in known or operation.op_id in fresh:
                    seq = known.get(operation.op_id) or fresh[operation.op_id].seq
                    result.acknowledged.append(Acknowledged(operation.op_id, seq))
                    continue
                try:
                    if not consultation.is_editable:
                        raise OperationError("consultation_closed")
                    if operation.based_on > last_seq:
                        raise OperationError("operation_ahead")
                    check(self._checklist, state, operation)
                except OperationError as error:
                    result.refused.append(Refused(operation.op_id, error))
                    continue
                logged = LoggedOperation(operation, last_seq + len(fresh) + 1, author)
                apply(state, logged)
                fresh[operation.op_id] = logged
                result.acknowledged.append(Acknowledged(operation.op_id, logged.seq))
            beside = await self._assessments.beside(tx, consultation)
            result.seq = last_seq + len(fresh)
            if fresh:
                await self._log(tx, consultation, list(fresh.values()), result.seq)
        if fresh:
            # Judged while the word is on its way: whoever hears it is back with a question later than that.
            await self.announce(consultation_id, result.seq)
            await asyncio.sleep(0)  # it has left before the rules take the processor
        result.assessment = self._assessments.of(beside, state)
        overview = self._assessments.overview(result.assessment, state)
        self._remember(consultation_id, state)  # not before: others go on from it
        self._remember_assessed(Assessed(result.seq, beside, result.assessment))
        if result.acknowledged:
            # A server that dies before this has answered nobody: it is sent again, and then done.
            async with self._storage.write() as tx:
                await tx.consultations.set_overview(consultation_id, result.seq, overview)
        return result

    async def append_in(
        self, tx: Transaction, consultation: Consultation, operations: Sequence[Operation], by: Author
    ) -> int:
        """Write what the server itself decides, unchecked, inside the caller's transaction; the last `seq`.

        An `op_id` already in the log is passed over. After the commit the caller calls `announce`.
        """
        last_seq = await tx.consultations.lock(consultation.id)
        known = await tx.operations.seqs_of(consultation.id, [entry.op_id for entry in operations])
        new = [operation for operation in operations if operation.op_id not in known]
        logged = [LoggedOperation(operation, last_seq + n, by) for n, operation in enumerate(new, 1)]
        state = await self._state(tx, consultation.id, last_seq)
        beside = await self._assessments.beside(tx, consultation)
        await self._store(tx, consultation, beside, logged, fold(logged, state))
        return last_seq + len(logged)

    async def state_in(self, tx: Transaction, consultation: Consultation) -> State:
        """What the log says now, to be read and not changed; the caller holds the consultation."""
        last_seq = await tx.consultations.lock(consultation.id)
        state = await self._state(tx, consultation.id, last_seq)
        self._remember(consultation.id, state)
        return state

    async def announce(self, consultation_id: str, seq: int) -> None:
        """Tell the room that there is news up to `seq`; only after the commit.

        Nobody is woken to render: the protocol waits until it is quiet, and the room is waiting now.
        """
        await self._publisher.publish(consultation_id, "operations", {"seq": seq})

    async def after(self, actor: Actor, consultation_id: str, seq: int) -> LogPart:
        """Everything after `seq`, and what the answers mean now."""
        async with self._storage.read() as tx:
            consultation = await find(tx, actor, consultation_id)
            if actor.is_customer:
                raise AccessError("not_allowed")
            operations = await tx.operations.after(consultation_id, seq)
            beside = await self._assessments.beside(tx, consultation)
            known = self._assessed.get(consultation_id)
            if known is not None and (known.seq, known.beside) == (consultation.last_seq, beside):
                return LogPart(operations, consultation.last_seq, known.assessment)
            state = await self._state(tx, consultation_id, consultation.last_seq)
            assessment = self._assessments.of(beside, state)
        self._remember(consultation_id, state)
        self._remember_assessed(Assessed(consultation.last_seq, beside, assessment))
        return LogPart(operations, consultation.last_seq, assessment)

    async def live_case(self, actor: Actor, consultation_id: str) -> LiveCase:
        """The answers as they stand, as a case."""
        async with self._storage.read() as tx:
            consultation = await find(tx, actor, consultation_id)
            state = await self._state(tx, consultation_id, consultation.last_seq)
            case = self._assessments.case(await self._assessments.beside(tx, consultation), state)
        self._remember(consultation_id, state)
        return LiveCase(consultation, state["seq"], case)

    async def reassess(self, tx: Transaction, consultation: Consultation) -> dict[str, Any] | None:
        """After a change beside the log, such as a consent."""
        last_seq = await tx.consultations.lock(consultation.id)
        beside = await self._assessments.beside(tx, consultation)
        return await self._store(
            tx, consultation, beside, [], await self._state(tx, consultation.id, last_seq)
        )

    async def _store(
        self,
        tx: Transaction,
        consultation: Consultation,
        beside: Beside,
        logged: Sequence[LoggedOperation],
        state: State,
    ) -> dict[str, Any] | None:
        """All in the caller's transaction."""
        await self._log(tx, consultation, logged, state["seq"])
        assessment = self._assessments.of(beside, state)
        overview = self._assessments.overview(assessment, state)
        await tx.consultations.set_overview(consultation.id, state["seq"], overview)
        return assessment

    async def _log(
        self, tx: Transaction, consultation: Consultation, logged: Sequence[LoggedOperation], seq: int
    ) -> None:
        now = self._clock.now()
        await tx.operations.add(consultation.utility_id, consultation.id, logged, now)
        await tx.consultations.set_last_seq(consultation.id, seq, now)
        if logged:
            await self._desk.changed(tx, consultation)

    async def _state(self, tx: Transaction, consultation_id: str, last_seq: int) -> State:
        """The state up to `last_seq`, taken out of memory: whoever changes it puts it back when stored."""
        state = self._states.pop(consultation_id, None)
        if state is None or state["seq"] > last_seq:
            state = empty_state()
        if state["seq"] < last_seq:
            fold(await tx.operations.after(consultation_id, state["seq"]), state)
        return state

    def _remember(self, consultation_id: str, state: State) -> None:
        kept = self._states.pop(consultation_id, None)
        self._states[consultation_id] = kept if kept and kept["seq"] > state["seq"] else state
        while len(self._states) > REMEMBERED:
            self._states.popitem(last=False)

    def _remember_assessed(self, assessed: Assessed) -> None:
        """Only once it is committed: until then its `seq` may become another operation's."""
        consultation_id = assessed.beside.consultation.id
        kept = self._assessed.pop(consultation_id, None)
        self._assessed[consultation_id] = kept if kept and kept.seq > assessed.seq else assessed
        while len(self._assessed) > REMEMBERED:
            self._assessed.popitem(last=False)


def _parse(received: Sequence[object], result: Appended) -> list[Operation]:
    operations = []
    for data in received:
        try:
            operations.append(parse_operation(data))
        except OperationError as error:
            op_id = data.get("op_id") if isinstance(data, dict) else None
            result.refused.append(Refused(op_id if isinstance(op_id, str) else None, error))
    return operations
