"""Each way to the relay, tried as a phone would from where this runs."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Sequence

from inspection.adapters.doctor import Finding, failed, ok, warning
from inspection.adapters.turn_probe import Address, Login, TurnProblemError, probe, probe_stun

CHECK = "turn"
WANTED = (4, 17)
"coturn before this one has holes that are known."
FRESH_S = 600
SKEWED_S = 10 * 24 * 3600

MakeLogin = Callable[[int], Login]
"Seconds that it is to be good for → the login."


async def check(
    stun_urls: Sequence[str], turn_urls: Sequence[str], make_login: MakeLogin
) -> AsyncIterator[Finding]:
    for url in stun_urls:
        try:
            seconds = await probe_stun(Address.of(url))
        except (TurnProblemError, ValueError):
            yield failed(CHECK, "stun_unreachable", url=url)
        else:
            yield ok(CHECK, "stun_ok", url=url, ms=round(seconds * 1000))
    if not turn_urls:
        yield warning(CHECK, "turn_none")
        return
    software = ""
    for url in turn_urls:
        address = Address.of(url)
        try:
            answer = await probe(address, make_login(FRESH_S), make_login(SKEWED_S))
        except TurnProblemError as problem:
            software = software or problem.software
            yield failed(CHECK, problem.code, url=url, transport=address.transport.upper(), port=address.port)
        else:
            software = software or answer.software
            yield ok(CHECK, "turn_ok", url=url, ms=round(answer.seconds * 1000))
    if is_old(software):
        yield warning(CHECK, "turn_old", software=software, wanted=".".join(map(str, WANTED)))
    ways = {Address.of(url).transport for url in turn_urls}
    if missing := [way.upper() for way in ("udp", "tcp", "tls") if way not in ways]:
        yield warning(CHECK, "turn_ways", missing=", ".join(missing))


def is_old(software: str) -> bool:
    """False also for what does not say: newer ones keep their version to themselves."""
    found = re.match(r"coturn-(\d+)\.(\d+)", software, re.IGNORECASE)
    return found is not None and (int(found[1]), int(found[2])) < WANTED
