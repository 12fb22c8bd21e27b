"""docs/doors.md is the table of who may do what; each cell of it is tried on the real server."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from signaling.handlers import HANDLERS
from tests.support.site import Site, running_site
from tests.web.doors import ROLES, World, answer_to, replies_to

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "doors.md"


class NoProcess:
    """Stands for the virtual customer's process."""

    is_running = True

    async def start(self, *_: object) -> NoProcess:
        return self

    async def stop(self) -> None:
        pass


def _tables() -> list[dict[str, dict[str, str]]]:
    """Row → role → cell, for each table of the document."""
    tables: list[dict[str, dict[str, str]]] = []
    head: list[str] = []
    for line in DOCUMENT.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip().strip("`") for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|"):
            head = []
        elif not head:
            head = cells[1:]
            tables.append({})
        elif not set(line) <= set("|-: "):
            tables[-1][cells[0]] = dict(zip(head, cells[1:], strict=True))
    return tables


ROUTES, MESSAGES = _tables()


@pytest.fixture
async def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    monkeypatch.setattr("inspection.app.ChildProcesses", NoProcess)
    async with running_site(tmp_path, demo=True) as site:
        world = World(site)
        await world.open()
        yield world


def _as_table(rows: dict[str, dict[str, str]]) -> str:
    return "\n".join(
        f"| `{row}` | {' | '.join(cells.get(role, '') for role in ROLES)} |" for row, cells in rows.items()
    )


async def test_every_route_is_in_the_table(site: Site) -> None:
    routes = {
        f"{route.method} {re.sub(r':[^}]+', '', resource.canonical)}"
        for resource in site.app.router.resources()
        for route in resource
        if route.method != "HEAD" or "/uploads" in resource.canonical
    }
    assert routes == set(ROUTES)


def test_every_message_is_in_the_table() -> None:
    assert {message.partition(" as ")[0] for message in MESSAGES} == {one.type for one in HANDLERS}


def test_every_role_is_in_the_table() -> None:
    for cells in (*ROUTES.values(), *MESSAGES.values()):
        assert tuple(cells) == ROLES


async def test_every_route_answers_each_role_as_the_table_says(world: World) -> None:
    found = {door: {role: await answer_to(world, door, role) for role in ROLES} for door in ROUTES}
    assert found == ROUTES, "docs/doors.md would have to say:\n" + _as_table(
        {door: cells for door, cells in found.items() if cells != ROUTES[door]}
    )


async def test_every_message_is_answered_to_each_role_as_the_table_says(world: World) -> None:
    by_role = {role: await replies_to(world, role, tuple(MESSAGES)) for role in ROLES}
    found = {message: {role: by_role[role][message] for role in ROLES} for message in MESSAGES}
    assert found == MESSAGES, "docs/doors.md would have to say:\n" + _as_table(found)
