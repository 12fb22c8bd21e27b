"""Ids and secrets from the system's random source."""

from __future__ import annotations

import hashlib
import secrets
import uuid

SECRET_BYTES = 32  # 256 bits; 128 are asked for


class SystemTokens:
    def new_id(self) -> str:
        return str(uuid.uuid4())

    def new_secret(self) -> str:
        return secrets.token_urlsafe(SECRET_BYTES)

    def digest(self, secret: str) -> str:
        return hashlib.sha256(secret.encode()).hexdigest()
