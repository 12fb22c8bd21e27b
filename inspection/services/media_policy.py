"""Whether picture and voice may go directly from browser to browser, which each utility decides."""

from __future__ import annotations

from inspection.services.ports import Storage

SETTING = "ice_policy"  # in the utility's settings
RELAY = "relay"
"Neither side of a call learns the other's address; everything goes through TURN. The other policy is `all`."


class RelayMissingError(Exception):
    """Calls shall be relayed, and there is no relay."""


class MediaPolicy:
    """`default` counts for a utility that has not chosen."""

    def __init__(self, storage: Storage, default: str, *, has_relay: bool) -> None:
        self._storage = storage
        self._default = default
        self._has_relay = has_relay

    async def of(self, utility_id: str) -> str:
        async with self._storage.read() as tx:
            utility = await tx.utilities.get(utility_id)
        return str(utility.settings.get(SETTING, self._default)) if utility else self._default

    async def is_relay_only(self, utility_id: str) -> bool:
        return await self.of(utility_id) == RELAY

    async def choose(self, utility_id: str, policy: str | None) -> None:
        """None: as the installation has it. Counts from the next join on. Raises RelayMissingError."""
        async with self._storage.write() as tx:
            utility = await tx.utilities.get(utility_id)
            if utility is None:
                return
            settings = {name: value for name, value in utility.settings.items() if name != SETTING}
            chosen = settings if policy is None else {**settings, SETTING: policy}
            if (policy or self._default) == RELAY and not self._has_relay:
                raise RelayMissingError
            await tx.utilities.keep_settings(utility_id, chosen)

    async def check(self, utility_id: str) -> None:
        """Raises RelayMissingError: better no start than calls that never connect."""
        if await self.is_relay_only(utility_id) and not self._has_relay:
            raise RelayMissingError
