"""The demo's certificate authority: a client that trusts it reaches us by name and by address."""

from __future__ import annotations

import asyncio
import ssl
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509

from inspection.adapters.local_ca import LocalCertificate, ensure_certificate

LAN = ip_address("192.168.17.4")


async def greet(made: LocalCertificate, host: str) -> None:
    """A real TLS handshake with a client that trusts only our authority."""
    server_side = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server_side.load_cert_chain(made.certificate, made.key)

    async def serve(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0, ssl=server_side) as server:
        port = server.sockets[0].getsockname()[1]
        trust = ssl.create_default_context(cafile=made.ca)
        _, writer = await asyncio.open_connection("127.0.0.1", port, ssl=trust, server_hostname=host)
        writer.close()
        await writer.wait_closed()


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", str(LAN)])
async def test_the_chain_verifies_for_name_and_address(tmp_path: Path, host: str) -> None:
    await greet(ensure_certificate(tmp_path, (LAN,)), host)


async def test_another_host_is_refused(tmp_path: Path) -> None:
    made = ensure_certificate(tmp_path, (LAN,))
    with pytest.raises(ssl.SSLCertVerificationError):
        await greet(made, "192.168.17.5")


def test_keys_are_readable_for_us_alone(tmp_path: Path) -> None:
    made = ensure_certificate(tmp_path / "tls", (LAN,))
    assert (tmp_path / "tls").stat().st_mode & 0o777 == 0o700
    for key in (made.key, made.ca.with_suffix(".key")):
        assert key.stat().st_mode & 0o777 == 0o600


async def test_a_new_address_renews_the_certificate_and_keeps_the_authority(tmp_path: Path) -> None:
    first = ensure_certificate(tmp_path, (LAN,))
    ca, own = first.ca.read_bytes(), first.certificate.read_bytes()
    assert first.ca_is_new
    again = ensure_certificate(tmp_path, (LAN,))
    assert (again.ca.read_bytes(), again.certificate.read_bytes(), again.ca_is_new) == (ca, own, False)
    moved = ensure_certificate(tmp_path, (ip_address("10.1.2.3"),))
    assert moved.ca.read_bytes() == ca
    assert moved.certificate.read_bytes() != own
    assert not moved.ca_is_new
    await greet(moved, "10.1.2.3")


async def test_a_public_address_makes_an_authority_that_may_vouch_for_it(tmp_path: Path) -> None:
    ensure_certificate(tmp_path, (LAN,))
    public = ensure_certificate(tmp_path, (ip_address("203.0.113.9"),))
    assert public.ca_is_new
    await greet(public, "203.0.113.9")


def test_a_damaged_file_is_replaced(tmp_path: Path) -> None:
    made = ensure_certificate(tmp_path, (LAN,))
    made.certificate.write_text("nonsense")
    assert b"BEGIN CERTIFICATE" in ensure_certificate(tmp_path, (LAN,)).certificate.read_bytes()


def test_the_authority_is_bound_to_local_names_and_private_addresses(tmp_path: Path) -> None:
    ca = x509.load_pem_x509_certificate(ensure_certificate(tmp_path, (LAN,)).ca.read_bytes())
    limits = ca.extensions.get_extension_for_class(x509.NameConstraints)
    assert limits.critical
    permitted = limits.value.permitted_subtrees or []
    assert {str(limit.value) for limit in permitted} >= {"localhost", "192.168.0.0/16", "127.0.0.0/8"}
    assert not any(str(limit.value) in ("", "0.0.0.0/0") for limit in permitted)
