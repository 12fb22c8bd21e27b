"""Adding users, and the utility they belong to."""

from __future__ import annotations

import re

from inspection.domain.access import MAX_PASSWORD, MIN_PASSWORD, Role, User, UserError
from inspection.domain.languages import LANGUAGES
from inspection.services.ports import Clock, Passwords, Storage, Tokens, Transaction, Utility

LOGIN = re.compile(r"[a-z0-9][a-z0-9._@+-]{1,119}")


class Users:
    def __init__(self, storage: Storage, clock: Clock, tokens: Tokens, passwords: Passwords) -> None:
        self._storage = storage
        self._clock = clock
        self._tokens = tokens
        self._passwords = passwords

    async def ensure_utility(self, name: str, phone: str) -> Utility:
        """The utility of this installation; made at the first start."""
        async with self._storage.write() as tx:
            return await self._utility(tx, name, phone)

    async def _utility(self, tx: Transaction, name: str, phone: str) -> Utility:
        utility = await tx.utilities.first()
        if utility is None:
            utility = Utility(self._tokens.new_id(), name, phone, {}, self._clock.now())
            await tx.utilities.add(utility)
        return utility

    async def add(
        self,
        utility_id: str,
        *,
        login: str,
        name: str,
        role: str,
        password: str,
        salutation: str = "",
        language: str = "de",
    ) -> User:
        """Raises UserError naming what is wrong with which value."""
        login = login.strip().lower()
        _check(login, name, role, password, language)
        password_hash = await self._passwords.hash(password)
        user = User(
            id=self._tokens.new_id(),
            utility_id=utility_id,
            login=login,
            name=name.strip(),
            salutation=salutation.strip(),
            role=Role(role),
            language=language,
            active=True,
            created_at=self._clock.now(),
        )
        async with self._storage.write() as tx:
            if await tx.users.by_login(login) is not None:
                raise UserError("user_login_taken", login=login)
            await tx.users.add(user, password_hash)
        return user


def _check(login: str, name: str, role: str, password: str, language: str) -> None:
    if not LOGIN.fullmatch(login):
        raise UserError("user_login", login=login[:60])
    if not 1 <= len(name.strip()) <= 120:
        raise UserError("user_name")
    if role not in tuple(Role):
        raise UserError("user_role", role=role[:20], roles=", ".join(Role))
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        raise UserError("user_password", least=MIN_PASSWORD, most=MAX_PASSWORD)
    if language not in LANGUAGES:
        raise UserError("user_language", language=language[:10])
