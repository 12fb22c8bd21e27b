"""The tools find what is wrong: a page with one mistake of each kind."""

from __future__ import annotations

import pytest

from tests.accessibility.inspector import Inspector
from tests.pages.world import World
from tests.support.browsers import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

WRONG = """
<!doctype html><html lang="de"><head><title>Falsch</title><style>
  body { margin: 0; background: #fff; color: #000; }
  p { color: #777; }
  button { width: 44px; height: 30px; padding: 0; }
  .row { overflow: hidden; width: 200px; }
  .row div { width: 260px; }
  @media (prefers-color-scheme: dark) { p { color: #999; } }
</style></head><body><main><h1>Falsch</h1><p>Blass</p><button></button><div class="row"><div>Breit</div></div>
</main></body></html>
"""


async def test_each_mistake_is_found(weserau: World) -> None:
    page = await weserau.page(PHONE)
    await page.set_content(WRONG)
    inspector = Inspector()
    await inspector.look(page, "wrong")
    found = [" ".join(complaint.split()[:4]) for complaint in inspector.complaints]
    assert found == [
        "wrong, light: button-name at",
        "wrong, light: color-contrast at",
        "wrong, dark: color-contrast at",
        "wrong: touch area 44",
        "wrong: cut off, 260",
    ]
