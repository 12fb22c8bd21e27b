"""The doctor's check of TURN, against a real coturn that is well or ill."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from inspection.adapters.doctor import Finding, Status
from inspection.adapters.doctor_turn import check, is_old
from inspection.adapters.turn_probe import Login
from tests.support.coturn import HOST, Coturn, free_relay_port

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def coturn() -> AsyncIterator[Coturn]:
    async with Coturn() as coturn:
        yield coturn


@pytest.fixture
def trusting(coturn: Coturn, monkeypatch: pytest.MonkeyPatch) -> None:
    """This machine trusts the authority of coturn's certificate."""
    monkeypatch.setenv("SSL_CERT_FILE", str(coturn.certificate.ca))


async def examine(
    coturn: Coturn, *urls: str, secret: str = "", clock_s: int = 0, stun: tuple[str, ...] = ()
) -> list[Finding]:
    """Without what is said of the versions that Debian ships, and of the ways left out."""

    def login(ttl_s: int) -> Login:
        made = coturn.login("doctor", ttl_s=ttl_s + clock_s, secret=secret)
        return Login(made.username, made.password)

    found = [finding async for finding in check(stun, urls, login)]
    return [finding for finding in found if finding.code not in ("turn_old", "turn_ways")]


def only(findings: list[Finding]) -> tuple[Status, str]:
    (finding,) = findings
    return finding.status, finding.code


@pytest.mark.usefixtures("trusting")
async def test_each_way_relays(coturn: Coturn) -> None:
    found = await examine(coturn, *coturn.urls)
    assert [(finding.status, finding.code) for finding in found] == [(Status.OK, "turn_ok")] * 3
    assert [finding.params["url"] for finding in found] == list(coturn.urls)


async def test_its_address_is_told_over_stun(coturn: Coturn) -> None:
    stun = (f"stun:{HOST}:{coturn.port}",)
    assert (await examine(coturn, coturn.tcp_url, stun=stun))[0].code == "stun_ok"


@pytest.mark.parametrize("way", ["udp_url", "tcp_url"])
async def test_another_secret(coturn: Coturn, way: str) -> None:
    found = await examine(coturn, getattr(coturn, way), secret="another")
    assert only(found) == (Status.FAILED, "turn_secret")


async def test_a_clock_that_is_an_hour_behind(coturn: Coturn) -> None:
    assert only(await examine(coturn, coturn.udp_url, clock_s=-3600)) == (Status.FAILED, "turn_clock")


@pytest.mark.parametrize("transport", ["udp", "tcp"])
async def test_a_closed_port(coturn: Coturn, transport: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inspection.adapters.turn_probe.ANSWER_WITHIN_S", 0.5)
    url = f"turn:{HOST}:{free_relay_port()}?transport={transport}"
    found = await examine(coturn, url)
    assert only(found) == (Status.FAILED, "turn_unreachable")
    assert found[0].params["transport"] == transport.upper()


async def test_a_certificate_that_nobody_knows(coturn: Coturn) -> None:
    assert only(await examine(coturn, coturn.tls_url)) == (Status.FAILED, "turn_certificate")


async def test_a_relay_that_denies_itself() -> None:
    async with Coturn(knows_itself=False) as coturn:
        assert only(await examine(coturn, coturn.udp_url)) == (Status.FAILED, "turn_own_address")


async def test_a_relay_that_reaches_inside() -> None:
    async with Coturn(site=("allowed-peer-ip=127.0.0.0-127.255.255.255",)) as coturn:
        assert only(await examine(coturn, coturn.udp_url)) == (Status.FAILED, "turn_inside")


async def test_no_relay_at_all(coturn: Coturn) -> None:
    assert only(await examine(coturn)) == (Status.WARNING, "turn_none")


async def test_a_way_that_is_left_out_is_named(coturn: Coturn) -> None:
    found = [finding async for finding in check((), (coturn.udp_url,), lambda ttl_s: Login("", ""))]
    assert found[-1].code == "turn_ways"
    assert found[-1].params == {"missing": "TCP, TLS"}


@pytest.mark.parametrize(
    ("software", "old"),
    [
        ("Coturn-4.6.1 'Gorst'", True),
        ("Coturn-4.17.0 'Gorst'", False),
        ("Coturn-4.18.2", False),
        ("Coturn-5.0.0", False),
        ("None", False),
        ("", False),
    ],
)
async def test_versions(software: str, old: bool) -> None:
    assert is_old(software) is old
