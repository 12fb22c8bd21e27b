"""Whether phones will trust the page: its certificate, as they are shown it, and the one in the settings."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509

from inspection.adapters.doctor import Finding, failed, ok, warning

CHECK = "tls"
CONNECT_WITHIN_S = 5.0
WARN_BEFORE_DAYS = 14
EXPIRED, NOT_YET, HOST_MISMATCH, ADDRESS_MISMATCH = 10, 9, 62, 64  # X509_V_ERR_*, openssl/x509_vfy.h


async def check(public_url: str | None, certificate: Path | None, key: Path | None) -> AsyncIterator[Finding]:
    if certificate is not None and key is not None:
        for finding in check_files(certificate, key, urlsplit(public_url or "").hostname):
            yield finding
    if public_url is None:
        yield warning(CHECK, "tls_no_public_url")
    elif not public_url.startswith("https:"):
        yield failed(CHECK, "tls_not_https", url=public_url)
    else:
        yield await check_url(public_url)


async def check_url(url: str) -> Finding:
    """As a browser would: a chain that this machine trusts, the name, the time."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or 443
    try:
        async with asyncio.timeout(CONNECT_WITHIN_S):
            _, writer = await asyncio.open_connection(host, port, ssl=ssl.create_default_context())
    except ssl.SSLCertVerificationError as error:
        code = {
            EXPIRED: "tls_expired",
            NOT_YET: "tls_not_yet",
            HOST_MISMATCH: "tls_name",
            ADDRESS_MISMATCH: "tls_name",
        }.get(error.verify_code, "tls_untrusted")
        return failed(CHECK, code, url=url, host=host)
    except ssl.SSLError:
        return failed(CHECK, "tls_none", url=url)
    except OSError:
        return failed(CHECK, "tls_unreachable", url=url, host=host, port=port)
    shown = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
    return _by_days(x509.load_der_x509_certificate(shown), url)


def check_files(file: Path, key: Path, host: str | None) -> Iterator[Finding]:
    """The files of the settings: readable, of one pair, in time, and of the host's name."""
    try:
        certificate = x509.load_pem_x509_certificate(file.read_bytes())
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(file, key)
    except ssl.SSLError:
        yield failed(CHECK, "tls_key", file=file, key=key)
        return
    except (OSError, ValueError):
        yield failed(CHECK, "tls_file", file=file, key=key)
        return
    if certificate.not_valid_before_utc > datetime.now(UTC):
        yield failed(CHECK, "tls_not_yet", url=file)
    elif host and not _names(certificate, host):
        yield failed(CHECK, "tls_name", url=file, host=host)
    else:
        yield _by_days(certificate, str(file))


def _by_days(certificate: x509.Certificate, what: str) -> Finding:
    days = (certificate.not_valid_after_utc - datetime.now(UTC)).days
    if days < 0:
        return failed(CHECK, "tls_expired", url=what)
    if days < WARN_BEFORE_DAYS:
        return warning(CHECK, "tls_soon", url=what, days=days)
    return ok(CHECK, "tls_ok", url=what, days=days)


def _names(certificate: x509.Certificate, host: str) -> bool:
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return False
    with suppress(ValueError):
        return ip_address(host) in names.get_values_for_type(x509.IPAddress)
    wildcard = "*." + host.partition(".")[2]
    return any(name.lower() in (host, wildcard) for name in names.get_values_for_type(x509.DNSName))
