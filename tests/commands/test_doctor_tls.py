"""The doctor's check of TLS, against real handshakes with certificates that are well or ill."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from inspection.adapters.doctor import Finding, Status
from inspection.adapters.doctor_tls import check, check_files, check_url
from tests.support.certificates import MadeCertificate, make_certificate
from tests.support.ports import free_port


@asynccontextmanager
async def serving(made: MadeCertificate | None) -> AsyncIterator[str]:
    """A server that greets; with None it knows no TLS."""
    secure = None
    if made is not None:
        secure = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        secure.load_cert_chain(made.file, made.key)

    async def greet(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"hello\r\n")
        writer.close()

    async with await asyncio.start_server(greet, "127.0.0.1", 0, ssl=secure) as server:
        yield f"https://localhost:{server.sockets[0].getsockname()[1]}"


@pytest.mark.parametrize(
    ("names", "begins", "ends", "status", "code"),
    [
        (("localhost",), -1, 90, Status.OK, "tls_ok"),
        (("localhost",), -80, 9.5, Status.WARNING, "tls_soon"),
        (("localhost",), -90, -1, Status.FAILED, "tls_expired"),
        (("localhost",), 1, 90, Status.FAILED, "tls_not_yet"),
        (("beratung.example",), -1, 90, Status.FAILED, "tls_name"),
    ],
)
async def test_what_a_phone_is_shown(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    names: tuple[str, ...],
    begins: float,
    ends: float,
    status: Status,
    code: str,
) -> None:
    made = make_certificate(tmp_path, names=names, begins=begins, ends=ends)
    monkeypatch.setenv("SSL_CERT_FILE", str(made.file))
    async with serving(made) as url:
        shown = await check_url(url)
    assert (shown.status, shown.code) == (status, code)
    if code == "tls_soon":
        assert shown.params["days"] == 9
    (on_disk,) = check_files(made.file, made.key, "localhost")
    assert (on_disk.status, on_disk.code) == (status, code)


async def test_a_certificate_that_this_machine_does_not_trust(tmp_path: Path) -> None:
    async with serving(make_certificate(tmp_path)) as url:
        assert (await check_url(url)).code == "tls_untrusted"


async def test_a_port_without_tls() -> None:
    async with serving(None) as url:
        assert (await check_url(url)).code == "tls_none"


async def test_a_port_on_which_nobody_listens() -> None:
    assert (await check_url(f"https://localhost:{free_port()}")).code == "tls_unreachable"


async def codes(
    public_url: str | None, file: Path | None = None, key: Path | None = None
) -> list[tuple[Status, str]]:
    found: list[Finding] = [finding async for finding in check(public_url, file, key)]
    return [(finding.status, finding.code) for finding in found]


async def test_addresses_that_open_no_camera() -> None:
    assert await codes(None) == [(Status.WARNING, "tls_no_public_url")]
    assert await codes("http://beratung.example") == [(Status.FAILED, "tls_not_https")]


async def test_files_that_do_not_fit(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    one, other = make_certificate(tmp_path), make_certificate(tmp_path / "other")
    assert (Status.FAILED, "tls_key") in await codes(None, one.file, other.key)
    assert (Status.FAILED, "tls_file") in await codes(None, tmp_path / "missing", one.key)
    one.file.write_text("no certificate")
    assert (Status.FAILED, "tls_file") in await codes(None, one.file, one.key)


@pytest.mark.parametrize(
    ("host", "fits"),
    [
        ("beratung.example", True),
        ("a.wild.example", True),
        ("a.b.wild.example", False),
        ("wild.example", False),
        ("127.0.0.1", True),
        ("127.0.0.2", False),
    ],
)
def test_names_and_addresses(tmp_path: Path, host: str, fits: bool) -> None:
    made = make_certificate(tmp_path, names=("beratung.example", "*.wild.example", "127.0.0.1"))
    (found,) = check_files(made.file, made.key, host)
    assert (found.code == "tls_ok") is fits
