"""The page's upload module against the real server, over a line that loses requests and answers."""

from __future__ import annotations

import asyncio
import json
import uuid
from pathlib import Path
from typing import Any

import pytest

from tests.photos import site
from tests.photos.pictures import photo
from tests.photos.site import Person

pytestmark = pytest.mark.asyncio(loop_scope="module")

FOLDER = Path(__file__).parent
NODE = FOLDER.parents[1] / "deploy" / "node.sh"
PICTURE = photo(size=(4000, 3000))


async def send(guest: Person, tmp_path: Path, photo_id: str, faults: str = "") -> dict[str, Any]:
    """Run the module in node with the customer's cookie."""
    picture = tmp_path / "picture.jpg"
    picture.write_bytes(PICTURE)
    cookie = "; ".join(f"{cookie.key}={cookie.value}" for cookie in guest.session.cookie_jar)
    process = await asyncio.create_subprocess_exec(
        NODE, "node", str(FOLDER / "upload_client.mjs"), guest.url, cookie, str(picture), photo_id, faults,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    output, errors = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 0, errors.decode()
    result: dict[str, Any] = json.loads(output)
    return result


async def test_a_good_line_takes_few_requests_and_growing_pieces(ahlers: Person, tmp_path: Path) -> None:
    consultation = await site.begin(ahlers)
    photo_id = str(uuid.uuid4())
    async with site.customer(ahlers, consultation) as guest:
        result = await send(guest, tmp_path, photo_id)
    rest = len(PICTURE) - 256 * 1024
    assert result["error"] is None
    assert result["requests"] == ["POST", "PATCH 0+262144", f"PATCH 262144+{rest}"]
    assert result["progress"] == sorted(result["progress"])
    assert (result["progress"][0], result["progress"][-1], result["waiting"]) == (0, 1, [])
    log = (await ahlers.get(f"/consultations/{consultation}/operations?after=0"))["operations"]
    assert [o["value"] for o in log if o["field"] == "note"] == ["Maß: 80 cm – gut"]


@pytest.mark.long
async def test_lost_requests_and_lost_answers_cost_no_byte_twice(ahlers: Person, tmp_path: Path) -> None:
    consultation = await site.begin(ahlers)
    photo_id = str(uuid.uuid4())
    async with site.customer(ahlers, consultation) as guest:
        result = await send(guest, tmp_path, photo_id, "0:lost,2:lost,4:silent,6:lost,7:silent")
        await guest.wait(f"/consultations/{consultation}/photos", site.is_ready(photo_id))
    assert result["error"] is None
    assert result["requests"][:5] == ["POST", "POST", "PATCH 0+262144", "HEAD", "PATCH 0+131072"]
    assert result["requests"][5:7] == ["HEAD", "PATCH 131072+65536"], (
        "the server had what its lost answer said"
    )
    assert True in result["waiting"]
    assert result["waiting"][-1] is False
    assert result["progress"][-1] == 1


async def test_the_answer_to_the_last_piece_lost_is_no_second_photo(ahlers: Person, tmp_path: Path) -> None:
    consultation = await site.begin(ahlers)
    photo_id = str(uuid.uuid4())
    async with site.customer(ahlers, consultation) as guest:
        result = await send(guest, tmp_path, photo_id, "2:silent")
        assert result["error"] is None
        assert result["requests"][-1] == "HEAD"
        assert (await send(guest, tmp_path, photo_id))["requests"] == ["POST"], "sent again: nothing to send"
    assert len((await ahlers.get(f"/consultations/{consultation}/photos"))["photos"]) == 1


async def test_a_refusal_is_told_in_the_customers_words(ahlers: Person, tmp_path: Path) -> None:
    consultation = await site.begin(ahlers)
    async with site.customer(ahlers, consultation, consents=False) as guest:
        result = await send(guest, tmp_path, str(uuid.uuid4()))
    assert (result["error"]["code"], result["error"]["status"]) == ("consent_missing", 403)
    assert "Einwilligung" in result["error"]["text"]
    assert result["requests"] == ["POST"]
