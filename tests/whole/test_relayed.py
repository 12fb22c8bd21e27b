"""The real pages of a utility that wants nobody to learn anybody's address."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.browsers import chromium
from tests.whole.people import sees_moving_picture
from tests.whole.relayed import relayed_call

pytestmark = pytest.mark.browser


@pytest.mark.long
async def test_both_pages_are_relayed_and_nothing_else(tmp_path: Path) -> None:
    async with chromium() as browser, relayed_call(tmp_path, browser, browser) as call:
        await sees_moving_picture(call.tablet)
        assert await call.kinds() == [["relay"] * 3] * 2
