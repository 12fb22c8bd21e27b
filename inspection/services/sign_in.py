"""Signing in and out, and who a session belongs to."""

from __future__ import annotations

from datetime import timedelta

from inspection.domain.access import (
    FAILURES_PER_ADDRESS,
    FAILURES_PER_LOGIN,
    MAX_PASSWORD,
    SESSION_LASTS,
    SHORT_WINDOW,
    Actor,
    Session,
    SignInError,
    User,
    wait_after_failures,
)
from inspection.services.ports import Clock, Passwords, Storage, Tokens

TOUCH_EVERY = timedelta(minutes=5)
"A session's last use is noted that often, not at each request."


def actor_of(user: User, session_id: str = "") -> Actor:
    return Actor(user.id, user.utility_id, user.name, user.role, user.language, session_id=session_id)


class SignIn:
    def __init__(self, storage: Storage, clock: Clock, tokens: Tokens, passwords: Passwords) -> None:
        self._storage = storage
        self._clock = clock
        self._tokens = tokens
        self._passwords = passwords

    async def sign_in(self, login: str, password: str, address: str) -> tuple[str, User]:
        """The cookie's token and the user. Raises SignInError."""
        login = login.strip().lower()[:120]
        attempt_id, found = await self._begin(login, address)
        user, password_hash = found or (None, None)
        right = len(password) <= MAX_PASSWORD and await self._passwords.verify(password_hash, password)
        if not right or user is None or not user.active:
            raise SignInError("sign_in_wrong")
        token, now = self._tokens.new_secret(), self._clock.now()
        session = Session(self._tokens.digest(token), user.utility_id, user.id, now, now, now + SESSION_LASTS)
        async with self._storage.write() as tx:
            await tx.sessions.add(session)
            await tx.sessions.attempt_succeeded(attempt_id)
        return token, user

    async def _begin(self, login: str, address: str) -> tuple[str, tuple[User, str] | None]:
        """Count the attempt as failed before the slow part, so that many at once are counted too."""
        now = self._clock.now()
        since = now - SHORT_WINDOW
        async with self._storage.write() as tx:
            by_login = list(await tx.sessions.failures(login, address, since))
            by_address = list(await tx.sessions.failures_of_address(address, since))
            wait_s = max(
                wait_after_failures(by_login, FAILURES_PER_LOGIN, now),
                wait_after_failures(by_address, FAILURES_PER_ADDRESS, now),
            )
            if wait_s:
                raise SignInError("sign_in_throttled", wait_s=wait_s, minutes=-(-wait_s // 60))
            found = await tx.users.by_login(login)
            attempt_id = self._tokens.new_id()
            utility_id = found[0].utility_id if found else None
            await tx.sessions.add_attempt(attempt_id, utility_id, login, address, now, successful=False)
        return attempt_id, found

    async def sign_out(self, token: str) -> str:
        """The id of the session that has ended with this."""
        session_id = self._tokens.digest(token)
        async with self._storage.write() as tx:
            await tx.sessions.revoke(session_id, self._clock.now())
        return session_id

    async def who(self, token: str) -> tuple[Actor, User] | None:
        """None for a token that is unknown, expired or revoked, or whose user was shut out."""
        now, digest = self._clock.now(), self._tokens.digest(token)
        async with self._storage.read() as tx:
            found = await tx.sessions.get(digest)
        if found is None:
            return None
        session, user = found
        if not session.is_valid_at(now) or not user.active:
            return None
        if now - session.last_seen_at > TOUCH_EVERY:
            async with self._storage.write() as tx:
                await tx.sessions.touch(digest, now)
        return actor_of(user, digest), user
