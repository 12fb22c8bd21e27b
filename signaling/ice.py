"""Which STUN and TURN servers a participant may use, with logins that expire."""

import base64
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from signaling.wire import list_of, reads, text

TURN_TTL_MAX_S = 3600  # a login that leaks is worthless after an hour


class IceTransportPolicy(StrEnum):
    """RTCIceTransportPolicy."""

    ALL = "all"
    RELAY = "relay"


@dataclass(frozen=True)
class IceServer:
    """RTCIceServer."""

    urls: tuple[str, ...] = field(metadata=reads(list_of(text(512))))
    username: str | None = field(default=None, metadata=reads(text(512)))
    credential: str | None = field(default=None, metadata=reads(text(512)))


@dataclass(frozen=True)
class TurnCredentials:
    username: str
    password: str


@dataclass(frozen=True)
class IceOffer:
    """What one participant is told: servers, for how long (seconds; None = for ever), by which way."""

    servers: tuple[IceServer, ...] = ()
    ttl_s: int | None = None
    transport_policy: IceTransportPolicy = IceTransportPolicy.ALL

    def relay_only(self) -> "IceOffer":
        """Without what would find out a participant's own address."""
        relays = tuple(server for server in self.servers if server.credential is not None)
        return replace(self, servers=relays, transport_policy=IceTransportPolicy.RELAY)


IceProvider = Callable[[str], IceOffer]
"Participant's id → what to offer, asked at each join and renewal."


def no_ice_servers(participant: str) -> IceOffer:
    """One network, no NAT between: the demo, and tests."""
    return IceOffer()


def turn_credentials(secret: str, participant: str, expires_at: int) -> TurnCredentials:
    """Sign a coturn login valid until `expires_at` (Unix seconds).

    username = "<expires_at>:<participant>"; password = base64(HMAC-SHA1(secret, username)).
    Raises ValueError when `secret` is empty. Source: draft-uberti-behave-turn-rest-00.
    """
    if not secret:
        raise ValueError("a TURN secret must not be empty")
    username = f"{expires_at}:{participant}"
    digest = hmac.new(secret.encode(), username.encode(), hashlib.sha1).digest()
    return TurnCredentials(username, base64.b64encode(digest).decode("ascii"))


def ice_provider(
    *,
    stun_urls: tuple[str, ...] = (),
    turn_urls: tuple[str, ...] = (),
    turn_secret: str = "",
    ttl_s: int = TURN_TTL_MAX_S,
    now: Callable[[], float],
) -> IceProvider:
    """Offer these servers to everybody, with a login of their own for TURN.

    `now`: Unix seconds. Raises ValueError for half a TURN configuration or a `ttl_s` beyond an hour.
    """
    if bool(turn_urls) != bool(turn_secret):
        raise ValueError("TURN needs both its addresses and its secret")
    if not 60 <= ttl_s <= TURN_TTL_MAX_S:
        raise ValueError(f"a TURN login lives 60 to {TURN_TTL_MAX_S} seconds")
    stun = (IceServer(stun_urls),) if stun_urls else ()

    def offer(participant: str) -> IceOffer:
        if not turn_urls:
            return IceOffer(stun)
        login = turn_credentials(turn_secret, participant, int(now()) + ttl_s)
        return IceOffer((*stun, IceServer(turn_urls, login.username, login.password)), ttl_s)

    return offer
