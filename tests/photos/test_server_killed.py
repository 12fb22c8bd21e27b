"""A server killed in the middle loses no photo that it had acknowledged, and no byte it had said was safe."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.photos import site
from tests.photos.pictures import photo
from tests.photos.site import Sending


@pytest.mark.long
async def test_killed_in_the_middle_of_an_upload_and_right_after_one(tmp_path: Path) -> None:
    pictures = [photo(size=(2400, 1800), seed=seed) for seed in range(4)]
    async with site.running(tmp_path) as server, site.consultant(server.url) as ahlers:
        consultation = await site.begin(ahlers)
        async with site.customer(ahlers, consultation) as guest:
            whole = [Sending(guest, data) for data in pictures[:3]]
            for sending in whole:
                assert await sending.send() == 204
            half = Sending(guest, pictures[3])
            await half.create()
            assert await half.patch(0, 50_000) == 204

            await server.kill()  # at least two of the acknowledged ones are not scaled yet
            await server.start()

            assert await half.offset() == 50_000
            assert await half.patch(50_000) == 204
            path = f"/consultations/{consultation}/photos"
            for sending in (*whole, half):
                await guest.wait(path, site.is_ready(sending.photo_id))
            numbers = [entry["number"] for entry in (await guest.get(path))["photos"]]
        assert numbers == [1, 2, 3, 4]
