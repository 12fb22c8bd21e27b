"""A call between the two real pages of a utility that allows relayed media alone, through a real coturn."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, Page

from tests.support.browsers import TABLET, open_context
from tests.support.coturn import Coturn
from tests.support.site import running_site
from tests.whole.people import arrive, start

# Every connection that a page makes, for whoever asks which way its media takes.
KEEP_CONNECTIONS = """
window.connections = [];
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...given) { super(...given); window.connections.push(this); }
};
"""
# The kinds of the pair in use, and of all own candidates.
KINDS = """async () => {
  const stats = [...(await window.connections.at(-1).getStats()).values()];
  const used = stats.find((one) => one.selectedCandidatePairId)?.selectedCandidatePairId;
  const pair = stats.find(({ id }) => id === used);
  const kind = (wanted) => stats.find(({ id }) => id === wanted)?.candidateType;
  const own = stats.filter(({ type }) => type === "local-candidate").map((one) => one.candidateType);
  return [kind(pair?.localCandidateId), kind(pair?.remoteCandidateId), ...new Set(own)];
}"""


@dataclass(frozen=True)
class RelayedCall:
    coturn: Coturn
    phone: Page
    tablet: Page

    async def kinds(self) -> list[list[str]]:
        return [list(await page.evaluate(KINDS)) for page in (self.phone, self.tablet)]


@asynccontextmanager
async def relayed_call(data: Path, phones: Browser, tablets: Browser) -> AsyncIterator[RelayedCall]:
    """Both sides are in; the picture may still be on its way."""
    async with (
        Coturn() as coturn,
        running_site(data, turn_urls=coturn.urls, turn_secret=coturn.secret, ice_policy="relay") as site,
    ):
        ahlers = await site.user("ahlers", name="Mareike Ahlers", salutation="Frau")
        consultation = await ahlers.new_consultation()
        secret = await ahlers.invite(consultation)
        context = await open_context(tablets, TABLET)
        cookies = {cookie.key: cookie for cookie in ahlers.session.cookie_jar}
        await context.add_cookies(
            [{"name": name, "value": morsel.value, "url": site.url} for name, morsel in cookies.items()]
        )
        tablet = await context.new_page()
        await tablet.add_init_script(KEEP_CONNECTIONS)
        await ahlers.post(f"/consultations/{consultation}/start")
        await tablet.goto(f"{site.url}/consultant/consultations/{consultation}")
        phone = await arrive(phones, f"{site.url}/join#{secret}")
        await phone.evaluate(f"() => {{ {KEEP_CONNECTIONS} }}")
        await start(phone)
        try:
            yield RelayedCall(coturn, phone, tablet)
        finally:
            await phone.context.close()
            await context.close()
