"""A phone in a headless browser: lamp, zoom, focus, three lenses, voices, a motor; or none of it."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent
PHONE = (_HERE / "guided_phone.js").read_text(encoding="utf-8")
"Can do everything, and notes it in `phone`."
SOCKETS = (_HERE / "sockets.js").read_text(encoding="utf-8")
"`send(message)` past the page; `hear(message)` as if the server had relayed it."
PLAIN = """
MediaStreamTrack.prototype.getCapabilities = () => ({});
Object.defineProperty(window, "speechSynthesis", { value: undefined });
"""
"Can do nothing of it."
