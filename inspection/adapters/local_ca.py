"""A small certificate authority for the demo: HTTPS on the local network, so that a phone opens its camera.

It can vouch for private addresses and local names only (name constraints, RFC 5280 4.2.1.10): its key, if it
leaked, would be of no use against the internet.
"""

from __future__ import annotations

import contextlib
import os
import socket
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

CA_LASTS = timedelta(days=730)
SERVER_LASTS = timedelta(days=90)  # iOS takes at most 825 days
RENEW_BEFORE = timedelta(days=20)
CLOCK_SKEW = timedelta(hours=1)
PRIVATE = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10", "127.0.0.0/8")
PRIVATE_V6 = ("fc00::/7", "fe80::/10", "::1/128")
LOCAL_NAMES = ("localhost", "local", "lan", "home.arpa", "internal")

Address = IPv4Address | IPv6Address


@dataclass(frozen=True)
class LocalCertificate:
    """Files of the authority and of the server."""

    ca: Path
    certificate: Path
    key: Path
    ca_is_new: bool
    "Phones that trusted an older one have to trust this one."


def lan_address() -> Address | None:
    """This machine's address on the local network; None without a network. Sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, contextlib.suppress(OSError):
        probe.connect(("192.0.2.1", 9))  # RFC 5737 TEST-NET-1: only asks the routing table
        address = ip_address(probe.getsockname()[0])
        if not address.is_loopback and not address.is_unspecified:
            return address
    return None


def ensure_certificate(folder: Path, addresses: tuple[Address, ...]) -> LocalCertificate:
    """Make or renew what is missing, old, or does not name `addresses`. `folder` is made for us alone."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    ca_file, ca_key_file = folder / "ca.pem", folder / "ca.key"
    file, key_file = folder / "server.pem", folder / "server.key"
    wanted = {ip_address("127.0.0.1"), ip_address("::1"), *addresses}
    ca, ca_key = _read(ca_file, ca_key_file)
    is_new = ca is None or ca_key is None or not _is_fresh(ca) or not _may_vouch_for(ca, wanted)
    if ca is None or ca_key is None or is_new:
        ca, ca_key = _make_ca(wanted)
        _write_key(ca_key_file, ca_key)
        ca_file.write_bytes(ca.public_bytes(serialization.Encoding.PEM))
    own, own_key = _read(file, key_file)
    if is_new or own is None or own_key is None or not _is_fresh(own) or _addresses(own) != wanted:
        own, own_key = _make_server(ca, ca_key, wanted)
        _write_key(key_file, own_key)
        pem = serialization.Encoding.PEM
        file.write_bytes(own.public_bytes(pem) + ca.public_bytes(pem))
    return LocalCertificate(ca_file, file, key_file, is_new)


def _make_ca(wanted: set[Address]) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    key = ec.generate_private_key(ec.SECP256R1())
    networks = [ip_network(text) for text in (*PRIVATE, *PRIVATE_V6)]
    networks += [ip_network(address) for address in wanted if not any(address in net for net in networks)]
    name = _name(f"Kellerblick Demo ({socket.gethostname()[:30]})")
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - CLOCK_SKEW)
        .not_valid_after(now + CA_LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.NameConstraints(
                permitted_subtrees=[
                    *(x509.DNSName(name) for name in (*LOCAL_NAMES, _host())),
                    *(x509.IPAddress(network) for network in networks),
                ],
                excluded_subtrees=None,
            ),
            critical=True,
        )
    )
    return builder.sign(key, hashes.SHA256()), key


def _make_server(
    ca: x509.Certificate, ca_key: ec.EllipticCurvePrivateKey, wanted: set[Address]
) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.now(UTC)
    names = sorted({"localhost", _host(), f"{_host().split('.')[0]}.local"})
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name("Kellerblick Demo"))
        .issuer_name(ca.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - CLOCK_SKEW)
        .not_valid_after(min(now + SERVER_LASTS, ca.not_valid_after_utc))
        .add_extension(
            x509.SubjectAlternativeName(
                [
                    *(x509.DNSName(name) for name in names),
                    *(x509.IPAddress(address) for address in sorted(wanted, key=str)),
                ]
            ),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key()), critical=False
        )
    )
    return builder.sign(ca_key, hashes.SHA256()), key


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _host() -> str:
    """Our own host's name as far as a certificate may carry it."""
    name = socket.gethostname().lower()
    return name if name and all(char.isalnum() or char in "-." for char in name) else "localhost"


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _read(file: Path, key_file: Path) -> tuple[x509.Certificate | None, ec.EllipticCurvePrivateKey | None]:
    """None where a file is missing or damaged."""
    try:
        certificate = x509.load_pem_x509_certificate(file.read_bytes())
        key = serialization.load_pem_private_key(key_file.read_bytes(), None)
    except (OSError, ValueError):
        return None, None
    return certificate, key if isinstance(key, ec.EllipticCurvePrivateKey) else None


def _write_key(file: Path, key: ec.EllipticCurvePrivateKey) -> None:
    """Readable for us alone from the first moment on."""
    data = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(data)


def _is_fresh(certificate: x509.Certificate) -> bool:
    return datetime.now(UTC) + RENEW_BEFORE < certificate.not_valid_after_utc


def _addresses(certificate: x509.Certificate) -> set[Address]:
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return {address for address in names.get_values_for_type(x509.IPAddress) if not hasattr(address, "hosts")}


def _may_vouch_for(ca: x509.Certificate, wanted: set[Address]) -> bool:
    limits = ca.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    values = [limit.value for limit in limits if isinstance(limit, x509.IPAddress)]
    networks = [value for value in values if isinstance(value, IPv4Network | IPv6Network)]
    return all(any(address in network for network in networks) for address in wanted)
